"""What is written and what it takes, for machines: the schema `rankdsl-thresholds/1`.

Invariants: the keys and their order are fixed; a part that is not there is null or empty, never left out; the same
document gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rankdsl.diagnostics import Finding, Place, Text
from rankdsl.diagnostics.text import Language
from rankdsl.reporters.json import Json, findings_json, location, tool
from rankdsl.thresholds import DecisionThresholds, Line, Measured, Taken


def thresholds_json(found: Sequence[DecisionThresholds], findings: Iterable[Finding], language: Language) -> Json:
    """`rankdsl-thresholds/1`. `findings`: what kept documents from being looked at."""
    writing = _Writing(language)
    return {
        "schema": "rankdsl-thresholds/1",
        "tool": tool(),
        "decisions": [writing.decision(d) for d in found],
        "findings": findings_json(findings, language),
    }


class _Writing:
    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, text: Text | None) -> str | None:
        return None if text is None else text.in_language(self.language)

    def decision(self, told: DecisionThresholds) -> Json:
        start, end = told.period
        return {
            "document": told.document.title,
            "path": told.document.path,
            "subject": told.subject,
            "place": _place(told.place),
            "period": [start.isoformat(), end.isoformat() if end else None],
            "classes_by": told.by,
            "superior": told.above.title if told.above else None,
            "unknown": told.unknown,
            "measures": [self.measured(m) for m in told.measures],
        }

    def measured(self, told: Measured) -> Json:
        return {
            "name": self.say(told.name),
            "better": "higher" if told.better > 0 else "lower",
            "facts": list(told.facts),
            "published": told.published,
            "lines": [self.line(line) for line in told.lines],
        }

    def line(self, line: Line) -> Json:
        return {
            "classes": [self.say(c) for c in line.classes],
            "written": [
                {"words": w.words, "height": self.say(w.height), "place": _place(w.place)} for w in line.written
            ],
            "here": self.taken(line.here),
            "superior": self.taken(line.above) if line.above is not None else None,
            "more": line.more,
            "articles": [_place(p) for p in line.articles],
        }

    def taken(self, taken: Taken) -> Json:
        return {
            "state": taken.state.value,
            "least": self.say(taken.least),
            "ordinary": self.say(taken.ordinary),
            "reason": self.say(taken.reason),
        }


def _place(place: Place) -> Json:
    return {
        "document": place.document or None,
        "article": place.article,
        "item": place.item,
        "location": location(place.span),
    }
