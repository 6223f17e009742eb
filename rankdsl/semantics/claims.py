"""What a document says about its norms: 断言, 公布, 对下, 待判断, 案例, 预期, typed against its effective program.

A mistake in one of them is noted and leaves that one out; the norms stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Place, Text
from rankdsl.ir.definitions import Kind
from rankdsl.ir.nodes import Const, Symbol
from rankdsl.ir.remarks import (
    Assertion,
    Claim,
    Delegation,
    Exclusive,
    Exists,
    Expectation,
    ExpectedFinding,
    Holds,
    Independent,
    Monotone,
    Publication,
    Restriction,
    WrittenCase,
)
from rankdsl.ir.types import RecordList, Truth, Type
from rankdsl.ir.values import Scalar
from rankdsl.semantics.case_values import expected_value, person_of
from rankdsl.semantics.delegated import rank
from rankdsl.semantics.documents import Document, Note, Placed, places, written
from rankdsl.semantics.effective import Reading
from rankdsl.semantics.findings_documents import RANGE_NOT_FIXED, RANGE_REVERSED, RANGE_TYPE, RESTRICTION_FORM
from rankdsl.semantics.findings_terms import NOT_COMPARABLE_SUBJECT, NOT_JUDGED
from rankdsl.semantics.formulas import Lowering
from rankdsl.semantics.kinds import described, has_order, same_kind
from rankdsl.semantics.references import KIND_WORDS
from rankdsl.semantics.subjects import ignored, kind_of, norm_named, type_of
from rankdsl.syntax import ast

_RESTRICTIONS = {
    ast.RestrictionWord.NOT_STRICTER: Restriction.NOT_STRICTER,
    ast.RestrictionWord.NOT_LAXER: Restriction.NOT_LAXER,
    ast.RestrictionWord.NOT_CHANGED: Restriction.NOT_CHANGED,
    ast.RestrictionWord.NO_ADDED_CONDITION: Restriction.NO_ADDED_CONDITION,
    ast.RestrictionWord.WITHIN: Restriction.WITHIN,
    ast.RestrictionWord.FREE: Restriction.FREE,
    ast.RestrictionWord.RESERVED: Restriction.RESERVED,
}
_FOR_VALUES = (Restriction.NOT_CHANGED, Restriction.WITHIN, Restriction.FREE, Restriction.RESERVED)
"""What may be asked of those below about a definition or parameter."""
_FOR_DECISIONS = tuple(r for r in Restriction if r is not Restriction.WITHIN)

AssertionNode = ast.AssertHolds | ast.AssertExists | ast.AssertMonotone | ast.AssertIndependent | ast.AssertExclusive


class Remarks(Struct, frozen=True):
    """One document's remarks in one piece of time."""

    assertions: tuple[Assertion, ...]
    publications: tuple[Publication, ...]
    delegations: tuple[Delegation, ...]


def remarks_of(document: Document, layer: int, reading: Reading, note: Note) -> Remarks:
    """Everything that a document says about norms, cases apart."""
    reader = _Reader(document, layer, reading, note)
    assertions: list[Assertion] = []
    publications: list[Publication] = []
    delegations: list[Delegation] = []
    for remark in document.remarks:
        lowering = reader.lowering(remark.place)
        match remark.node:
            case ast.Publish():
                publications += reader.publication(remark.node, remark.place, lowering)
            case ast.ForSubordinates():
                delegations += reader.delegations(remark.node, remark.place, lowering)
            case ast.LeftToJudgement(facts=facts):
                reader.judged(facts, remark.place, lowering)
            case (
                ast.AssertHolds()
                | ast.AssertExists()
                | ast.AssertMonotone()
                | ast.AssertIndependent()
                | ast.AssertExclusive()
            ):
                claim = reader.claim(remark.node, remark.place, lowering)
                if claim is not None:
                    assertions.append(Assertion(claim, remark.place, _claimed(remark.node)))
            case _:
                pass
    return Remarks(tuple(assertions), tuple(publications), tuple(delegations))


def assertions_in(document: Document, layer: int, reading: Reading) -> Iterator[Assertion]:
    """The assertions of a document above, about the norms as they are read here; its mistakes were told there."""
    reader = _Reader(document, layer, reading, ignored)
    for remark in document.remarks:
        match remark.node:
            case (
                ast.AssertHolds()
                | ast.AssertExists()
                | ast.AssertMonotone()
                | ast.AssertIndependent()
                | ast.AssertExclusive()
            ):
                claim = reader.claim(remark.node, remark.place, reader.lowering(remark.place))
                if claim is not None:
                    yield Assertion(claim, remark.place, _claimed(remark.node))
            case _:
                pass


