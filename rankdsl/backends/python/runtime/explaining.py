"""Why an answer comes out as it does: each condition with its article, how the person stands to it, and the figures.

Names and what documents say stay in the words of the documents; everything else is in Chinese or in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Literal

from rankdsl.backends.python.runtime.answers import Answer, Outcome
from rankdsl.backends.python.runtime.describing import Words

Language = Literal["zh", "en"]


class Standing(Enum):
    """How a person stands to a condition."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"
    NO_VALUE = "no value"


@dataclass(frozen=True, slots=True)
class Compared:
    """The two sides of a comparison, in words and with their values; `short`: how far off it is, where it fails."""

    left: Words
    left_value: Words
    sign: str
    right: Words
    right_value: Words
    short: Words | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A branch, a row of a table or an exception that applies (`surely`), or may apply while facts are missing."""

    place: str
    guard: Words
    value: Words
    is_exception: bool
    surely: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, or a part of one. `label`: its number (（一）). `mode`: "all" or "any" of `parts` count."""

    label: str
    place: str
    words: Words
    standing: Standing
    mode: str = ""
    parts: tuple[Condition, ...] = ()
    compared: Compared | None = None
    rulings: tuple[Ruling, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A value that went in: a fact (no place), or a rule with its article, its formula, and the branch and exceptions
    that apply."""

    name: str
    value: Words
    place: str = ""
    formula: Words = ("", "")
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An explanation in words. `document`: its title. `subject`: what was asked, written at `place`. `value`: the
    answer."""

    document: str
    subject: str
    place: str
    day: date
    answer: Answer
    value: Words
    scope: tuple[Condition, ...] = ()
    conditions: tuple[Condition, ...] = ()
    mode: str = ""
    rulings: tuple[Ruling, ...] = ()
    figures: tuple[Figure, ...] = ()
    judged: Mapping[str, str] | None = None
    """Who judges what is missing, by fact."""

    def text(self, language: Language = "zh") -> str:
        """The explanation for people, one line a thing."""
        return "\n".join(_lines(self, 0 if language == "zh" else 1))

    def as_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The explanation for programs, as JSON has it."""
        at = 0 if language == "zh" else 1
        return {
            "document": self.document,
            "subject": self.subject,
            "place": self.place,
            "as_of": self.day.isoformat(),
            "outcome": self.answer.outcome.value,
            "value": self.value[at],
            "missing": list(self.answer.missing),
            "reasons": [
                {"cause": r.cause, "rule": r.rule, "place": r.place, "places": list(r.places), "message": r.words[at]}
                for r in self.answer.reasons
            ],
            "scope": [_condition_dict(c, at) for c in self.scope],
            "mode": self.mode or None,
            "rulings": [_ruling_dict(r, at) for r in self.rulings],
            "conditions": [_condition_dict(c, at) for c in self.conditions],
            "figures": [
                {
                    "name": f.name,
                    "value": f.value[at],
                    "place": f.place or None,
                    "formula": f.formula[at] or None,
                    "rulings": [_ruling_dict(r, at) for r in f.rulings],
                }
                for f in self.figures
            ],
        }


def _condition_dict(condition: Condition, at: int) -> dict[str, Any]:
    compared = condition.compared
    return {
        "label": condition.label or None,
        "place": condition.place or None,
        "words": condition.words[at],
        "standing": condition.standing.value,
        "mode": condition.mode or None,
        "parts": [_condition_dict(part, at) for part in condition.parts],
        "compared": None
        if compared is None
        else {
            "left": compared.left[at],
            "left_value": compared.left_value[at],
            "sign": compared.sign,
            "right": compared.right[at],
            "right_value": compared.right_value[at],
            "short": compared.short[at] if compared.short else None,
        },
        "rulings": [_ruling_dict(r, at) for r in condition.rulings],
        "missing": list(condition.missing),
    }


def _ruling_dict(ruling: Ruling, at: int) -> dict[str, Any]:
    return {
        "kind": "exception" if ruling.is_exception else "branch",
        "place": ruling.place,
        "guard": ruling.guard[at],
        "value": ruling.value[at],
        "surely": ruling.surely,
    }


_STANDING = {
    Standing.MET: ("符合", "met"),
    Standing.NOT_MET: ("不符合", "not met"),
    Standing.CANNOT_TELL: ("不能确定", "cannot be determined"),
    Standing.NO_VALUE: ("没有结果", "no value"),
}
_SAID = {
    Outcome.CANNOT_TELL: ("不能确定", "cannot be determined"),
    Outcome.NO_VALUE: ("文件对这个人没有结果", "the document gives no answer for this person"),
    Outcome.NOT_IN_SCOPE: ("不在适用范围内", "the document is not about this person"),
    Outcome.NOT_IN_FORCE: ("文件在评定日没有施行", "the document is not in force on that day"),
}


def said(answer: Answer, value: Words) -> Words:
    """The outcome in words."""
    words = _SAID.get(answer.outcome)
    if words is None:
        return value
    if answer.outcome is Outcome.CANNOT_TELL and value[0] and value[0] != words[0]:
        return f"{words[0]}（{value[0]}）", f"{words[1]} ({value[1]})"
    return words


def _lines(told: Told, at: int) -> Iterator[str]:
    colon = ("：", ": ")[at]
    yield f"{told.subject}{colon}{said(told.answer, told.value)[at]}　{told.place}"
    if told.answer.missing:
        listed = ("、", ", ")[at].join(_with_judge(name, told, at) for name in told.answer.missing)
        yield f"  {('缺少', 'missing')[at]}{colon}{listed}"
    for reason in () if told.answer.missing else told.answer.reasons:  # with facts missing they are mere possibilities
        yield f"  {reason.words[at]}　{'；'.join((reason.place, *reason.places))}"
    if told.answer.outcome is Outcome.NOT_IN_SCOPE:
        for condition in told.scope:
            yield from _condition(condition, at, 1)
        return
    yield from _rulings(told.rulings, at, 1)
    if len(told.conditions) > 1:
        all_of = ("须全部符合：", "all of these are required:")[at]
        yield f"  {('具备下列之一即可：', 'one of these is enough:')[at] if told.mode == 'any' else all_of}"
    for condition in told.conditions:
        yield from _condition(condition, at, 1)
    if told.figures:
        yield f"  {('数值：', 'figures:')[at]}"
    for figure in told.figures:
        place = f"　{figure.place}" if figure.place else ""
        formula = f" = {figure.formula[at]}" if figure.formula[at] else ""
        yield f"    {figure.name}{formula} = {figure.value[at]}{place}"
        yield from _rulings(figure.rulings, at, 3)


def _with_judge(name: str, told: Told, at: int) -> str:
    judge = (told.judged or {}).get(name)
    return name if not judge else f"{name}{(f'（由{judge}判断）', f' (judged by {judge})')[at]}"


def _rulings(rulings: tuple[Ruling, ...], at: int, level: int) -> Iterator[str]:
    for ruling in rulings:
        kind = (("按", "by"), ("例外：", "exception:"))[ruling.is_exception][at]
        if not ruling.surely:
            kind = (("可能按", "perhaps by"), ("可能有例外：", "perhaps an exception:"))[ruling.is_exception][at]
        guard = ruling.guard[at] or ("其他情形", "otherwise")[at]
        arrow = "→"
        yield f"{'  ' * level}{kind} {guard} {arrow} {ruling.value[at]}　{ruling.place}"


def _condition(condition: Condition, at: int, level: int) -> Iterator[str]:
    label = f"{condition.label} " if condition.label else ""
    place = f"　{condition.place}" if condition.place else ""
    yield f"{'  ' * level}{label}{condition.words[at]} — {_STANDING[condition.standing][at]}{place}"
    compared = condition.compared
    if compared is not None:
        sides = []
        for words, value in ((compared.left, compared.left_value), (compared.right, compared.right_value)):
            sides.append(words[at] if words[0] == value[0] else f"{words[at]} {value[at]}")
        short = f"{('，', ', ')[at]}{compared.short[at]}" if compared.short else ""
        yield f"{'  ' * (level + 1)}{f' {compared.sign} '.join(sides)}{short}"
    yield from _rulings(condition.rulings, at, level + 1)
    if condition.missing and not condition.parts:
        colon = ("：", ": ")[at]
        yield f"{'  ' * (level + 1)}{('缺少', 'missing')[at]}{colon}{('、', ', ')[at].join(condition.missing)}"
    if len(condition.parts) > 1:
        of_parts = (("全部符合：", "all of:"), ("之一：", "one of:"))[condition.mode == "any"][at]
        yield f"{'  ' * (level + 1)}{of_parts}"
    for part in condition.parts:
        yield from _condition(part, at, level + 1)
