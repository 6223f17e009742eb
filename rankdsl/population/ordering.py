"""What the keys of a selection are for a person, and the place that they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from rankdsl.backends.approximate import Answer, Range
from rankdsl.backends.reference import Evaluation
from rankdsl.diagnostics import Text
from rankdsl.explanation.by_cases import by_cases
from rankdsl.explanation.distances import how_far
from rankdsl.ir.mechanisms import Key, PartForm, ScorePart, Scoring, Selection
from rankdsl.ir.nodes import Ref
from rankdsl.ir.operators import Op
from rankdsl.ir.types import Enumeration, Type
from rankdsl.ir.values import Exact, Scalar
from rankdsl.population.amended import where_said
from rankdsl.population.proposal import KeyShown, PartShown, Ranked, ScoreShown
from rankdsl.population.selecting import Place


def keys_of(evaluation: Evaluation, selection: Selection, scores: Mapping[str, Scoring]) -> tuple[KeyShown, ...]:
    """The keys, then those for ties; `scores`: the scores of the chain by name."""
    found = []
    for key in (*selection.keys, *selection.ties):
        scoring = _scoring(key, scores)
        score = None if scoring is None else _score(evaluation, scoring)
        answer = by_cases(evaluation, key.value)
        found.append(KeyShown(key.name, key.value.type, key.descending, answer, score))
    return tuple(found)


def place_of(keys: Sequence[KeyShown]) -> Place | None:
    """Where the keys put somebody: the smaller comes first. None where one of them is not known."""
    found: list[int | Fraction] = []
    for key in keys:
        value = key.value
        if value is None:
            return None
        number = _number(value, key.type)
        found.append(-number if key.descending else number)
    return tuple(found)


def span_of(keys: Sequence[KeyShown]) -> tuple[Place, Place] | None:
    """The first and the last place that the keys may give somebody. None where one of them may have no value."""
    first: list[int | Fraction] = []
    last: list[int | Fraction] = []
    for key in keys:
        if key.answer.reasons or key.answer.no_value:
            return None
        possible = key.answer.values
        ends = (possible.low, possible.high) if isinstance(possible, Range) else tuple(possible)
        numbers = [_number(end, key.type) for end in ends]
        low, high = min(numbers), max(numbers)
        first.append(-high if key.descending else low)
        last.append(-low if key.descending else high)
    return tuple(first), tuple(last)


def _number(value: Scalar, type_: Type) -> int | Fraction:
    """A number in the order of the type."""
    if isinstance(type_, Enumeration):
        return type_.values.index(str(value))
    if isinstance(value, date):
        return value.toordinal()
    assert isinstance(value, int | Fraction)
    return value


def difference(before: Ranked, after: Ranked) -> tuple[str | None, Text | None]:
    """The first key in which `after` stands behind `before`, and how far; None for a key without distance."""
    for ours, theirs in zip(before.keys, after.keys, strict=True):
        left, right = theirs.value, ours.value
        if left is None or right is None:
            return None, None
        if left != right:
            op = Op.GE if ours.descending else Op.LE
            return ours.name, how_far(op, left, right, ours.type)
    return None, None


# --- scores


def _scoring(key: Key, scores: Mapping[str, Scoring]) -> Scoring | None:
    return scores.get(key.value.symbol.written) if isinstance(key.value, Ref) else None


def _score(evaluation: Evaluation, scoring: Scoring) -> ScoreShown:
    parts = tuple(_part(evaluation, part) for part in scoring.parts)
    value = _exact(evaluation.named(scoring.name))
    lowest = _exact(evaluation.value_of(scoring.lowest))
    contributions = [part.contribution for part in parts]
    total = sum(c for c in contributions if c is not None)
    raised = lowest is not None and None not in contributions and total < lowest
    if value is not None and None not in contributions and value != (lowest if raised else total):
        parts, raised = (), False  # an exception or amendment says the score itself: it is not what the parts make
    return ScoreShown(
        scoring.name, value, _exact(evaluation.value_of(scoring.full)), lowest, parts, scoring.place, raised
    )


def _part(evaluation: Evaluation, part: ScorePart) -> PartShown:
    points = _exact(evaluation.named(part.norm))
    # A part that a document below changes may give points to those for whom it does not count.
    counts = part.guard is None or not evaluation.value_of(part.guard).surely(False) or points not in (None, 0)
    said = where_said(evaluation, part.norm, part.place)
    weight = None if part.weight is None else _exact(evaluation.value_of(part.weight))
    contribution: Exact | None = None
    if points is not None:
        match part.form:
            case PartForm.WEIGHT:
                contribution = None if weight is None else points * weight
            case PartForm.MARKS:
                contribution = points
            case PartForm.DEDUCTION:
                contribution = -points
    return PartShown(part.name, part.form, part.rater, part.place, counts, points, weight, contribution, said)


def _exact(answer: Answer) -> Exact | None:
    value = answer.value
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None
