"""Who of a unit may be promoted, and which conditions stop the others: each member is evaluated once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from rankdsl.backends.reference import Evaluation
from rankdsl.diagnostics import Finding, Place, Text
from rankdsl.explanation.outcomes import Outcome, outcome
from rankdsl.explanation.scopes import scope_formulas
from rankdsl.ir.definitions import Definition, Formula, Kind, Mode, Requirement
from rankdsl.ir.nodes import Expr, Ref, Symbol, conjunction
from rankdsl.ir.program import Program
from rankdsl.ir.reading import in_order
from rankdsl.population import messages
from rankdsl.population.proposal import Bar, Open
from rankdsl.population.reasons import reasons_of
from rankdsl.population.roster import Member, Roster
from rankdsl.population.sharing import together

ELIGIBILITY = Text("是否符合条件", "whether the conditions are met")
_SCOPE = Text("不在适用范围内", "outside the scope")


class Looked(Struct, frozen=True):
    """A member under the decision. The evaluation keeps what it has worked out."""

    member: Member
    evaluation: Evaluation
    outcome: Outcome


class _Stop(Struct, frozen=True):
    """A condition that stops somebody."""

    place: Place
    label: str
    words: Text


def looked_at(program: Program, roster: Roster, decision: str, as_of: date) -> tuple[Looked, ...]:
    """Every member, in the order of the file."""
    covered = conjunction(program.coverage)
    among = together(program, as_of)
    found = []
    for member in roster.members:
        evaluation = among.evaluate(roster.person(member, program.vocabulary, as_of))
        answer = evaluation.named(decision)
        found.append(Looked(member, evaluation, outcome(evaluation.value_of(covered), answer)))
    return tuple(found)


def impossible(looked: Sequence[Looked]) -> Iterator[Finding]:
    """Members whom the vocabulary's invariants rule out."""
    for each in looked:
        program = each.evaluation.program
        formulas = {i.name: i.formula for i in program.vocabulary.invariants}
        for invariant in program.invariants:
            if each.evaluation.value_of(invariant.holds).surely(False):
                yield messages.INVARIANT_BROKEN.at(
                    each.member.place,
                    subject=each.member.id,
                    name=each.member.name,
                    invariant=invariant.name,
                    formula=formulas.get(invariant.name, invariant.name),
                )


# --- who is stopped, and by what


def bars(looked: Sequence[Looked], decision: str) -> tuple[Bar, ...]:
    """The conditions that stop people, the one that stops most first, else in the order in which they are written."""
    stopped: dict[_Stop, list[Member]] = {}
    alone: dict[_Stop, int] = {}
    for each in looked:
        if each.outcome not in (Outcome.NO, Outcome.NOT_IN_SCOPE):
            continue
        stops = tuple(dict.fromkeys(_stops(each, decision)))
        for stop in stops:
            stopped.setdefault(stop, []).append(each.member)
            alone[stop] = alone.get(stop, 0) + (len(stops) == 1)
    found = [Bar(s.place, s.label, s.words, tuple(members), alone[s]) for s, members in stopped.items()]
    return tuple(sorted(found, key=lambda bar: (-len(bar.members), _written_at(bar.place), bar.label)))


def _written_at(place: Place) -> tuple[str, int]:
    return (place.document, place.span.start) if place.span else (place.document, 0)


def _stops(each: Looked, decision: str) -> Iterator[_Stop]:
    program = each.evaluation.program
    if each.outcome is Outcome.NOT_IN_SCOPE:
        for scope in scope_formulas(program):
            if each.evaluation.value_of(scope.formula).surely(False):
                yield _Stop(scope.place, "", _SCOPE)
        return
    yield from _failing(each.evaluation, program.top[decision])


def _failing(evaluation: Evaluation, symbol: Symbol) -> Iterator[_Stop]:
    """What a decision that is no lacks: conditions that are not met, or itself where none of them alone is needed."""
    definition = evaluation.program.definitions[symbol]
    exceptions = evaluation.result(symbol).exceptions.surely
    if exceptions:
        rule = definition.exceptions[exceptions[0]]
        yield _Stop(rule.place, "", Text("例外", "an exception"))
        return
    match definition.body:
        case Formula(Ref(other)):
            yield from _failing(evaluation, other)
        case Requirement(Mode.ALL, items):
            for item in items:
                if evaluation.value_of(item).surely(False):
                    yield from _failing_item(evaluation, definition, item)
        case _:
            yield _whole(definition)


def _failing_item(evaluation: Evaluation, decision: Definition, item: Expr) -> Iterator[_Stop]:
    if not isinstance(item, Ref):
        yield _whole(decision)
    elif item.symbol.name == decision.symbol.name:  # the decision above, with the conditions that it has
        yield from _failing(evaluation, item.symbol)
    else:
        yield _whole(evaluation.program.definitions[item.symbol])


def _whole(definition: Definition) -> _Stop:
    is_item = definition.kind is Kind.ITEM
    words = " ".join(definition.written.split()) if is_item else definition.symbol.written
    return _Stop(definition.place, definition.number, Text.same(words))


# --- who cannot be determined


def opens(looked: Sequence[Looked], decision: str) -> tuple[Open, ...]:
    """Those of whom the document does not say whether they may be promoted."""
    found = []
    for each in looked:
        if each.outcome in (Outcome.CANNOT_TELL, Outcome.NO_VALUE):
            program = each.evaluation.program
            covered = each.evaluation.value_of(conjunction(program.coverage))
            answer = each.evaluation.named(decision)
            missing = in_order(program, covered.hinges | answer.hinges)
            reasons = reasons_of(each.evaluation, (covered, answer))
            found.append(Open(each.member, ELIGIBILITY, missing, reasons))
    return tuple(found)
