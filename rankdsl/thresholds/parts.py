"""What is written and what it takes, as data. Nothing here computes, and nothing knows a format.

A *measure* is a fact of which more (or less) is better: a number, a time since some month, an ordered value, a number
of records. A *class* is a value of a fact that divides people.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from rankdsl.diagnostics import Place, Text
from rankdsl.ir.program import DocumentName


class State(Enum):
    FIGURE = "figure"
    ANY = "any value will do"
    """Somebody gets a yes with the worst value there is."""
    NOBODY = "nobody"
    """Nobody of the class gets a yes, whatever they have."""
    UNKNOWN = "unknown"


class Taken(Struct, frozen=True):
    """What it takes under one document. least: the least value with which anybody of the class gets a yes (proved: with
    less nobody does, whatever else is true of them). ordinary: the least with which somebody does who is otherwise as
    ordinary as a yes allows; None where that cannot be said (the measure rests on a list)."""

    state: State
    least: Text | None = None
    ordinary: Text | None = None
    reason: Text | None = None
    """Why it is unknown."""


class Written(Struct, frozen=True):
    """A bar as a numbered condition writes it, and how high it is for the ordinary person of the class; None: it has no
    value there."""

    words: str
    place: Place
    height: Text | None


class Line(Struct, frozen=True):
    """The people of some classes, for whom all figures are the same; none: everybody.

    more: whoever has what is written may still be refused for having too little; or nothing is written and people are
    not told; or it takes more than above. articles: those that make it so,
    else those that make the figure."""

    classes: tuple[Text, ...]
    written: tuple[Written, ...]
    here: Taken
    above: Taken | None
    more: bool
    articles: tuple[Place, ...]


class Measured(Struct, frozen=True):
    """One measure. better: 1: more is better; -1: less is. facts: the base facts behind it; published: whether people
    are told about all of them."""

    name: Text
    better: int
    facts: tuple[str, ...]
    published: bool
    lines: tuple[Line, ...]


class DecisionThresholds(Struct, frozen=True):
    """One decision of a document. by: the fact whose values are the classes; None: none tells people apart here.
    above: the document above that it is set beside."""

    document: DocumentName
    subject: str
    place: Place
    period: tuple[date, date | None]
    by: str | None
    above: DocumentName | None
    measures: tuple[Measured, ...]

    @property
    def unknown(self) -> bool:
        taken = (t for m in self.measures for line in m.lines for t in (line.here, line.above) if t is not None)
        return any(t.state is State.UNKNOWN for t in taken)
