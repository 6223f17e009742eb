"""A question as terms: its conditions, and what holds of every possible person as far as the question is about it.

Only invariants that are connected with the question (by the facts they share) are needed to refute it; a witness must
meet all of them (`complete`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import assert_never

from msgspec import Struct

from rankdsl.backends.smt.kernel import Bool
from rankdsl.backends.smt.people import raised as lies_beyond
from rankdsl.backends.smt.reads import NO_READS, Reads
from rankdsl.backends.smt.sight import AskedKey, Scene, Sight, View, effective_person
from rankdsl.backends.smt.states import TooFine
from rankdsl.backends.smt.values import Datum, Truth3, Value, defined, equal, not_above, number, on_one_scale
from rankdsl.ir.nodes import Expr
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Invariant, Program
from rankdsl.ir.types import Enumeration, Number, Type
from rankdsl.prove.ordinary import typical, within
from rankdsl.prove.questions import Compared, Condition, Question, Raised, Spaced, Unlike, Wanted

NONE: frozenset[str] = frozenset()


class Posed(Struct, frozen=True, eq=False):
    """`rules` hold of every possible person (or pair); `conditions` are what is asked. `facts`: what the conditions
    read. `invariants`: which of them are the first of the rules, and of which person each speaks. `complete`: every
    invariant is among the rules. `exact`: False where only part of what is asked for by
    `apart` could be said, so that "nobody" does not follow."""

    question: Question
    programs: tuple[Program, ...]
    sight: Sight
    rules: tuple[Bool, ...]
    conditions: tuple[Bool, ...]
    facts: frozenset[str]
    complete: bool
    exact: bool
    invariants: tuple[tuple[Program, Invariant, int], ...] = ()
    seen: frozenset[str] | None = None
    """Facts that anything posed reads (None: all); the others may be ordinary."""


class Part(Struct, frozen=True):
    """An expression that must be encoded for a person."""

    program: Program
    person: int
    expr: Expr


class Poser:
    """Poses questions about one scene; sights are kept and used again."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._sights: dict[View, Sight] = {}
        self._invariants: dict[int, tuple[tuple[Program, Invariant, Reads], ...]] = {}

    def pose(self, question: Question, programs: tuple[Program, ...], complete: bool = False) -> Posed:
        """TooFine where a list cannot be cut up for it."""
        unrolled: frozenset[str] = NONE
        while True:
            try:
                return self._pose(question, programs, complete, unrolled)
            except TooFine as too_fine:
                name = too_fine.records
                if name is None or name in unrolled:
                    raise
                unrolled |= {name}

    def _pose(
        self, question: Question, programs: tuple[Program, ...], complete: bool, unrolled: frozenset[str]
    ) -> Posed:
        moved = question.moved if question.moved is not None else NONE
        asked = list(_parts(question))
        total = NO_READS
        for part in asked:
            total |= self.scene.reads(part.program).of_expression(part.expr)
        facts = total.facts
        selected = list(self._connected(programs, facts | self._since(moved), complete))
        invariants: list[tuple[Program, Invariant, int]] = []
        for program, invariant, reads in selected:
            total |= reads
            invariants.append((program, invariant, 0))
            if reads.facts & moved:
                invariants.append((program, invariant, 1))
        parts = [*asked, *(Part(program, person, i.holds) for program, i, person in invariants)]
        sight = self.sight(parts, moved, unrolled, question.raised)
        conditions = [self._condition(sight, condition) for condition in question.conditions]
        exact = True
        if question.raised is not None:
            conditions.append(self._raised(sight, question.raised.fact, question.raised.direction))
        elif question.apart:
            condition, exact = self._apart(sight, moved)
            conditions.append(condition)
        rules = [sight.encoding(p.program, p.person).formula(p.expr).yes for p in parts[len(asked) :]]
        rules += sight.list_rules()
        seen = total.facts | self._since(moved) | self._extraordinary
        origins = tuple(invariants)
        return Posed(question, programs, sight, tuple(rules), tuple(conditions), facts, complete, exact, origins, seen)

    # -- what holds of everybody

    def _connected(
        self, programs: Iterable[Program], facts: frozenset[str], complete: bool
    ) -> Iterator[tuple[Program, Invariant, Reads]]:
        """Invariants that share a fact with the question, also through other invariants; all of them if `complete`."""
        left = [found for program in programs for found in self._of_program(program)]
        if complete:
            yield from left
            return
        reached = facts
        while True:
            near = [found for found in left if not found[2].facts or found[2].facts & reached]
            if not near:
                return
            yield from near
            left = [found for found in left if not any(found is n for n in near)]
            reached = reached.union(*(found[2].facts for found in near))

    def _of_program(self, program: Program) -> tuple[tuple[Program, Invariant, Reads], ...]:
        found = self._invariants.get(id(program))
        if found is None:
            reads = self.scene.reads(program)
            found = tuple((program, i, reads.of_expression(i.holds)) for i in program.invariants)
            self._invariants[id(program)] = found
        return found

    def _since(self, moved: frozenset[str]) -> frozenset[str]:
        """The moved facts, and those with which moved lists begin."""
        starts = {f.records.since for name in moved if (f := self.scene.facts[name]).records and f.records.since}
        return moved | starts

    @cached_property
    def _extraordinary(self) -> frozenset[str]:
        """Facts that cannot be ordinary: their ranges are empty, or do not hold what is ordinary."""
        return frozenset(n for n, f in self.scene.facts.items() if f.records is None and not within(f, typical(f)))

    # -- what is asked

    def sight(
        self, parts: Sequence[Part], moved: frozenset[str], unrolled: frozenset[str], raised: Raised | None = None
    ) -> Sight:
        """What the parts see."""
        asked: dict[tuple[AskedKey, int], tuple[Program, int]] = {}
        for part in parts:
            for collection in self.scene.reads(part.program).of_expression(part.expr).collections:
                key = self.scene.key(part.program, collection)
                person = effective_person(key, part.person, moved)
                asked.setdefault((key, person), (part.program, person))
        joint: tuple[str, int] | None = None
        if raised is not None and self.scene.facts[raised.fact].records is not None:
            joint = raised.fact, raised.direction
        view = View(moved, frozenset(asked), joint, unrolled)
        found = self._sights.get(view)
        if found is None:
            found = self._sights[view] = Sight(self.scene, view, asked)
        return found

    def _condition(self, sight: Sight, condition: Condition) -> Bool:
        match condition:
            case Wanted(person, program, formula, answer):
                found = sight.encoding(program, person).formula(formula)
                return found.yes if answer else found.no
            case Compared(program, expr, second):
                first, other = (sight.encoding(program, person).value(expr) for person in (0, 1))
                kernel, arithmetic = self.scene.kernel, self.scene.arithmetic
                both = kernel.both(defined(kernel, first), defined(kernel, other))
                if second == "same":
                    return kernel.both(both, equal(arithmetic, expr.type, first, other))
                if second == "other" or (isinstance(expr.type, Enumeration) and not expr.type.ordered):
                    differ = kernel.no(equal(arithmetic, expr.type, first, other))
                    return kernel.both(both, differ if second == "other" else False)
                if isinstance(first, Truth3):
                    assert isinstance(other, Truth3)
                    return kernel.both(first.no, other.yes) if second == "above" else kernel.both(first.yes, other.no)
                assert not isinstance(other, Truth3)
                low, high = (first, other) if second == "above" else (other, first)
                return kernel.both(both, kernel.no(not_above(arithmetic, expr.type, high, low)))
            case Spaced(program, expr, op, by):
                values = [
                    sight.encoding(program, person).value(part) for person, part in ((0, expr), (0, by), (1, expr))
                ]
                return self._spaced(expr.type, op, *values)
            case Unlike(person, program, expr, above, there, differ):
                kernel, arithmetic = self.scene.kernel, self.scene.arithmetic
                here = sight.encoding(program, person).value(expr)
                beside = sight.encoding(above, person).value(there)
                same = equal(arithmetic, expr.type, here, beside)
                return kernel.all((defined(kernel, here), defined(kernel, beside), kernel.no(same) if differ else same))
            case _:
                assert_never(condition)

    def _spaced(self, type_: Type, op: Op, first: Value, by: Value, second: Value) -> Bool:
        """That `second` stands so to `first` and `by` taken together."""
        kernel, arithmetic = self.scene.kernel, self.scene.arithmetic
        assert isinstance(by, Datum)
        start, end = (_as_number(type_, value) for value in (first, second))
        p, q, common = on_one_scale(arithmetic, start, by)
        p, q, _ = on_one_scale(arithmetic, number(arithmetic.add(p, q), common), end)
        match op:
            case Op.EQ:
                so = arithmetic.eq(p, q)
            case Op.NE:
                so = kernel.no(arithmetic.eq(p, q))
            case Op.LT | Op.GE:
                so = arithmetic.lt(q, p) if op is Op.LT else arithmetic.le(p, q)
            case Op.GT | Op.LE:
                so = arithmetic.lt(p, q) if op is Op.GT else arithmetic.le(q, p)
            case _:
                raise TypeError(f"{op.value} is no comparison")
        return kernel.all((start.defined, by.defined, end.defined, so))

    def _raised(self, sight: Sight, name: str, direction: int) -> Bool:
        if name not in sight.view.moved:
            return False
        if self.scene.facts[name].records is None:
            people = self.scene.people
            return lies_beyond(self.scene.arithmetic, people.value(name), people.value(name, moved=True), direction)
        ledger = sight.gathering(name).ledger
        return self.scene.kernel.any(ledger.present(cell) for cell in ledger.cells if cell.kind.rising is not None)

    def _apart(self, sight: Sight, moved: frozenset[str]) -> tuple[Bool, bool]:
        """That a moved fact differs; for lists only that they hold different numbers of records."""
        kernel, arithmetic, people = self.scene.kernel, self.scene.arithmetic, self.scene.people
        found: list[Bool] = []
        exact = True
        for name in sorted(moved):
            fact = self.scene.facts[name]
            if fact.records is None:
                same = equal(arithmetic, fact.type, people.value(name), people.value(name, moved=True))
                found.append(kernel.no(same))
                continue
            exact = False
            first, other = (
                arithmetic.sum(cell.count for cell in sight.gathering(name, person).ledger.cells) for person in (0, 1)
            )
            found.append(kernel.no(arithmetic.eq(first, other)))
        return kernel.any(found), exact


def _as_number(type_: Type, value: Value) -> Datum:
    """A number itself; of what else has an order, its place there."""
    assert isinstance(value, Datum)
    return value if isinstance(type_, Number) else number(value.parts[0], is_defined=value.defined)


def _parts(question: Question) -> Iterator[Part]:
    for condition in question.conditions:
        match condition:
            case Wanted(person, program, formula, _):
                yield Part(program, person, formula)
            case Compared(program, expr, _):
                yield Part(program, 0, expr)
                yield Part(program, 1, expr)
            case Spaced(program, expr, _, by):
                yield Part(program, 0, expr)
                yield Part(program, 0, by)
                yield Part(program, 1, expr)
            case Unlike(person, program, expr, other, there):
                yield Part(program, person, expr)
                yield Part(other, person, there)
            case _:
                assert_never(condition)
