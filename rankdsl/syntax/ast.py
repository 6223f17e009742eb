"""The AST: what was written, with spans. Names are not resolved and nothing is typed here.

Full-width letters, digits and signs in names are already ASCII (`Ａ` is `A`); quoted names 「…」 are without quotes.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

from rankdsl.frozen import dataclass
from rankdsl.source import Span

# --- words -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ident:
    """A name as written: of a fact, definition, decision, enumeration value, window, field."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quoted:
    """The inside of “…”."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class TitleRef:
    """《…》 without the marks; inner marks are kept."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class ItemLabel:
    """（一） or （一）2: `outer` is "（一）" in canonical full-width form, `inner` is 2 or None."""

    outer: str
    inner: int | None
    span: Span

    @property
    def text(self) -> str:
        return self.outer if self.inner is None else f"{self.outer}{self.inner}"


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """[《…》] 第N条. `article` canonical: "第三条"."""

    title: TitleRef | None
    article: str
    span: Span


# --- expressions -------------------------------------------------------------------------------------------------


class BinaryOp(Enum):
    ADD = "+"
    SUB = "−"
    MUL = "×"
    DIV = "÷"


class CompareOp(Enum):
    EQ = "="
    NE = "≠"
    LT = "<"
    LE = "≤"
    GT = ">"
    GE = "≥"


class LogicOp(Enum):
    AND = "且"
    OR = "或"


class WrittenUnit(Enum):
    """The unit as it was written. YEAR and MONTH make durations, WAN is 万元, LEVEL is the `级` of `25级`."""

    YEAR = "年"
    MONTH = "个月"
    DAY = "日"
    WORKDAY = "个工作日"
    YUAN = "元"
    WAN = "万元"
    PERCENT = "%"
    TIMES = "次"
    PEOPLE = "人"
    LEVEL = "级"


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction
    span: Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a unit: 8年, 半年 (1/2 YEAR), 2年6个月 (30 MONTH), 20%, 百分之六, 800元, 5个工作日, 2次, 25级."""

    value: Fraction
    unit: WrittenUnit
    span: Span


@dataclass(frozen=True, slots=True)
class DayLiteral:
    """2015年1月15日 or 2015-01-15"""

    day: date
    span: Span


@dataclass(frozen=True, slots=True)
class MonthLiteral:
    """2015年1月 or 2015-01; `month` is year * 12 + month - 1."""

    month: int
    span: Span


@dataclass(frozen=True, slots=True)
class TruthLiteral:
    value: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    ident: Ident

    @property
    def span(self) -> Span:
        return self.ident.span


@dataclass(frozen=True, slots=True)
class AsOfDay:
    """评定日"""

    span: Span


@dataclass(frozen=True, slots=True)
class Judged:
    """待判断 F: the yes/no fact F, which the writer says a person must judge."""

    ident: Ident
    span: Span


@dataclass(frozen=True, slots=True)
class Negative:
    operand: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Arithmetic:
    op: BinaryOp
    left: Expr
    right: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    op: CompareOp
    left: Expr
    right: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Membership:
    """X 属于 {a、b} (positive) or X 不属于 {a、b}."""

    operand: Expr
    members: tuple[Expr, ...]
    positive: bool
    span: Span


@dataclass(frozen=True, slots=True)
class AtLeastFull:
    """X 满 3年: X a date, a month or a duration."""

    operand: Expr
    quantity: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Logic:
    """A flat chain of one connective."""

    op: LogicOp
    operands: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    operand: Expr
    span: Span


class Function(Enum):
    """Written `较大（a，b）`; keywords of the table."""

    LARGER = "较大"
    SMALLER = "较小"
    MONTHS = "月数"
    DAYS = "日数"
    YEAR = "年份"
    MONTH = "所在月"


@dataclass(frozen=True, slots=True)
class Call:
    function: Function
    args: tuple[Expr, ...]
    span: Span


class RoundingMode(Enum):
    HALF_UP = "四舍五入"
    UP = "向上"
    DOWN = "向下"


@dataclass(frozen=True, slots=True)
class Rounding:
    """取整（x，四舍五入[，2位]）"""

    operand: Expr
    mode: RoundingMode
    places: int
    span: Span


class AggregateKind(Enum):
    COUNT = "计数"
    SUM = "合计"
    LARGEST = "最大"
    SMALLEST = "最小"
    SOME = "任一"
    EVERY = "每个"
    RUN = "连续"
    LATEST = "最近一次"


@dataclass(frozen=True, slots=True)
class LastYears:
    """近3年"""

    years: int
    span: Span


@dataclass(frozen=True, slots=True)
class NamedWindow:
    """任现职级以来: the vocabulary says what it means."""

    ident: Ident

    @property
    def span(self) -> Span:
        return self.ident.span


@dataclass(frozen=True, slots=True)
class Aggregate:
    """计数 [window] LIST [中（filter）]; 合计, 最大, 最小 and 最近一次 end in 的 FIELD; 连续 has `times`."""

    kind: AggregateKind
    window: LastYears | NamedWindow | None
    records: Ident
    where: Expr | None
    field: Ident | None
    times: int | None
    span: Span


Expr = (
    Number
    | Quantity
    | DayLiteral
    | MonthLiteral
    | TruthLiteral
    | Name
    | AsOfDay
    | Judged
    | Negative
    | Arithmetic
    | Comparison
    | Membership
    | AtLeastFull
    | Logic
    | Not
    | Call
    | Rounding
    | Aggregate
)

# --- norms ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Branch:
    """当 guard 时，value; `guard` None: 其他"""

    guard: Expr | None
    value: Expr
    span: Span


class CellOp(Enum):
    """How a table's cell compares its column: 任意, one of some values, or a bound."""

    ANY = "任意"
    ONE_OF = "one of"
    LT = "<"
    LE = "≤"
    GT = ">"
    GE = "≥"


