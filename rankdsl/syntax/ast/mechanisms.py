"""What works on more than one person or one rule: scores, slots, selections, procedures, indicators, entitlements.

Money and rights that follow a rank are definitions with a mark (`Entitlement`); all others are mechanisms of their own.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from rankdsl.source import Span
from rankdsl.syntax.ast.expressions import CompareOp, Expr, RoundingMode
from rankdsl.syntax.ast.norms import DefinitionBody
from rankdsl.syntax.ast.words import ArticleRef, Ident, ItemLabel, Quoted

# --- 积分, 占比


class PartForm(Enum):
    """How a component enters its score: with a weight (占 40%), with so many points (满分 40), or against it."""

    WEIGHT = "占"
    MARKS = "满分"
    DEDUCTION = "扣分"


class ScorePart(Struct, frozen=True):
    """（一）任职年限分 占 40% 由 组织部：formula.

    amount: the weight, the marks, or the most that is deducted (None: no limit). rater: who gives it. value None: the
    fact or norm of that name."""

    label: ItemLabel
    name: Ident
    form: PartForm
    amount: Expr | None
    rater: Ident | None
    value: Expr | None
    span: Span


class ScoreGroup(Struct, frozen=True):
    """Components for whom `guard` holds; None: for everybody, or (`otherwise`) for whom no other guard holds."""

    guard: Expr | None
    otherwise: bool
    parts: tuple[ScorePart, ...]
    span: Span


class Score(Struct, frozen=True):
    """积分 X 满分 100分 最低 0分：…; `lowest` None: 0"""

    name: Ident
    full: Expr
    lowest: Expr | None
    groups: tuple[ScoreGroup, ...]
    span: Span


class ShareRule(Struct, frozen=True):
    """任职年限分 不超过 30%: the weights of the components of that name, or of that rater, against a share or against
    the weights of others."""

    subject: Ident
    op: CompareOp
    bound: Expr
    span: Span
    word: str = ""


class Shares(Struct, frozen=True):
    """占比 X：…, for the score of that name here and in every document below"""

    score: Ident
    rules: tuple[ShareRule, ...]
    span: Span


# --- 上限


class Measure(Enum):
    """What a cap bounds, other than a share of people."""

    ITEMS = "项数"
    POINTS = "分值"
    MATERIALS = "材料"
    VISITS = "检查"
    TOTAL = "总额"
    STEP = "级差"


class Cap(Struct, frozen=True):
    """上限 年度考核 中（等次 = 优秀）不超过 20% (`where`: a share of people each year), or 上限 X 的 项数 不超过 11."""

    name: Ident
    where: Expr | None
    measure: Measure | None
    limit: Expr
    span: Span


# --- 职数, 升降, 择优, 周转池


class SlotLine(Struct, frozen=True):
    """（三）三级调研员 不超过 （二）的 40%. `of`: the label of another line; `of_base`: the base; neither: a number."""

    label: ItemLabel
    values: tuple[Ident, ...]
    of: ItemLabel | None
    of_base: bool
    limit: Expr
    span: Span


class Slots(Struct, frozen=True):
    """职数 X 按 现职级 基数 编制数 取整 向下：…"""

    name: Ident
    fact: Ident
    base: Expr
    rounding: RoundingMode
    lines: tuple[SlotLine, ...]
    span: Span


class Direction(Enum):
    RAISES = "晋升"
    LOWERS = "降低"


class Move(Struct, frozen=True):
    """晋升 可晋升职级 → 拟晋升职级: whom the decision says yes to has afterwards the value of `target`."""

    direction: Direction
    decision: Ident
    target: Ident
    span: Span


class Ladder(Struct, frozen=True):
    """升降 现职级：晋升 …；降低 …"""

    fact: Ident
    moves: tuple[Move, ...]
    span: Span


class Key(Struct, frozen=True):
    """综合得分 由高到低 (`descending`) or 由低到高; `word`: as it was written (由晚到早), for readers only"""

    name: Ident
    descending: bool
    span: Span
    word: str = ""


class Select(Struct, frozen=True):
    """择优 X：从 D 中，按 K，同分按 K，取 Q 之内 (`slots`) or 取 5名 (`take`)"""

    name: Ident
    among: Ident
    keys: tuple[Key, ...]
    ties: tuple[Key, ...]
    slots: Ident | None
    take: Expr | None
    span: Span


class TransferKind(Enum):
    HOLDS = "核定"
    LENDS = "借出"
    BORROWS = "借入"


class Transfer(Struct, frozen=True):
    """（一）甲局 借出 四级调研员 3名，自2025年1月1日起，至2026年12月31日. `until`: the last day."""

    label: ItemLabel
    unit: Ident
    kind: TransferKind
    value: Ident
    count: Expr
    since: date | None
    until: date | None
    span: Span


class SlotPool(Struct, frozen=True):
    """周转池 X 用于 职数：…"""

    name: Ident
    slots: Ident | None
    transfers: tuple[Transfer, ...]
    span: Span


# --- 程序


class Published(Struct, frozen=True):
    """`breakdown`: 明细, with every component of the score"""

    name: Ident
    breakdown: bool
    span: Span


class Step(Struct, frozen=True):
    """（四）公示 即 任前公示，由 组织部，不少于 5个工作日，不超过 10个工作日，公布 综合得分 明细.

    same_as: the step of the superior's procedure that it is, where its name is another."""

    label: ItemLabel
    name: Ident
    same_as: Ident | None
    body: Ident | None
    least: Expr | None
    most: Expr | None
    published: tuple[Published, ...]
    span: Span


