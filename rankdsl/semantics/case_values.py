"""Cases as written: the facts of a person, and what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rankdsl.diagnostics import Diagnostic, Text
from rankdsl.ir.facts import AS_OF, Fact, Field
from rankdsl.ir.nodes import Const, FactRef
from rankdsl.ir.remarks import Expectation
from rankdsl.ir.types import DAY, Day, Number, RecordList, Type, YearMonth
from rankdsl.ir.values import Person, Record, Records, Scalar, Value, render
from rankdsl.semantics import findings_terms as findings
from rankdsl.semantics import intervals
from rankdsl.semantics.formulas import Lowering
from rankdsl.semantics.kinds import described, same_kind
from rankdsl.semantics.meanings import Typed
from rankdsl.semantics.names import shape_of
from rankdsl.semantics.operands import Operand, in_words, particular_advice
from rankdsl.source import Span
from rankdsl.syntax import ast
from rankdsl.vocabulary import fill_typical
from rankdsl.vocabulary.forms import example
from rankdsl.vocabulary.values import outside

_RECORDS = Text("“{2014：…、2015：…}”这样的逐年记录", "records by year, such as {2014：…、2015：…}")
_EXPECTATIONS = {
    ast.SpecialExpectation.CANNOT_TELL: Expectation.CANNOT_TELL,
    ast.SpecialExpectation.NO_VALUE: Expectation.NO_VALUE,
}


def person_of(lowering: Lowering, case: ast.Case, default_as_of: date) -> Person | None:
    """The person of a 案例, its facts typed and within their ranges; 其余 如常 fills in what is typical.

    `default_as_of`: 评定日 where the case does not set one. None: mistakes were noted.
    """
    return _Given(lowering, case).person(default_as_of)


def expected_value(lowering: Lowering, expect: ast.Expect, type_: Type) -> Scalar | Expectation | None:
    """What 期望 says of a name whose norm has `type_`. None: mistakes were noted."""
    if isinstance(expect.value, ast.SpecialExpectation):
        return _EXPECTATIONS[expect.value]
    return _scalar(lowering, expect.name, type_, expect.value)


class _Given:
    def __init__(self, lowering: Lowering, case: ast.Case) -> None:
        self.lowering = lowering
        self.vocabulary = lowering.meanings.vocabulary
        self.case = case
        self.right = True

    def person(self, default_as_of: date) -> Person | None:
        facts: dict[str, Value] = {}
        spans: dict[str, tuple[ast.RecordYears, ...]] = {}
        as_of = default_as_of
        seen: set[str] = set()
        for given in self.case.given:
            name = given.name.text
            if name in seen:
                self._wrong(findings.GIVEN_TWICE, given.name.span, name)
            elif name == AS_OF:
                as_of = self._as_of(given) or as_of
            elif (fact := self._fact(given.name)) is not None:
                value = self._value(fact, given)
                if value is None:
                    self.right = False
                else:
                    facts[name] = value
                if isinstance(given.value, ast.RecordsLiteral):
                    spans[name] = given.value.years
            seen.add(name)
        if self.case.rest_typical:
            facts = dict(fill_typical(self.vocabulary, facts, as_of))
        for name, years in spans.items():
            if isinstance(facts.get(name), Records):
                self._check_years(name, years, facts, as_of)
        return Person(facts, as_of) if self.right else None

    def _wrong(self, diagnostic: Diagnostic, span: Span, name: str, **words: Any) -> None:
        self.right = False
        self.lowering.notes.say(diagnostic, span, subject=name, edits=(), name=name, **words)

    def _fact(self, ident: ast.Ident) -> Fact | None:
        behind = self.lowering.meanings.behind.get(ident.text)
        if behind is not None and self.vocabulary.fact(ident.text) is None:
            use = Text("不能在案例里直接给出", "is not given in a case")
            self._wrong(findings.DERIVED_NOT_GIVEN, ident.span, ident.text, use=use, facts="、".join(behind))
            return None
        fact = self.lowering.fact(ident)
        self.right = self.right and fact is not None
        return fact

    def _as_of(self, given: ast.Given) -> date | None:
        if isinstance(given.value, ast.DayLiteral):
            return given.value.day
        self.right = False
        if isinstance(given.value, ast.RecordsLiteral | ast.NotApplicable):
            _say_type(self.lowering, given.name, DAY, given.value.span, _words(given.value))
        else:
            _scalar(self.lowering, given.name, DAY, given.value)
        return None

    def _value(self, fact: Fact, given: ast.Given) -> Value | None:
        match given.value:
            case ast.NotApplicable(span=span):
                if fact.absent is None:
                    told = Text(
                        "词表没有写它“不适用”时是什么意思（absent），请写出具体的值",
                        "the vocabulary does not say what 不适用 means here (absent); write the value itself",
                    )
                    _say_type(self.lowering, given.name, fact.type, span, _words(given.value), told)
                return fact.absent
            case ast.RecordsLiteral():
                if fact.records is None:
                    _say_type(self.lowering, given.name, fact.type, given.value.span, _words(given.value))
                    return None
                return self._records(fact, given.value)
            case expr:
                if fact.records is not None:
                    told = Text("逐年写在花括号里：{2014至2015：…}", "write them by year in braces: {2014至2015：…}")
                    _say_type(self.lowering, given.name, fact.type, expr.span, _as_written(expr), told)
                    return None
                return _within(self.lowering, given.name, fact, expr)

    # --- lists

    def _records(self, fact: Fact, written: ast.RecordsLiteral) -> Records | None:
        years: dict[int, Record | None] = {}
        right = True
        for entry in written.years:
            record = self._record(fact, entry) if entry.values is not None else None
            right = right and (record is not None or entry.values is None)
            for year in range(entry.first, entry.last + 1):
                if year in years:
                    self._wrong(findings.GIVEN_TWICE, entry.span, f"{fact.name} {year}")
                    break
                years[year] = record
        return Records(dict(sorted(years.items()))) if right else None

    def _record(self, fact: Fact, entry: ast.RecordYears) -> Record | None:
        shape = shape_of(fact)
        record: dict[str, Scalar] = {}
        right = True
        for ident, expr in entry.values or ():
            field = self._field(fact, ident, expr)
            if field is None:
                right = False
                continue
            name = ident or ast.Ident(field.name, expr.span)
            if field.name in record:
                self._wrong(findings.GIVEN_TWICE, name.span, field.name)
            value = _within(self.lowering, name, field, expr)
            right = right and value is not None
            if value is not None:
                record[field.name] = value
        in_order = {f.name: record[f.name] for f in shape.fields if f.name in record}
        return in_order if right else None

    def _field(self, fact: Fact, ident: ast.Ident | None, expr: ast.Expr) -> Field | None:
        shape = shape_of(fact)
        if ident is None:
            if len(shape.fields) == 1:
                return shape.fields[0]
            names = "、".join(field.name for field in shape.fields)
            told = Text(f"写明是哪一栏（{names}），例如“{shape.fields[0].name} …”", f"say which field it is: {names}")
            wanted = Text("各栏的名称和值", "fields by name")
            self._wrong(findings.GIVEN_TYPE, expr.span, fact.name, wanted=wanted, found=_as_written(expr), advice=told)
            return None
        found = next((field for field in shape.fields if field.name == ident.text), None)
        if found is None and self.lowering.field(ident, fact) is not None:  # the key: its year stands before the colon
            told = Text("年度写在冒号前面", "the year stands before the colon")
            wanted, words = Text("各栏的值", "fields"), Text("年度", "the year")
            self._wrong(findings.GIVEN_TYPE, ident.span, fact.name, wanted=wanted, found=words, advice=told)
        return found

    def _check_years(
        self, name: str, written: tuple[ast.RecordYears, ...], facts: Mapping[str, Value], as_of: date
    ) -> None:
        """Records lie in years that can have one: from the first on, and before the year of 评定日."""
        fact = self.vocabulary.fact(name)
        assert fact is not None
        shape = shape_of(fact)
        first = shape.first_year
        why = Text(f"词表里的记录从{first}年开始", f"the vocabulary has records from {first} on")
        start = facts.get(shape.since) if shape.since is not None else None
        if shape.since is not None and isinstance(start, int | date) and not isinstance(start, bool):
            type_: Type = Day() if isinstance(start, date) else YearMonth()
            year = start.year if isinstance(start, date) else start // 12
            if year > first:
                shown = render(start, type_)
                first, why = year, Text(f"“{shape.since}”是{shown}", f"“{shape.since}” is {shown}")
        last = as_of.year - 1
        for entry in written:
            if entry.first < first:
                self._wrong(findings.RECORD_YEAR, entry.span, name, year=entry.first, first=first, last=last, why=why)
            elif entry.last > last:
                over = Text("评定日所在的年度还没有考核", "the year of 评定日 and later ones are not over")
                self._wrong(findings.RECORD_YEAR, entry.span, name, year=entry.last, first=first, last=last, why=over)
        records = facts[name]
        assert isinstance(records, Records)
        if len(records.years) > shape.bound:
            self._wrong(findings.RECORDS_TOO_MANY, written[0].span, name, count=len(records.years), bound=shape.bound)


# --- single values


def _scalar(lowering: Lowering, name: ast.Ident, type_: Type, expr: ast.Expr) -> Scalar | None:
    """A value of the type, the same for everybody."""
    found = lowering.value(expr, type_)
    if found is None:
        return None
    if not same_kind(found.type, type_):
        told = None
        if isinstance(found.type, Number) and isinstance(type_, Number):
            wanted = Typed(FactRef(name.text, type_), intervals.of_type(type_, None, None, 0))
            told = particular_advice(Operand(expr, found), Operand(ast.Name(name), wanted))
        _say_type(lowering, name, type_, expr.span, in_words(expr, found.type), told)
        return None
    if not isinstance(found.expr, Const):
        told = Text("写出具体的值，不写算式", "write the value itself, not a formula")
        _say_type(lowering, name, type_, expr.span, _as_written(expr), told)
        return None
    return found.expr.value


def _within(lowering: Lowering, name: ast.Ident, of: Fact | Field, expr: ast.Expr) -> Scalar | None:
    """A value of a fact or field, within its range."""
    value = _scalar(lowering, name, of.type, expr)
    problem = outside(value, of) if value is not None else None
    if problem is None:
        return value
    lowering.notes.say(
        findings.GIVEN_OUTSIDE, expr.span, subject=name.text, name=name.text, problem=problem.message, told=problem.help
    )
    return None


def _say_type(
    lowering: Lowering, name: ast.Ident, wanted: Type, span: Span, found: Text, told: Text | None = None
) -> None:
    lowering.notes.say(
        findings.GIVEN_TYPE,
        span,
        subject=name.text,
        name=name.text,
        wanted=_RECORDS if isinstance(wanted, RecordList) else described(wanted),
        found=found,
        advice=told or _example(wanted),
    )


def _example(type_: Type) -> Text:
    shown = example(type_)
    return Text(f"例如 {shown.zh}", f"such as {shown.en}")


def _as_written(expr: ast.Expr) -> Text:
    return Text(f"“{expr.span.text}”", f"“{expr.span.text}”")


def _words(value: ast.RecordsLiteral | ast.NotApplicable) -> Text:
    if isinstance(value, ast.NotApplicable):
        return Text("“不适用”", "“不适用” (not applicable)")
    return Text("逐年记录", "records by year")