@dataclass(frozen=True, slots=True)
class Cell:
    op: CellOp
    values: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` None: 其他"""

    cells: tuple[Cell, ...] | None
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class PlainBody:
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class BranchBody:
    branches: tuple[Branch, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class TableBody:
    """`columns`: usually names; `first_hit`: 逐行"""

    columns: tuple[Expr, ...]
    rows: tuple[Row, ...]
    first_hit: bool
    span: Span


DefinitionBody = PlainBody | BranchBody | TableBody


class ItemMode(Enum):
    ALL = "须"
    ANY = "须具备下列之一"


@dataclass(frozen=True, slots=True)
class ItemNode:
    """A numbered condition: either a formula or one level of inner items (labels 1. 2. 3.).

    `label` None: the only, unnumbered condition of a decision."""

    label: ItemLabel | None
    body: Expr | ItemGroup
    span: Span


@dataclass(frozen=True, slots=True)
class ItemGroup:
    mode: ItemMode
    items: tuple[ItemNode, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """`since` None: from the beginning of the document."""

    value: Expr
    since: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Parameter:
    name: Ident
    values: tuple[ParameterValue, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Define:
    """定义 and 表"""

    name: Ident
    body: DefinitionBody
    span: Span


@dataclass(frozen=True, slots=True)
class Decide:
    name: Ident
    group: ItemGroup
    span: Span


@dataclass(frozen=True, slots=True)
class NormRef:
    """What an exception or amendment is about: a name, or an item of a decision."""

    name: Ident
    label: ItemLabel | None
    span: Span


class Deemed(Enum):
    MET = "视为具备"
    NOT_MET = "视为不具备"


@dataclass(frozen=True, slots=True)
class ExceptWhen:
    """例外 [《…》第N条] [优先于 第M条…] 当 guard 时，target 为 value / 视为具备 / 视为不具备.

    `article`: where the target stands; None: found by name. `over`: articles of this document whose exceptions on the
    same target give way."""

    article: ArticleRef | None
    over: tuple[ArticleRef, ...]
    guard: Expr
    target: NormRef
    value: Expr | Deemed
    span: Span


@dataclass(frozen=True, slots=True)
class AddItems:
    """另须"""

    group: ItemGroup
    span: Span


@dataclass(frozen=True, slots=True)
class ReplaceBody:
    """改为 of a definition (or parameter, as PlainBody) or, with a PlainBody, of an item"""

    body: DefinitionBody
    span: Span


@dataclass(frozen=True, slots=True)
class ReplaceGroup:
    """改为 of a whole decision (须 … / 须具备下列之一 …) or of an item that gets inner items"""

    group: ItemGroup
    span: Span


@dataclass(frozen=True, slots=True)
class DeleteItem:
    """删去"""

    span: Span


@dataclass(frozen=True, slots=True)
class Amend:
    """修改 《…》第N条 target 另须 / 改为 / 删去"""

    article: ArticleRef
    target: NormRef
    change: AddItems | ReplaceBody | ReplaceGroup | DeleteItem
    span: Span


# --- statements about norms ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gist:
    text: Quoted
    span: Span


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A key of the workspace's sources, and where in that source (optional)."""

    key: str
    locator: Quoted | None
    span: Span


@dataclass(frozen=True, slots=True)
class Sources:
    entries: tuple[SourceEntry, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ScopeIs:
    """适用"""

    formula: Expr
    span: Span


class RestrictionWord(Enum):
    NOT_STRICTER = "不得加严"
    NOT_LAXER = "不得放宽"
    NOT_CHANGED = "不得变更"
    NO_ADDED_CONDITION = "不得增设条件"
    FREE = "可自行规定"


@dataclass(frozen=True, slots=True)
class RestrictionClause:
    """`except_facts`: 不得增设条件 除 F1、F2 外"""

    word: RestrictionWord
    except_facts: tuple[Ident, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ForSubordinates:
    """对下 X：…"""

    name: Ident
    clauses: tuple[RestrictionClause, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Publish:
    name: Ident
    facts: tuple[Ident, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class AssertHolds:
    formula: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class AssertExists:
    formula: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class AssertMonotone:
    """X 随 f 不减 (+1) / 不增 (-1)"""

    subject: Ident
    fact: Ident
    direction: int
    span: Span


@dataclass(frozen=True, slots=True)
class AssertIndependent:
    """X 与 f 无关"""

    subject: Ident
    fact: Ident
    span: Span


@dataclass(frozen=True, slots=True)
class AssertExclusive:
    """A 与 B 互斥"""

    first: Ident
    second: Ident
    span: Span


Assertion = AssertHolds | AssertExists | AssertMonotone | AssertIndependent | AssertExclusive


@dataclass(frozen=True, slots=True)
class RecordYears:
    """{2004至2014：称职、2015：等次 优秀，得分 90、2016：未知}

    `values` None: 未知; a field name None: the only field.
    """

    first: int
    last: int
    values: tuple[tuple[Ident | None, Expr], ...] | None
    span: Span


@dataclass(frozen=True, slots=True)
class RecordsLiteral:
    """{} is an empty, complete list."""

    years: tuple[RecordYears, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """不适用"""

    span: Span


@dataclass(frozen=True, slots=True)
class Given:
    """fact = value in a case; name 评定日 sets the day of evaluation."""

    name: Ident
    value: Expr | RecordsLiteral | NotApplicable
    span: Span


class SpecialExpectation(Enum):
    CANNOT_TELL = "不能确定"
    NO_VALUE = "无值"


@dataclass(frozen=True, slots=True)
class Expect:
    """期望 X = value"""

    name: Ident
    value: Expr | SpecialExpectation
    span: Span


@dataclass(frozen=True, slots=True)
class Case:
    """案例 “…”：… 其余 如常 (`rest_typical`)"""

    name: Quoted
    given: tuple[Given, ...]
    expected: tuple[Expect, ...]
    rest_typical: bool
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectFinding:
    """预期 RD401：“…”"""

    code: str
    reason: Quoted
    span: Span


@dataclass(frozen=True, slots=True)
class LeftToJudgement:
    """待判断：F1、F2。 as a statement: what this article asks is judged by a person, as these facts."""

    facts: tuple[Ident, ...]
    span: Span


Norm = Parameter | Define | Decide | ExceptWhen | Amend
Statement = (
    Norm | Gist | Sources | ScopeIs | ForSubordinates | Publish | Assertion | Case | ExpectFinding | LeftToJudgement
)

# --- documents -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ArticleNode:
    """`name` canonical: "第三条" or "第三条之一"; `heading` without 【】, empty if there is none."""

    name: str
    heading: str
    statements: tuple[Statement, ...]
    span: Span
    name_span: Span


@dataclass(frozen=True, slots=True)
class DocumentNode:
    """文件《…》 with its header. `statements`: those between the header and the first article (公布, 预期 …).

    Header entries that are not written are None or empty; `semantics` says what is required."""

    title: TitleRef
    level: Ident | None
    jurisdiction: Expr | None
    under: tuple[TitleRef, ...]
    vocabulary: Ident | None
    effective: DayLiteral | None
    repealed: DayLiteral | None
    statements: tuple[Statement, ...]
    articles: tuple[ArticleNode, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class FileNode:
    documents: tuple[DocumentNode, ...]
