"""What other facts would lead to: values of missing facts, and single facts that turn a no into a yes.

Tried, not reasoned about: each candidate is put to the reference evaluator, and only possible persons are tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from rankdsl.backends.possible import possible
from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Text
from rankdsl.explanation.outcomes import Outcome, outcome
from rankdsl.explanation.parts import Missing, Trial, Turn
from rankdsl.explanation.wording import value_text
from rankdsl.ir.facts import Fact
from rankdsl.ir.nodes import conjunction
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads
from rankdsl.ir.types import Day, Enumeration, Number, Truth, Type, YearMonth
from rankdsl.ir.values import Person, Record, Records, Scalar

MOST_CANDIDATES = 2000
"""A fact with more values is not tried."""
MOST_TRIALS = 4
"""More runs of values with different outcomes are not shown: they would not help."""


def outcome_of(program: Program, name: str, person: Person) -> Outcome:
    """The outcome without its reasons."""
    evaluation = evaluate(program, person)
    return outcome(evaluation.value_of(conjunction(program.coverage)), evaluation.named(name))


# --- missing facts -----------------------------------------------------------------------------------------------


def missing_facts(program: Program, name: str, person: Person, hinges: tuple[str, ...]) -> tuple[Missing, ...]:
    """The missing facts that the outcome hinges on, in the order of the vocabulary, with what their values lead to."""
    found: list[Missing] = []
    for fact in program.vocabulary.facts:
        if fact.name not in hinges:
            continue
        given = person.facts.get(fact.name)
        if isinstance(given, Records):
            found.extend(_unknown_years(program, name, person, fact, given))
        else:
            trials = _trials(program, name, person, fact)
            found.append(_missing(fact, None, trials))
    return tuple(found)


def _missing(fact: Fact, year: int | None, trials: tuple[Trial, ...]) -> Missing:
    decides = bool(trials) and all(t.outcome is not Outcome.CANNOT_TELL for t in trials)
    helps = any(t.outcome is not Outcome.CANNOT_TELL for t in trials)
    shown = trials if helps and len(trials) <= MOST_TRIALS else ()
    return Missing(fact.name, year, fact.meaning, fact.judged_by, shown, decides)


def _trials(program: Program, name: str, person: Person, fact: Fact) -> tuple[Trial, ...]:
    """Every possible value, drawn together to runs with one outcome."""
    tried = []
    for value in candidates(fact):
        other = Person({**person.facts, fact.name: value}, person.as_of)
        if not possible(program, other):
            tried.append((value, outcome_of(program, name, other)))
    return _runs(fact.type, tried)


def _runs(type_: Type, tried: list[tuple[Scalar, Outcome]]) -> tuple[Trial, ...]:
    found = []
    if isinstance(type_, Truth) or (isinstance(type_, Enumeration) and not type_.ordered):
        for outcome_ in dict.fromkeys(o for _, o in tried):
            values = [value_text(v, type_) for v, o in tried if o is outcome_]
            found.append(Trial(Text.join(values, "、", ", "), outcome_))
        return tuple(found)
    for outcome_, group in groupby(tried, key=lambda pair: pair[1]):
        run = [value for value, _ in group]
        low, high = value_text(run[0], type_), value_text(run[-1], type_)
        found.append(Trial(low if len(run) == 1 else Text(f"{low.zh}至{high.zh}", f"{low.en} to {high.en}"), outcome_))
    return tuple(found)


def _unknown_years(program: Program, name: str, person: Person, fact: Fact, given: Records) -> Iterator[Missing]:
    """Each year whose record is unknown and matters, by itself."""
    shape = fact.records
    assert shape is not None
    for year in sorted(y for y, record in given.years.items() if record is None):
        if year >= person.as_of.year:
            continue
        trials: dict[Outcome, list[Text]] = {}
        choices: list[tuple[Text, Record | None]] = []
        if len(shape.fields) == 1 and isinstance(shape.fields[0].type, Enumeration):
            field = shape.fields[0]
            assert isinstance(field.type, Enumeration)
            choices = [(Text.same(v), {field.name: v}) for v in field.type.values]
            choices.append((Text("没有记录", "no record"), None))
        for words, record in choices:
            years = {y: r for y, r in given.years.items() if y != year}
            if record is not None:
                years[year] = record
            other = Person({**person.facts, fact.name: Records(years)}, person.as_of)
            if not possible(program, other):
                trials.setdefault(outcome_of(program, name, other), []).append(words)
        found = tuple(Trial(Text.join(words, "、", ", "), o) for o, words in trials.items())
        yield _missing(fact, year, found)


def candidates(fact: Fact) -> tuple[Scalar, ...]:
    """Every value of a fact in its order, if there are not too many; else none."""
    match fact.type:
        case Truth():
            return (True, False)
        case Enumeration(values=values):
            return values
        case Number() | YearMonth() if fact.low is not None and fact.high is not None:
            # A percentage is written in hundredths.
            fine = 10**fact.places * (100 if isinstance(fact.type, Number) and fact.type.unit.value == "%" else 1)
            first, last = int(Fraction(fact.low) * fine), int(Fraction(fact.high) * fine)
            if last - first >= MOST_CANDIDATES:
                return ()
            return tuple(_whole(Fraction(n, fine)) for n in range(first, last + 1))
        case _:
            return ()


def _whole(value: Fraction) -> Scalar:
    return value.numerator if value.denominator == 1 else value


# --- what would turn a no into a yes -----------------------------------------------------------------------------


def turns(program: Program, name: str, person: Person) -> tuple[Turn, ...]:
    """Single facts that turn the no into a yes on the same day, each with its nearest such value.

    Not tried: what must never influence a decision, what divides people into classes, the past (months, days, records).
    """
    found = []
    read = reads(program, program.top[name])
    for fact in program.vocabulary.facts:
        if fact.name not in read or fact.protected or fact.divides_people or isinstance(fact.type, YearMonth | Day):
            continue
        now = person.facts.get(fact.name)
        if now is None or isinstance(now, Records):
            continue
        for value in _nearest_first(fact, now):
            other = Person({**person.facts, fact.name: value}, person.as_of)
            if outcome_of(program, name, other) is Outcome.YES and not possible(program, other):
                found.append(Turn(fact.name, value_text(now, fact.type), value_text(value, fact.type)))
                break
    return tuple(found)


def _nearest_first(fact: Fact, now: Scalar) -> list[Scalar]:
    """The other values, the nearest first; only better ones of a fact that has a direction."""
    values = list(candidates(fact))
    if isinstance(fact.type, Truth):
        values.reverse()  # 否 stands below 是
    if now not in values:
        return []
    at = values.index(now)
    others = (i for i in range(len(values)) if i != at and (i - at) * fact.better >= 0)
    return [values[i] for i in sorted(others, key=lambda i: (abs(i - at), -i))]
