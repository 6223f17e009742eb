"""What has changed between two versions of a document, as data. Nothing here computes, and nothing knows a format.

`OLD` and `NEW` are the two sides. People are those that both vocabularies allow. “gets a yes”: the decision has a value
for them and it is yes; no value is no yes.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from rankdsl.diagnostics import Place, Text
from rankdsl.ir.program import DocumentName


class Relation(Enum):
    """How NEW stands to OLD over everybody whom both are about."""

    EQUIVALENT = "equivalent"
    STRICTER = "stricter"
    """Some who got a yes get none; nobody gets one who did not."""
    LAXER = "laxer"
    INCOMPARABLE = "incomparable"
    """Some lose their yes and others gain one."""
    DIFFERENT = "different"
    """A definition with other values; or a decision that differs only in whether it has an answer."""
    UNKNOWN = "unknown"
    NOBODY = "nobody in both"
    """Nobody is in both scopes, so that nothing can be compared."""
    ADDED = "added"
    REMOVED = "removed"


class Fate(Enum):
    """What becomes of a group of people under NEW."""

    GAINS = "gains"
    LOSES = "loses"
    NO_ANSWER = "no answer any more"
    """They had a no and now the rules say nothing of them."""
    ANSWERED = "answered now"
    COVERED = "covered now"
    NOT_COVERED = "not covered any more"


class Person(Struct, frozen=True):
    """One person of a group, replayed under both sides.

    facts: all, in words, in the order of the vocabulary, the day first. decisive: those of them that decide; relevant:
    those that the rules look at. old, new: what comes out, with the places that force it."""

    facts: tuple[tuple[str, Text], ...]
    decisive: tuple[str, ...]
    relevant: tuple[str, ...]
    old: Text
    new: Text
    old_places: tuple[Place, ...] = ()
    new_places: tuple[Place, ...] = ()


class Way(Struct, frozen=True):
    """All of `conditions` hold. `besides`: what then holds of everybody in the group anyhow (proved), for the reader.
    None of `conditions`: everybody."""

    conditions: tuple[Text, ...]
    besides: tuple[Text, ...] = ()


class Group(Struct, frozen=True):
    """People whose outcome changes. They are among those who have a yes on the other side: `ways` says which of these.

    exact: proved that one of `ways` holds of just the people of the group; else of people in it, among others."""

    fate: Fate
    ways: tuple[Way, ...]
    exact: bool
    person: Person | None
    some: Way | None = None
    """People who are all of the group, by figures, where `ways` is by conditions only."""


class Row(Struct, frozen=True):
    """One line of a table of values: what holds of a person, and the values on both sides (None: no value)."""

    inputs: tuple[Text, ...]
    old: Text | None
    new: Text | None


class Comparison(Struct, frozen=True):
    """One decision or definition, over `period` (the last day excluded, None: open).

    rows: for a definition that few facts decide, every change of its value; else `groups` or `person` shows some.
    name_before: where OLD calls it otherwise. reason: why it is unknown."""

    subject: str
    relation: Relation
    period: tuple[date, date | None]
    old_place: Place | None = None
    new_place: Place | None = None
    groups: tuple[Group, ...] = ()
    rows: tuple[Row, ...] = ()
    person: Person | None = None
    name_before: str | None = None
    reason: Text | None = None


class Figure(Struct, frozen=True):
    """A parameter or a date that is another now; None where there is none. `since`: from when the new one counts."""

    name: str
    old: Text | None
    new: Text | None
    since: date | None = None
    old_place: Place | None = None
    new_place: Place | None = None


class ClauseKind(Enum):
    PUBLISHED = "published"
    ALLOWED_BELOW = "allowed below"
    MECHANISM = "mechanism"


class Clause(Struct, frozen=True):
    """What is said beside a rule, where it is another thing now: the facts that are published (公布), what documents
    below may do (对下), or a mechanism or part of one (程序, 指标, 职数 …). None: nothing is said."""

    kind: ClauseKind
    subject: str
    old: Text | None
    new: Text | None
    old_place: Place | None = None
    new_place: Place | None = None


class Edit(Enum):
    ADDED = "added"
    REMOVED = "removed"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    """Other words, none of whose norms means anything else."""
    CHANGED = "changed"
    """Its norms say something else, which is told where they are."""


class ArticleChange(Struct, frozen=True):
    """`old`, `new`: the article on each side."""

    edit: Edit
    old: str | None
    new: str | None
    heading: str


class ScopeChange(Struct, frozen=True):
    """Whom OLD and NEW are about. `same`: proved to be the same people; None: unknown, for `reason`."""

    same: bool | None
    groups: tuple[Group, ...] = ()
    old_place: Place | None = None
    new_place: Place | None = None
    reason: Text | None = None
    period: tuple[date, date | None] | None = None


class DocumentDifference(Struct, frozen=True):
    """Two versions of one document. One of `old` and `new` may be None: the document is new, or is gone.

    together: the two are in force on a day they share; else OLD is read as if it were still (or already) in force.
    follows: definitions that differ only because of others named here or among the parameters. Dates and articles are
    told, but are no difference in meaning."""

    old: DocumentName | None
    new: DocumentName | None
    together: bool = True
    periods: tuple[tuple[date, date | None], ...] = ()
    dates: tuple[Figure, ...] = ()
    parameters: tuple[Figure, ...] = ()
    clauses: tuple[Clause, ...] = ()
    scopes: tuple[ScopeChange, ...] = ()
    decisions: tuple[Comparison, ...] = ()
    definitions: tuple[Comparison, ...] = ()
    follows: tuple[str, ...] = ()
    articles: tuple[ArticleChange, ...] = ()
    reason: Text | None = None
    """Why nothing could be compared."""

    @property
    def unknown(self) -> bool:
        parts = (*self.decisions, *self.definitions)
        open_scope = any(scope.same is None for scope in self.scopes)
        return self.reason is not None or open_scope or any(c.relation is Relation.UNKNOWN for c in parts)

    @property
    def differs(self) -> bool:
        """Whether anything means something else (where not all is known: as far as is known)."""
        if self.old is None or self.new is None or self.parameters or self.clauses:
            return True
        parts = (*self.decisions, *self.definitions)
        same = (Relation.EQUIVALENT, Relation.UNKNOWN)
        return any(scope.same is False for scope in self.scopes) or any(c.relation not in same for c in parts)
