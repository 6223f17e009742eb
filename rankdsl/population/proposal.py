"""What is proposed for a unit, as data: everything that a report says and nothing that it has to compute.

Invariants: people of one list stand in the order of the selection, those whom it does not tell apart in the order of
the file; every `Text` is complete in both languages; names stay in the words of the documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from msgspec import Struct

from rankdsl.backends.approximate import Answer
from rankdsl.diagnostics import Place, Text
from rankdsl.ir.mechanisms import PartForm, Selection
from rankdsl.ir.program import DocumentName
from rankdsl.ir.types import Type
from rankdsl.ir.values import Exact, Scalar
from rankdsl.population.roster import Loan, Member, Unit
from rankdsl.population.selecting import Fate


class PartShown(Struct, frozen=True):
    """One component of a score. `counts`: whether it counts for this person at all. `points`: None where they cannot be
    determined. `contribution`: what it adds to the score, points × weight, or less than nothing for a deduction.
    `said`: where these points are said, which another document may change."""

    name: str
    form: PartForm
    rater: str | None
    place: Place
    counts: bool
    points: Exact | None
    weight: Exact | None
    contribution: Exact | None
    said: Place


class ScoreShown(Struct, frozen=True):
    """`value` None: not determinable. `raised`: the parts come to less than `lowest`, which is the score then."""

    name: str
    value: Exact | None
    full: Exact | None
    lowest: Exact | None
    parts: tuple[PartShown, ...]
    place: Place
    raised: bool = False


class KeyShown(Struct, frozen=True):
    """What one key of the order is for a person; `score` where it is one."""

    name: str
    type: Type
    descending: bool
    answer: Answer
    score: ScoreShown | None = None

    @property
    def value(self) -> Scalar | None:
        return self.answer.value


class Ranked(Struct, frozen=True):
    """Somebody who may be promoted. `current`, `target`: values of the ladder's fact, empty for a selection that takes
    a number of people. `rank`: the first place among those who want the same target that he may have by the keys, from
    1; None where the keys are not known. `tied`: how many others have the same. `fate` None: it could not be settled.
    `contingent`: whether it may change once those who cannot be determined are."""

    member: Member
    current: str
    target: str
    keys: tuple[KeyShown, ...]
    rank: int | None
    tied: int
    fate: Fate | None
    contingent: bool = False


class Bar(Struct, frozen=True):
    """A condition that stops people. `label`: its number. `only`: how many of them nothing else stops."""

    place: Place
    label: str
    words: Text
    members: tuple[Member, ...]
    only: int


class Open(Struct, frozen=True):
    """Somebody of whom something cannot be determined: `what` in words. missing: facts that it hinges on. reasons: why
    the document gives no answer."""

    member: Member
    what: Text
    missing: tuple[str, ...]
    reasons: tuple[Text, ...] = ()


class LineShown(Struct, frozen=True):
    """A line of the slots. `number`: as the document says it for this unit; `lent`, `borrowed`: by the document's
    pool on the day. held: how many hold one of its values now; own: those of them who do not stand in borrowed slots,
    `exceeded` if they are too many. free: for how many there is room, in slots of its own or borrowed ones that nobody
    holds. used: the least and the most after the round."""

    label: str
    values: tuple[str, ...]
    number: int
    lent: int
    borrowed: int
    held: int
    own: int
    free: int
    used: tuple[int, int]
    exceeded: bool
    place: Place

    @property
    def capacity(self) -> int:
        """How many there is room for, where borrowed slots are all used."""
        return self.number - self.lent + self.borrowed


class Cut(Struct, frozen=True):
    """Where a target ended. lines: those that were full. last: the last who goes before; first: the first who missed;
    key, gap: the first key in which the two differ, and how far. tied: those between whom the rule does not choose."""

    target: str
    lines: tuple[LineShown, ...]
    last: Ranked | None
    first: Ranked | None
    key: str | None
    gap: Text | None
    tied: tuple[Ranked, ...]
    missed: int


class Queue(Struct, frozen=True):
    """`years`: how long those who may be promoted wait in all; None where `per_year` is not known."""

    eligible: int
    per_year: Exact | None

    @property
    def years(self) -> Exact | None:
        return None if self.per_year is None else Fraction(self.eligible) / self.per_year


class PoolEffect(Struct, frozen=True):
    """The proposal with the loans of the unit file: who is selected then and was not, and the reverse; `ruled_out`:
    those who miss then and were undetermined. exceeded: lines, as they would be, of which too much is lent."""

    loans: tuple[Loan, ...]
    more: tuple[Ranked, ...]
    fewer: tuple[Ranked, ...]
    unsettled: tuple[Ranked, ...]
    ruled_out: tuple[Ranked, ...] = ()
    exceeded: tuple[LineShown, ...] = ()


class Proposal(Struct, frozen=True):
    """obstacles: why nobody can be proposed (a number of slots that is not known …), each with its place."""

    document: DocumentName
    as_of: date
    unit: Unit
    members: tuple[Member, ...]
    selection: Selection
    fact: str
    ranked: tuple[Ranked, ...]
    bars: tuple[Bar, ...]
    barred: tuple[Member, ...]
    opens: tuple[Open, ...]
    lines: tuple[LineShown, ...]
    take: int | None
    cuts: tuple[Cut, ...]
    queue: Queue
    pool: PoolEffect | None
    obstacles: tuple[tuple[Place, Text], ...] = ()
    complete: bool = True

    @property
    def people(self) -> int:
        return len(self.members)

    def of(self, *fates: Fate) -> tuple[Ranked, ...]:
        return tuple(r for r in self.ranked if r.fate in fates)

    @property
    def settled(self) -> bool:
        """Whether everything was answered."""
        return not (self.obstacles or self.opens or self.of(Fate.UNDETERMINED) or not self.complete)

    @property
    def reasons(self) -> Mapping[str, tuple[Bar, ...]]:
        """Of everybody who is not eligible, by identity, the conditions that stop him."""
        found: dict[str, list[Bar]] = {member.id: [] for member in self.barred}
        for bar in self.bars:
            for member in bar.members:
                found[member.id].append(bar)
        return {id_: tuple(bars) for id_, bars in found.items()}
