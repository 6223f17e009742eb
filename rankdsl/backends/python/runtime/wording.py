"""Values, and what they may be while facts are missing, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from rankdsl.backends.python.runtime import hull
from rankdsl.backends.python.runtime.describing import Fact, Kind, Words, shown
from rankdsl.backends.python.runtime.exact import Records

CANNOT_TELL = ("不能确定", "cannot be determined")


NO_VALUE = ("没有值", "no value")


NOT_GIVEN = ("未填写", "not given")


def words_of(found: hull.Answer, kind: Kind) -> Words:
    """A value, what it may be (`8年至12年`), or that it cannot be told."""
    values, reasons, _ = found
    if values == 0:
        return NO_VALUE
    if hull.is_single(values) and not reasons:
        value = possible_of(values)[0]
        return shown(value, kind, 0), shown(value, kind, 1)
    if reasons or kind.form == "truth":
        return CANNOT_TELL
    possible = possible_of(values)
    if kind.form == "choice":
        if len(possible) > 3:
            return CANNOT_TELL
        return "或".join(shown(v, kind, 0) for v in possible), " or ".join(shown(v, kind, 1) for v in possible)
    if not all(isinstance(v, date) or 0 <= v < 2**62 for v in possible):
        return CANNOT_TELL
    return "至".join(shown(v, kind, 0) for v in possible), " to ".join(shown(v, kind, 1) for v in possible)


def fact_words(fact: Fact, person: Any) -> Words:
    value = getattr(person, fact.attribute)
    if value is None:
        return NOT_GIVEN
    if isinstance(value, Records):
        return records_words(fact, value)
    return shown(value, fact.kind, 0), shown(value, fact.kind, 1)


def records_words(fact: Fact, records: Records[Any]) -> Words:
    """`2004年至2006年 称职、2007年 优秀`."""
    shape = fact.records
    assert shape is not None
    if not records.known and not records.unknown:
        return "无", "none"
    words: list[str] = []
    for language in (0, 1):
        years = dict.fromkeys(records.unknown, ("未知", "unknown")[language])
        for record in records.known:
            contents = zip(record[1:], shape.fields, strict=True)
            years[record[0]] = " ".join(shown(value, field.kind, language) for value, field in contents)
        runs: list[tuple[int, int, str]] = []
        for year, content in sorted(years.items()):
            if runs and runs[-1][1] == year - 1 and runs[-1][2] == content:
                runs[-1] = (runs[-1][0], year, content)
            else:
                runs.append((year, year, content))
        if language:
            words.append(", ".join(f"{a if a == b else f'{a}–{b}'} {c}" for a, b, c in runs))
        else:
            words.append("、".join(f"{a}年 {c}" if a == b else f"{a}年至{b}年 {c}" for a, b, c in runs))
    return words[0], words[1]


def possible_of(values: hull.Values) -> tuple[Any, ...]:
    if isinstance(values, tuple):
        return (values[0],) if values[0] == values[1] else values
    return tuple(i for i in range(values.bit_length()) if values >> i & 1)
