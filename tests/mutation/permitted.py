"""Whether a document differs from its superiors in a way that is not permitted, by the definitions of the codes
(docs/semantics.md), the reference evaluator and a look at persons; `rankdsl.checks` and the prover have no part in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rankdsl.ir.nodes import YES, Expr, Symbol
from rankdsl.ir.program import Delegation, Kind, Manner, Model, Piece, Program, Restriction
from rankdsl.ir.reading import reads, reads_of_expr
from rankdsl.ir.types import Enumeration
from rankdsl.ir.values import Person, Scalar
from tests.mutation.crowd import Crowd

STRICTER, LAXER, ADDED, OUTSIDE, REDEFINED, SCOPE, TIME = (
    "RD401",
    "RD402",
    "RD403",
    "RD404",
    "RD405",
    "RD408",
    "RD409",
)
DECIDED = (STRICTER, LAXER, ADDED, OUTSIDE, REDEFINED, SCOPE, TIME)
"""The codes that are decided here."""
_CHANGED = frozenset((Restriction.NOT_CHANGED,))
_FORBIDS = {
    STRICTER: _CHANGED | {Restriction.NOT_STRICTER},
    LAXER: _CHANGED | {Restriction.NOT_LAXER},
    ADDED: frozenset((Restriction.NO_ADDED_CONDITION,)),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One way to differ: `code`, about `subject`; the person, or the pair, who shows it."""

    code: str
    subject: str
    persons: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Against:
    """A program that a decision is compared with, as one of `_FORBIDS` wants. `between`: the layer just above, where
    that is another; `spared`: facts that added conditions may read."""

    code: str
    subject: str
    above: Program
    between: Program | None
    spared: frozenset[str]


