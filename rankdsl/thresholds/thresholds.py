"""What is written and what it takes, for every decision, class and measure, here and under the document above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.backends.reference import evaluate
from rankdsl.checks.bars import Bar
from rankdsl.checks.competence import is_only_a_name, known_as, regulates
from rankdsl.checks.conditions import published
from rankdsl.checks.examination import Examination, rule_of, scope_conditions
from rankdsl.diagnostics import Place, Text
from rankdsl.explanation.wording import value_text
from rankdsl.ir.facts import Fact
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.nodes import Apply, Const, FactRef, conjunction, surely
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Period, Program
from rankdsl.ir.types import TRUTH
from rankdsl.ir.values import Person, Scalar
from rankdsl.prove import Found, Limits, Nobody, Prover, Question, Wanted
from rankdsl.thresholds.measures import Measure, bars_of, class_facts, measures_of
from rankdsl.thresholds.parts import DecisionThresholds, Line, Measured, State, Taken, Written
from rankdsl.thresholds.seeking import Seeker

NOTHING = Text("", "")
_STRICT = {Op.GT: Text("高于", "more than "), Op.LT: Text("低于", "less than ")}


def thresholds(
    model: Model, limits: Limits, as_of: date | None = None, subject: str | None = None, by: str | None = None
) -> tuple[DecisionThresholds, ...]:
    """Of each decision that the document regulates (of all, where it regulates none; or of `subject`), in its last
    piece of time, or on one day. by: the fact whose values are the classes, else what the bars depend on. A model
    without pieces has none."""
    piece = _piece(model, as_of)
    if piece is None:
        return ()
    prover = Prover(piece.program.period, _programs(piece), limits)
    under = Examination(model, piece, prover)
    known = [n for n in piece.program.decisions if subject in (None, n) and not is_only_a_name(under, n)]
    wanted = [name for name in known if subject is not None or regulates(under, name)] or known
    return tuple(_Looking(under, name, fact).found() for name in wanted for fact in _by(piece.program, name, by))


def _piece(model: Model, as_of: date | None) -> Piece | None:
    if as_of is None:
        return model.pieces[-1] if model.pieces else None
    piece = model.piece_at(as_of)
    if piece is None:
        return None
    only = Period(as_of, as_of + timedelta(days=1), open_end=False)
    return replace(piece, program=replace(piece.program, period=only))


def _programs(piece: Piece) -> tuple[Program, ...]:
    programs = [piece.program, *(program for _, program in piece.ancestors)]
    programs += (program for program in (piece.superior, piece.before) if program is not None)
    return tuple({id(p): p for p in programs}.values())


def _by(program: Program, subject: str, by: str | None) -> tuple[Fact | None, ...]:
    if by is not None:
        return (program.vocabulary.fact(by),)
    return class_facts(program, subject) or (None,)


class _Class(Struct, frozen=True):
    """A class with its people here and under the document above; `value` None: everybody."""

    value: Scalar | None
    here: Seeker
    above: Seeker | None


class _Looking:
    """One decision, by one fact."""

    def __init__(self, under: Examination, subject: str, by: Fact | None) -> None:
        self.under = under
        self.subject = subject
        self.by = by
        self.program = under.program
        self.bars = bars_of(self.program, subject)
        above = under.superior
        known = known_as(under, subject, above) if above is not None else None
        self.superior = above if known is not None else None
        self.known = known or subject
        self.classes = tuple(self._classes())

    def found(self) -> DecisionThresholds:
        definition = self.program.definitions[self.program.top[self.subject]]
        period = self.program.period
        told = published(self.under, self.subject)
        measures = measures_of(self.program, self.subject, self.by.name if self.by else None)
        return DecisionThresholds(
            self.program.document,
            self.subject,
            definition.place,
            (period.start, None if period.open_end else period.end),
            self.by.name if self.by else None,
            self.superior.document if self.superior else None,
            tuple(m for m in (self._measured(measure, told) for measure in measures) if m.lines),
        )

    def _classes(self) -> Iterator[_Class]:
        """Classes of which there is anybody in scope."""
        prover, above = self.under.prover, self.superior
        same = above is not None and self._as_above(above)
        for value in (None,) if self.by is None else self.by.values:
            of_class = () if value is None else (Wanted(0, self.program, _has(self.by, value), True),)
            among = (*self.under.in_scope, *of_class)
            if isinstance(prover.decide(Question(among), shown=False), Nobody):
                continue
            here = Seeker(prover, self.program, self.subject, among)
            there = here if same else None
            if above is not None and not same:
                there = Seeker(prover, above, self.known, (*scope_conditions(above), *among))
            yield _Class(value, here, there)

    def _as_above(self, above: Program) -> bool:
        """Proved that the document above is about everybody whom this one is about, and that the same get a yes."""
        here, there = surely(rule_of(self.program, self.subject)), surely(rule_of(above, self.known))
        differ = (
            (Wanted(0, above, surely(conjunction(above.coverage)), False),),
            (Wanted(0, self.program, here, True), Wanted(0, above, there, False)),
            (Wanted(0, self.program, here, False), Wanted(0, above, there, True)),
        )
        asked = (Question((*self.under.in_scope, *conditions)) for conditions in differ)
        return all(isinstance(self.under.prover.decide(question, shown=False), Nobody) for question in asked)

    def _measured(self, measure: Measure, told: frozenset[str]) -> Measured:
        lines: dict[tuple[object, ...], list[tuple[_Class, Line]]] = {}
        for each in self.classes:
            line = self._line(measure, each, told.issuperset(measure.facts))
            if line is not None:
                key = (line.written, line.here, line.above, line.more, line.articles)
                lines.setdefault(key, []).append((each, line))
        told_of = [line for found in lines.values() for _, line in found]
        if all(line.here.state in (State.ANY, State.NOBODY) and not _asks(line) for line in told_of):
            lines = {}
        joined = tuple(self._joined([each for each, _ in found], found[0][1]) for found in lines.values())
        return Measured(measure.name, measure.better, measure.facts, told.issuperset(measure.facts), joined)

    def _joined(self, classes: Sequence[_Class], line: Line) -> Line:
        if self.by is None or len(classes) == len(self.classes):
            return replace(line, classes=())
        named = tuple(value_text(c.value, self.by.type) for c in classes if c.value is not None)
        return replace(line, classes=named)

    def _line(self, measure: Measure, each: _Class, told: bool) -> Line | None:
        """None where nothing is written and nothing is asked for on either side. `told`: whether people are told of
        what is measured."""
        bars = [b for b in self.bars if b.numbered and b.name == measure.name.zh and b.direction == measure.better]
        here = each.here.taken(measure)
        above = each.above.taken(measure) if each.above is not None else None
        nothing = all(t is None or (t.state is State.ANY and t.ordinary is None) for t in (here, above))
        if nothing and not bars:
            return None
        person = each.here.somebody()
        written = tuple(self._written(bar, person.persons[0] if isinstance(person, Found) else None) for bar in bars)
        more = (not bars and not told and here.state is State.FIGURE) or self._more(measure, each, bars, here, above)
        return Line((), written, here, above, more, self._articles(measure, each, here, above))

    def _written(self, bar: Bar, person: Person | None) -> Written:
        height = None
        if person is not None:
            value = evaluate(self.program, self.program.describes(person)).value_of(bar.height).value
            height = None if value is None else _STRICT.get(bar.op, NOTHING) + value_text(value, bar.height.type)
        return Written(" ".join(bar.written_in.written.split()), bar.written_in.place, height)

    def _more(self, measure: Measure, each: _Class, bars: Sequence[Bar], here: Taken, above: Taken | None) -> bool:
        """Whether somebody is refused who meets every bar written, or it takes more than above."""
        own = each.here.ordinary(measure)
        if own is not None and bars and all(self._meets(bar, own[1]) for bar in bars):
            return True
        if above is None or each.above is None:
            return False
        if here.state is not above.state:
            return above.state is State.ANY and here.state in (State.FIGURE, State.NOBODY)
        if here.least != above.least:
            return True
        there = each.above.ordinary(measure)
        return own is not None and there is not None and measure.beats(own[0], there[0])

    def _meets(self, bar: Bar, person: Person) -> bool:
        return evaluate(self.program, person).value_of(bar.met).surely(True)

    def _articles(self, measure: Measure, each: _Class, here: Taken, above: Taken | None) -> tuple[Place, ...]:
        if here.state not in (State.FIGURE, State.ANY) or (here.least is None and here.ordinary is None):
            return ()
        places = each.here.places(measure)
        own = tuple(p for p in places if p.document == self.program.document.title)
        return own if own and above is not None and above != here else places


def _asks(line: Line) -> bool:
    """Whether anything is written, or takes something."""
    return bool(line.written) or any(t is not None and t.ordinary is not None for t in (line.here, line.above))


def _has(by: Fact | None, value: Scalar) -> Apply:
    assert by is not None
    return Apply(Op.EQ, (FactRef(by.name, by.type), Const(value, by.type)), TRUTH)
