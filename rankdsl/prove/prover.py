"""The prover: one solver context, kept over all questions about a piece of time; every witness found anew and replayed.

Trusted: Z3 and the back end's terms for "nobody"; only the reference evaluator for "somebody".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct

from rankdsl.backends.smt.kernel import Bool
from rankdsl.backends.smt.sight import Scene
from rankdsl.backends.smt.solver import PatientSolver, Solver
from rankdsl.backends.smt.states import TooFine
from rankdsl.diagnostics import Place, Text
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.program import Period, Program
from rankdsl.ir.values import Person
from rankdsl.prove.known import Known
from rankdsl.prove.nearest import LimitHit
from rankdsl.prove.posing import Posed, Poser
from rankdsl.prove.questions import Answer, Compared, Found, Limits, Nobody, Question, Spaced, Undecided, Unlike, Wanted
from rankdsl.prove.record import Asked, AskedExtension, Recorder
from rankdsl.prove.replay import Replay
from rankdsl.prove.witnesses import all_variables, witness, witness_in

MOST_KEPT = 8
"""Solvers that a room keeps."""


class Prover:
    """Answers questions about `programs` on days of `period`."""

    def __init__(
        self,
        period: Period,
        programs: Sequence[Program],
        limits: Limits,
        record: Recorder | None = None,
        *,
        brief: bool = False,
    ) -> None:
        """`record`: called with every question decided, and its answer. `brief`: nobody is to be shown, whoever asks:
        it only matters whether there is somebody."""
        self.period = period
        self.programs = tuple(programs)
        self.limits = limits
        self._record = record
        self.brief = brief
        self._rooms: dict[tuple[int, ...], Room] = {}

    def decide(self, question: Question, shown: bool = True) -> Answer:
        """Whether anybody meets the question. Raises WitnessDoesNotReplay, which is a bug.

        shown: False where it only matters that there is somebody: anyone will do, near to ordinary or not, and which
        facts decide is not found out. That is the larger part of the work."""
        programs = self._about(question)
        key = tuple(sorted(id(v) for v in widest(programs)))
        room = self._rooms.pop(key, None) or self._room(programs)
        answer = room.decide(question, programs, shown and not self.brief)
        self._rooms[key] = room  # not kept where it was left in the middle, by an exception or Ctrl-C
        if self._record is not None:
            self._record(Asked(self.period, question, programs, room.programs, answer))
        return answer

    def remembered(self) -> tuple[Person, ...]:
        """Some of the people who met earlier questions of which it did not matter who does."""
        return tuple(person for room in self._rooms.values() for person in room.known.persons)

    def extends(self, program: Program, superior: Program) -> Answer:
        """`conservative_extension` of the superior's vocabulary by the program's."""
        from rankdsl.prove.conservative import conservative_extension

        answer = conservative_extension(program, superior, self.limits)
        if self._record is not None:
            self._record(AskedExtension(program, superior, answer))
        return answer

    def why_nobody(self, question: Question) -> tuple[Place, ...]:
        """The places whose conditions together admit nobody, none of which can be left out; in the order of the
        program. Empty if somebody meets the question, it is undecided, or nothing is to be shown."""
        from rankdsl.prove.cores import core

        if self.brief:
            return ()
        return core(self.period, question, self._about(question), self.limits)

    def _about(self, question: Question) -> tuple[Program, ...]:
        """The programs that a question names, and those that know facts it moves; all if it names none."""
        found = list(named(question))
        if not found:
            return self.programs
        known = {fact.name for program in found for fact in program.vocabulary.facts}
        for program in self.programs:
            more = {fact.name for fact in program.vocabulary.facts} - known
            if more & (question.moved or frozenset()):
                found.append(program)
                known |= more
        return tuple(found)

    def _room(self, programs: tuple[Program, ...]) -> Room:
        vocabularies = widest(programs)
        scope = tuple(p for p in (*self.programs, *programs) if any(p.vocabulary is v for v in vocabularies))
        return Room(Scene(self.period.start, self.period.end, scope), scope, self.limits)

    def __del__(self) -> None:
        # Terms and the functions that make them refer to each other; the solver's memory should not wait for that.
        for room in self._rooms.values():
            room.scene.kernel.close()


class Room:
    """A solver over one set of facts, with what holds of everybody kept between questions that see alike."""

    def __init__(self, scene: Scene, programs: tuple[Program, ...], limits: Limits) -> None:
        """`programs`: those whose facts the scene has."""
        self.programs = programs
        self.scene = scene
        self.limits = limits
        self.poser = Poser(scene)
        self.known = Known()
        self._kept: dict[tuple[int, ...], Kept] = {}
        """By the rules that hold; the one used last stands last."""

    def decide(self, question: Question, programs: tuple[Program, ...], shown: bool = True) -> Answer:
        if not shown and question.moved is None:
            person = self.known.somebody(question, programs)
            if person is not None:
                return Found((person,), (), shown=False)
        try:
            return self._decide(question, programs, shown)
        except TooFine as too_fine:
            return Undecided(_too_fine(too_fine.records))
        except LimitHit:
            return self._given_up()

    def _decide(self, question: Question, programs: tuple[Program, ...], shown: bool) -> Answer:
        """TooFine; LimitHit."""
        try:
            posed = self.poser.pose(question, programs, complete=True)
        except TooFine:
            return self._disproved(question, programs)
        persons = self._witness(posed, shown)
        if persons is None:
            return self._nobody(posed)
        if not shown and question.moved is None:
            self.known.add(persons[0])
            if self.known.latest_meets(question, programs):
                return Found(persons, (), shown=False)
        replay = Replay(question, programs, self.scene.facts)
        replay.check(persons)
        return Found(persons, replay.decisive(persons, posed.facts) if shown else (), shown)

    def _disproved(self, question: Question, programs: tuple[Program, ...]) -> Answer:
        """Nobody, with what is connected with the question alone; somebody would have to meet everything. TooFine."""
        posed = self.poser.pose(question, programs)
        if self._check(posed) is False or self._check_alone(posed) is False:
            return self._nobody(posed)
        raise TooFine

    def _nobody(self, posed: Posed) -> Answer:
        if posed.exact:
            return Nobody()
        plain = Question(posed.question.conditions, posed.question.moved)
        if self._check(self.poser.pose(plain, posed.programs)) is False:
            return Nobody()
        return Undecided(
            Text("没有找到两份不同的清单，但不能排除存在", "no two different lists were found, but there may be some")
        )

    def _witness(self, complete: Posed, shown: bool) -> tuple[Person, ...] | None:
        """None: nobody. LimitHit. In the solver that is kept, else in one of its own."""
        all_variables(complete)
        try:
            with self._standing(complete) as solver:
                return witness_in(solver, complete, shown)
        except LimitHit:
            return witness(complete, self.limits.steps, shown)

    def _check(self, posed: Posed) -> bool | None:
        """On the solver that is kept."""
        with self._standing(posed) as solver:
            return solver.check()

    @contextmanager
    def _standing(self, posed: Posed) -> Iterator[Solver]:
        """The solver that is kept for questions that see alike, with the conditions."""
        frame = tuple(_key(rule) for rule in posed.rules)
        kept = self._kept.pop(frame, None)
        if kept is None:
            if len(self._kept) == MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            kept = Kept(Solver(self.scene.kernel, max(1, self.limits.steps // 4)))  # what it cannot do is tried alone
            kept.solver.add(*posed.rules)
        self._kept[frame] = kept
        ranges = self.scene.people.ranges
        kept.solver.add(*ranges[kept.ranges :])
        kept.ranges = len(ranges)
        kept.solver.push()
        try:
            kept.solver.add(*posed.conditions)
            yield kept.solver
        finally:
            kept.solver.pop()

    def _check_alone(self, posed: Posed) -> bool | None:
        """On a solver of its own, which does not depend on what was asked before."""
        kernel, steps = self.scene.kernel, self.limits.steps
        solver = PatientSolver(kernel, steps) if kernel.has_products else Solver(kernel, steps)
        solver.add(*self.scene.people.ranges, *posed.rules, *posed.conditions)
        return solver.check()

    def _given_up(self) -> Undecided:
        steps = self.limits.steps
        found = Text(f"用完了规定的步数（{steps}步），没有得出结论", f"no conclusion within the limit of {steps} steps")
        if self.scene.kernel.has_products:
            found += Text(
                "；其中有两个不定的数相乘或者相除", "; it multiplies or divides two numbers that are not known"
            )
        return Undecided(found)


class Kept(Struct):
    """A solver with what holds of everybody, as one sort of question sees it; and how many ranges have been said."""

    solver: Solver
    ranges: int = 0


def named(question: Question) -> tuple[Program, ...]:
    """The programs that a question names, each once, in order."""
    found: dict[int, Program] = {}
    for condition in question.conditions:
        match condition:
            case Wanted(_, program) | Compared(program) | Spaced(program):
                found.setdefault(id(program), program)
            case Unlike(_, program, _, other):
                found.setdefault(id(program), program)
                found.setdefault(id(other), other)
    return tuple(found.values())


def widest(programs: Sequence[Program]) -> tuple[Vocabulary, ...]:
    """The vocabularies of the programs, without those of which another has every fact as it is."""
    found = list({id(p.vocabulary): p.vocabulary for p in programs}.values())
    kept: list[Vocabulary] = []
    for vocabulary in found:
        others = [v for v in found if v is not vocabulary and (v in kept or found.index(v) > found.index(vocabulary))]
        if not any(_covers(other, vocabulary) for other in others):
            kept.append(vocabulary)
    return tuple(kept)


def _covers(wide: Vocabulary, narrow: Vocabulary) -> bool:
    facts = {fact.name: fact for fact in wide.facts}
    return all(fact.name in facts and facts[fact.name] == fact for fact in narrow.facts)


def _too_fine(records: str | None) -> Text:
    name = records or ""
    return Text(
        f"关于“{name}”的条件需要分得过细，超出了能够证明的范围",
        f"the conditions on “{name}” tell its records apart more finely than can be proved about",
    )


def _key(rule: Bool) -> int:
    return int(rule) if isinstance(rule, bool) else rule.key
