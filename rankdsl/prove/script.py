"""A question as an SMT-LIB script in which every command says what it is about. No words here: reporters have them.

A script is made from terms of its own, with every invariant, so that it does not depend on what was asked before, nor
on what the prover left out because the question is not connected with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from rankdsl.backends.smt.gathering import Gathering
from rankdsl.backends.smt.kernel import Bool, BoolTerm, Int, IntTerm
from rankdsl.backends.smt.ledger import Cell
from rankdsl.backends.smt.sight import Scene
from rankdsl.backends.smt.smtlib import Code, Writer
from rankdsl.backends.smt.states import TooFine
from rankdsl.backends.smt.values import Datum, Truth3, Value
from rankdsl.ir.definitions import Definition
from rankdsl.ir.facts import Fact
from rankdsl.ir.program import Invariant, Program
from rankdsl.ir.types import Day, Number, Type
from rankdsl.ir.values import Record
from rankdsl.prove.conservative import Extension
from rankdsl.prove.posing import Posed, Poser
from rankdsl.prove.questions import Condition, Found, Limits, Nobody, Question
from rankdsl.prove.record import Asked, AskedExtension
from rankdsl.prove.record import Record as Recorded

# -- what a command is about


class OfDay(Struct, frozen=True):
    """The day of evaluation: a variable, its bounds, or that it is a day of the calendar."""


class OfFact(Struct, frozen=True):
    """A fact of a person. `part`: month or day of a date. `steps`: how many steps of a number make one unit."""

    fact: Fact
    second: bool
    part: str = ""
    steps: int = 1


class OfList(Struct, frozen=True):
    """What holds of the numbers of years of a list."""

    fact: Fact
    second: bool


class OfYears(Struct, frozen=True):
    """How many years of a stretch hold a record of a kind. `stretch`: its place in time, from 1, of how many; `last`:
    it lies within so many years before the year of evaluation (None: not bounded so). `records`: an example of the
    kind for each person whose records it counts; `others`: how many further states of a record count as the same."""

    fact: Fact
    second: bool
    stretch: tuple[int, int]
    last: int | None
    single: bool
    records: tuple[Record, ...]
    others: int


class OfNorm(Struct, frozen=True):
    """The value of a norm. `what`: yes, no, value, denominator, month, day, defined."""

    program: Program
    definition: Definition
    second: bool
    what: str


class OfInvariant(Struct, frozen=True):
    program: Program
    invariant: Invariant
    second: bool


class OfQuestion(Struct, frozen=True):
    """What is asked: a condition, or that the two persons differ as the question says (None)."""

    condition: Condition | None
    question: Question


class OfExtension(Struct, frozen=True):
    """That no values of the new facts fit the person."""

    program: Program
    superior: Program


class Quotient(Struct, frozen=True):
    """A whole number that stands for a quotient, rounded down."""


class Aid(Struct, frozen=True):
    """A number that a list needs beside its counts (an order, a total), or a term that stands in several places."""


About = OfDay | OfFact | OfList | OfYears | OfNorm | OfInvariant | OfQuestion | OfExtension | Quotient | Aid


class Command(Struct, frozen=True):
    code: str
    about: About


class Script(Struct, frozen=True):
    """`expected`: what a solver should say by the answer that was given: sat, unsat, or None where none was.
    `question`: what was put; for an answer "nobody" it may leave out what could not be said exactly."""

    logic: str
    commands: tuple[Command, ...]
    expected: str | None
    question: Question | None

    @property
    def plain(self) -> str:
        """The commands alone."""
        code = "\n".join(command.code for command in self.commands)
        return f"(set-logic {self.logic})\n{code}\n(check-sat)\n"


def script(record: Recorded) -> Script | None:
    """None where the question cannot be put in terms at all (which is why it is undecided)."""
    expected = {Found: "sat", Nobody: "unsat"}.get(type(record.answer))
    try:
        if isinstance(record, AskedExtension):
            return _of_extension(record, expected)
        return _of_question(record, expected)
    except TooFine:
        return None


def _of_question(record: Asked, expected: str | None) -> Script:
    scene = Scene(record.period.start, record.period.end, record.scope)
    try:
        question = record.question
        posed = _posed(scene, question, record)
        if expected == "unsat" and not posed.exact:
            question = Question(question.conditions, question.moved)
            posed = _posed(scene, question, record)
        moved = question.moved or frozenset()
        for name, fact in scene.facts.items():
            if fact.records is None:
                scene.people.value(name)
                if name in moved:
                    scene.people.value(name, moved=True)
        return Scripting(posed).script(expected)
    finally:
        scene.kernel.close()


def _posed(scene: Scene, question: Question, record: Asked) -> Posed:
    """With every invariant, if they can all be said."""
    poser = Poser(scene)
    try:
        return poser.pose(question, record.programs, complete=True)
    except TooFine:
        return poser.pose(question, record.programs)


def _of_extension(record: AskedExtension, expected: str | None) -> Script:
    period = record.program.period
    scene = Scene(period.start, period.end, [record.program])
    try:
        extension = Extension(scene, record.program, record.superior, Limits())
        posed = Posed(
            Question(()), (record.program, record.superior), extension.sight, (), (), extension.read, True, True
        )
        return Scripting(posed).of_extension(extension, OfExtension(record.program, record.superior), expected)
    finally:
        scene.kernel.close()


class Scripting:
    """Makes the script of one posed question; `posed` is the first of its scene."""

    def __init__(self, posed: Posed) -> None:
        self.posed = posed
        self.scene = posed.sight.scene
        self.facts = dict(self._fact_terms())
        self.years = {count.key: about for count, about in self._year_terms()}
        self.norms: dict[int, OfNorm] = {}
        names = dict(self._norm_names())
        self.writer = Writer(self.scene.kernel, names)

    def script(self, expected: str | None) -> Script:
        posed = self.posed
        rules = list(self._rules())
        asked: list[tuple[Bool, About]] = [
            (term, OfQuestion(condition, posed.question))
            for term, condition in zip(
                posed.conditions, (*posed.question.conditions, *[None] * len(posed.conditions)), strict=False
            )
        ]
        commands = [*self._declared([term for term, _ in (*rules, *asked)])]
        for term, about in (*rules, *asked):
            commands += self._asserted(term, about)
        logic = "QF_NIA" if self.writer.has_products else "QF_LIA"
        return Script(logic, tuple(commands), expected, posed.question)

    def of_extension(self, extension: Extension, about: OfExtension, expected: str | None) -> Script:
        new = [term.key for term in extension.new_terms]
        self.writer.read([*extension.outer, extension.inner])
        commands = [*self._declared(extension.outer, apart=frozenset(new))]
        for term in extension.outer:
            commands += self._asserted(term, Aid())
        commands += [self._command(code, about) for code in self.writer.for_all(new, extension.inner)]
        linear = not (self.writer.has_products or self.writer.divides)
        return Script("LIA" if linear else "NIA", tuple(commands), expected, None)

    # -- commands

    def _declared(self, terms: Iterable[Bool], apart: frozenset[int] = frozenset()) -> Iterator[Command]:
        """Every variable in the order of the vocabulary, with its bounds; `apart`: those declared elsewhere."""
        self.writer.read(terms)
        people = self.scene.people
        used = dict.fromkeys(key for key, _, _ in self.writer.variables() if key not in apart)
        ranges: dict[tuple[str, bool], tuple[Bool, ...]] = {}
        for key, about in self.facts.items():
            if key in used and isinstance(about, OfFact):
                ranges[about.fact.name, about.second] = people.range_of(about.fact.name, about.second)
        self.writer.read(bound for bounds in (people.day_range, *ranges.values()) for bound in bounds)
        said = False
        for key, about in self.facts.items():
            if key not in used:
                continue
            if isinstance(about, OfDay):
                yield from (self._command(code, about) for code in self.writer.declare(key))
                if not said:
                    said = True
                    for bound in people.day_range:
                        yield from self._asserted(bound, about)
            elif isinstance(about, OfFact):
                yield from (self._command(code, about) for code in self.writer.declare(key))
                for bound in ranges.pop((about.fact.name, about.second), ()):
                    yield from self._asserted(bound, about)
        for key, years in self.years.items():
            if key in used:
                yield from (self._command(code, years) for code in self.writer.declare(key))
        for key in used:
            if key not in self.facts and key not in self.years:
                yield from (self._command(code, Aid()) for code in self.writer.declare(key))
        yield from self._impossible()

    def _impossible(self) -> Iterator[Command]:
        """Facts whose range is empty."""
        for name, fact in self.scene.facts.items():
            if fact.records is None and False in self.scene.people.range_of(name):
                yield Command("(assert false)", OfFact(fact, False))

    def _asserted(self, term: Bool, about: About) -> Iterator[Command]:
        if term is True and not isinstance(about, OfQuestion):
            return
        for code in self.writer.assertion(term):
            yield self._command(code, about)

    def _command(self, code: Code, about: About) -> Command:
        if code.of is None:
            return Command(code.text, about)
        if code.quotient:
            return Command(code.text, Quotient())
        known = self.facts.get(code.of) or self.norms.get(code.of) or self.years.get(code.of)
        return Command(code.text, known or Aid())

    def _rules(self) -> Iterator[tuple[Bool, About]]:
        posed, moved = self.posed, self.posed.question.moved or frozenset()
        lists = [
            (rule, OfList(self.scene.facts[name], bool(whose)))
            for name, whose, gathering in posed.sight.gatherings
            for rule in gathering.ledger.rules
        ]
        first = len(posed.invariants)
        days = posed.rules[first : len(posed.rules) - len(lists)]
        for term in days:
            yield term, self._of_day(term, moved)
        yield from lists
        said: set[int] = set()  # programs of one chain share invariants
        for term, (program, invariant, person) in zip(posed.rules, posed.invariants, strict=False):
            if isinstance(term, bool) or term.key not in said:
                yield term, OfInvariant(program, invariant, bool(person))
            if not isinstance(term, bool):
                said.add(term.key)

    def _of_day(self, term: Bool, moved: frozenset[str]) -> About:
        for name, fact in self.scene.facts.items():
            for second in (False, True) if name in moved else (False,):
                if fact.records is None and self.scene.people.rule(name, second) is term:
                    return OfFact(fact, second)
        return OfDay()

    # -- which term is what

    def _fact_terms(self) -> Iterator[tuple[int, OfDay | OfFact]]:
        people = self.scene.people
        for part in people.as_of.parts:
            if isinstance(part.term, IntTerm):
                yield part.term.key, OfDay()
        moved = self.posed.question.moved or frozenset()
        for name, fact in self.scene.facts.items():
            if fact.records is not None:
                continue
            for second in (False, True) if name in moved else (False,):
                value = people.value(name, second)
                if isinstance(value, Truth3):
                    if isinstance(value.yes, BoolTerm):
                        yield value.yes.key, OfFact(fact, second)
                    continue
                steps = value.parts[1].low if isinstance(fact.type, Number) else 1
                parts = ("month", "day") if isinstance(fact.type, Day) else ("", "")
                for which, whole in zip(parts, value.parts, strict=False):
                    if isinstance(whole.term, IntTerm):
                        yield whole.term.key, OfFact(fact, second, which, steps or 1)

    def _norm_names(self) -> Iterator[tuple[int, str]]:
        """A name for every term that is the value of a norm; norms of the highest document come first."""
        programs = {id(p): p for p in sorted(self.posed.programs, key=lambda p: len(p.layers))}
        order = {key: i for i, key in enumerate(programs)}
        found = [entry for entry in self.posed.sight.norms if entry[0] in programs]
        taken: set[str] = set()
        for key, symbol, second, value in sorted(found, key=lambda entry: order[entry[0]]):
            program = programs[key]
            for what, term in _terms(value, program.definitions[symbol].type):
                if not isinstance(term, IntTerm | BoolTerm):
                    continue
                if term.key in self.norms or term.key in self.facts or term.key in self.years:
                    continue
                about = OfNorm(program, program.definitions[symbol], second, what)
                self.norms[term.key] = about
                name = f"{symbol.name}《{program.document.title}》{_SUFFIX[what]}{chr(39) * second}"
                unique, number = name, 1
                while unique in taken:
                    number += 1
                    unique = f"{name} ({number})"
                taken.add(unique)
                yield term.key, unique

    def _year_terms(self) -> Iterator[tuple[IntTerm, OfYears]]:
        for name, whose, gathering in self.posed.sight.gatherings:
            for cell in gathering.ledger.cells:
                if isinstance(cell.count.term, IntTerm):
                    yield cell.count.term, _years(self.scene.facts[name], bool(whose), gathering, cell)


_SUFFIX = {
    "yes": "",
    "no": " no",
    "value": "",
    "denominator": " denominator",
    "month": " month",
    "day": " day",
    "defined": " defined",
}


def _terms(value: Value, type_: Type) -> Iterator[tuple[str, Bool | Int]]:
    match value, type_:
        case Truth3(yes, no), _:
            yield "yes", yes
            yield "no", no
            return
        case Datum((top, bottom), is_defined), Number():
            yield from (("value", top.term), ("denominator", bottom.term), ("defined", is_defined))
        case Datum((month, day), is_defined), Day():
            yield from (("month", month.term), ("day", day.term), ("defined", is_defined))
        case Datum(parts, is_defined), _:
            yield from (("value", parts[0].term), ("defined", is_defined))


def _years(fact: Fact, second: bool, gathering: Gathering, cell: Cell) -> OfYears:
    ledger, region = gathering.ledger, cell.region
    records = []
    for part in cell.kind.parts:
        full = ledger.classes.concrete(part.shown, {})
        records.append({field.name: full[field.name] for field in ledger.classes.fields})
    others = max((len(part.states) - 1 for part in cell.kind.parts), default=0)
    place = region.index + 1, len(ledger.timeline.regions)
    return OfYears(fact, second, place, region.back, region.rank is None, tuple(records), others)