class Judge:
    """One piece of time of a document, under one choice of readings."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.here = piece.program
        self.layer = len(self.here.layers) - 1
        self.comparisons = tuple(self._comparisons())

    # --- whom to compare with, and for what

    def _comparisons(self) -> Iterator[Against]:
        superior = self.piece.superior
        if superior is None:
            return
        by_layer = dict(self.piece.ancestors)
        for subject in self.here.decisions:
            clauses = [(n, c) for n, c in self.piece.delegations if n < self.layer and c.subject == subject]
            for code, forbidding in _FORBIDS.items():
                for layer, clause in clauses:
                    above = by_layer.get(layer)
                    if clause.restriction in forbidding and above is not None and subject in above.top:
                        yield self._against(code, subject, above, clause.except_facts)
                if not clauses and subject in superior.top:
                    yield self._against(code, subject, superior, frozenset())

    def _against(self, code: str, subject: str, above: Program, spared: frozenset[str]) -> Against:
        between = self.piece.superior
        if between is above or between is None or subject not in between.top:
            between = None
        return Against(code, subject, above, between, spared)

    # --- single persons

    def differences(self, crowd: Crowd) -> Iterator[Difference]:
        """Each way in which somebody of the crowd shows a difference, with the first who does."""
        for code, subject, people in self._shown(crowd):
            if people:
                yield Difference(code, subject, (crowd.first(people),))

    def _shown(self, crowd: Crowd) -> Iterator[tuple[str, str, int]]:
        for against in self.comparisons:
            yield against.code, against.subject, self._deviating(crowd, against)
        for clause in self._within():
            yield OUTSIDE, clause.subject, self._outside(crowd, clause)
        superior = self.piece.superior
        if superior is not None:
            yield SCOPE, self.here.document.title, self._scope(crowd, superior)
            shared = crowd.all(self.here, self.here.coverage) & crowd.all(superior, superior.coverage)
            for name in self._restated(superior):
                yield REDEFINED, name, shared & crowd.differ(self.here, superior, name)

    def _deviating(self, crowd: Crowd, against: Against) -> int:
        says = against.code != LAXER
        people = self.comparable(crowd, against, says)
        if against.code != ADDED:
            return people & crowd.says(self.here, against.subject, not says)
        failing = 0
        for item in self._own_items(against):
            if item not in self._exempt(against):
                failing |= crowd.says(self.here, item, False)
        return people & failing

    def comparable(self, crowd: Crowd, against: Against, says: bool = True) -> int:
        """Those in every scope to whom the superior, and the layer between, gives the answer; with the added conditions
        met that are spared."""
        people = crowd.all(self.here, self.here.coverage) & crowd.all(against.above, against.above.coverage)
        people &= crowd.says(against.above, against.subject, says)
        if against.between is not None:
            people &= crowd.says(against.between, against.subject, says)
        if against.code == ADDED:
            for item in self._exempt(against):
                people &= crowd.says(self.here, item, True)
        return people

    def _own_items(self, against: Against) -> list[Symbol]:
        """The conditions that this document wrote and without which there is no yes."""
        items = self.here.items
        return [i.symbol for i in items if i.decision == against.subject and i.layer == self.layer and i.conjunctive]

    def _exempt(self, against: Against) -> list[Symbol]:
        """Those that read only what they may."""
        items = self._own_items(against)
        return [i for i in items if (found := frozenset(reads(self.here, i))) and found <= against.spared]

    def _scope(self, crowd: Crowd, superior: Program) -> int:
        """RD408: within every 辖区, one scope takes the person in and the other does not."""
        inside = crowd.all(superior, (s.jurisdiction for s in superior.scopes))
        inside &= crowd.all(self.here, (s.jurisdiction for s in self.here.scopes))
        here, above = scope_of(self.here), scope_of(superior)
        taken_in = crowd.says(self.here, here, True) & crowd.says(superior, above, False)
        left_out = crowd.says(self.here, here, False) & crowd.says(superior, above, True)
        return inside & (taken_in | left_out)

    def _within(self) -> Iterator[Delegation]:
        for layer, clause in self.piece.delegations:
            symbol = self.here.top.get(clause.subject)
            own = symbol is not None and symbol.layer == self.layer
            if layer < self.layer and clause.restriction is Restriction.WITHIN and own:
                yield clause

    def _outside(self, crowd: Crowd, clause: Delegation) -> int:
        assert clause.lowest is not None
        assert clause.highest is not None
        low, high, type_ = clause.lowest.value, clause.highest.value, clause.lowest.type
        found = 0
        for at, said in enumerate(crowd.named(self.here, clause.subject)):
            if said.value is not None and not _between(low, said.value, high, type_):
                found |= 1 << at
        return found & crowd.all(self.here, self.here.coverage)

    def _restated(self, superior: Program) -> Sequence[str]:
        """A superior's terms that this document defines again, not by 例外 or 修改."""
        return [
            s.name
            for s in self.piece.stated
            if s.manner is Manner.RESTATED and s.kind is not Kind.DECISION and s.name in superior.top
        ]

    # --- pairs

    def told_apart(self, against: Against) -> Sequence[str]:
        """Facts by which the decision may be told apart here and cannot be above, as far as it reads them."""
        if against.code != ADDED:
            return ()
        above = set(_read_by(against.above, against.subject))
        above |= set(reads_of_expr(against.above, *against.above.coverage))
        if against.between is not None:
            above |= set(_read_by(against.between, against.subject))
        return [f for f in _read_by(self.here, against.subject) if f not in above and f not in against.spared]

    def of_pairs(self, against: Against, pairs: Sequence[tuple[Person, Person]]) -> Iterator[Difference]:
        """Two who differ in one fact, both with a yes above, and only one of them here."""
        left, right = Crowd([a for a, _ in pairs]), Crowd([b for _, b in pairs])
        both = self.comparable(left, against) & self.comparable(right, against)
        here = against.subject
        found = left.says(self.here, here, True) & right.says(self.here, here, False)
        found |= left.says(self.here, here, False) & right.says(self.here, here, True)
        if found & both:
            yield Difference(ADDED, here, (left.first(found & both), right.first(found & both)))


def _read_by(program: Program, name: str) -> tuple[str, ...]:
    return reads(program, program.top[name])


def scope_of(program: Program) -> Expr:
    """适用 of the document, or of the nearest above that has one."""
    return next((s.scope for s in reversed(program.scopes) if s.scope != YES), YES)


def _between(low: Scalar, value: Scalar, high: Scalar, type_: object) -> bool:
    if isinstance(type_, Enumeration):
        low, value, high = (type_.values.index(str(v)) for v in (low, value, high))
    return low <= value <= high  # type: ignore[operator]


def out_of_time(model: Model, above: Mapping[str, Sequence[tuple[date, date | None]]], until: date | None) -> bool:
    """RD409: on some day the document is in force and one directly above is not. `above`: by title, from and until."""
    for title in model.superiors:
        days = sorted(above.get(title, ()), key=lambda p: p[0])
        at: date | None = model.name.effective
        for start, end in days:
            if at is not None and start <= at and (end is None or end > at):
                at = end
        if at is not None and (until is None or at < until):
            return True
    return False
