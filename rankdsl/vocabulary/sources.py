"""The list of sources that rule documents may cite. A mistake in it is RD112, as in the other lists of words."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic, Finding, Place, Text
from rankdsl.source import SourceFile
from rankdsl.vocabulary import messages
from rankdsl.vocabulary.pages import VOCABULARY
from rankdsl.vocabulary.structure import check_structure, shipped_schema
from rankdsl.vocabulary.yaml_nodes import MappingNode, ScalarNode, read_yaml

SCHEMA = "sources.schema.json"
_TITLE = Text("出处清单", "the list of sources")
_EMPTY = Diagnostic(
    VOCABULARY,
    zh="文件是空的，没有出处",
    en="the file is empty: there are no sources in it",
    help_zh="请写成 sources: {{S1: {{title: …, class: A}}}}",
    help_en="write sources: {{S1: {{title: …, class: A}}}}",
)


def sources(file: SourceFile) -> tuple[frozenset[str], tuple[Finding, ...]]:
    """The keys that may be cited, and what is wrong with the file; a source with a mistake still counts as listed."""
    nodes, problems = read_yaml(file)
    findings = [messages.UNREADABLE.at(Place(p.span), problem=p.message, help=p.help or Text("", "")) for p in problems]
    nodes = tuple(n for n in nodes if not (isinstance(n, ScalarNode) and n.empty))
    if not nodes:
        return frozenset(), tuple(findings or [_EMPTY.at(Place(file.span(0, 0)))])
    findings += [messages.SEVERAL.at(Place(file.span(n.span.start, n.span.start))) for n in nodes[1:]]
    if isinstance(nodes[0], MappingNode) or not problems:
        findings += check_structure(nodes[0], shipped_schema(SCHEMA), messages.STRUCTURE, _TITLE)
    listed = nodes[0].mapping("sources") if isinstance(nodes[0], MappingNode) else ()
    return frozenset(entry.name for entry in listed), tuple(sorted(findings, key=lambda f: f.sort_key))
