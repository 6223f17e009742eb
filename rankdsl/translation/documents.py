"""Which dictionary each document of a workspace has, and English documents read into the canonical tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from rankdsl.ir.facts import Vocabulary
from rankdsl.source import Span
from rankdsl.syntax import Parsed, ast
from rankdsl.translation.dictionary import Dictionary, dictionary
from rankdsl.translation.glossary import Glossary
from rankdsl.translation.rewriting import Rewriting

ENGLISH = "en"


class Dictionaries:
    """Of every document of a workspace: its own vocabulary, then those of what it stands under; every vocabulary
    where that leads to none."""

    def __init__(
        self, documents: Iterable[ast.DocumentNode], vocabularies: Mapping[str, Vocabulary], glossary: Glossary
    ) -> None:
        self._glossary = glossary
        self._vocabularies = vocabularies
        self._documents = tuple(documents)
        self._made: dict[tuple[str, ...], Dictionary] = {}

    def of(self, document: ast.DocumentNode) -> Dictionary:
        names = tuple(dict.fromkeys(self._asked(document))) or tuple(self._vocabularies)
        made = self._made.get(names)
        if made is None:
            chosen = [self._vocabularies[name] for name in names]
            made = self._made[names] = dictionary(self._glossary, chosen, self._vocabularies.values())
        return made

    def _asked(self, document: ast.DocumentNode) -> Iterator[str]:
        """Names of vocabularies, the nearest first."""
        seen: set[str] = set()
        waiting = [document]
        while waiting:
            for node in waiting:
                written = node.vocabulary.text if node.vocabulary is not None else ""
                name = self._by_english.get(written, written)
                if name in self._vocabularies:
                    yield name
            titles = {self._title(title.text) for node in waiting for title in node.under} - seen
            seen |= titles
            waiting = [other for title in sorted(titles) for other in self._by_title.get(title, ())]

    @cached_property
    def _by_title(self) -> Mapping[str, Sequence[ast.DocumentNode]]:
        found: dict[str, list[ast.DocumentNode]] = {}
        for document in self._documents:
            found.setdefault(self._title(document.title.text), []).append(document)
        return found

    @cached_property
    def _by_english(self) -> Mapping[str, str]:
        return {vocabulary.english: vocabulary.name for vocabulary in self._vocabularies.values()}

    def _title(self, written: str) -> str:
        return self._glossary.titles.chinese.get(written, written)


def dictionaries(parsed: Iterable[Parsed], vocabularies: Mapping[str, Vocabulary], glossary: Glossary) -> Dictionaries:
    return Dictionaries((d for p in parsed for d in p.node.documents), vocabularies, glossary)


def canonical(parsed: Parsed, known: Dictionaries) -> Parsed:
    """A file with canonical names, as a Chinese one has them; in an English one a name, title or text that is nowhere
    translated stays as written."""
    if parsed.language != ENGLISH:
        return parsed
    documents = tuple(_reading(known.of(document)).of(document) for document in parsed.node.documents)
    return replace(parsed, node=ast.FileNode(documents))


def _reading(names: Dictionary) -> Rewriting:
    glossary = names.glossary
    levels = {english: chinese for chinese, english in names.levels.items()}
    vocabularies = {english: chinese for chinese, english in names.vocabularies.items()}
    comparisons = {english: chinese for chinese, english in names.comparisons.items()}

    def name(written: str, span: Span, wanted: frozenset[str]) -> str:
        return names.chinese(written, wanted) or written

    def values_of(written: str) -> frozenset[str]:
        return names.values.get(names.chinese(written) or written, frozenset())

    return Rewriting(
        name=name,
        level=lambda written, span: levels.get(written, written),
        vocabulary=lambda written, span: vocabularies.get(written, written),
        title=lambda written, span: glossary.titles.chinese.get(written, written),
        heading=lambda written, span: glossary.headings.chinese.get(written, written),
        text=lambda written, span: glossary.texts.chinese.get(written, written),
        word=lambda written: comparisons.get(written) or comparisons.get(f"is {written}", ""),
        values_of=values_of,
    )
