"""From AST to effective programs: names, types, units, hierarchy, lowering."""

from rankdsl.semantics.analysis import Analysis, Settings, analyse
from rankdsl.semantics.pages import PAGES

__all__ = ["PAGES", "Analysis", "Settings", "analyse"]
