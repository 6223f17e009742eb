"""Why nobody meets a question: the places that together rule everybody out, none of which can be left out.

Found by leaving places out one after the other, in a fixed order, each time with terms made anew: a norm that is left
out may have any value, a condition or invariant need not hold, a range is as wide as the language allows. Whatever
can be left out is; so what stays is minimal, and the same every time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from rankdsl.backends.smt.people import facts_of
from rankdsl.backends.smt.sight import Scene
from rankdsl.backends.smt.solver import PatientSolver, Solver
from rankdsl.backends.smt.states import TooFine
from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Cases, Definition, Formula, Kind, Requirement
from rankdsl.ir.facts import Fact
from rankdsl.ir.nodes import Expr, Ref
from rankdsl.ir.program import Period, Program
from rankdsl.ir.reading import needed
from rankdsl.ir.types import Number, YearMonth
from rankdsl.prove.posing import Poser
from rankdsl.prove.questions import Compared, Condition, Limits, Question, Spaced, Unlike, Wanted

WIDE = 10**6
"""How far a number may lie outside its range when the range is left out."""


def core(period: Period, question: Question, programs: Sequence[Program], limits: Limits) -> tuple[Place, ...]:
    """In the order of the programs: scopes, norms, invariants, ranges. Empty if it is not so that nobody meets it."""
    return Core(period, question, programs, limits).places()


class Core:
    def __init__(self, period: Period, question: Question, programs: Sequence[Program], limits: Limits) -> None:
        self.period = period
        self.question = question
        self.programs = tuple(sorted(programs, key=lambda p: len(p.layers)))
        self.limits = limits
        self.facts = facts_of(self.programs)

    def places(self) -> tuple[Place, ...]:
        if not self._nobody(frozenset()):
            return ()
        scopes = tuple(dict.fromkeys(self._scopes()))
        norms = tuple(dict.fromkeys(self._norms()))
        invariants = tuple(dict.fromkeys(i.place for p in self.programs for i in p.invariants))
        ranges = tuple(Place(f.origin) for f in self._ranged())
        left_out: frozenset[Place] = frozenset()
        for group in (ranges, invariants, scopes, norms):
            left_out = self._without(group, left_out)
        kept = tuple(dict.fromkeys(p for p in (*scopes, *norms, *invariants, *ranges) if p not in left_out))
        return kept or tuple(dict.fromkeys(self._asked()))

    def _asked(self) -> Iterator[Place]:
        """Where the norms stand that the question names: it contradicts itself whatever else is said."""
        for condition in self.question.conditions:
            if isinstance(condition, Wanted) and isinstance(condition.formula, Ref):
                yield condition.program.definitions[condition.formula.symbol].place

    def _without(self, places: Sequence[Place], left_out: frozenset[Place]) -> frozenset[Place]:
        """`left_out` and as many of the places as can be left out, the first ones rather than later ones; all at once
        where that can be."""
        fresh = [place for place in places if place not in left_out]
        if not fresh:
            return left_out
        if self._nobody(left_out.union(fresh)):
            return left_out.union(fresh)
        if len(fresh) == 1:
            return left_out
        middle = len(fresh) // 2
        return self._without(fresh[middle:], self._without(fresh[:middle], left_out))

    def _nobody(self, left_out: frozenset[Place]) -> bool:
        """Whether still nobody meets the question. Not so where a limit is hit."""
        facts = {
            name: self._widened(fact) if Place(fact.origin) in left_out else fact for name, fact in self.facts.items()
        }
        scene = Scene(self.period.start, self.period.end, self.programs, facts, left_out)
        conditions = tuple(c for c in self.question.conditions if self._scope_of(c) not in left_out)
        question = replace(self.question, conditions=conditions)
        programs = tuple(
            replace(p, invariants=tuple(i for i in p.invariants if i.place not in left_out)) for p in self.programs
        )
        try:
            posed = Poser(scene).pose(_of(question, self.programs, programs), programs, complete=True)
            hard = scene.kernel.has_products
            solver = (PatientSolver if hard else Solver)(scene.kernel, self.limits.steps)
            solver.add(*scene.people.ranges, *posed.rules, *posed.conditions)
            return posed.exact and solver.check() is False
        except TooFine:
            return False
        finally:
            scene.kernel.close()

    # -- what can be left out

    def _scopes(self) -> Iterator[Place]:
        for condition in self.question.conditions:
            place = self._scope_of(condition)
            if place is not None:
                yield place

    def _scope_of(self, condition: Condition) -> Place | None:
        """The place of the scope that a condition asks for."""
        if not isinstance(condition, Wanted) or isinstance(condition.formula, Ref):
            return None
        for scope in reversed(condition.program.scopes):
            if condition.formula is scope.scope or condition.formula is scope.jurisdiction:
                return scope.place
        return None

    def _norms(self) -> Iterator[Place]:
        for program in self.programs:
            parts: list[Expr] = [invariant.holds for invariant in program.invariants]
            for condition in self.question.conditions:
                match condition:
                    case Wanted(_, of, formula, _):
                        parts += [formula] if of is program else []
                    case Compared(of, expr, _):
                        parts += [expr] if of is program else []
                    case Spaced(of, expr, _, by):
                        parts += [expr, by] if of is program else []
                    case Unlike(_, of, expr, other, there):
                        parts += [expr] if of is program else []
                        parts += [there] if other is program else []
            for symbol in needed(program, parts):
                yield from _said_at(program.definitions[symbol])

    def _ranged(self) -> Iterator[Fact]:
        """Facts with a range that was written."""
        for fact in self.facts.values():
            if fact.origin is not None and isinstance(fact.type, Number | YearMonth):
                yield fact

    def _widened(self, fact: Fact) -> Fact:
        if isinstance(fact.type, YearMonth):
            return replace(fact, low=None, high=None)
        low = None if fact.low is None else fact.low - WIDE
        return replace(fact, low=low, high=None if fact.high is None else fact.high + WIDE)


def _said_at(definition: Definition) -> Iterator[Place]:
    """The places at which a norm says something of its own."""
    if definition.kind is Kind.DERIVED:
        return
    match definition.body:
        case Formula():
            yield definition.place
        case Cases(branches=branches):
            yield from (branch.place for branch in branches)
        case Requirement(items=items):
            if any(not isinstance(item, Ref) for item in items):
                yield definition.place
    yield from (rule.place for rule in definition.exceptions)


def _of(question: Question, before: Sequence[Program], after: Sequence[Program]) -> Question:
    """The question about the changed programs."""
    changed = {id(b): a for b, a in zip(before, after, strict=True)}

    def about(condition: Condition) -> Condition:
        moved = replace(condition, program=changed[id(condition.program)])
        return replace(moved, other=changed[id(moved.other)]) if isinstance(moved, Unlike) else moved

    return replace(question, conditions=tuple(map(about, question.conditions)))
