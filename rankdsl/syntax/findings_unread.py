"""Messages about places that cannot be read (RD101)."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic
from rankdsl.syntax.pages import SYNTAX

UNEXPECTED = Diagnostic(
    SYNTAX,
    zh="“{written}”在这里读不通",
    en="“{written}” cannot stand here",
    help_zh="对照这类规定的写法改正",
    help_en="compare with how such a statement is written",
)
