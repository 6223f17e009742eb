"""What the variables of a question stand for, in words: facts and how they are numbered, years of a list, norms."""

from __future__ import annotations

from collections.abc import Mapping

from rankdsl.diagnostics import Place, Text
from rankdsl.explanation.wording import value_text
from rankdsl.ir.definitions import Definition, Kind
from rankdsl.ir.facts import Fact
from rankdsl.ir.types import Day, Enumeration, Number, Truth, YearMonth
from rankdsl.ir.values import Record
from rankdsl.prove.script import OfYears

MOST_WORDS = 400
"""Characters of a norm's own text that are shown."""


def whose(second: bool) -> Text:
    return Text("第二人的", "the second person's ") if second else Text("", "")


def coding(fact: Fact, steps: int) -> Text:
    """How the fact's values are numbered."""
    match fact.type:
        case Truth() | Day():
            return Text("", "")
        case Enumeration(values=values):
            listed = [f"{i} {value}" for i, value in enumerate(values)]
            return Text(f"：{'、'.join(listed)}", f": {', '.join(listed)}")
        case YearMonth():
            return Text("：年×12＋月−1", ": year * 12 + month - 1")
        case Number(unit=unit):
            name = _UNITS.get(unit.name, Text("", ""))
            each = Text(f"，以 1/{steps} 计", f", counted in 1/{steps}") if steps > 1 else Text("", "")
            return Text("：数", ": a number") + name + each
        case _:
            return Text("", "")


_UNITS = {
    "MONTH": Text("（月）", " of months"),
    "DAY": Text("（日）", " of days"),
    "WORKDAY": Text("（工作日）", " of working days"),
    "YUAN": Text("（元）", " of yuan"),
    "PERCENT": Text("（百分比）", ", a share"),
}


def years(about: OfYears) -> Text:
    at, of = about.stretch
    stretch = Text(f"第 {at} 段（共 {of} 段", f"stretch {at} of {of}")
    if about.last is None:
        stretch += Text("，最早）", ", the earliest") if at == 1 else Text("）", "")
    elif about.single:
        stretch += Text(f"，评定年度前第 {about.last} 年）", f", the year {about.last} before that of evaluation")
    else:
        stretch += Text(f"，近 {about.last} 年之内）", f", within the last {about.last} years")
    shown = [_record(about.fact, record) for record in about.records]
    records = Text.join(shown, "，第二人 ", ", the second person ")
    more = Text(f"等 {about.others + 1} 种", f" and {about.others} more alike") if about.others else Text("", "")
    return whose(about.second) + Text(
        f"{about.fact.name}：{stretch.zh}中记录为 {records.zh}{more.zh} 的年数",
        f"{about.fact.name}: years of {stretch.en}, with a record of {records.en}{more.en}",
    )


def _record(fact: Fact, record: Record) -> Text:
    assert fact.records is not None
    parts = []
    for name, value in record.items():
        words = value_text(value, fact.records.field(name).type)
        parts.append(Text(f"{name}＝{words.zh}", f"{name} = {words.en}"))
    return Text.join(parts, "、", ", ") if parts else Text("任一种", "any kind")


def norm(definition: Definition, title: str, what: str) -> Text:
    name = definition.symbol.name
    heads: Mapping[str, Text] = {
        "no": Text(f"“{name}”为否", f"“{name}” is no"),
        "denominator": Text(f"“{name}”的分母", f"the denominator of “{name}”"),
        "defined": Text(f"“{name}”有值", f"“{name}” has a value"),
        "month": Text(f"“{name}”的月", f"the month of “{name}”"),
        "day": Text(f"“{name}”的日", f"the day of “{name}”"),
    }
    by = (
        Text(f"（按《{title}》）", f" (by 《{title}》)")
        if definition.place.document not in ("", title)
        else Text("", "")
    )
    written = " ".join(definition.written.split())
    if len(written) > MOST_WORDS:
        written = written[: MOST_WORDS - 1] + "…"
    source = where(definition.place) if definition.kind is not Kind.DERIVED else Text("（词表）", " (vocabulary)")
    return heads.get(what, Text.same(f"“{name}”")) + by + source + Text(f"：{written}", f": {written}")


def where(place: Place) -> Text:
    if place.citation:
        return Text.same(f" {place.citation}")
    if place.span is None:
        return Text("", "")
    line, _ = place.span.file.position(place.span.start)
    return Text.same(f" {place.span.file.path}:{line}")
