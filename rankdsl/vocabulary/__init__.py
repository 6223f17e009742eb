"""Facts, units, ranges, invariants; case files."""

from rankdsl.vocabulary.loading import load_vocabularies
from rankdsl.vocabulary.pages import PAGES

__all__ = ["PAGES", "load_vocabularies"]
