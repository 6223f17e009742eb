"""Whether a document differs from its superiors in a way that is not permitted, by the definitions of the codes
(docs/semantics.md), the reference evaluator and a look at persons; `rankdsl.checks` and the prover have no part in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.ir.nodes import YES, Expr
from rankdsl.ir.program import Kind, Manner, Model, Piece, Program, Restriction
from rankdsl.ir.reading import reads, reads_of_expr
from rankdsl.ir.types import Enumeration
from rankdsl.ir.values import Person, Scalar
from tests.mutation.people import known

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
    """One way to differ: `code`, about `subject`; persons who show it (none: it is written, not found)."""

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
    """One piece of time of a document. `alternatives` of readings are judged apart (`differences`)."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.here = piece.program
        self.layer = len(self.here.layers) - 1
        self.comparisons = tuple(self._comparisons())
        self._reads: dict[tuple[int, str], frozenset[str]] = {}

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

    # --- one person

    def of_one(self, person: Person) -> Iterator[Difference]:
        """Everything by which this person alone shows a difference."""
        of = _evaluations(person)
        yield from self._scope(of, person)
        if not self._covered(of, self.here):
            return
        for against in self.comparisons:
            if self._covered(of, against.above) and self._of_decision(of, against):
                yield Difference(against.code, against.subject, (person,))
        yield from self._delegated(of, person)
        yield from self._redefined(of, person)

    def _of_decision(self, of: Evaluations, against: Against) -> bool:
        says = against.code != LAXER
        if not self._says(of, against, says):
            return False
        if against.code != ADDED:
            return of(self.here).named(against.subject).value is (not says)
        exempt = self._exempt(against)
        if not all(of(self.here).answer(i).surely(True) for i in exempt):
            return False
        return any(of(self.here).answer(i).surely(False) for i in self._own_items(against) if i not in exempt)

    def _says(self, of: Evaluations, against: Against, says: bool) -> bool:
        """Above, and at the layer between."""
        programs = [against.above, *([against.between] if against.between is not None else [])]
        return all(of(program).named(against.subject).value is says for program in programs)

    def _own_items(self, against: Against):
        return [
            i.symbol
            for i in self.here.items
            if i.decision == against.subject and i.layer == self.layer and i.conjunctive
        ]

    def _exempt(self, against: Against):
        """Conditions that only read what they may."""
        if not against.spared:
            return []
        return [i for i in self._own_items(against) if (found := self._reading(i)) and found <= against.spared]

    def _reading(self, symbol) -> frozenset[str]:
        return frozenset(reads(self.here, symbol))

    def _covered(self, of: Evaluations, program: Program) -> bool:
        return all(of(program).value_of(formula).surely(True) for formula in program.coverage)

    def _scope(self, of: Evaluations, person: Person) -> Iterator[Difference]:
        """RD408: within every 辖区, one scope takes the person in and the other does not."""
        superior = self.piece.superior
        if superior is None:
            return
        for program in (superior, self.here):
            if not all(of(program).value_of(s.jurisdiction).surely(True) for s in program.scopes):
                return
        here, above = (of(p).value_of(scope_of(p)).value for p in (self.here, superior))
        if here is not None and above is not None and here is not above:
            yield Difference(SCOPE, self.here.document.title, (person,))

    def _delegated(self, of: Evaluations, person: Person) -> Iterator[Difference]:
        for layer, clause in self.piece.delegations:
            symbol = self.here.top.get(clause.subject)
            if layer >= self.layer or clause.restriction is not Restriction.WITHIN or symbol is None:
                continue
            if symbol.layer != self.layer or clause.lowest is None or clause.highest is None:
                continue
            value = of(self.here).answer(symbol).value
            if value is not None and not _between(clause.lowest.value, value, clause.highest.value, clause.lowest.type):
                yield Difference(OUTSIDE, clause.subject, (person,))

    def _redefined(self, of: Evaluations, person: Person) -> Iterator[Difference]:
        superior = self.piece.superior
        if superior is None or not self._covered(of, superior):
            return
        for name in self._restated:
            here, above = of(self.here).named(name).value, of(superior).named(name).value
            if here is not None and above is not None and here != above:
                yield Difference(REDEFINED, name, (person,))

    @property
    def _restated(self) -> Sequence[str]:
        """A superior's terms that this document defines again, not by 例外 or 修改."""
        superior = self.piece.superior
        assert superior is not None
        return [
            s.name
            for s in self.piece.stated
            if s.manner is Manner.RESTATED and s.kind is not Kind.DECISION and s.name in superior.top
        ]

    # --- pairs

    def facts_told_apart(self, against: Against) -> Iterator[str]:
        """Facts that may flip the decision here and cannot above, as far as what is read says."""
        if against.code != ADDED:
            return
        above = set(self._read_by(against.above, against.subject))
        above |= set(reads_of_expr(against.above, *against.above.coverage))
        if against.between is not None:
            above |= set(self._read_by(against.between, against.subject))
        for fact in self._read_by(self.here, against.subject):
            if fact not in above and fact not in against.spared:
                yield fact

    def promoted(self, against: Against, person: Person) -> bool:
        """Whether the person is in every scope and the superior says yes."""
        of = _evaluations(person)
        return self._covered(of, self.here) and self._covered(of, against.above) and self._says(of, against, True)

    def of_pair(self, first: Person, second: Person) -> Iterator[Difference]:
        """Two who differ in one fact, both promoted above, and only one of them here."""
        differ = [n for n in first.facts if first.facts[n] != second.facts[n]]
        if len(differ) != 1 or first.as_of != second.as_of:
            return
        for against in self.comparisons:
            if differ[0] in self.facts_told_apart(against) and self._pair(against, first, second):
                yield Difference(ADDED, against.subject, (first, second))

    def _pair(self, against: Against, first: Person, second: Person) -> bool:
        said = []
        for person in (first, second):
            of = _evaluations(person)
            if not (self._covered(of, self.here) and self._covered(of, against.above)):
                return False
            if not self._says(of, against, True):
                return False
            if not all(of(self.here).answer(i).surely(True) for i in self._exempt(against)):
                return False
            said.append(of(self.here).named(against.subject).value)
        return None not in said and said[0] is not said[1]

    def _read_by(self, program: Program, name: str) -> frozenset[str]:
        key = id(program), name
        if key not in self._reads:
            self._reads[key] = frozenset(reads(program, program.top[name]))
        return self._reads[key]


Evaluations = Callable[[Program], Evaluation]


def _evaluations(person: Person) -> Evaluations:
    """The person under each program, evaluated once."""
    seen: dict[int, Evaluation] = {}

    def of(program: Program) -> Evaluation:
        if id(program) not in seen:
            seen[id(program)] = evaluate(program, known(program, person))
        return seen[id(program)]

    return of


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
