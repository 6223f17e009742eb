"""Whether a document differs from its superiors in a way that is not permitted, by the definitions of the codes
(docs/semantics.md), the reference evaluator and a look at persons; `rankdsl.checks` and the prover have no part in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct

from rankdsl.ir.definitions import Kind, Mode, Requirement
from rankdsl.ir.mechanisms import Scoring
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.nodes import YES, Expr, Symbol, conjunction
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads, reads_of_expr
from rankdsl.ir.remarks import Delegation, Manner, Restriction
from rankdsl.ir.types import Enumeration
from rankdsl.ir.values import Person, Scalar
from tests.mutation.crowd import Crowd

STRICTER, LAXER, ADDED, OUTSIDE, REDEFINED = "RD401", "RD402", "RD403", "RD404", "RD405"
COMPETENCE, SCOPE, TIME = "RD406", "RD408", "RD409"
DECIDED = (STRICTER, LAXER, ADDED, OUTSIDE, REDEFINED, COMPETENCE, SCOPE, TIME)
"""The codes that are decided here."""
_CHANGED = frozenset((Restriction.NOT_CHANGED,))
_FORBIDS = {
    STRICTER: _CHANGED | {Restriction.NOT_STRICTER},
    LAXER: _CHANGED | {Restriction.NOT_LAXER},
    ADDED: frozenset((Restriction.NO_ADDED_CONDITION,)),
}
_TERMS = (Kind.DEFINITION, Kind.PARAMETER)


class Difference(Struct, frozen=True):
    """One way to differ: `code`, about `subject`; the person, or the pair, who shows it; none where it is written."""

    code: str
    subject: str
    persons: tuple[Person, ...] = ()


class Against(Struct, frozen=True):
    """A decision and a program above, which knows it as `there`, that are compared as one of `_FORBIDS` wants.
    `between`: the layer just above and its name, where that is another; `spared`: facts that added conditions may
    read."""

    code: str
    subject: str
    above: Program
    there: str
    between: tuple[Program, str] | None
    spared: frozenset[str]


class Judge:
    """One piece of time of a document, under one choice of readings. `superiors`: the titles under 依据."""

    def __init__(self, piece: Piece, superiors: Sequence[str]) -> None:
        self.piece = piece
        self.superiors = superiors
        self.here = piece.program
        self.layer = len(self.here.layers) - 1
        self.by_layer = dict(piece.ancestors)

    # --- what is compared

    def comparisons(self, crowd: Crowd) -> Iterator[Against]:
        """With every document above whose 对下 forbids it, and with the next one where none has a 对下 on the name."""
        superior = self.piece.superior
        if superior is None:
            return
        for subject in self.here.decisions:
            if self._reserved(subject) and self._regulated(crowd, subject):
                continue
            clauses = self._clauses(subject)
            for code, forbidding in _FORBIDS.items():
                for layer, clause in clauses:
                    above = self.by_layer.get(layer)
                    if clause.restriction in forbidding and above is not None and clause.subject in above.top:
                        yield self._against(code, subject, above, clause.subject, clause.except_facts)
                known = self._known(subject, superior)
                if not clauses and known is not None:
                    yield self._against(code, subject, superior, known, frozenset())

    def _against(self, code: str, subject: str, above: Program, there: str, spared: frozenset[str]) -> Against:
        nearest = self.piece.superior
        assert nearest is not None
        known = self._known(subject, nearest)
        between = None if nearest is above or known is None else (nearest, known)
        return Against(code, subject, above, there, between, spared)

    def _names(self, subject: str) -> Sequence[str]:
        """The name, and those that it goes back to (即)."""
        found = [subject]
        while (other := self.piece.same_as.get(found[-1])) is not None and other not in found:
            found.append(other)
        return found

    def _known(self, subject: str, above: Program) -> str | None:
        return next((name for name in self._names(subject) if name in above.top), None)

    def _clauses(self, subject: str) -> Sequence[tuple[int, Delegation]]:
        names = self._names(subject)
        return [(n, c) for n, c in self.piece.delegations if n < self.layer and c.subject in names]

    # --- single persons

    def differences(self, crowd: Crowd) -> Iterator[Difference]:
        """Each way in which somebody of the crowd shows a difference, with the first who does."""
        for code, subject, people in self._shown(crowd):
            if people:
                yield Difference(code, subject, (crowd.first(people),))
        for code, subject in self._written():
            yield Difference(code, subject)

    def _written(self) -> Iterator[tuple[str, str]]:
        """What is wrong whatever it says."""
        superior = self.piece.superior
        if superior is None:
            return
        for subject in self.here.top:
            if self._reserved(subject) and subject in self.piece.own_names and not self._only_a_name(subject):
                yield COMPETENCE, subject
        for stated in self.piece.stated:
            decision = stated.kind is Kind.DECISION and stated.manner is Manner.OWN
            if decision and superior.decisions and self._known(stated.name, superior) is None:
                yield REDEFINED, stated.name

    def _shown(self, crowd: Crowd) -> Iterator[tuple[str, str, int]]:
        for against in self.comparisons(crowd):
            yield against.code, against.subject, self._deviating(crowd, against)
        for name in self.here.top:
            for _, clause in self._clauses(name):
                if clause.restriction is Restriction.WITHIN:
                    yield OUTSIDE, name, self._outside(crowd, name, clause)
            if self._reserved(name):
                yield COMPETENCE, name, self._fares_otherwise(crowd, name)
        yield SCOPE, self.here.document.title, self._scope(crowd)
        yield from self._redefined(crowd)

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
        people = self._in_scope(crowd, self.here) & self._in_scope(crowd, against.above)
        people &= crowd.says(against.above, against.there, says)
        if against.between is not None:
            people &= crowd.says(*against.between, says)
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

    @staticmethod
    def _in_scope(crowd: Crowd, program: Program) -> int:
        return crowd.all(program, program.coverage)

    # --- scopes, terms, ranges, competence

    def _scope(self, crowd: Crowd) -> int:
        """RD408: within every 辖区, the own scope takes the person in and a superior's does not, or the reverse."""
        inside = crowd.all(self.here, (s.jurisdiction for s in self.here.scopes))
        here, found = scope_of(self.here), 0
        for superior in self._beside:
            above = conjunction(superior.coverage)
            found |= crowd.says(self.here, here, True) & crowd.says(superior, above, False)
            found |= crowd.says(self.here, here, False) & crowd.says(superior, above, True)
        return inside & found

    @cached_property
    def _beside(self) -> Sequence[Program]:
        """The document just above; of several side by side, each, where this one has a scope of its own."""
        programs = [program for _, program in self.piece.ancestors]
        if programs and programs[-1] is self.piece.superior:
            return programs[-1:]
        own = self.here.scopes[-1].scope != YES
        return [p for p in programs if own and p.document.title in self.superiors]

    def _redefined(self, crowd: Crowd) -> Iterator[tuple[str, str, int]]:
        """RD405: a term that must not be changed, or is defined again, with another value than above."""
        superior = self.piece.superior
        if superior is None:
            return
        restated = {s.name for s in self.piece.stated if s.manner is Manner.RESTATED}
        for name, symbol in self.here.top.items():
            if self.here.definitions[symbol].kind not in _TERMS:
                continue
            if self._reserved(name) and self._regulated(crowd, name):
                continue
            clauses = self._clauses(name)
            for layer, clause in clauses:
                above = self.by_layer.get(layer)
                if clause.restriction is Restriction.NOT_CHANGED and above is not None and name in above.top:
                    people = self._differing(crowd, above, name, name)
                    if above is not superior and name in superior.top:
                        people &= ~crowd.differ(superior, name, above, name)
                    yield REDEFINED, name, people
            if not clauses and name in restated and name in superior.top and not self._left_with_its_score(name):
                yield REDEFINED, name, self._differing(crowd, superior, name, name)

    def _left_with_its_score(self, part: str) -> bool:
        """Whether it is a part, here and above, of one score whose own 对下 says what is asked of it."""
        of = [
            (n == self.layer, m.name, [p.norm for p in m.parts])
            for n, m in self.piece.mechanisms
            if isinstance(m, Scoring)
        ]
        here = {name for own, name, parts in of if own and part in parts}
        above = {name for own, name, parts in of if not own and part in parts}
        return any(self._clauses(name) for name in here & above)

    def _differing(self, crowd: Crowd, above: Program, name: str, there: str) -> int:
        people = crowd.differ(self.here, name, above, there)
        return people and people & self._in_scope(crowd, self.here) & self._in_scope(crowd, above)

    def _outside(self, crowd: Crowd, name: str, clause: Delegation) -> int:
        """RD404: below the lowest or above the highest, and not so without this document."""
        before = self.piece.before or self.piece.superior
        found = _beyond(crowd, self.here, name, clause) & self._in_scope(crowd, self.here)
        if found and before is not None and name in before.top:
            found &= ~(_beyond(crowd, before, name, clause) & self._in_scope(crowd, before))
        return found

    def _reserved(self, name: str) -> bool:
        """Whether a document of another level keeps the name to itself."""
        symbol = self.here.top[name]
        if self.here.definitions[symbol].kind not in (*_TERMS, Kind.DECISION):
            return False
        levels = [document.level for document in self.here.layers]
        kept = (n for n, c in self._clauses(name) if c.restriction is Restriction.RESERVED)
        return any(levels[layer] != levels[self.layer] for layer in kept)

    def _regulated(self, crowd: Crowd, name: str) -> bool:
        """Whether what is kept to another level is stated, altered or comes out otherwise for somebody."""
        own = name in self.piece.own_names and not self._only_a_name(name)
        return own or bool(self._fares_otherwise(crowd, name))

    def _fares_otherwise(self, crowd: Crowd, name: str) -> int:
        superior = self.piece.superior
        known = self._known(name, superior) if superior is not None else None
        if superior is None or known is None or self._only_a_name(name):
            return 0
        return self._differing(crowd, superior, name, known)

    def _only_a_name(self, name: str) -> bool:
        """Another's decision (即), and nothing altered under this name."""
        definition = self.here.definitions[self.here.top[name]]
        if name not in self.piece.same_as or definition.exceptions:
            return False
        match definition.body:
            case Requirement(Mode.ALL, (_,)):
                return True
            case _:
                return False

    # --- pairs

    def told_apart(self, against: Against) -> Sequence[str]:
        """Facts by which the decision may be told apart here and cannot be above, as far as it reads them."""
        if against.code != ADDED:
            return ()
        above = set(_read_by(against.above, against.there))
        above |= set(reads_of_expr(against.above, *against.above.coverage))
        if against.between is not None:
            above |= set(_read_by(*against.between))
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


