"""Vocabularies from their files: each checked against the schema, laid over what it extends, and built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from rankdsl.diagnostics import Finding, Place, Text, did_you_mean, nearest
from rankdsl.ir.facts import Vocabulary
from rankdsl.source import SourceFile
from rankdsl.vocabulary import messages
from rankdsl.vocabulary.building import build
from rankdsl.vocabulary.fact_building import SCHEMA
from rankdsl.vocabulary.merging import laid_over
from rankdsl.vocabulary.structure import check_structure, shipped_schema
from rankdsl.vocabulary.widening import narrowings
from rankdsl.vocabulary.written import canonical
from rankdsl.vocabulary.yaml_nodes import MappingNode, Node, ScalarNode, read_yaml

MOST_STEPS = 20
"""How many vocabularies may stand one upon the other."""
_TITLE = Text("词表", "the vocabulary")


class _Whole(Struct, frozen=True):
    """A vocabulary with everything it extends, as written and as built (None: it cannot be used)."""

    tree: MappingNode
    vocabulary: Vocabulary | None


def load_vocabularies(files: Sequence[SourceFile]) -> tuple[Mapping[str, Vocabulary], tuple[Finding, ...]]:
    """The vocabularies by name, in the order of the files, and everything that is wrong with them.

    One that is wrong is still given as far as it can be read. Left out is one without name or facts, one that stands
    second under its name, and one whose base is left out.
    """
    loading = _Loading()
    for file in files:
        loading.read(file)
    vocabularies = {name: whole.vocabulary for name in loading.trees if (whole := loading.whole(name)) is not None}
    findings = sorted(loading.findings, key=lambda f: f.sort_key)
    return {name: v for name, v in vocabularies.items() if v is not None}, tuple(findings)


class _Loading:
    def __init__(self) -> None:
        self.trees: dict[str, tuple[SourceFile, MappingNode]] = {}
        self.findings: list[Finding] = []
        self._whole: dict[str, _Whole | None] = {}

    def read(self, file: SourceFile) -> None:
        nodes, problems = read_yaml(file)
        for p in problems:
            self.findings.append(messages.UNREADABLE.at(Place(p.span), problem=p.message, help=p.help or Text("", "")))
        nodes = tuple(n for n in nodes if not (isinstance(n, ScalarNode) and n.empty))
        if not nodes:
            if not problems:
                self.findings.append(messages.EMPTY.at(Place(file.span(0, 0))))
            return
        for extra in nodes[1:]:
            self.findings.append(messages.SEVERAL.at(Place(file.span(extra.span.start, extra.span.start))))
        name = nodes[0].scalar("vocabulary") if isinstance(nodes[0], MappingNode) else None
        if not isinstance(nodes[0], MappingNode) or name is None:
            if isinstance(nodes[0], MappingNode) or not problems:
                self._structure(nodes[0])
            return
        key = canonical(name.text)
        if key in self.trees:
            path = self.trees[key][0].path
            self.findings.append(messages.DUPLICATE_VOCABULARY.at(Place(name.span), subject=key, name=key, path=path))
            return
        self.trees[key] = (file, nodes[0])

    def whole(self, name: str) -> _Whole | None:
        """The vocabulary with what it extends; None if that cannot be had."""
        if name not in self._whole:
            self._whole[name] = self._lay(name)
        return self._whole[name]

    def _lay(self, name: str) -> _Whole | None:
        file, own = self.trees[name]
        written = own.scalar("extends")
        base: _Whole | None = None
        if written is not None:
            wanted = canonical(written.text)
            place = Place(written.span)
            chain = self._chain(name)
            if len(set(chain)) < len(chain):
                circle = chain[chain.index(chain[-1]) :]
                if name == min(circle, key=list(self.trees).index):
                    self.findings.append(messages.CIRCULAR.at(place, subject=name, circle="→".join(circle)))
                    self._structure(own)
                return None
            if len(chain) > MOST_STEPS + 1:
                if len(chain) == MOST_STEPS + 2:
                    self.findings.append(messages.TOO_DEEP.at(place, subject=name, name=name, most=MOST_STEPS))
                return None
            if wanted not in self.trees:
                near = nearest(wanted, (n for n in self.trees if n != name), limit=1)
                help_text = (
                    did_you_mean(near[:1])
                    if near
                    else Text(
                        "请核对名称，或者把那份词表放进工作区",
                        "see the name, or put that vocabulary into the workspace",
                    )
                )
                self.findings.append(
                    messages.UNKNOWN_BASE.at(place, subject=name, base=wanted, name=name, near=help_text)
                )
                return None
            base = self.whole(wanted)
            if base is None or base.vocabulary is None:
                return None
        tree = own if base is None else laid_over(own, base.tree)
        self._structure(tree, file)
        vocabulary, findings = build(tree, _own_names(own, base), file.path)
        self._add(findings, file)
        if vocabulary is not None and base is not None and base.vocabulary is not None:
            self._add(narrowings(vocabulary, base.vocabulary, own), file)
        return _Whole(tree, vocabulary)

    def _chain(self, name: str) -> tuple[str, ...]:
        """The vocabulary and those it stands upon, the nearest first; a circle ends with the name that comes again."""
        chain, seen = [name], {name}
        while (extends := self.trees[name][1].scalar("extends")) is not None:
            name = canonical(extends.text)
            if name not in self.trees:
                break
            chain.append(name)
            if name in seen:
                break
            seen.add(name)
        return tuple(chain)

    def _structure(self, node: Node, file: SourceFile | None = None) -> None:
        found = check_structure(node, shipped_schema(SCHEMA), messages.STRUCTURE, _TITLE)
        self._add(found, file or node.span.file)

    def _add(self, findings: Sequence[Finding], file: SourceFile) -> None:
        """What is wrong in the base was said of the base."""
        self.findings += [f for f in findings if f.place.span is not None and f.place.span.file is file]


def _own_names(own: MappingNode, base: _Whole | None) -> frozenset[str]:
    """Names of facts, derived facts, windows, enumerations, invariants and values that the base does not have."""
    before = frozenset() if base is None else _names(base.tree)
    return _names(own) - before


def _names(tree: MappingNode) -> frozenset[str]:
    tables = ("enumerations", "facts", "windows", "derived", "invariants")
    names = {entry.name for table in tables for entry in tree.mapping(table)}
    for entry in tree.mapping("enumerations"):
        if isinstance(entry.value, MappingNode):
            names.update(value.name for value in entry.value.mapping("values"))
    return frozenset(names)
