"""What a whole unit is paid of an entitlement, against the limit that the document sets (上限 X 的 总额): exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rankdsl.backends.approximate import Answer, Range
from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.explanation.by_cases import by_cases
from rankdsl.ir.mechanisms import MeasureCap
from rankdsl.ir.nodes import Ref
from rankdsl.ir.program import Program
from rankdsl.ir.reading import in_order
from rankdsl.ir.values import Exact, Scalar
from rankdsl.population.alerts.told import Addend, Total, Unsettled
from rankdsl.population.reasons import reasons_of
from rankdsl.population.roster import Member, Roster


def totals(caps: Sequence[MeasureCap], program: Program, roster: Roster, as_of: date) -> tuple[Total, ...]:
    """One a cap, in the order written. caps: on the totals of what the program computes."""
    people = [(m, evaluate(program, roster.person(m, program.vocabulary, as_of))) for m in roster.members]
    unit = evaluate(program, roster.unit.person(as_of))
    return tuple(_total(cap, program, people, unit) for cap in caps)


def _total(cap: MeasureCap, program: Program, people: Sequence[tuple[Member, Evaluation]], unit: Evaluation) -> Total:
    amounts: Counter[Exact] = Counter()
    unsettled: list[Unsettled] = []
    least: Exact | None = 0
    most: Exact | None = 0
    definition = program.definitions[program.top[cap.subject]]
    amount = Ref(definition.symbol, definition.type)
    for member, evaluation in people:
        answer = by_cases(evaluation, amount)
        value = _number(answer.value)
        if value is not None:
            amounts[value] += 1
        else:
            reasons = reasons_of(evaluation, (answer,))
            unsettled.append(Unsettled(member, in_order(program, answer.hinges), reasons))
        low, high = _bounds(answer)
        least = None if least is None or low is None else least + low
        most = None if most is None or high is None else most + high
    answer = unit.value_of(cap.limit)
    low, high = _bounds(answer)
    kept = None
    if most is not None and low is not None and most <= low:
        kept = True
    elif least is not None and high is not None and least > high:
        kept = False
    return Total(
        subject=cap.subject,
        type=definition.type,
        written=" ".join(cap.written.split()),
        addends=tuple(Addend(amount, amounts[amount]) for amount in sorted(amounts, reverse=True)),
        unsettled=tuple(unsettled),
        least=least,
        most=most,
        limit=_number(answer.value),
        limit_missing=in_order(program, answer.hinges),
        kept=kept,
        place=cap.place,
    )


def _bounds(answer: Answer) -> tuple[Exact | None, Exact | None]:
    """What the amount lies between. Where there may be no amount at all, nothing is known."""
    if answer.reasons:
        return None, None
    match answer.values:
        case Range(low=low, high=high):
            return _number(low), _number(high)
        case values:
            numbers = [n for v in values if (n := _number(v)) is not None]
            return min(numbers, default=None), max(numbers, default=None)


def _number(value: Scalar | None) -> Exact | None:
    return None if value is None or isinstance(value, bool | str | date) else value
