"""The facts of a vocabulary: their types, ranges and ordinary values, and the shape of lists of records.

A fact whose type cannot be told is left out; any other mistake costs only the key at fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from msgspec.structs import replace

from rankdsl.diagnostics import Text, did_you_mean, nearest
from rankdsl.ir.facts import Fact, Field, RecordShape
from rankdsl.ir.types import MONTHS, Day, Enumeration, Number, RecordList, Truth, Type, YearMonth
from rankdsl.ir.values import Exact, Scalar, render
from rankdsl.vocabulary import messages
from rankdsl.vocabulary.naming import FACT, RECORDS, TYPES, Names, Notes
from rankdsl.vocabulary.structure import shipped_schema
from rankdsl.vocabulary.values import ValueProblem, read_scalar, read_value
from rankdsl.vocabulary.written import canonical
from rankdsl.vocabulary.yaml_nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode

SCHEMA = "vocabulary.schema.json"


class Facts:
    """Reads the facts of a tree, given its enumerations."""

    def __init__(
        self, entries: tuple[Entry, ...], enumerations: Mapping[str, Enumeration], names: Names, notes: Notes
    ) -> None:
        self.entries = entries
        self.enumerations = enumerations
        self.names = names
        self.notes = notes
        self.types = self._types()

    def read(self) -> list[Fact]:
        found = [fact for entry in self.entries if self.names.new(entry, FACT) for fact in self._fact(entry)]
        lists = {fact.name for fact in found if fact.records is not None}
        for entry in self.entries:
            since = entry.value.scalar("since") if isinstance(entry.value, MappingNode) else None
            if since is not None and entry.name in lists:
                self.begins(entry.name, since)
        return [_without_bad_since(fact, self.types) for fact in found]

    def _types(self) -> dict[str, Type | None]:
        """Every fact that is written, with its type where that can be told."""
        found: dict[str, Type | None] = {}
        for entry in self.entries:
            name = canonical(text_of(entry.value, "type")) if isinstance(entry.value, MappingNode) else ""
            found[entry.name] = (
                RecordList(entry.name) if name == RECORDS else TYPES.get(name) or self.enumerations.get(name)
            )
        return found

    def begins(self, name: str, since: ScalarNode) -> bool:
        """Whether `since` names a fact that says when something began."""
        fact, types = canonical(since.text), self.types
        if isinstance(types.get(fact), YearMonth | Day):
            return True
        if fact in types and types[fact] is None:
            return False  # Its type is not known, which was said there.
        dated = [n for n, t in types.items() if isinstance(t, YearMonth | Day)]
        near = nearest(fact, dated, limit=1)
        if near:
            help_text = did_you_mean(near[:1])
        elif dated:
            help_text = Text(f"可以写：{'、'.join(dated)}", f"it can be: {', '.join(dated)}")
        else:
            help_text = Text("请先加一个年月或者日期类型的事实", "add a fact of type 年月 (month) or 日期 (date) first")
        what = (
            Text("不是年月或者日期", "is no month and no date")
            if fact in types
            else Text("不是本词表的事实", "is no fact of this vocabulary")
        )
        self.notes.say(messages.BAD_SINCE, since, name, name=name, since=fact, what=what, near=help_text)
        return False

    def _fact(self, entry: Entry) -> Iterator[Fact]:
        node = entry.value
        written = node.scalar("type") if isinstance(node, MappingNode) else None
        if not isinstance(node, MappingNode) or written is None:
            return
        fact = Fact(
            entry.name,
            text_of(node, "english"),
            RecordList(entry.name),
            divides_people=truth_of(node, "class"),
            protected=truth_of(node, "protected"),
            of_unit=truth_of(node, "of_unit"),
            judged_by=text_of(node, "judged_by") or None,
            meaning=text_of(node, "meaning"),
            source=text_of(node, "source"),
            origin=entry.key.span,
        )
        if canonical(written.text) == RECORDS:
            shape = self._shape(entry.name, node)
            if shape is not None:
                self._not_for(entry.name, node, ("range", "places", "better", "absent"), RECORDS, "list")
                yield replace(fact, records=shape)
            return
        type_ = self._type(written)
        if type_ is None:
            return
        self._not_for(entry.name, node, ("key", "fields", "bound", "first_year", "since"), written.text, "fact")
        low, high, places, better = self._number(entry.name, node, type_, written.text)
        fact = replace(fact, type=type_, low=low, high=high, places=places, better=better)
        fact = replace(fact, absent=self._value(fact, node, "absent"))
        yield replace(fact, typical=self._value(fact, node, "typical"))

    def _type(self, written: ScalarNode) -> Type | None:
        name = canonical(written.text)
        found = TYPES.get(name) or self.enumerations.get(name)
        if found is None:
            near = nearest(name, [*TYPES, RECORDS, *self.enumerations], limit=1)
            known = Text("、".join((*TYPES, RECORDS)), ", ".join((*TYPES, RECORDS)))
            help_text = Text(
                f"可以写{known.zh}，或者本词表的枚举", f"it is one of {known.en}, or an enumeration of this vocabulary"
            )
            if near:
                help_text = did_you_mean(near[:1]) + Text("", " ") + help_text
            self.notes.say(messages.UNKNOWN_TYPE, written, name, type=name, near=help_text)
        return found

    def _number(
        self, name: str, node: MappingNode, type_: Type, written: str
    ) -> tuple[Exact | None, Exact | None, int, int]:
        """low, high, places, better of a fact or field."""
        places = _whole(node, "places") or 0
        if not isinstance(type_, Number) or type_.whole:
            self._not_for(name, node, ("places",), written, "places")
            places = 0
        better = {"higher": 1, "lower": -1}.get(text_of(node, "better"), 0)
        if better and isinstance(type_, Enumeration) and not type_.ordered:
            self._not_for(name, node, ("better",), written, "order")
            better = 0
        if isinstance(type_, Truth | Enumeration):
            self._not_for(name, node, ("range",), written, "range")
            return None, None, 0, better
        low, high = self._range(name, node, type_, places)
        return low, high, places, better

    def _range(self, name: str, node: MappingNode, type_: Type, places: int) -> tuple[Exact | None, Exact | None]:
        written = node.get("range")
        if written is None:
            if isinstance(type_, Number):
                example = f"[{render(0, type_)}, {render(1200 if type_ == MONTHS else 1, type_)}]"
                self.notes.say(messages.NO_RANGE, node.scalar("type") or node, name, name=name, example=example)
            return None, None
        ends: list[Scalar] = []
        holder = Field(name, "", type_, places=places)
        for item in written.items if isinstance(written, SequenceNode) else ():
            value = read_value(item.text, holder) if isinstance(item, ScalarNode) else None
            if isinstance(value, ValueProblem):
                self._problem(name, "range", item, value)
            elif value is not None:
                ends.append(value)
        if len(ends) != 2:
            return None, None
        low, high = (_bound_of(end) for end in ends)
        if low > high:
            shown = {"low": render(ends[0], type_), "high": render(ends[1], type_)}
            self.notes.say(messages.RANGE_UPSIDE_DOWN, written, name, name=name, **shown)
            return high, low
        return low, high

    def _value(self, fact: Fact, node: MappingNode, key: str) -> Scalar | None:
        written = node.get(key)
        if not isinstance(written, ScalarNode) or written.empty:
            if isinstance(written, MappingNode):
                problem = read_scalar("{…}", fact.type)
                assert isinstance(problem, ValueProblem)
                self._problem(fact.name, key, written, problem)
            return None
        value = read_value(written.text, fact, self.names.english)
        if isinstance(value, ValueProblem):
            self._problem(fact.name, key, written, value)
            return None
        return value

    def _problem(self, name: str, key: str, at: Node, problem: ValueProblem) -> None:
        self.notes.say(messages.BAD_VALUE, at, name, name=name, key=key, problem=problem.message, help=problem.help)

    def _not_for(self, name: str, node: MappingNode, keys: Iterable[str], type_: str, why: str) -> None:
        for key in keys:
            entry = node.entry(key)
            if entry is not None:
                self.notes.say(messages.NOT_FOR_TYPE, entry, name, key=key, name=name, type=type_, why=_WHY[why])

    # --- lists of records

    def _shape(self, name: str, node: MappingNode) -> RecordShape | None:
        key, bound, first_year = text_of(node, "key"), _whole(node, "bound"), _whole(node, "first_year")
        fields: list[Field] = []
        by_english: dict[str, str] = {}
        for entry in node.mapping("fields"):
            self.names.reserved(entry)
            if entry.name == canonical(key):
                kind = Text(f"“{name}”的年度", f"the year of “{name}”")
                self.names.duplicate(entry, kind, node.entry("key") or entry)
                continue
            found = self._field(entry)
            if found is not None:
                fields.append(found)
                other = by_english.setdefault(found.english, found.name)
                if other != found.name:
                    self.notes.say(messages.DUPLICATE_ENGLISH, entry, found.name, english=found.english, other=other)
        if not (key and bound and first_year and fields):
            return None
        since = node.scalar("since")
        return RecordShape(
            canonical(key),
            tuple(fields),
            bound,
            first_year,
            canonical(since.text) if since else None,
            self._typical_record(name, node, fields),
        )

    def _field(self, entry: Entry) -> Field | None:
        node = entry.value
        written = node.scalar("type") if isinstance(node, MappingNode) else None
        if not isinstance(node, MappingNode) or written is None:
            return None
        name = canonical(written.text)
        if name in (RECORDS, "日期", "年月"):
            self.notes.say(messages.FIELD_TYPE, written, entry.name, type=name)
            return None
        type_ = self._type(written)
        if type_ is None:
            return None
        low, high, places, better = self._number(entry.name, node, type_, written.text)
        bounds = [None if end is None else Fraction(end) for end in (low, high)]
        return Field(entry.name, text_of(node, "english"), type_, bounds[0], bounds[1], places, better)

    def _typical_record(self, name: str, node: MappingNode, fields: list[Field]) -> Mapping[str, Scalar] | None:
        written = node.entry("typical")
        if written is None:
            return None
        if not isinstance(written.value, MappingNode):
            problem = ValueProblem(
                Text("应当写明一条记录", "it must be a record"),
                Text(
                    f"请写成 {{{fields[0].name}: …}}" if fields else "",
                    f"write {{{fields[0].name}: …}}" if fields else "",
                ),
            )
            self._problem(name, "typical", written.value, problem)
            return None
        found: dict[str, Scalar] = {}
        for entry in written.value.entries:
            of = next((f for f in fields if entry.name in (f.name, f.english)), None)
            if of is None:
                near = nearest(entry.name, [f.name for f in fields], limit=1) or [f.name for f in fields]
                help_text = Text(f"可以写：{'、'.join(near)}", f"it can be: {', '.join(near)}")
                self.notes.say(messages.UNKNOWN_FIELD, entry, name, name=name, field=entry.name, near=help_text)
            elif isinstance(entry.value, ScalarNode):
                value = read_value(entry.value.text, of, self.names.english)
                if isinstance(value, ValueProblem):
                    self._problem(name, "typical", entry.value, value)
                    return None
                found[of.name] = value
        missing = [f.name for f in fields if f.name not in found]
        for field_name in missing:
            self.notes.say(messages.TYPICAL_FIELD, written, name, name=name, field=field_name)
        return None if missing else {f.name: found[f.name] for f in fields}


_WHY = {
    "list": Text(
        "记录的范围、小数位和方向写在它的字段里", "ranges, places and directions belong to the fields of records"
    ),
    "fact": Text("只有“记录”类型的事实有这一项", "only a fact of type 记录 (records) has it"),
    "places": Text("只有数、百分比、元有小数位", "only 数, 百分比 and 元 have decimal places"),
    "order": Text("枚举没有次序（ordered: false），分不出高低", "the enumeration has no order (ordered: false)"),
    "range": Text("范围只用于数量、年月和日期", "only quantities, months and dates have a range"),
}


def _without_bad_since(fact: Fact, types: Mapping[str, Type | None]) -> Fact:
    shape = fact.records
    if shape is None or shape.since is None or isinstance(types.get(shape.since), YearMonth | Day):
        return fact
    alone = RecordShape(shape.key, shape.fields, shape.bound, shape.first_year, None, shape.typical)
    return replace(fact, records=alone)


def text_of(node: MappingNode, key: str) -> str:
    value = node.scalar(key)
    return value.text.strip() if value else ""


def truth_of(node: MappingNode, key: str) -> bool:
    return text_of(node, key) in ("true", "是")


def _whole(node: MappingNode, key: str) -> int | None:
    """The whole number under the key, None where the schema does not allow it: a proof takes as long as a list is."""
    text = text_of(node, key)
    limits = shipped_schema(SCHEMA)["$defs"]
    allowed = limits["places"] if key == "places" else limits["fact"]["properties"][key]
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        return None
    return int(text) if allowed["minimum"] <= int(text) <= allowed["maximum"] else None


def _bound_of(value: Scalar) -> Exact:
    if isinstance(value, date):
        return value.toordinal()
    assert isinstance(value, int | Fraction)
    return value
