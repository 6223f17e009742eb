"""Documents in another surface language: names, titles and texts by vocabulary and glossary, both ways.

The tree's names are the Chinese ones; an English document is read into the same tree.
"""

from rankdsl.translation.dictionary import Dictionary
from rankdsl.translation.documents import canonical, canonical_parsed, dictionaries
from rankdsl.translation.glossary import EMPTY, FILE_NAME, Glossary, glossary
from rankdsl.translation.into import Translated, comment_into, translated, words_of

__all__ = [
    "EMPTY",
    "FILE_NAME",
    "Dictionary",
    "Glossary",
    "Translated",
    "canonical",
    "canonical_parsed",
    "comment_into",
    "dictionaries",
    "glossary",
    "translated",
    "words_of",
]
