"""What changed in meaning, for machines: the schema `rankdsl-diff/1`.

Invariants: the keys and their order are fixed; a part that is not there is null or empty, never left out; the same two
sides give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rankdsl.diagnostics import Finding, Place, Text
from rankdsl.diagnostics.text import Language
from rankdsl.differing import (
    ArticleChange,
    Clause,
    Comparison,
    DocumentDifference,
    Figure,
    Group,
    Person,
    ScopeChange,
    Way,
)
from rankdsl.ir.program import DocumentName
from rankdsl.reporters.json import Json, findings_json, location, tool


def diff_json(documents: Sequence[DocumentDifference], findings: Iterable[Finding], language: Language) -> Json:
    """`rankdsl-diff/1`. `findings`: what kept the sides from being compared; then there are no documents."""
    writing = _Writing(language)
    return {
        "schema": "rankdsl-diff/1",
        "tool": tool(),
        "summary": {
            "documents": len(documents),
            "different": sum(d.differs for d in documents),
            "unknown": sum(d.unknown for d in documents),
        },
        "documents": [writing.document(d) for d in documents],
        "findings": findings_json(findings, language),
    }


class _Writing:
    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, text: Text | None) -> str | None:
        return None if text is None else text.in_language(self.language)

    def document(self, told: DocumentDifference) -> Json:
        return {
            "old": _name(told.old),
            "new": _name(told.new),
            "different": told.differs,
            "unknown": told.unknown,
            "reason": self.say(told.reason),
            "together": told.together,
            "periods": [_period(p) for p in told.periods],
            "dates": [self.figure(f) for f in told.dates],
            "parameters": [self.figure(f) for f in told.parameters],
            "clauses": [self.clause(c) for c in told.clauses],
            "scopes": [self.scope(s) for s in told.scopes],
            "decisions": [self.comparison(c) for c in told.decisions],
            "definitions": [self.comparison(c) for c in told.definitions],
            "follows": list(told.follows),
            "articles": [_article(a) for a in told.articles],
        }

    def figure(self, figure: Figure) -> Json:
        return {
            "name": figure.name,
            "old": self.say(figure.old),
            "new": self.say(figure.new),
            "since": figure.since.isoformat() if figure.since else None,
            "old_place": _place(figure.old_place),
            "new_place": _place(figure.new_place),
        }

    def clause(self, clause: Clause) -> Json:
        return {
            "kind": clause.kind.value,
            "subject": clause.subject,
            "old": self.say(clause.old),
            "new": self.say(clause.new),
            "old_place": _place(clause.old_place),
            "new_place": _place(clause.new_place),
        }

    def scope(self, scope: ScopeChange) -> Json:
        return {
            "same": scope.same,
            "period": _period(scope.period) if scope.period else None,
            "reason": self.say(scope.reason),
            "old_place": _place(scope.old_place),
            "new_place": _place(scope.new_place),
            "groups": [self.group(g) for g in scope.groups],
        }

    def comparison(self, told: Comparison) -> Json:
        return {
            "subject": told.subject,
            "name_before": told.name_before,
            "relation": told.relation.value,
            "period": _period(told.period),
            "reason": self.say(told.reason),
            "old_place": _place(told.old_place),
            "new_place": _place(told.new_place),
            "groups": [self.group(g) for g in told.groups],
            "rows": [
                {"inputs": [self.say(i) for i in r.inputs], "old": self.say(r.old), "new": self.say(r.new)}
                for r in told.rows
            ],
            "person": self.person(told.person),
        }

    def group(self, group: Group) -> Json:
        return {
            "fate": group.fate.value,
            "exact": group.exact,
            "ways": [self.way(w) for w in group.ways],
            "some": self.way(group.some) if group.some else None,
            "person": self.person(group.person),
        }

    def way(self, way: Way) -> Json:
        return {"conditions": [self.say(c) for c in way.conditions], "besides": [self.say(b) for b in way.besides]}

    def person(self, person: Person | None) -> Json | None:
        if person is None:
            return None
        return {
            "facts": {name: self.say(value) for name, value in person.facts},
            "decisive": list(person.decisive),
            "outcome": {"old": self.say(person.old), "new": self.say(person.new)},
            "old_articles": [_place(p) for p in person.old_places],
            "new_articles": [_place(p) for p in person.new_places],
            "replayed": True,
        }


def _name(name: DocumentName | None) -> Json | None:
    if name is None:
        return None
    return {"title": name.title, "path": name.path, "level": name.level, "effective": name.effective.isoformat()}


def _period(period: tuple[date, date | None]) -> list[str | None]:
    start, end = period
    return [start.isoformat(), end.isoformat() if end else None]


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {
        "document": place.document or None,
        "article": place.article,
        "item": place.item,
        "location": location(place.span),
    }


def _article(change: ArticleChange) -> Json:
    return {"edit": change.edit.value, "old": change.old, "new": change.new, "heading": change.heading}
