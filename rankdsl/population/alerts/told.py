"""What a unit file gives cause to look at, beside the proposal, as data: everything that a report says and nothing that
it has to compute.

Invariants: nothing here changes who is proposed; every `Text` is complete in both languages; a remark of severity NOTE
says what was counted and accuses nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from msgspec import Struct

from rankdsl.diagnostics import Place, Severity, Text
from rankdsl.ir.types import Type
from rankdsl.ir.values import Exact
from rankdsl.population.roster import Member

# --- applications that are stopped


class Kind(Enum):
    """What would have to change before a condition is met; docs/decisions/0580-why-an-application-is-stopped.md says
    how it is found out."""

    PERIOD = "period"
    """Time, and nothing else."""
    RUNNING = "running"
    """A circumstance of the person stands in the way, and ceases to by time."""
    RECORDS = "records"
    """The records of some years."""
    UNIT = "unit"
    """A fact of the unit."""
    OTHERS = "others"
    """A fact of the person that is not a matter of time."""
    SCOPE = "scope"
    """The document is not about the person."""
    OPEN = "open"
    """Time may do; that hinges on facts that are not given."""
    SEVERAL = "several"
    """No single fact would do."""


class Stop(Struct, frozen=True):
    """A condition that stops somebody. code: the article and item, which is stable as long as the document numbers them
    so. facts: what stands in the way (OPEN: what is not given), in the order of the vocabulary. over: the first day on
    which it is met if all else stays as it is and years to come are ordinary; None where that is not foreseen. within:
    what holds of the person, where the condition is that nothing of a list does."""

    code: str
    place: Place
    words: Text
    kind: Kind
    facts: tuple[str, ...]
    over: date | None
    within: tuple[Place, ...]


class Stopped(Struct, frozen=True):
    member: Member
    stops: tuple[Stop, ...]


# --- what else meets the eye


class About(Enum):
    """What a remark is about."""

    OVER_CAP = "over-cap"
    LATER_THAN_TODAY = "date-to-come"
    TURNS = "turns"
    PASSED_OVER = "passed-over"
    NOT_ELIGIBLE = "selected-not-eligible"
    CANNOT_COMPARE = "cannot-compare"
    OVER_SLOTS = "selected-over-slots"
    LOANS = "loans-not-counted"


class Remark(Struct, frozen=True):
    """place: a line of the unit file, or the norm that is concerned. members: whom it names, in the order of the file.
    related: articles. figures: what was counted, for programs; exact fractions."""

    about: About
    severity: Severity
    message: Text
    help: Text
    place: Place
    members: tuple[Member, ...] = ()
    related: tuple[Place, ...] = ()
    figures: Mapping[str, Exact | str] = {}


# --- totals


class Addend(Struct, frozen=True):
    """So many people get the amount."""

    amount: Exact
    people: int


class Unsettled(Struct, frozen=True):
    """Somebody whose amount cannot be determined. missing: facts that it hinges on; reasons: why there is none."""

    member: Member
    missing: tuple[str, ...]
    reasons: tuple[Text, ...]


class Total(Struct, frozen=True):
    """A sum over the unit against its limit. least, most: what it may come to, None where nothing bounds it; equal
    where everything is known. limit None: not known. kept None: cannot be determined."""

    subject: str
    type: Type
    written: str
    addends: tuple[Addend, ...]
    unsettled: tuple[Unsettled, ...]
    least: Exact | None
    most: Exact | None
    limit: Exact | None
    limit_missing: tuple[str, ...]
    kept: bool | None
    place: Place


class Warnings(Struct, frozen=True):
    """applicants: how many people the file says apply, None where it marks nobody. stopped: None where nobody asked.
    undetermined: of those who apply, the ones of whom it is not known whether they are eligible."""

    applicants: int | None = None
    stopped: tuple[Stopped, ...] | None = None
    undetermined: tuple[Member, ...] = ()
    remarks: tuple[Remark, ...] = ()
    totals: tuple[Total, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is something to say."""
        return bool(self.stopped is not None or self.remarks or self.totals)

    @property
    def settled(self) -> bool:
        """Whether every limit that the documents set for the whole unit could be compared."""
        return all(total.kept is not None for total in self.totals)
