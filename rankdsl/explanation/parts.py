"""An explanation and its parts, as data. Nothing here computes, and nothing knows a format.

Invariants: conditions form a tree in the order in which they were written; figures are a flat list, the first mentioned
first, and refer to each other by key (a value that many formulas use is explained once); every `Text` is complete in
both languages; names of facts and norms, and what documents say, stay in the words of the documents.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from rankdsl.backends.approximate import Answer, Cause
from rankdsl.diagnostics import Place, Text
from rankdsl.explanation.outcomes import Outcome
from rankdsl.ir.definitions import Mode
from rankdsl.ir.operators import Op
from rankdsl.ir.program import DocumentName
from rankdsl.ir.types import Type
from rankdsl.ir.values import Person


class Standing(Enum):
    """How a person stands to a condition."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"
    NO_VALUE = "no value"


class Rule(Enum):
    BRANCH = "branch"
    OTHERWISE = "otherwise"
    EXCEPTION = "exception"


class Ruling(Struct, frozen=True):
    """A branch, a row of a table or an exception that applies (`surely`), or may apply while facts are missing.

    guard: its condition in words, None for 其他. value: what it says, in words."""

    rule: Rule
    place: Place
    guard: Text | None
    value: Text
    surely: bool


class FigureKind(Enum):
    FACT = "fact"
    LIST = "list"
    DERIVED = "derived"
    PARAMETER = "parameter"
    DEFINITION = "definition"
    CONDITION = "condition"


class Figure(Struct, frozen=True):
    """A value that went in: a fact of the person, or a norm with its article and how it came to its value.

    label: the name as it is shown (a rule before its exceptions is `原X`). place: None for facts of the person.
    formula: the formula with every value in it; None for facts, constants, and bodies of branches that are constants.
    rulings: the branch and the exceptions that apply. remarks: which years a list was counted for.
    uses: keys of the figures that went in. missing: missing facts that it hinges on."""

    key: str
    label: Text
    kind: FigureKind
    place: Place | None
    type: Type
    answer: Answer
    value: Text
    formula: Text | None = None
    rulings: tuple[Ruling, ...] = ()
    remarks: tuple[Text, ...] = ()
    uses: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Comparison(Struct, frozen=True):
    """What was compared, as the condition wants it (a negated 不足 is ≥). `type` is that of both sides.

    gap: how far off a condition is that is not met (`还差 1年2个月`); None where it is met, or no distance is known."""

    op: Op
    type: Type
    left: Text
    left_answer: Answer
    left_value: Text
    right: Text
    right_answer: Answer
    right_value: Text
    gap: Text | None
    left_is_figure: bool
    right_is_figure: bool
    right_is_constant: bool


class Condition(Struct, frozen=True):
    """A condition, or a part of one, and how the person stands to it.

    words: what was written. place: where; None for a part of a formula. label: its number among the items of the norm
    at `under` (（一）, （二）1), which may be another article than `place` where a document changed the item.
    mode: how `parts` count together (ALL, ANY); None where there are none. name: of the definition
    that it only names. uses: keys of the figures that it names itself.
    ruling: the exception that settles it (视为具备), so that nothing else counts.
    decides: the outcome rests on it; for a no, these are the least to be changed (with ANY: one of them)."""

    words: Text
    place: Place | None
    standing: Standing
    label: str = ""
    under: Place | None = None
    mode: Mode | None = None
    parts: tuple[Condition, ...] = ()
    name: str | None = None
    comparison: Comparison | None = None
    uses: tuple[str, ...] = ()
    ruling: Ruling | None = None
    missing: tuple[str, ...] = ()
    remarks: tuple[Text, ...] = ()
    decides: bool = False


class Trouble(Struct, frozen=True):
    """Why there is no value: `name` is the norm at fault, `place` its article, `places` the rules that contradict."""

    cause: Cause
    name: str
    place: Place | None
    places: tuple[Place, ...]
    words: Text


class Trial(Struct, frozen=True):
    """What comes out if a missing fact has one of some values (`values` in words: `是`, `23级至1级`)."""

    values: Text
    outcome: Outcome


class Missing(Struct, frozen=True):
    """A missing fact that the outcome hinges on; `year` where only the record of one year is unknown.

    trials: what its values lead to, every possible value once; empty where there are too many to try.
    decides: whatever its value, the outcome is then certain."""

    name: str
    year: int | None
    meaning: str
    judged_by: str | None
    trials: tuple[Trial, ...]
    decides: bool


class Turn(Struct, frozen=True):
    """One fact that would turn the no into a yes on the same day, all else equal. `becomes`: the nearest such value."""

    name: str
    now: Text
    becomes: Text


class NextYes(Struct, frozen=True):
    """The nearest later day with a yes, under `assumption`.

    day: None if there is none up to `until` (excluded). by_month: nothing in the rule depends on the day in a month.
    certain: False where it also takes missing facts (`missing`) to turn out well. complete: False where the search gave
    up before `until`. stuck: where there is no day, the conditions that are still not met on the last one."""

    day: date | None
    by_month: bool
    months: int
    """Whole months from the day of evaluation, by calendar months where `by_month`."""
    days: int
    until: date
    open_end: bool
    """The document knows no end before `until`; the search just looks no further."""
    assumption: Text
    certain: bool
    missing: tuple[str, ...]
    complete: bool
    stuck: tuple[Condition, ...] = ()


class Above(Struct, frozen=True):
    """What a document higher up says of the same person on the same day; `place`: where it says so."""

    document: DocumentName
    place: Place
    outcome: Outcome


class Explanation(Struct, frozen=True):
    """Why one decision (or definition) comes out as it does for one person on the day `person.as_of`.

    answer: None where the document is not in force. root: key of the figure of `subject` itself, for definitions.
    facts: what is known of the person, in words, in the order of the vocabulary.
    classes: the classes of people that the person belongs to (科员级), as far as they are looked at.
    scope: the conditions of 适用 and 辖区. ruling: the exception that settles the decision itself.
    conditions and mode: what the decision requires, empty where `ruling` settles it; uses: keys of what that looks at.
    troubles: why there is no value. missing: what is not known.
    next_yes: only for a no (and before the document takes effect). sooner: the same with the best records from now on,
    where that is sooner. periods: first and last day (excluded; None = open) of each stretch in force.
    above: what the documents above say of the same yes-or-no, the highest first."""

    document: DocumentName
    superiors: tuple[str, ...]
    subject: str
    person: Person
    facts: tuple[tuple[str, Text], ...]
    classes: tuple[Text, ...]
    outcome: Outcome
    type: Type
    answer: Answer | None
    value: Text
    place: Place
    scope: tuple[Condition, ...] = ()
    ruling: Ruling | None = None
    mode: Mode | None = None
    conditions: tuple[Condition, ...] = ()
    uses: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    root: str | None = None
    troubles: tuple[Trouble, ...] = ()
    missing: tuple[Missing, ...] = ()
    turns: tuple[Turn, ...] = ()
    next_yes: NextYes | None = None
    sooner: NextYes | None = None
    periods: tuple[tuple[date, date | None], ...] = ()
    above: tuple[Above, ...] = ()

    def figure(self, key: str) -> Figure:
        return next(f for f in self.figures if f.key == key)
