"""Whether a vocabulary that extends another one takes nothing away from it (RD113)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from rankdsl.diagnostics import Diagnostic, Finding, Place, Text
from rankdsl.ir.facts import Fact, Field, RecordShape, Vocabulary
from rankdsl.ir.types import Enumeration, RecordList, Truth, Type
from rankdsl.ir.values import Exact, Value, render
from rankdsl.source import Span
from rankdsl.vocabulary import messages
from rankdsl.vocabulary.naming import RECORDS, TYPES
from rankdsl.vocabulary.values import from_bound
from rankdsl.vocabulary.yaml_nodes import MappingNode, Node, ScalarNode

Change = tuple[str, Text, str, str]
"""Key at fault, what it is, how it is now, how it was."""


def narrowings(new: Vocabulary, base: Vocabulary, own: MappingNode) -> tuple[Finding, ...]:
    """Everything of the base that the extension narrows or changes. `own`: the extension as written."""
    return tuple(_Comparison(new, base, own).findings())


class _Comparison:
    def __init__(self, new: Vocabulary, base: Vocabulary, own: MappingNode) -> None:
        self.new, self.base, self.own = new, base, own

    def findings(self) -> Iterator[Finding]:
        if self.new.month_end != self.base.month_end:
            words = Text("月末规则", "the rule of month ends")
            yield from self._changed(
                ("month_end",), self.new.name, ("", words, self.new.month_end, self.base.month_end)
            )
        yield from self._enumerations()
        for before in self.base.facts:
            now = self.new.fact(before.name)
            if now is not None and self._written("facts", before.name):
                yield from self._fact(now, before)
        yield from self._others()

    def _at(self, *path: str) -> Span:
        """Where the innermost part of the path that the extension writes stands."""
        node: MappingNode = self.own
        span = self.own.span
        for step in path:
            entry = node.entry(step)
            if entry is None:
                break
            span = entry.value.span if isinstance(entry.value, ScalarNode) else entry.key.span
            if not isinstance(entry.value, MappingNode):
                break
            node = entry.value
        return span

    def _written(self, table: str, name: str) -> bool:
        return any(entry.name == name for entry in self.own.mapping(table))

    def _say(self, diagnostic: Diagnostic, path: tuple[str, ...], name: str, **words: Any) -> Finding:
        return diagnostic.at(Place(self._at(*path)), subject=name, name=name, base=self.base.name, **words)

    def _changed(self, path: tuple[str, ...], name: str, change: Change) -> Iterator[Finding]:
        """Only where the extension writes the key: what it does not write is the base's, or the base's mistake."""
        key, what, now, before = change
        path = (*path, key) if key else path
        if self._writes(path):
            yield self._say(messages.CHANGED, path, name, what=what, now=now, before=before)

    def _writes(self, path: tuple[str, ...]) -> bool:
        node: Node | None = self.own
        for step in path:
            node = node.get(step) if isinstance(node, MappingNode) else None
        return node is not None

    # --- enumerations

    def _enumerations(self) -> Iterator[Finding]:
        now = {e.name: e for e in self.new.enumerations}
        for before in self.base.enumerations:
            after = now.get(before.name)
            if after is None or not self._written("enumerations", before.name):
                continue
            path = ("enumerations", before.name)
            lost = [v for v in before.values if v not in after.values]
            if lost:
                yield self._say(messages.VALUE_REMOVED, (*path, "values"), before.name, values="、".join(lost))
            places = [after.values.index(v) for v in before.values if v in after.values]
            if before.ordered and any(a > b for a, b in pairwise(places)):
                shown = "、".join(before.values)
                yield self._say(messages.VALUES_REORDERED, (*path, "values"), before.name, values=shown)
            if before.ordered != after.ordered:
                words = Text("ordered（有无次序）", "ordered")
                change = ("ordered", words, _yes_no(after.ordered), _yes_no(before.ordered))
                yield from self._changed(path, before.name, change)
            for name in (before.name, *(v for v in before.values if v in after.values)):
                english = self.new.enumeration_english.get(name), self.base.enumeration_english.get(name)
                if english[0] != english[1]:
                    inner = ("english",) if name == before.name else ("values", name)
                    change = ("", Text("英文名称", "the English name"), english[0] or "", english[1] or "")
                    yield from self._changed((*path, *inner), name, change)

    # --- facts

    def _fact(self, now: Fact, before: Fact) -> Iterator[Finding]:
        path = ("facts", now.name)
        if _type_name(now.type) != _type_name(before.type):
            words = Text("类型", "the type")
            yield from self._changed(path, now.name, ("type", words, _type_name(now.type), _type_name(before.type)))
            return
        for change in _fact_changes(now, before):
            yield from self._changed(path, now.name, change)
        yield from self._range(path, now, before)
        if now.records is not None and before.records is not None:
            yield from self._records(path, now.name, now.records, before.records)

    def _range(self, path: tuple[str, ...], now: Fact | Field, before: Fact | Field) -> Iterator[Finding]:
        type_ = now.type
        narrower = _above(now.low, before.low) or _above(_negative(now.high), _negative(before.high))
        if narrower and not isinstance(type_, Truth | Enumeration | RecordList):
            shown = {"now": _range_words(now), "before": _range_words(before)}
            yield self._say(messages.NARROWER_RANGE, (*path, "range"), now.name, **shown)
        if now.places < before.places:
            change = ("places", Text("小数位数", "the number of decimal places"), str(now.places), str(before.places))
            yield from self._changed(path, now.name, change)

    def _records(self, path: tuple[str, ...], name: str, now: RecordShape, before: RecordShape) -> Iterator[Finding]:
        if now.bound < before.bound:
            words = Text("记录的最多条数", "the greatest number of records")
            yield from self._changed(path, name, ("bound", words, str(now.bound), str(before.bound)))
        if now.first_year > before.first_year:
            words = Text("记录的最早年度", "the first year of records")
            yield from self._changed(path, name, ("first_year", words, str(now.first_year), str(before.first_year)))
        if now.key != before.key:
            yield from self._changed(
                path, name, ("key", Text("年度的名称", "the name of the year"), now.key, before.key)
            )
        if now.since != before.since:
            words = Text("since（记录从哪一年开始）", "since")
            yield from self._changed(path, name, ("since", words, now.since or "—", before.since or "—"))
        fields = {f.name: f for f in now.fields}
        for old in before.fields:
            new = fields.get(old.name)
            if new is None:
                continue
            inner = (*path, "fields", old.name)
            if _type_name(new.type) != _type_name(old.type):
                words = Text("类型", "the type")
                yield from self._changed(inner, old.name, ("type", words, _type_name(new.type), _type_name(old.type)))
                continue
            for change in _directions(new, old):
                yield from self._changed(inner, old.name, change)
            yield from self._range(inner, new, old)

    # --- windows, derived facts, invariants

    def _others(self) -> Iterator[Finding]:
        windows = {w.name: w for w in self.new.windows}
        for w in self.base.windows:
            now = windows.get(w.name)
            if now is not None and now != w:
                words = Text("起点", "the start")
                shown = (
                    f"{now.since}（{_yes_no(now.counts_first_year)}）",
                    f"{w.since}（{_yes_no(w.counts_first_year)}）",
                )
                yield from self._changed(("windows", w.name), w.name, ("since", words, *shown))
        derived = {d.name: d for d in self.new.derived}
        for d in self.base.derived:
            again = derived.get(d.name)
            if again is not None and again.formula != d.formula:
                words = Text("推算方法", "the formula")
                yield from self._changed(("derived", d.name), d.name, ("formula", words, again.formula, d.formula))
        invariants = {i.name: i for i in self.new.invariants}
        for i in self.base.invariants:
            other = invariants.get(i.name)
            if other is not None and other.formula != i.formula:
                words = Text("约束", "the invariant")
                yield from self._changed(("invariants", i.name), i.name, ("", words, other.formula, i.formula))


def _fact_changes(now: Fact, before: Fact) -> Iterator[Change]:
    if now.english != before.english:
        yield "english", Text("英文名称", "the English name"), now.english, before.english
    if now.absent != before.absent and before.absent is not None:
        words = Text("“不适用”的含义", "the meaning of 不适用 (not applicable)")
        yield "absent", words, _shown(now.absent, now.type), _shown(before.absent, before.type)
    if before.protected and not now.protected:
        yield "protected", Text("保护（protected）", "protected"), _yes_no(False), _yes_no(True)
    if before.of_unit != now.of_unit:
        words = Text("是不是单位的事实（of_unit）", "whether it is a fact of the unit (of_unit)")
        yield "of_unit", words, _yes_no(now.of_unit), _yes_no(before.of_unit)
    yield from _directions(now, before)


def _directions(now: Fact | Field, before: Fact | Field) -> Iterator[Change]:
    if before.better and now.better != before.better:
        words = {1: "higher", -1: "lower", 0: "—"}
        yield "better", Text("better（哪个方向更好）", "better"), words[now.better], words[before.better]


def _type_name(type_: Type) -> str:
    match type_:
        case Enumeration(name=name):
            return name
        case RecordList():
            return RECORDS
        case _:
            return next(name for name, known in TYPES.items() if known == type_)


def _above(now: Exact | None, before: Exact | None) -> bool:
    """Whether the lower bound is tighter than it was."""
    return now is not None and (before is None or now > before)


def _negative(bound: Exact | None) -> Exact | None:
    return None if bound is None else -bound


def _range_words(of: Fact | Field) -> Text:
    low, high = ("…" if end is None else render(from_bound(end, of.type), of.type) for end in (of.low, of.high))
    return Text(f"{low}至{high}", f"{low} to {high}")


def _shown(value: Value | None, type_: Type) -> str:
    return "—" if value is None else render(value, type_)


def _yes_no(value: bool) -> str:
    return "是" if value else "否"
