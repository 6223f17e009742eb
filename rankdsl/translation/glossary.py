"""The glossary of a workspace: what documents call things, and what they say in free text, in Chinese and English.

Each section leads from Chinese to English, and back: no two entries of a section have one English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from rankdsl.diagnostics import Finding, Place, Text
from rankdsl.source import SourceFile
from rankdsl.translation import messages
from rankdsl.vocabulary.yaml_nodes import Entry, MappingNode, Node, ScalarNode, read_yaml

FILE_NAME = "glossary.en.yaml"
"""Where it is looked for if the workspace file does not say otherwise."""

NAMES, TITLES, HEADINGS, TEXTS = "names", "titles", "headings", "texts"
_SECTIONS = (NAMES, TITLES, HEADINGS, TEXTS)
_LANGUAGE = "language"
_NAME = re.compile(r"[^\W\d]\w*", re.ASCII)
_MARKS = (('"', "“”"), ("[]", "【】"))
"""A text can be written between those of which it has none."""
_Pairs = Mapping[str, str]


class Section(Struct, frozen=True):
    """One kind of words, by either language."""

    english: _Pairs = field(default_factory=dict)
    chinese: _Pairs = field(default_factory=dict)


class Glossary(Struct, frozen=True):
    """`path`: where it lies, or where it would be written."""

    path: str = FILE_NAME
    names: Section = field(default_factory=Section)
    titles: Section = field(default_factory=Section)
    headings: Section = field(default_factory=Section)
    texts: Section = field(default_factory=Section)


EMPTY = Glossary()


def glossary(file: SourceFile) -> tuple[Glossary, tuple[Finding, ...]]:
    """The glossary that `file` is, and what is wrong with it; an entry that is wrong is left out."""
    nodes, problems = read_yaml(file)
    findings = [messages.UNREADABLE.at(Place(p.span), problem=p.message, help=p.help or Text("", "")) for p in problems]
    sections: dict[str, Section] = {}
    for node in nodes:
        if not isinstance(node, MappingNode):
            if not (isinstance(node, ScalarNode) and node.empty):
                findings.append(messages.NOT_A_TABLE.at(Place(node.span)))
            continue
        for entry in node.entries:
            if entry.name in _SECTIONS:
                sections[entry.name] = _section(entry.name, entry.value, findings)
            elif entry.name != _LANGUAGE:
                findings.append(messages.UNKNOWN_SECTION.at(Place(entry.key.span), section=entry.name))
    return Glossary(file.path, **sections), tuple(sorted(findings, key=lambda f: f.sort_key))


def _section(name: str, node: Node, findings: list[Finding]) -> Section:
    if not isinstance(node, MappingNode):
        if not (isinstance(node, ScalarNode) and node.empty):
            findings.append(messages.NOT_A_TABLE.at(Place(node.span)))
        return Section()
    english: dict[str, str] = {}
    chinese: dict[str, str] = {}
    before: dict[str, Entry] = {}
    for entry in node.entries:
        wrong = _mistake(name, entry, before)
        if wrong is not None:
            findings.append(wrong)
            continue
        assert isinstance(entry.value, ScalarNode)
        before[entry.value.text] = entry
        english[entry.key.text] = entry.value.text
        chinese[entry.value.text] = entry.key.text
    return Section(english, chinese)


def _mistake(section: str, entry: Entry, before: Mapping[str, Entry]) -> Finding | None:
    written = entry.key.text
    place = Place(entry.key.span)
    if not isinstance(entry.value, ScalarNode):
        return messages.NOT_A_TABLE.at(Place(entry.value.span))
    if entry.value.empty:
        return messages.EMPTY_ENGLISH.at(place, subject=written, chinese=written)
    if section == NAMES and not _NAME.fullmatch(entry.value.text):
        return messages.BAD_NAME.at(Place(entry.value.span), subject=written, english=entry.value.text)
    inside = set(entry.value.text)
    if section != NAMES and any(not (inside.isdisjoint(some) or inside.isdisjoint(others)) for some, others in _MARKS):
        return messages.MARKS.at(Place(entry.value.span), subject=written, chinese=written)
    other = before.get(entry.value.text)
    if other is None:
        return None
    line = other.key.span.file.position(other.key.span.start)[0]
    return messages.SAME_ENGLISH.at(
        place, subject=written, english=entry.value.text, chinese=written, other=other.key.text, line=line
    )
