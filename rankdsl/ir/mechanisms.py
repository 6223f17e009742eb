"""Mechanisms: what documents say of more than one person or more than one rule, lowered beside the program.

Names (`norm`, `decision`, `target` …) are names of the effective program (`Program.top`) or facts of the vocabulary, as
each field says; expressions are read like the assertions of the document, every name as the lowest layer leaves it.

The parts of a score, the lines of slots and entitlements are definitions of the program as well, so that every back
end computes them and every proof knows them: the score under its own name, a part under its own, the line （二） of the
slots X as X（二）.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from rankdsl.diagnostics import Place
from rankdsl.ir.nodes import Const, Expr
from rankdsl.ir.operators import Op

# --- 积分, 占比


class PartForm(Enum):
    """How a part enters its score: weighted, with so many points at most, or against it."""

    WEIGHT = "占"
    MARKS = "满分"
    DEDUCTION = "扣分"


class ScorePart(Struct, frozen=True):
    """One component. Its points lie between 0 and the score's full marks (WEIGHT), its own (MARKS), or what may be
    deducted at most.

    name: as written. norm: the definition of its points. guard: for whom it counts (None: everybody); for others its
    points are 0. weight: its share of the score, 40% or marks ÷ full; None for a deduction. amount: as written, None
    where a deduction knows no limit. rater: who gives it."""

    name: str
    norm: str
    form: PartForm
    guard: Expr | None
    weight: Expr | None
    amount: Expr | None
    rater: str | None
    place: Place


class Scoring(Struct, frozen=True):
    """积分: the score is lowest or, if that is more, Σ weight × points + Σ points of marks − Σ deductions.

    name: also that of its definition in the program."""

    name: str
    full: Expr
    lowest: Expr
    parts: tuple[ScorePart, ...]
    place: Place


class ShareRule(Struct, frozen=True):
    """占比: for everybody, the weights of the parts of the score `score` that bear the name or the rater `subject`,
    taken together, stand so (`op`) to `bound`, or to the weights of the parts of the name or rater `other`."""

    score: str
    subject: str
    op: Op
    bound: Expr | None
    other: str | None
    place: Place
    written: str


# --- 上限


class Measure(Enum):
    """What a cap bounds. Of a set of indicators: how many, their points, materials, visits; of an entitlement: what a
    whole unit is paid, and by how much one step of a fact moves it."""

    ITEMS = "项数"
    POINTS = "分值"
    MATERIALS = "材料"
    VISITS = "检查"
    TOTAL = "总额"
    STEP = "级差"


class PeopleCap(Struct, frozen=True):
    """上限 年度考核 中（等次 = 优秀）不超过 20%: each year at most that share of the people, rounded down, has a record
    like that. `where`: a filter over fields of the list `records`."""

    records: str
    where: Expr
    limit: Expr
    place: Place
    written: str


class MeasureCap(Struct, frozen=True):
    """上限 X 的 项数 不超过 11项. `subject`: a set of indicators or an entitlement, of a document of the chain."""

    subject: str
    measure: Measure
    limit: Expr
    place: Place
    written: str


# --- 职数, 升降, 择优, 周转池


class SlotLine(Struct, frozen=True):
    """At most `norm` (a definition: a whole number) people of a unit have one of `values`."""

    label: str
    values: tuple[str, ...]
    norm: str
    place: Place


class Slots(Struct, frozen=True):
    """职数: how many people of a unit may have which values of `fact`, an enumeration. What no line names is free."""

    name: str
    fact: str
    base: Expr
    lines: tuple[SlotLine, ...]
    place: Place


class Direction(Enum):
    RAISES = "晋升"
    LOWERS = "降低"


class Move(Struct, frozen=True):
    """Whom `decision` says yes to may have (RAISES) or gets (LOWERS) the value of `target` for the ladder's fact.

    target: a name of the program, or a fact that the vocabulary has or derives."""

    direction: Direction
    decision: str
    target: Expr
    place: Place


class Ladder(Struct, frozen=True):
    """升降: how people come to another value of `fact`, an ordered enumeration."""

    fact: str
    moves: tuple[Move, ...]
    place: Place


class Key(Struct, frozen=True):
    """What candidates are ordered by: `value`, an ordered type, the highest or the lowest first. `name` as written."""

    name: str
    value: Expr
    descending: bool


class Selection(Struct, frozen=True):
    """择优: of those for whom the decision `among` is yes, in the order of `keys`, then of `ties`, the first.

    slots: within these slots, the target being that of the ladder's move by `among`; take: so many, for the unit. One
    of the two is given."""

    name: str
    among: str
    keys: tuple[Key, ...]
    ties: tuple[Key, ...]
    slots: str | None
    take: Expr | None
    place: Place
    written: str


class TransferKind(Enum):
    HOLDS = "核定"
    LENDS = "借出"
    BORROWS = "借入"


class Transfer(Struct, frozen=True):
    """A unit holds, lends or borrows `count` slots of `value`, from `since` (None: always) to `until`, that day
    included (None: no end is written)."""

    label: str
    unit: str
    kind: TransferKind
    value: str
    count: Const
    since: date | None
    until: date | None
    place: Place


class SlotPool(Struct, frozen=True):
    """周转池. `slots`: whose values are lent, if written."""

    name: str
    slots: str | None
    transfers: tuple[Transfer, ...]
    place: Place


# --- 程序


class Published(Struct, frozen=True):
    """breakdown: 明细, a score with all its parts."""

    name: str
    breakdown: bool


class Step(Struct, frozen=True):
    """name: what it is known by in every document (the superior's name of it, where it says 即). called: as written.
    body: who is in charge. least, most: of working days or days, fixed."""

    label: str
    name: str
    called: str
    body: str | None
    least: Const | None
    most: Const | None
    published: tuple[Published, ...]
    place: Place


class Procedure(Struct, frozen=True):
    """程序: steps in order. `of`: the decision or selection that it leads to."""

    name: str
    of: str | None
    steps: tuple[Step, ...]
    place: Place


# --- 指标, 否决清单, 职责清单


class Indicator(Struct, frozen=True):
    """points: fixed. applies: to whom, None: everybody. about: what it looks at; where not written, its name.

    materials, visits: how many it asks for in a year, fixed; None: none. veto: a failure decides alone."""

    label: str
    name: str
    points: Const | None
    kind: str | None
    parent: str | None
    applies: Expr | None
    source: str | None
    owner: str | None
    about: str
    nature: str | None
    materials: Const | None
    visits: Const | None
    veto: bool
    place: Place


class IndicatorSet(Struct, frozen=True):
    name: str
    indicators: tuple[Indicator, ...]
    place: Place


class VetoList(Struct, frozen=True):
    """否决清单: what may be a veto, here and in every document below."""

    names: tuple[str, ...]
    place: Place


class Duties(Struct, frozen=True):
    """职责清单: what an owner of indicators may ask about."""

    owner: str
    names: tuple[str, ...]
    place: Place


# --- 待遇, 后果, 承诺, 核算


class Entitlement(Struct, frozen=True):
    """待遇: a definition of the program that follows a rank."""

    name: str
    place: Place


class Appeal(Struct, frozen=True):
    """within: how long it may be asked for; answered: how long the answer may take; fixed, of one unit of days."""

    name: str
    within: Const
    answered: Const | None
    place: Place


class AdverseOutcome(Struct, frozen=True):
    """后果: `decision` harms whom it says yes to. grounds: citations of the articles it rests on."""

    decision: str
    grounds: tuple[Place, ...]
    appeals: tuple[Appeal, ...]
    place: Place


class Promise(Struct, frozen=True):
    """承诺: what can be kept, for everybody (`exists`: for somebody). `sides`: as of `Figures`."""

    text: str
    exists: bool
    formula: Expr
    place: Place
    written: str
    sides: tuple[tuple[str, str], ...] = ()


class Figures(Struct, frozen=True):
    """核算: figures that must agree. `sides`: how both sides of each comparison are written, one for each part of a
    formula with 且 or 或, since arithmetic over figures only is but its result in the core; empty for what is none."""

    text: str
    formula: Expr
    place: Place
    written: str
    sides: tuple[tuple[str, str], ...] = ()


Mechanism = (
    Scoring
    | ShareRule
    | PeopleCap
    | MeasureCap
    | Slots
    | Ladder
    | Selection
    | SlotPool
    | Procedure
    | IndicatorSet
    | VetoList
    | Duties
    | Entitlement
    | AdverseOutcome
    | Promise
    | Figures
)
