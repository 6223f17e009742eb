"""People as rows of a table, as a clerk pastes them from a spreadsheet, brought to the form of `people`.

Rows are lists of cells, or a text after “|” with a line a person and a tab between cells; its first line has the names
of the columns where `columns` is not written. An empty cell gives nothing. A list of records by year has a column a
year (`年度考核 2024`); where there is such a column the list is given, and a year without cell or with an empty one has
no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from rankdsl.diagnostics import Finding, Place
from rankdsl.ir.facts import Fact
from rankdsl.population import messages
from rankdsl.source import Span
from rankdsl.vocabulary.given import FactReader
from rankdsl.vocabulary.structure import MOST_FINDINGS
from rankdsl.vocabulary.written import canonical
from rankdsl.vocabulary.yaml_nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode

ID_WORDS = ("id", "编号", "人员编号", "工号", "身份证号")
NAME_WORDS = ("name", "姓名")
_SEPARATED = re.compile(r"\S[\s,;|、，；｜]+\S")
_YEAR_COLUMN = re.compile(r"(.+?)[ ._·-]*([12][0-9]{3})年?(?:度)?")


class RawMember(Struct, frozen=True):
    """One person as written. `span`: what to point at where the identity is missing."""

    id: ScalarNode | None
    name: ScalarNode | None
    facts: tuple[Entry, ...]
    typical: bool
    span: Span
    of_table: bool


class _Column(Struct, frozen=True):
    """`year`: of a list that has a column a year."""

    node: ScalarNode
    name: str
    fact: Fact | None = None
    year: str | None = None


def rows_of(table: MappingNode, typical: bool, reader: FactReader) -> tuple[list[RawMember], list[Finding]]:
    """The people of a table, and what is wrong with its columns and rows; facts are read later."""
    heads, rows = _cells(table)
    run_on = _run_on(table, heads, rows)
    if run_on is not None:
        return [], [messages.NO_TABS.at(Place(run_on.span))]
    if not heads:
        return [], [messages.NO_COLUMNS.at(Place(table.span if not table.entries else table.entries[0].key.span))]
    columns, findings = _columns(heads, reader)
    found = []
    for row in rows:
        if len(row) > len(columns) and any(cell.text.strip() for cell in row[len(columns) :]):
            span = row[len(columns)].span
            findings.append(messages.TOO_MANY_CELLS.at(Place(span), cells=len(row), columns=len(columns)))
            if len(findings) > MOST_FINDINGS:
                break
        found.append(_member(columns, row, typical))
    return found, findings


def _member(columns: Sequence[_Column], row: Sequence[ScalarNode], typical: bool) -> RawMember:
    id_ = name = None
    facts: list[Entry] = []
    lists: dict[str, list[Entry]] = {c.fact.name: [] for c in columns if c.year is not None and c.fact is not None}
    for column, cell in zip(columns, row, strict=False):
        if column.name in ID_WORDS:
            id_ = None if _blank(cell) else cell
        elif column.name in NAME_WORDS:
            name = None if _blank(cell) else cell
        elif column.fact is None or _blank(cell):
            pass
        elif column.year is not None:
            lists[column.fact.name].append(Entry(column.year, _at(column.node, cell), cell))
        else:
            facts.append(Entry(column.fact.name, _at(column.node, cell), cell))
    first = row[0].span
    for list_, years in lists.items():
        key = ScalarNode(list_, years[0].value.span if years else first, True)
        facts.append(Entry(list_, key, MappingNode(tuple(years), key.span)))
    return RawMember(id_, name, tuple(facts), typical, first, of_table=True)


def _at(column: ScalarNode, cell: ScalarNode) -> ScalarNode:
    """The name of a column, to be shown at the cell."""
    return ScalarNode(column.text, cell.span, True)


def _blank(cell: ScalarNode) -> bool:
    return cell.empty or not cell.text.strip()


def _columns(heads: Sequence[ScalarNode], reader: FactReader) -> tuple[list[_Column], list[Finding]]:
    columns: list[_Column] = []
    findings: list[Finding] = []
    seen: set[object] = set()
    for node in heads:
        name = canonical(node.text)
        column = _column(node, name, reader)
        about: object = (column.fact.name, column.year) if column.fact is not None else name
        words = next((words for words in (ID_WORDS, NAME_WORDS) if name in words), None)
        about = words or about
        if about in seen:
            findings.append(messages.DUPLICATE_COLUMN.at(Place(node.span), subject=name, name=name))
            column = _Column(node, "")
        elif column.fact is None and words is None:
            findings.append(reader.no_such_fact(name, Place(node.span)))
        elif column.fact is not None and column.fact.records is not None:
            findings += _list_column(column, column.fact)
        seen.add(about)
        columns.append(column)
    if ID_WORDS not in seen:
        findings.append(messages.NO_ID_COLUMN.at(Place(heads[0].span)))
    return columns, findings


def _column(node: ScalarNode, name: str, reader: FactReader) -> _Column:
    fact = reader.by_name.get(name)
    dated = _YEAR_COLUMN.fullmatch(name) if fact is None else None
    if dated is not None:
        of = reader.by_name.get(dated.group(1).strip())
        if of is not None and of.records is not None:
            return _Column(node, name, of, dated.group(2))
    return _Column(node, name, fact)


def _list_column(column: _Column, fact: Fact) -> Iterator[Finding]:
    assert fact.records is not None
    place = Place(column.node.span)
    if column.year is None:
        yield messages.RECORDS_COLUMN.at(place, subject=fact.name, name=fact.name)
    elif len(fact.records.fields) > 1:
        fields = "、".join(field.name for field in fact.records.fields)
        yield messages.YEAR_COLUMN.at(place, subject=fact.name, name=fact.name, fields=fields)


# --- cells


def _cells(table: MappingNode) -> tuple[Sequence[ScalarNode], list[Sequence[ScalarNode]]]:
    """The names of the columns and the rows that are not empty."""
    written, rows = table.get("columns"), table.get("rows")
    heads = [c for c in written.items if isinstance(c, ScalarNode)] if isinstance(written, SequenceNode) else []
    found: list[Sequence[ScalarNode]] = []
    if isinstance(rows, ScalarNode):
        found = [row for row in _pasted(rows) if any(not _blank(cell) for cell in row)]
        if not heads and found:
            heads, found = list(found[0]), found[1:]
            while heads and _blank(heads[-1]):
                heads.pop()
    elif isinstance(rows, SequenceNode):
        found = [row for item in rows.items if (row := _listed(item))]
    return heads, found


def _run_on(table: MappingNode, heads: Sequence[ScalarNode], rows: Sequence[Sequence[ScalarNode]]) -> ScalarNode | None:
    """The first row of a pasted table whose cells run on into one, since something else than tabs is between them."""
    if not isinstance(table.get("rows"), ScalarNode):
        return None
    if table.get("columns") is None:
        lines = [heads] if len(heads) == 1 else []
    else:
        lines = list(rows) if len(heads) > 1 else []
    return next((line[0] for line in lines if len(line) == 1 and _SEPARATED.search(line[0].text)), None)


def _listed(item: Node) -> list[ScalarNode]:
    if not isinstance(item, SequenceNode):
        return []
    return [c if isinstance(c, ScalarNode) else ScalarNode("…", c.span, True) for c in item.items]


def _pasted(node: ScalarNode) -> Iterator[list[ScalarNode]]:
    """The cells of each line, each with its place in the file; quotation marks are not needed in pasted text."""
    file = node.span.file
    if not node.as_it_stands:  # a quoted text with escapes: no cell has a place of its own
        for line in node.text.splitlines():
            yield [ScalarNode(cell.strip(), node.span, False) for cell in line.split("\t")]
        return
    at = node.span.start
    for line in file.text[node.span.start : node.span.end].split("\n"):
        start = at + len(line) - len(line.lstrip(" "))
        row = []
        for cell in line.lstrip(" ").split("\t"):
            text = cell.strip()
            lead = len(cell) - len(cell.lstrip())
            row.append(ScalarNode(text, file.span(start + lead, start + lead + len(text)), False))
            start += len(cell) + 1
        yield row
        at += len(line) + 1
