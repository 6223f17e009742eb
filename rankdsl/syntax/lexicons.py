"""Which surface language a text is in, and the lexicon of each."""

from __future__ import annotations

import re
from functools import cache

from rankdsl.syntax.grammar import load_tables, load_words
from rankdsl.syntax.lexing import Lexicon

_OPENING = re.compile(r"(?:\s+|#[^\n]*|//[^\n]*)*([A-Za-z]+|[\"“0-9(])?")
_ENGLISH_LINE = re.compile(r"^[ \t]*(?:[Dd]ocument[ \t]*[\"“《]|[Aa]rticle[ \t]+[0-9])", re.MULTILINE)


@cache
def lexicon(language: str = "zh") -> Lexicon:
    if language == "en":
        from rankdsl.syntax.lexing_english import EnglishLexicon  # here, since few runs meet an English document

        return EnglishLexicon(load_tables(), load_words(language))
    return Lexicon(load_tables(), load_words(language))


def language_of(text: str) -> str:
    """The surface language of mapped text: a file is English that begins with an English keyword, or with no Chinese
    character and has a line that opens an English document or article."""
    opening = _OPENING.match(text)
    assert opening is not None, "the pattern matches nothing, too"
    if not opening[1]:
        return "zh"
    if opening[1].lower() in lexicon("en").words.terminals:
        return "en"
    return "en" if _ENGLISH_LINE.search(text) else "zh"