def delegations_in(document: Document, layer: int, reading: Reading) -> Iterator[Delegation]:
    """The 对下 clauses of a document above; its mistakes were told there."""
    reader = _Reader(document, layer, reading, ignored)
    for remark in document.remarks:
        if isinstance(remark.node, ast.ForSubordinates):
            yield from reader.delegations(remark.node, remark.place, reader.lowering(remark.place))


def expected_of(document: Document) -> tuple[ExpectedFinding, ...]:
    return tuple(
        ExpectedFinding(remark.node.code, remark.node.reason.text, remark.place.article, remark.place)
        for remark in document.remarks
        if isinstance(remark.node, ast.ExpectFinding)
    )


def cases_in(document: Document) -> Iterator[Placed[ast.Case]]:
    for remark in document.remarks:
        if isinstance(remark.node, ast.Case):
            yield Placed(remark.node, remark.place)


def case_of(
    case: Placed[ast.Case], default_day: date, reading_on: Callable[[date], Reading], note: Note
) -> WrittenCase | None:
    """A case with its expectations typed. `reading_on`: the document as it is on a day."""
    layer = len(reading_on(default_day).layered.documents) - 1
    first = Lowering(reading_on(default_day).names(layer), places(case.place), note)
    person = person_of(first, case.node, default_day)
    if person is None:
        return None
    reading = reading_on(person.as_of)
    names = reading.names(len(reading.layered.documents) - 1)
    lowering = Lowering(names, places(case.place), note)
    expected: dict[str, Scalar | Expectation] = {}
    sound = True
    for expect in case.node.expected:
        symbol = norm_named(names, expect.name, case.place, note)
        type_ = type_of(names, symbol) if symbol is not None else None
        value = expected_value(lowering, expect, type_) if type_ is not None else None
        if value is None:
            sound = False
        else:
            expected[expect.name.text] = value
    return WrittenCase(case.node.name.text, person, expected, case.place) if sound else None


