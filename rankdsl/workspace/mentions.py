"""What files mention, read from their text without parsing: titles of documents, names of vocabularies.

This only chooses which files are parsed. When in doubt a file is taken, and nothing is reported from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rankdsl.source import SourceFile

_TITLE = re.compile(r"《([^》]*)》")
_OWN_TITLE = re.compile(r"(?:^|(?<=[\s。]))(?:文件|document)\s*《([^》]*)》", re.IGNORECASE)
_ENGLISH = re.compile(r"(?:[\s\ufeff]|#[^\n]*|//[^\n]*)*document\b", re.IGNORECASE)
_ENGLISH_TITLE = re.compile(r"(?:\bunder\s*:\s*|\bof\s+|,\s*|\band\s+)[\"“]([^\"“”\n]+)[\"”]", re.IGNORECASE)
_ENGLISH_OWN_TITLE = re.compile(r"(?:^|(?<=\s))document\s*[\"“]([^\"“”\n]+)[\"”]", re.IGNORECASE)
_VOCABULARY_OF_DOCUMENT = re.compile(r"(?:词表|vocabulary)\s*[：:]\s*[「\"]?([^\s。；;」\".,，]+)", re.IGNORECASE)
_VOCABULARY = re.compile(r"^(vocabulary|extends|english)\s*:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)


def own_titles(file: SourceFile) -> frozenset[str]:
    """Titles of the documents that a file seems to hold."""
    return _spaceless((_ENGLISH_OWN_TITLE if is_english(file) else _OWN_TITLE).findall(file.text))


def is_english(file: SourceFile) -> bool:
    return _ENGLISH.match(file.text) is not None


def closure(
    start: Iterable[SourceFile], others: Sequence[SourceFile], *, versions: bool
) -> tuple[frozenset[str], frozenset[str]]:
    """Paths of `start` and of those `others` that it may refer to, over any number of steps; and the titles of which
    no file was found.

    versions: also files that hold a document of a title that is already there (another version of it).
    """
    own = {file.path: own_titles(file) for file in others}
    start = tuple(start)
    english = {file.path for file in (*start, *others) if is_english(file)}
    taken: set[str] = set()
    held: set[str] = set()
    mentioned: set[str] = set()
    waiting = list(start)
    while waiting:
        for file in waiting:
            taken.add(file.path)
            held |= own_titles(file)
            mentioned |= _spaceless((_ENGLISH_TITLE if file.path in english else _TITLE).findall(file.text))
        asked = mentioned if versions else mentioned - held
        # A document names one in another language by a title that only the glossary knows.
        languages = {file.path in english for file in waiting}
        waiting = [
            f
            for f in others
            if f.path not in taken and (not own[f.path] or own[f.path] & asked or (f.path not in english) in languages)
        ]
    return frozenset(taken), frozenset(mentioned - held)


def vocabularies_asked(documents: Iterable[SourceFile], vocabularies: Iterable[SourceFile]) -> frozenset[str]:
    """Names of the vocabularies that documents use and vocabularies extend, less those that the vocabularies hold."""
    asked = {name for file in documents for name in _VOCABULARY_OF_DOCUMENT.findall(file.text)}
    held: set[str] = set()
    for file in vocabularies:
        for key, name in _VOCABULARY.findall(file.text):
            (asked if key == "extends" else held).add(name)
    return frozenset(asked - held - {"null", "~"})


def name_of_vocabulary(file: SourceFile) -> str | None:
    """The name that a vocabulary gives itself."""
    return next((name for key, name in _VOCABULARY.findall(file.text) if key == "vocabulary"), None)


def names_of_vocabulary(file: SourceFile) -> frozenset[str]:
    """That name, and the English one."""
    return frozenset(name for key, name in _VOCABULARY.findall(file.text) if key in ("vocabulary", "english"))


def _spaceless(titles: Iterable[str]) -> frozenset[str]:
    return frozenset("".join(title.split()) for title in titles)
