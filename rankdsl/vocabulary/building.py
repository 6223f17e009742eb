"""A vocabulary from its tree: facts, enumerations, windows, derived facts and invariants, with what is wrong in them.

The structure is checked elsewhere; a part of another kind than expected is passed over here. A fact whose type cannot
be told is left out; any other mistake costs only the key at fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from rankdsl.diagnostics import Diagnostic, Finding, Place, Text, nearest
from rankdsl.ir.facts import AS_OF, DerivedFact, Fact, Field, InvariantText, RecordShape, Vocabulary, Window
from rankdsl.ir.types import (
    DAY,
    DAYS,
    INTEGER,
    MONEY,
    MONTHS,
    PERCENT,
    RATIONAL,
    TRUTH,
    WORKDAYS,
    YEAR_MONTH,
    Day,
    Enumeration,
    Number,
    RecordList,
    Truth,
    Type,
    YearMonth,
)
from rankdsl.ir.values import Exact, Scalar, render
from rankdsl.vocabulary import messages
from rankdsl.vocabulary.forms import (
    CANNOT_TELL_WORDS,
    NO_VALUE_WORDS,
    NO_WORDS,
    NOT_APPLICABLE_WORDS,
    UNKNOWN_WORDS,
    YES_WORDS,
)
from rankdsl.vocabulary.values import ValueProblem, read_scalar, read_value
from rankdsl.vocabulary.written import canonical
from rankdsl.vocabulary.yaml_nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode

TYPES: Mapping[str, Type] = {
    "整数": INTEGER,
    "数": RATIONAL,
    "百分比": PERCENT,
    "元": MONEY,
    "年月时长": MONTHS,
    "日": DAYS,
    "工作日": WORKDAYS,
    "日期": DAY,
    "年月": YEAR_MONTH,
    "是否": TRUTH,
}
RECORDS = "记录"
RESERVED = frozenset(
    (
        AS_OF,
        *UNKNOWN_WORDS,
        *NOT_APPLICABLE_WORDS,
        *YES_WORDS,
        *NO_WORDS,
        *CANNOT_TELL_WORDS,
        *NO_VALUE_WORDS,
    )
)
_FACT = Text("一个事实", "a fact")
_DERIVED = Text("一个推算的事实", "a derived fact")
_WINDOW = Text("一个时段", "a window")
_VALUE = Text("一个取值", "a value")


def build(tree: MappingNode, own: frozenset[str], path: str) -> tuple[Vocabulary | None, tuple[Finding, ...]]:
    """The vocabulary of a whole tree (what it extends laid under it). None if it has no name or no facts."""
    builder = _Builder(tree)
    name, facts = tree.scalar("vocabulary"), builder.facts()
    if name is None or not facts:
        return None, tuple(builder.findings)
    english, extends, month_end = tree.scalar("english"), tree.scalar("extends"), tree.scalar("month_end")
    vocabulary = Vocabulary(
        name=canonical(name.text),
        english=english.text if english else "",
        facts=tuple(facts),
        enumerations=tuple(builder.enumerations.values()),
        enumeration_english=builder.english,
        windows=tuple(builder.windows()),
        derived=tuple(builder.derived()),
        invariants=tuple(builder.invariants()),
        month_end="strict" if month_end is not None and month_end.text == "strict" else "clip",
        extends=canonical(extends.text) if extends else None,
        own=own,
        path=path,
        origin=name.span,
    )
    return vocabulary, tuple(builder.findings)


@dataclass
class _Builder:
    tree: MappingNode
    findings: list[Finding] = field(default_factory=list)
    english: dict[str, str] = field(default_factory=dict)
    enumerations: dict[str, Enumeration] = field(default_factory=dict)
    _translated: dict[str, Entry] = field(default_factory=dict)
    _named: dict[str, tuple[Entry, Text]] = field(default_factory=dict)
    _by_english: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.tree.mapping("enumerations"):
            self._enumeration(entry)

    def say(self, diagnostic: Diagnostic, at: Entry | Node, subject: str, **words: Any) -> None:
        span = at.key.span if isinstance(at, Entry) else at.span
        self.findings.append(diagnostic.at(Place(span), subject=subject, **words))

    # --- enumerations

    def _enumeration(self, entry: Entry) -> None:
        self._reserved(entry)
        value = entry.value
        if not isinstance(value, MappingNode):
            return
        self._translate(entry, value.scalar("english"))
        by_english: dict[str, str] = {}
        values = value.mapping("values")
        for choice in values:
            self._reserved(choice)
            english = choice.value if isinstance(choice.value, ScalarNode) else None
            self._translate(choice, english)
            if english is not None:
                before = by_english.setdefault(english.text, choice.name)
                if before != choice.name:
                    self.say(messages.DUPLICATE_ENGLISH, english, choice.name, english=english.text, other=before)
        if values:
            names = tuple(choice.name for choice in values)
            self.enumerations[entry.name] = Enumeration(entry.name, names, _truth(value, "ordered"))

    def _translate(self, entry: Entry, english: ScalarNode | None) -> None:
        """One Chinese word has one English word, wherever it stands."""
        if english is None:
            return
        before = self._translated.setdefault(entry.name, entry)
        known = self.english.setdefault(entry.name, english.text)
        if known != english.text:
            self.say(
                messages.TWO_TRANSLATIONS,
                english,
                entry.name,
                name=entry.name,
                english=english.text,
                other=known,
                line=_line(before),
            )

    def _reserved(self, entry: Entry) -> None:
        if entry.name.lower() in RESERVED:
            self.say(messages.RESERVED, entry, entry.name, name=entry.name)

    # --- names

    def _name(self, entry: Entry, kind: Text) -> bool:
        """Whether the name and the English name of a fact, derived fact or window are new."""
        self._reserved(entry)
        before = self._named.setdefault(entry.name, (entry, kind))
        if before[0] is not entry:
            self.say(messages.DUPLICATE_NAME, entry, entry.name, name=entry.name, kind=before[1], line=_line(before[0]))
            return False
        value = next(
            (c for e in self.tree.mapping("enumerations") for c in _mapping(e.value, "values") if c.name == entry.name),
            None,
        )
        if value is not None:
            self.say(messages.DUPLICATE_NAME, entry, entry.name, name=entry.name, kind=_VALUE, line=_line(value))
        english = entry.value.scalar("english") if isinstance(entry.value, MappingNode) else None
        if english is not None:
            other = self._by_english.setdefault(english.text, entry.name)
            if other != entry.name:
                self.say(messages.DUPLICATE_ENGLISH, english, entry.name, english=english.text, other=other)
        return True

    # --- facts

    def facts(self) -> list[Fact]:
        entries = self.tree.mapping("facts")
        found = [fact for entry in entries if self._name(entry, _FACT) for fact in self._fact(entry)]
        types = {fact.name: fact.type for fact in found}
        for entry in entries:
            since = entry.value.scalar("since") if isinstance(entry.value, MappingNode) else None
            if since is not None and isinstance(types.get(entry.name), RecordList):
                self._since(entry.name, since, types)
        return [_without_bad_since(fact, types) for fact in found]

    def _fact(self, entry: Entry) -> Iterator[Fact]:
        node = entry.value
        written = node.scalar("type") if isinstance(node, MappingNode) else None
        if not isinstance(node, MappingNode) or written is None:
            return
        english = _text(node, "english")
        about = {
            "divides_people": _truth(node, "class"),
            "protected": _truth(node, "protected"),
            "judged_by": _text(node, "judged_by") or None,
            "meaning": _text(node, "meaning"),
            "source": _text(node, "source"),
            "origin": entry.key.span,
        }
        if canonical(written.text) == RECORDS:
            shape = self._shape(entry.name, node)
            if shape is not None:
                self._not_for(entry.name, node, ("range", "places", "better", "absent"), RECORDS, "list")
                yield Fact(entry.name, english, RecordList(entry.name), records=shape, **about)  # type: ignore[arg-type]
            return
        type_ = self._type(written)
        if type_ is None:
            return
        self._not_for(entry.name, node, ("key", "fields", "bound", "first_year", "since"), written.text, "fact")
        low, high, places, better = self._number(entry.name, node, type_, written.text)
        fact = Fact(entry.name, english, type_, low, high, places, better, **about)  # type: ignore[arg-type]
        values = {key: self._value(fact, node, key) for key in ("typical", "absent")}
        yield Fact(entry.name, english, type_, low, high, places, better, **values, **about)  # type: ignore[arg-type]

    def _type(self, written: ScalarNode) -> Type | None:
        name = canonical(written.text)
        found = TYPES.get(name) or self.enumerations.get(name)
        if found is None:
            near = nearest(name, [*TYPES, RECORDS, *self.enumerations], limit=1)
            known = "、".join((*TYPES, RECORDS))
            help_text = (
                Text(f"最接近的是“{near[0]}”", f"the nearest is “{near[0]}”")
                if near
                else Text(
                    f"可以写{known}，或者本词表的枚举", f"it is one of {known}, or an enumeration of this vocabulary"
                )
            )
            self.say(messages.UNKNOWN_TYPE, written, name, type=name, near=help_text)
        return found

    def _number(
        self, name: str, node: MappingNode, type_: Type, written: str
    ) -> tuple[Exact | None, Exact | None, int, int]:
        """low, high, places, better of a fact or field."""
        places = _whole(node, "places") or 0
        if not isinstance(type_, Number) or type_.whole:
            self._not_for(name, node, ("places",), written, "places")
            places = 0
        better = {"higher": 1, "lower": -1}.get(_text(node, "better"), 0)
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
                entry = next(iter(node.entries), None)
                example = f"[{render(0, type_)}, {render(1200 if type_ == MONTHS else 1, type_)}]"
                self.say(messages.NO_RANGE, entry or node, name, name=name, example=example)
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
        low, high = (_bound(end) for end in ends)
        if low > high:
            shown = {"low": render(ends[0], type_), "high": render(ends[1], type_)}
            self.say(messages.RANGE_UPSIDE_DOWN, written, name, name=name, **shown)
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
        value = read_value(written.text, fact, self.english)
        if isinstance(value, ValueProblem):
            self._problem(fact.name, key, written, value)
            return None
        return value

    def _problem(self, name: str, key: str, at: Node, problem: ValueProblem) -> None:
        self.say(messages.BAD_VALUE, at, name, name=name, key=key, problem=problem.message, help=problem.help)

    def _not_for(self, name: str, node: MappingNode, keys: Iterable[str], type_: str, why: str) -> None:
        for key in keys:
            entry = node.entry(key)
            if entry is not None:
                self.say(messages.NOT_FOR_TYPE, entry, name, key=key, name=name, type=type_, why=_WHY[why])

    # --- lists of records

    def _shape(self, name: str, node: MappingNode) -> RecordShape | None:
        key, bound, first_year = _text(node, "key"), _whole(node, "bound"), _whole(node, "first_year")
        fields: list[Field] = []
        by_english: dict[str, str] = {}
        for entry in node.mapping("fields"):
            self._reserved(entry)
            if entry.name == canonical(key):
                self.say(
                    messages.DUPLICATE_NAME,
                    entry,
                    entry.name,
                    name=entry.name,
                    kind=Text(f"“{name}”的年度", f"the year of “{name}”"),
                    line=node.span.file.position(node.span.start)[0],
                )
                continue
            found = self._field(entry)
            if found is not None:
                fields.append(found)
                other = by_english.setdefault(found.english, found.name)
                if other != found.name:
                    self.say(messages.DUPLICATE_ENGLISH, entry, found.name, english=found.english, other=other)
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
            self.say(messages.FIELD_TYPE, written, entry.name, type=name)
            return None
        type_ = self._type(written)
        if type_ is None:
            return None
        low, high, places, better = self._number(entry.name, node, type_, written.text)
        bounds = [None if end is None else Fraction(end) for end in (low, high)]
        return Field(entry.name, _text(node, "english"), type_, bounds[0], bounds[1], places, better)

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
                self.say(messages.UNKNOWN_FIELD, entry, name, name=name, field=entry.name, near=help_text)
            elif isinstance(entry.value, ScalarNode):
                value = read_value(entry.value.text, of, self.english)
                if isinstance(value, ValueProblem):
                    self._problem(name, "typical", entry.value, value)
                    return None
                found[of.name] = value
        missing = [f.name for f in fields if f.name not in found]
        for field_name in missing:
            self.say(messages.TYPICAL_FIELD, written, name, name=name, field=field_name)
        return None if missing else {f.name: found[f.name] for f in fields}

    # --- windows, derived facts, invariants

    def windows(self) -> Iterator[Window]:
        types = self._types()
        for entry in self.tree.mapping("windows"):
            node = entry.value
            since = node.scalar("since") if isinstance(node, MappingNode) else None
            if not self._name(entry, _WINDOW) or not isinstance(node, MappingNode) or since is None:
                continue
            if self._since(entry.name, since, types):
                counts = _truth(node, "first_year")
                yield Window(entry.name, _text(node, "english"), canonical(since.text), counts)

    def _types(self) -> dict[str, Type | None]:
        """Every fact that is written, with its type where that can be told."""
        found: dict[str, Type | None] = {}
        for entry in self.tree.mapping("facts"):
            name = canonical(_text(entry.value, "type")) if isinstance(entry.value, MappingNode) else ""
            found[entry.name] = (
                RecordList(entry.name) if name == RECORDS else TYPES.get(name) or self.enumerations.get(name)
            )
        return found

    def _since(self, name: str, since: ScalarNode, types: Mapping[str, Type | None]) -> bool:
        """Whether `since` names a fact that says when something began."""
        fact = canonical(since.text)
        if isinstance(types.get(fact), YearMonth | Day):
            return True
        dated = [n for n, t in types.items() if isinstance(t, YearMonth | Day)]
        near = nearest(fact, dated, limit=1)
        words = near or dated
        help_text = Text(
            f"最接近的是“{near[0]}”" if near else f"可以写：{'、'.join(words) or '先加一个年月或者日期类型的事实'}",
            f"the nearest is “{near[0]}”"
            if near
            else f"it can be: {', '.join(words) or 'add a fact of type 年月 or 日期 first'}",
        )
        what = (
            Text("不是年月或者日期", "is no month and no date")
            if fact in types
            else Text("不是本词表的事实", "is no fact of this vocabulary")
        )
        self.say(messages.BAD_SINCE, since, name, name=name, since=fact, what=what, near=help_text)
        return False

    def derived(self) -> Iterator[DerivedFact]:
        for entry in self.tree.mapping("derived"):
            node = entry.value
            if not self._name(entry, _DERIVED) or not isinstance(node, MappingNode):
                continue
            formula = node.scalar("formula")
            if formula is not None:
                yield DerivedFact(
                    entry.name, _text(node, "english"), formula.text, _text(node, "meaning"), formula.span
                )

    def invariants(self) -> Iterator[InvariantText]:
        for entry in self.tree.mapping("invariants"):
            if isinstance(entry.value, ScalarNode) and not entry.value.empty:
                yield InvariantText(entry.name, entry.value.text, entry.value.span)


_WHY = {
    "list": Text(
        "记录的范围、小数位和方向写在它的字段里", "ranges, places and directions belong to the fields of records"
    ),
    "fact": Text("只有“记录”类型的事实有这一项", "only a fact of type 记录 (records) has it"),
    "places": Text("只有数、百分比、元有小数位", "only 数, 百分比 and 元 have decimal places"),
    "order": Text("枚举没有次序（ordered: false），分不出高低", "the enumeration has no order (ordered: false)"),
    "range": Text("范围只用于数量、年月和日期", "only quantities, months and dates have a range"),
}


def _without_bad_since(fact: Fact, types: Mapping[str, Type]) -> Fact:
    shape = fact.records
    if shape is None or shape.since is None or isinstance(types.get(shape.since), YearMonth | Day):
        return fact
    alone = RecordShape(shape.key, shape.fields, shape.bound, shape.first_year, None, shape.typical)
    return replace(fact, records=alone)


def _mapping(node: Node, key: str) -> tuple[Entry, ...]:
    return node.mapping(key) if isinstance(node, MappingNode) else ()


def _text(node: MappingNode, key: str) -> str:
    value = node.scalar(key)
    return value.text.strip() if value else ""


def _truth(node: MappingNode, key: str) -> bool:
    return _text(node, key) in ("true", "是")


def _whole(node: MappingNode, key: str) -> int | None:
    text = _text(node, key)
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _bound(value: Scalar) -> Exact:
    if isinstance(value, date):
        return value.toordinal()
    assert isinstance(value, int | Fraction)
    return value


def _line(entry: Entry) -> int:
    return entry.key.span.file.position(entry.key.span.start)[0]
