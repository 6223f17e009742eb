"""Explanations for machines: `rankdsl-eval/1`, of which docs/schemas/rankdsl-eval-1.schema.json is the schema.

Invariants: the keys and their order are fixed; what an explanation does not have is null or empty, never left out;
values stand twice, in words (`text`) and as data (`value`, null where it is not certain). As data a duration is a
number of months, a 年月 is `2005-03`, a day `2017-03-01`, a fraction that is no whole number `"7/2"`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import assert_never

from rankdsl.backends.approximate import Answer
from rankdsl.diagnostics import Finding, Place, Text
from rankdsl.diagnostics.text import Language
from rankdsl.explanation.parts import Condition, Explanation, Figure, Missing, NextYes, Ruling, Trouble
from rankdsl.ir.types import Day, Enumeration, Number, RecordList, Truth, Type, YearMonth
from rankdsl.ir.values import Scalar
from rankdsl.reporters.json import Json, findings_json, location, tool


def eval_json(
    persons: Sequence[tuple[str | None, Sequence[Explanation]]], findings: Sequence[Finding], language: Language
) -> Json:
    """`rankdsl-eval/1`. `persons`: what the case file calls each, with the explanations; `findings`: what kept others
    from an answer."""
    return {
        "schema": "rankdsl-eval/1",
        "tool": tool(),
        "persons": [person_json(explanations, language, name) for name, explanations in persons],
        "findings": findings_json(findings, language),
    }


def person_json(explanations: Sequence[Explanation], language: Language, name: str | None = None) -> Json:
    """One of the persons of `rankdsl-eval/1`."""
    return {
        "name": name,
        "explanations": [_Writing(language).explanation(e) for e in explanations],
    }


def data(value: Scalar, type_: Type) -> bool | int | str:
    """A value as JSON has it."""
    match type_:
        case Truth():
            return bool(value)
        case YearMonth():
            assert isinstance(value, int)
            return f"{value // 12:04}-{value % 12 + 1:02}"
        case Day():
            assert isinstance(value, date)
            return value.isoformat()
        case Number():
            assert isinstance(value, int | Fraction)
            return int(value) if Fraction(value).denominator == 1 else str(value)
        case Enumeration():
            return str(value)
        case RecordList():
            raise TypeError("a list of records is no single value")
    assert_never(type_)


class _Writing:
    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, text: Text) -> str:
        return text.in_language(self.language)

    def explanation(self, told: Explanation) -> Json:
        return {
            "subject": told.subject,
            "outcome": told.outcome.value,
            "text": self.say(told.value),
            "value": self.value(told.answer, told.type),
            "as_of": told.person.as_of.isoformat(),
            "document": told.document.title,
            "under": list(told.superiors),
            "place": self.place(told.place),
            "in_force": [[start.isoformat(), end.isoformat() if end else None] for start, end in told.periods],
            "facts": {name: self.say(value) for name, value in told.facts},
            "scope": [self.condition(c) for c in told.scope],
            "exception": self.ruling(told.ruling),
            "mode": told.mode.value if told.mode else None,
            "conditions": [self.condition(c) for c in told.conditions],
            "uses": list(told.uses),
            "figures": [self.figure(f) for f in told.figures],
            "root": told.root,
            "troubles": [self.trouble(t) for t in told.troubles],
            "missing": [self.missing(m) for m in told.missing],
            "turns": [{"fact": t.name, "now": self.say(t.now), "becomes": self.say(t.becomes)} for t in told.turns],
            "next_yes": self.next_yes(told.next_yes),
            "sooner": self.next_yes(told.sooner),
            "above": [
                {"place": self.place(a.place), "document": a.document.title, "outcome": a.outcome.value}
                for a in told.above
            ],
        }

    def condition(self, condition: Condition) -> Json:
        compared = condition.comparison
        return {
            "label": condition.label or None,
            "words": self.say(condition.words),
            "place": self.place(condition.place),
            "under": self.place(condition.under),
            "standing": condition.standing.value,
            "decides": condition.decides,
            "name": condition.name,
            "comparison": None
            if compared is None
            else {
                "operator": compared.op.value,
                "left": self.side(compared.left, compared.left_value, compared.left_answer, compared.type),
                "right": self.side(compared.right, compared.right_value, compared.right_answer, compared.type),
                "gap": self.say(compared.gap) if compared.gap else None,
            },
            "uses": list(condition.uses),
            "remarks": [self.say(r) for r in condition.remarks],
            "exception": self.ruling(condition.ruling),
            "missing": list(condition.missing),
            "mode": condition.mode.value if condition.mode else None,
            "parts": [self.condition(part) for part in condition.parts],
        }

    def side(self, words: Text, text: Text, answer: Answer, type_: Type) -> Json:
        return {"words": self.say(words), "text": self.say(text), "value": self.value(answer, type_)}

    def figure(self, figure: Figure) -> Json:
        return {
            "key": figure.key,
            "label": self.say(figure.label),
            "kind": figure.kind.value,
            "text": self.say(figure.value),
            "value": self.value(figure.answer, figure.type),
            "place": self.place(figure.place),
            "formula": self.say(figure.formula) if figure.formula else None,
            "rules": [self.ruling(r) for r in figure.rulings],
            "remarks": [self.say(r) for r in figure.remarks],
            "uses": list(figure.uses),
            "missing": list(figure.missing),
        }

    def ruling(self, ruling: Ruling | None) -> Json | None:
        if ruling is None:
            return None
        return {
            "rule": ruling.rule.value,
            "place": self.place(ruling.place),
            "when": self.say(ruling.guard) if ruling.guard else None,
            "says": self.say(ruling.value),
            "applies": "surely" if ruling.surely else "perhaps",
        }

    def trouble(self, trouble: Trouble) -> Json:
        return {
            "cause": trouble.cause.value,
            "subject": trouble.name or None,
            "words": self.say(trouble.words),
            "place": self.place(trouble.place),
            "places": [self.place(p) for p in trouble.places],
        }

    def missing(self, missing: Missing) -> Json:
        return {
            "fact": missing.name,
            "year": missing.year,
            "meaning": missing.meaning,
            "judged_by": missing.judged_by,
            "decides": missing.decides,
            "trials": [{"values": self.say(t.values), "outcome": t.outcome.value} for t in missing.trials],
        }

    def next_yes(self, found: NextYes | None) -> Json | None:
        if found is None:
            return None
        return {
            "date": found.day.isoformat() if found.day else None,
            "by_month": found.by_month,
            "months": found.months if found.day else None,
            "days": found.days if found.day else None,
            "assumption": self.say(found.assumption),
            "certain": found.certain,
            "missing": list(found.missing),
            "searched_until": found.until.isoformat(),
            "complete": found.complete,
            "stuck": [
                {"label": c.label or None, "words": self.say(c.words), "place": self.place(c.place)}
                for c in found.stuck
            ],
        }

    def place(self, place: Place | None) -> Json | None:
        if place is None:
            return None
        return {
            "document": place.document or None,
            "article": place.article,
            "item": place.item,
            "location": location(place.span),
        }

    def value(self, answer: Answer | None, type_: Type) -> bool | int | str | None:
        value = answer.value if answer is not None else None
        return None if value is None else data(value, type_)
