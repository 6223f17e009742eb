"""From text to AST: what was written.

`parse` gives every document and statement that can be read, and every mistake of writing; it never raises for a text.
"""

from rankdsl.syntax.pages import PAGES
from rankdsl.syntax.parsing import Parsed, parse, parse_formula

__all__ = ["PAGES", "Parsed", "parse", "parse_formula"]