class _Reader:
    def __init__(self, document: Document, layer: int, reading: Reading, note: Note) -> None:
        self.document = document
        self.names = reading.names(layer)
        self.note = note

    def lowering(self, place: Place) -> Lowering:
        return Lowering(self.names, places(place), self.note)

    # --- 公布, 对下, 待判断

    def publication(self, node: ast.Publish, place: Place, lowering: Lowering) -> Iterator[Publication]:
        symbol = norm_named(self.names, node.name, place, self.note)
        facts = lowering.base_facts(node.facts)
        if symbol is not None:
            yield Publication(node.name.text, frozenset(facts), place)

    def delegations(self, node: ast.ForSubordinates, place: Place, lowering: Lowering) -> Iterator[Delegation]:
        name = node.name.text
        symbol = norm_named(self.names, node.name, place, self.note)
        kind = kind_of(self.names, symbol) if symbol is not None else None
        for clause in node.clauses:
            facts = frozenset(lowering.base_facts(clause.except_facts))
            where = replace(place, span=clause.span)
            if kind is None or symbol is None:
                continue
            restriction = _RESTRICTIONS[clause.word]
            possible = _FOR_DECISIONS if kind is Kind.DECISION else _FOR_VALUES
            if restriction not in possible:
                what, word, advice = KIND_WORDS[kind], restriction.value, _restrictions(possible, kind)
                self.note(RESTRICTION_FORM.at(where, subject=name, name=name, kind=what, word=word, advice=advice))
            elif clause.ends is None:
                yield Delegation(name, restriction, facts, where)
            else:
                yield from self._range(node.name, symbol, clause.ends, where)

    def _range(
        self, ident: ast.Ident, symbol: Symbol, ends: tuple[ast.Expr, ast.Expr], place: Place
    ) -> Iterator[Delegation]:
        """可在 a 至 b 之间规定: both ends fixed, of the kind of what they bound, and in order."""
        name, type_ = ident.text, type_of(self.names, symbol)
        lowering = Lowering(replace(self.names, constants=True), places(place), self.note)
        typed = [lowering.value(end, type_) for end in ends]
        for end, found in zip(ends, typed, strict=True):
            if found is not None and not isinstance(found.expr, Const):
                self.note(RANGE_NOT_FIXED.at(replace(place, span=end.span), subject=name, written=written(end.span)))
        lowest, highest = (found.expr if found is not None else None for found in typed)
        if type_ is None or not isinstance(lowest, Const) or not isinstance(highest, Const):
            return
        if not has_order(type_) or not (same_kind(lowest.type, type_) and same_kind(highest.type, type_)):
            shown = "、".join(written(end.span) for end in ends)
            self.note(RANGE_TYPE.at(place, subject=name, name=name, kind=described(type_), found=shown))
            return
        if rank(lowest) > rank(highest):
            first, second = (written(end.span) for end in ends)
            self.note(RANGE_REVERSED.at(place, subject=name, lowest=first, highest=second))
            return
        yield Delegation(name, Restriction.WITHIN, frozenset(), place, lowest, highest)

    def judged(self, facts: tuple[ast.Ident, ...], place: Place, lowering: Lowering) -> None:
        for ident in facts:
            fact = lowering.fact(ident)
            if fact is not None and (fact.judged_by is None or not isinstance(fact.type, Truth)):
                where = replace(place, span=ident.span)
                self.note(NOT_JUDGED.at(where, subject=ident.text, name=ident.text))

    # --- 断言

    def claim(self, node: AssertionNode, place: Place, lowering: Lowering) -> Claim | None:
        match node:
            case ast.AssertHolds(formula=formula):
                truth = lowering.truth(formula)
                return Holds(truth) if truth is not None else None
            case ast.AssertExists(formula=formula):
                truth = lowering.truth(formula)
                return Exists(truth) if truth is not None else None
            case ast.AssertMonotone(subject=subject, fact=fact, direction=direction):
                claim = Text("不减", "not to decrease") if direction > 0 else Text("不增", "not to increase")
                found = self._subject(subject, place, claim, ordered=True)
                moved = lowering.fact(fact)
                if moved is not None and not self._comparable(fact, moved.type, place, direction):
                    return None
                return Monotone(subject.text, moved.name, direction) if found and moved is not None else None
            case ast.AssertIndependent(subject=subject, fact=fact):
                claim = Text(f"与“{fact.text}”无关", f"to be independent of “{fact.text}”")
                found = self._subject(subject, place, claim)
                facts = lowering.base_facts((fact,))
                return Independent(subject.text, facts) if found and facts else None
            case ast.AssertExclusive(first=first, second=second):
                claim = Text("与别的互斥", "to exclude another")
                both = [self._subject(ident, place, claim, truth=True) for ident in (first, second)]
                return Exclusive(first.text, second.text) if all(both) else None
            case _:
                assert_never(node)

    def _subject(
        self, ident: ast.Ident, place: Place, claim: Text, *, ordered: bool = False, truth: bool = False
    ) -> bool:
        symbol = norm_named(self.names, ident, place, self.note)
        type_ = type_of(self.names, symbol) if symbol is not None else None
        if type_ is None:
            return False
        if (truth and not isinstance(type_, Truth)) or (ordered and not _comparable(type_)):
            advice = Text("写一项决定", "name a decision") if truth else _WRITE_ORDERED
            self._not_comparable(ident, place, type_, claim, advice)
            return False
        return True

    def _comparable(self, ident: ast.Ident, type_: Type, place: Place, direction: int) -> bool:
        """Whether there is more and less of a fact."""
        if isinstance(type_, RecordList):
            fact = self.names.vocabulary.fact(type_.name)
            fine = fact is not None and fact.records is not None and any(f.better for f in fact.records.fields)
            advice = Text(
                "在词表里写明哪一栏越高越好（better）", "say in the vocabulary of which field more is better (better)"
            )
        else:
            fine, advice = _comparable(type_), _WRITE_ORDERED
        if not fine:
            claim = Text("增减", "to grow")
            self._not_comparable(ident, place, type_, claim, advice)
        return fine

    def _not_comparable(self, ident: ast.Ident, place: Place, type_: Type, claim: Text, advice: Text) -> None:
        where = replace(place, span=ident.span)
        name, found = ident.text, described(type_)
        self.note(NOT_COMPARABLE_SUBJECT.at(where, subject=name, name=name, found=found, claim=claim, advice=advice))


_WRITE_ORDERED = Text(
    "写有高低大小的名称，或者用“与 … 无关”", "name what has an order, or assert independence (与 … 无关)"
)


def _restrictions(possible: Iterable[Restriction], kind: Kind) -> Text:
    listed = "".join(f"“{restriction.value}”" for restriction in possible)
    in_english = ", ".join(restriction.value for restriction in possible)
    what = KIND_WORDS[kind]
    return Text(f"{what.zh}能写{listed}", f"{what.en} takes {in_english}")


def _comparable(type_: Type) -> bool:
    return isinstance(type_, Truth) or has_order(type_)


def _claimed(node: AssertionNode) -> str:
    """What is asserted, without 断言."""
    match node:
        case ast.AssertHolds(formula=formula) | ast.AssertExists(formula=formula):
            return written(formula.span)
        case _:
            text = written(node.span)
            return text[text.find("：") + 1 :].strip().rstrip("。") if "：" in text else text
