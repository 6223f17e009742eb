"""The words and signs of the language that a document is written in."""

from __future__ import annotations

from functools import lru_cache

from rankdsl import syntax
from rankdsl.source import SourceFile
from rankdsl.syntax.grammar import load_words
from rankdsl.syntax.writing import Chinese, Surface


@lru_cache(maxsize=64)
def surface_of(file: SourceFile) -> Surface:
    """How the language of a file writes things."""
    if not is_english(file):
        return Chinese()
    from rankdsl.syntax.writing.english import English  # here, since few documents are English

    return English()


@lru_cache(maxsize=64)
def is_english(file: SourceFile) -> bool:
    return syntax.parse(file).language == "en"


def begins_with(text: str, terminal: str, file: SourceFile) -> int:
    """The length of the keyword, in whatever spelling, at the beginning of a text; 0 where it is not there."""
    spellings = load_words("en" if is_english(file) else "zh").spellings[terminal]
    return max((len(word) for word in spellings if text.lower().startswith(word)), default=0)
