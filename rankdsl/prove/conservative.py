"""Whether a vocabulary that extends another leaves everybody possible: for every person of the superior's vocabulary
there must be values of the new facts with which the new invariants hold (RD208). Else one line of vocabulary would
"prove" anything.

By turns: somebody of the superior's vocabulary, then values of the new facts for them; whoever can live with these same
values is done with. Nobody left: proved. Where that does not come to an end, the question is put with a quantifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rankdsl.backends.possible import possible
from rankdsl.backends.smt.gathering import Gathering
from rankdsl.backends.smt.kernel import Bool, BoolTerm, Int, IntTerm
from rankdsl.backends.smt.sight import Scene, Sight
from rankdsl.backends.smt.solver import Model, Solver
from rankdsl.backends.smt.states import TooFine
from rankdsl.backends.smt.values import Truth3
from rankdsl.diagnostics import Text
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person
from rankdsl.prove.nearest import Fixing, LimitHit, TruthWish, Wish
from rankdsl.prove.ordinary import typical
from rankdsl.prove.posing import NONE, Part, Posed, Poser
from rankdsl.prove.questions import Answer, Found, Limits, Nobody, Question, Undecided, WitnessDoesNotReplay
from rankdsl.prove.witnesses import near, persons_of

ROUNDS = 60

Variable = IntTerm | BoolTerm
Assignment = Mapping[Variable, int | bool]


def conservative_extension(program: Program, superior: Program, limits: Limits) -> Answer:
    """Found: a person of the superior's vocabulary who cannot exist in the program's (with the facts of the superior's
    vocabulary only). Nobody: there is none. The program's vocabulary has every fact of the superior's."""
    scene = Scene(program.period.start, program.period.end, [program])
    try:
        return Extension(scene, program, superior, limits).answer()
    except TooFine:
        return Undecided(
            Text(
                "新增约束对清单的要求分得过细，超出了能够证明的范围",
                "the new invariants tell the records of a list apart more finely than can be proved about",
            )
        )
    except LimitHit:
        return Undecided(
            Text(
                f"用完了规定的步数（{limits.steps}步），没有得出结论",
                f"no conclusion within the limit of {limits.steps} steps",
            )
        )
    finally:
        scene.kernel.close()


class Extension:
    def __init__(self, scene: Scene, program: Program, superior: Program, limits: Limits) -> None:
        self.superior = superior
        self.limits = limits
        self.old = frozenset(f.name for f in superior.vocabulary.facts)
        self.scene = scene
        self.poser = Poser(scene)
        before = [Part(superior, 0, i.holds) for i in superior.invariants]
        said = {(i.name, i.holds) for i in superior.invariants}
        added = [Part(program, 0, i.holds) for i in program.invariants if (i.name, i.holds) not in said]
        self.sight = self._sight([*before, *added])
        kernel = scene.kernel
        reads = [scene.reads(p.program).of_expression(p.expr) for p in (*before, *added)]
        self.read = frozenset().union(*(r.facts for r in reads))
        self.added_read = frozenset().union(*(r.facts for r in reads[len(before) :]))
        holds = [self.sight.encoding(p.program, 0).truth(p.expr).yes for p in (*before, *added)]
        for name, fact in scene.facts.items():
            if fact.records is None:
                scene.people.value(name)
        old_rules, new_rules = self._split_lists()
        self.outer: list[Bool] = [*holds[: len(before)], *old_rules, scene.people.day_rule, *self._rules(self.old)]
        new = frozenset(scene.facts) - self.old
        own = [*holds[len(before) :], *new_rules, *self._rules(new & self.read), *self._ranges(new)]
        self.inner = kernel.all(own)
        self.old_terms = tuple(self._variables(self.old))
        self.new_terms = tuple(self._variables(new))

    def answer(self) -> Answer:
        persons = self._solver([*self.scene.people.ranges, *self.outer])
        completing = self._solver([*self.scene.people.ranges, *self.outer, self.inner])
        for turn in range(ROUNDS):
            found = _decided(persons)
            if not found:
                return Nobody()
            model = persons.model()
            fixed = self._assigned(self.old_terms, model)
            completing.push()
            completing.add(*self._equal(fixed))
            if not _decided(completing):
                completing.pop()
                return self._found(fixed, persons, completing)
            fixing = Fixing(self.scene.kernel, completing, completing.model())
            fixing.fix(list(self._wishes(turn)))
            chosen = self._assigned(self.new_terms, fixing.model)
            completing.pop()
            persons.add(self.scene.kernel.no(self.scene.kernel.replaced(self.inner, chosen)))
        return self._with_quantifier(persons, completing)

    def _with_quantifier(self, persons: Solver, completing: Solver) -> Answer:
        """Somebody for whom all values of the new facts fail, if there is anybody."""
        kernel = self.scene.kernel
        fails = kernel.for_all(self.new_terms, kernel.no(self.inner))
        solver = Solver(kernel, self.limits.steps, logic="LIA")
        solver.add(*self.outer, *self._ranges(self.old), fails)
        found = solver.check()
        if found is False:
            return Nobody()
        if found:
            fixed = self._assigned(self.old_terms, solver.model())
            if completing.check(self._equal(fixed)) is False:
                return self._found(fixed, persons, completing)
        return Undecided(
            Text(
                f"试了{ROUNDS}次，没有能够判断新增约束是否排除了上位词表允许的人",
                f"after {ROUNDS} attempts it stays open whether the new invariants rule out anybody",
            )
        )

    # -- the person that is ruled out

    def _found(self, fixed: Assignment, persons: Solver, completing: Solver) -> Answer:
        """Each fact made ordinary where the person still cannot be completed."""
        for name, fact in self.scene.facts.items():
            if name not in self.old or fact.records is not None:
                continue
            ordinary = {wish.term: wish.target for wish in near(self.scene, fact)}
            changed = {term: ordinary.get(term, at) for term, at in fixed.items()}
            equal = self._equal(changed)
            if changed != fixed and persons.check(equal) and completing.check(equal) is False:
                fixed = changed
        if not persons.check(self._equal(fixed)):
            raise LimitHit
        posed = Posed(Question(()), (self.superior,), self.sight, (), (), self.read, True, True)
        (everything,) = persons_of(posed, persons.model())
        person = Person({n: v for n, v in everything.facts.items() if n in self.old}, everything.as_of)
        if possible(self.superior, person):
            raise WitnessDoesNotReplay(f"not possible: {person}")
        decisive = (n for n in self.scene.facts if n in self.old & self.added_read and self._differs(n, person))
        return Found((person,), tuple(decisive))

    def _differs(self, name: str, person: Person) -> bool:
        fact = self.scene.facts[name]
        return fact.records is not None or person.facts[name] != typical(fact)

    # -- terms

    def _sight(self, parts: Sequence[Part]) -> Sight:
        unrolled: frozenset[str] = NONE
        while True:
            try:
                sight = self.poser.sight(parts, NONE, unrolled)
                for part in parts:
                    sight.encoding(part.program, 0).truth(part.expr)
                return sight
            except TooFine as too_fine:
                if too_fine.records is None or too_fine.records in unrolled:
                    raise
                unrolled |= {too_fine.records}

    def _split_lists(self) -> tuple[list[Bool], list[Bool]]:
        old: list[Bool] = []
        new: list[Bool] = []
        for name, _, gathering in self.sight.gatherings:
            (old if name in self.old else new).extend(gathering.ledger.rules)
        return old, new

    def _rules(self, names: Iterable[str]) -> Iterator[Bool]:
        for name in self.scene.facts:
            if name in names and self.scene.facts[name].records is None:
                yield self.scene.people.rule(name)

    def _ranges(self, names: frozenset[str]) -> list[Bool]:
        people = self.scene.people
        scalars = (n for n, fact in self.scene.facts.items() if n in names and fact.records is None)
        return [rule for name in scalars for rule in people.range_of(name)]

    def _variables(self, names: frozenset[str]) -> Iterator[Variable]:
        people = self.scene.people
        terms: list[Int | Bool] = [p.term for p in people.as_of.parts] if names is self.old else []
        for name, fact in self.scene.facts.items():
            if name in names and fact.records is None:
                value = people.value(name)
                terms += [value.yes] if isinstance(value, Truth3) else [p.term for p in value.parts]
        for name, _, gathering in self.sight.gatherings:
            if name in names:
                terms += _list_terms(gathering)
        yield from (term for term in terms if isinstance(term, IntTerm | BoolTerm))

    def _assigned(self, variables: Iterable[Variable], model: Model) -> Assignment:
        return {v: model.int(v) if isinstance(v, IntTerm) else model.truth(v) for v in variables}

    def _equal(self, assigned: Assignment) -> list[Bool]:
        kernel = self.scene.kernel
        return [
            kernel.eq(v, int(at)) if isinstance(v, IntTerm) else kernel.same(v, bool(at)) for v, at in assigned.items()
        ]

    def _wishes(self, turn: int) -> Iterator[Wish | TruthWish]:
        """Values of the new facts that many can live with: by turns ordinary ones, the largest, the smallest."""
        for name, fact in self.scene.facts.items():
            if name in self.old or fact.records is not None:
                continue
            value = self.scene.people.value(name)
            for position, wish in enumerate(near(self.scene, fact)):
                if isinstance(wish, TruthWish):
                    yield TruthWish(wish.term, wish.target if turn % 3 == 0 else turn % 3 == 1)
                    continue
                assert not isinstance(value, Truth3)
                end = value.parts[position].high if turn % 3 == 1 else value.parts[position].low
                yield Wish(wish.term, wish.target if turn % 3 == 0 or end is None else end)
        for name, _, gathering in self.sight.gatherings:
            if name not in self.old:
                yield from (Wish(cell.count.term, 0) for cell in gathering.ledger.cells)

    def _solver(self, conditions: Iterable[Bool]) -> Solver:
        solver = Solver(self.scene.kernel, self.limits.steps)
        solver.add(*conditions)
        return solver


def _decided(solver: Solver) -> bool:
    found = solver.check()
    if found is None:
        raise LimitHit
    return found


def _list_terms(gathering: Gathering) -> list[Int | Bool]:
    terms: list[Int | Bool] = [cell.count.term for cell in gathering.ledger.cells]
    terms += [rank for ranks in gathering.order.ranks.values() for rank in ranks]
    terms += [chosen.whole.term for chosen in gathering.numbers.chosen()]
    if gathering.order.open_run is not None:
        terms.append(gathering.order.open_run.found)
    return terms
