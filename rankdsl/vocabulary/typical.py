"""The ordinary person: what a fact is where nothing else is said (其余 如常)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from rankdsl.ir.facts import RecordShape, Vocabulary
from rankdsl.ir.values import Records, Value


def fill_typical(
    vocabulary: Vocabulary, facts: Mapping[str, Value], as_of: date, unknown: Collection[str] = ()
) -> Mapping[str, Value]:
    """The facts with every one that is not given at its `typical`, in the order of the vocabulary.

    A list takes its typical record in each year from that of `since` (at least `first_year`) to the year before
    `as_of`, in the latest `bound` years if that is more; without typical record it is empty. Missing stay: `unknown`
    (said to be so), facts without `typical`, and a list whose `since` is missing.
    """
    filled: dict[str, Value] = {}
    for fact in vocabulary.facts:
        if fact.name in facts:
            filled[fact.name] = facts[fact.name]
        elif fact.name not in unknown and fact.typical is not None:
            filled[fact.name] = fact.typical
    for fact in vocabulary.facts:
        if fact.records is not None and fact.name not in filled and fact.name not in unknown:
            records = _typical_list(fact.records, filled, as_of)
            if records is not None:
                filled[fact.name] = records
    return {fact.name: filled[fact.name] for fact in vocabulary.facts if fact.name in filled}


def _typical_list(shape: RecordShape, facts: Mapping[str, Value], as_of: date) -> Records | None:
    if shape.typical is None:
        return Records({})
    first = shape.first_year
    if shape.since is not None:
        since = facts.get(shape.since)
        if isinstance(since, date):
            first = max(first, since.year)
        elif isinstance(since, int):
            first = max(first, since // 12)
        else:
            return None
    years = range(max(first, as_of.year - shape.bound), as_of.year)
    return Records(dict.fromkeys(years, shape.typical))