class Procedure(Struct, frozen=True):
    """程序 X 用于 D：…; D a decision or a selection"""

    name: Ident
    of: Ident | None
    steps: tuple[Step, ...]
    span: Span


# --- 指标, 否决清单, 职责清单


class Indicator(Struct, frozen=True):
    """（一）结案率，分值 30分，类别 个性，隶属 办案，适用 岗位 = 执法，来源 办案系统，由 法制科，对象 案件，性质 数量，
    材料 2份，检查 1次，一票否决"""

    label: ItemLabel
    name: Ident
    points: Expr | None
    kind: Ident | None
    parent: Ident | None
    applies: Expr | None
    source: Ident | None
    owner: Ident | None
    about: Ident | None
    nature: Ident | None
    materials: Expr | None
    visits: Expr | None
    veto: bool
    span: Span


class Indicators(Struct, frozen=True):
    """指标 X：…"""

    name: Ident
    indicators: tuple[Indicator, ...]
    span: Span


class VetoList(Struct, frozen=True):
    """否决清单：A、B: the only matters on which one failure may decide"""

    names: tuple[Ident, ...]
    span: Span


class Duties(Struct, frozen=True):
    """职责清单 法制科：A、B"""

    owner: Ident
    names: tuple[Ident, ...]
    span: Span


# --- 待遇, 后果, 承诺, 核算


class Entitlement(Struct, frozen=True):
    """待遇 X：f, or 待遇 X 按 现职级：…; a definition of what follows a rank"""

    name: Ident
    body: DefinitionBody
    span: Span


class Appeal(Struct, frozen=True):
    """复核 30日 [答复 30日]: within how long it may be asked for, and answered"""

    name: Ident
    within: Expr
    answered: Expr | None
    span: Span


class AdverseOutcome(Struct, frozen=True):
    """后果 X：依据《…》第N条；申诉 复核 30日、申诉 15日"""

    decision: Ident
    grounds: tuple[ArticleRef, ...]
    appeals: tuple[Appeal, ...]
    span: Span


class Promise(Struct, frozen=True):
    """承诺 “…”：f, or (`exists`) 承诺 “…”：存在 f"""

    text: Quoted | None
    exists: bool
    formula: Expr
    span: Span


class Figures(Struct, frozen=True):
    """核算 “…”：f, of figures that must agree with each other"""

    text: Quoted | None
    formula: Expr
    span: Span


Mechanism = (
    Score
    | Shares
    | Cap
    | Slots
    | Ladder
    | Select
    | SlotPool
    | Procedure
    | Indicators
    | VetoList
    | Duties
    | Entitlement
    | AdverseOutcome
    | Promise
    | Figures
)
