"""Every manual page of this stage."""

from __future__ import annotations

from rankdsl.diagnostics import Page
from rankdsl.semantics import pages_documents, pages_terms

PAGES: tuple[Page, ...] = (*pages_terms.PAGES, *pages_documents.PAGES)