def scope_of(program: Program) -> Expr:
    """适用 of the document, or of the nearest above that has one."""
    return next((s.scope for s in reversed(program.scopes) if s.scope != YES), YES)


def out_of_time(model: Model, above: Mapping[str, Sequence[tuple[date, date | None]]], until: date | None) -> bool:
    """RD409: on some day the document is in force and one directly above is not. `above`: by title, from and until."""
    for title in model.superiors:
        at: date | None = model.name.effective
        for start, end in sorted(above.get(title, ()), key=lambda p: p[0]):
            if at is not None and start <= at and (end is None or end > at):
                at = end
        if at is not None and (until is None or at < until):
            return True
    return False


def _read_by(program: Program, name: str) -> tuple[str, ...]:
    return reads(program, program.top[name])


def _beyond(crowd: Crowd, program: Program, name: str, clause: Delegation) -> int:
    """Those whose value lies outside the range."""
    found = 0
    for at, said in enumerate(crowd.named(program, name)):
        value = said.value
        for end, outwards in ((clause.lowest, -1), (clause.highest, 1)):
            if end is not None and value is not None and _side(end.value, value, end.type) == outwards:
                found |= 1 << at
    return found


def _side(end: Scalar, value: Scalar, type_: object) -> int:
    """-1: the value lies below the end; 1: above it."""
    if isinstance(type_, Enumeration):
        end, value = type_.values.index(str(end)), type_.values.index(str(value))
    return int(value > end) - int(value < end)  # type: ignore[operator]
