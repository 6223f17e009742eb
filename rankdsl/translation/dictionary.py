"""The names that one document may write, in both languages: of its vocabularies, of the glossary, of the language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.types import Enumeration
from rankdsl.syntax.grammar import Words, load_words
from rankdsl.translation.glossary import Glossary


class Dictionary(Struct, frozen=True):
    """`candidates`: English to the Chinese names that it may be, best first. `values`: name of a fact or field to the
    values that it may have; what is compared with it is looked for among these first."""

    glossary: Glossary
    english: dict[str, str]
    candidates: Mapping[str, tuple[str, ...]]
    values: Mapping[str, frozenset[str]]
    levels: dict[str, str]
    vocabularies: Mapping[str, str]
    """Names of vocabularies, Chinese to English."""
    comparisons: Mapping[str, str]
    """Words of comparisons, likewise."""

    def chinese(self, name: str, wanted: frozenset[str] = frozenset()) -> str | None:
        """The Chinese name, one of `wanted` where there is a choice; None for a name that is not in here."""
        found = self.candidates.get(name, ())
        return next((c for c in found if c in wanted), found[0] if found else None)


def dictionary(glossary: Glossary, vocabularies: Iterable[Vocabulary], every: Iterable[Vocabulary]) -> Dictionary:
    """`vocabularies`: those of the document and of what it stands under, its own first; `every`: of the workspace.

    The glossary wins over a vocabulary: a name to which it gives another English has lost the vocabulary's.
    """
    words = load_words("en")
    english: dict[str, str] = dict(glossary.names.english)
    candidates: dict[str, list[str]] = {en: [zh] for en, zh in glossary.names.chinese.items()}
    values: dict[str, frozenset[str]] = {}
    found = list(vocabularies)
    for pairs in (_names, _values):
        for vocabulary in found:
            for chinese, name in pairs(vocabulary):
                _add(english, candidates, chinese, name)
    for vocabulary in found:
        for name, type_ in _enumerated(vocabulary):
            values.setdefault(name, frozenset(type_.values))
    for chinese, name in _of_the_language(words):
        _add(english, candidates, chinese, name)
    return Dictionary(
        glossary,
        english,
        {en: tuple(several) for en, several in candidates.items()},
        values,
        {chinese: name for chinese, name in words.names.items() if chinese in _LEVELS},
        {vocabulary.name: vocabulary.english for vocabulary in every},
        words.comparisons,
    )


_LEVELS = frozenset(("中央", "省级", "市级", "县级", "乡级"))


def _add(english: dict[str, str], candidates: dict[str, list[str]], chinese: str, name: str) -> None:
    if english.setdefault(chinese, name) == name:
        known = candidates.setdefault(name, [])
        if chinese not in known:
            known.append(chinese)


def _of_the_language(words: Words) -> Iterator[tuple[str, str]]:
    return ((chinese, name) for chinese, name in words.names.items() if chinese not in _LEVELS)


def _names(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for fact in vocabulary.facts:
        yield fact.name, fact.english
        for part in fact.records.fields if fact.records is not None else ():
            yield part.name, part.english
    for window in vocabulary.windows:
        yield window.name, window.english
    for derived in vocabulary.derived:
        yield derived.name, derived.english


def _values(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    yield from vocabulary.enumeration_english.items()


def _enumerated(vocabulary: Vocabulary) -> Iterator[tuple[str, Enumeration]]:
    for fact in vocabulary.facts:
        if isinstance(fact.type, Enumeration):
            yield fact.name, fact.type
        for part in fact.records.fields if fact.records is not None else ():
            if isinstance(part.type, Enumeration):
                yield part.name, part.type
    for enumeration in vocabulary.enumerations:
        yield enumeration.name, enumeration
