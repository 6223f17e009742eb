"""What articles hold besides norms: sources, scope, what is allowed below, publication, assertions, cases."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from rankdsl.source import Span
from rankdsl.syntax.ast.expressions import Expr
from rankdsl.syntax.ast.mechanisms import Mechanism
from rankdsl.syntax.ast.norms import Amend, Decide, DecideSame, Define, ExceptWhen, Parameter
from rankdsl.syntax.ast.words import Ident, Quoted


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
    WITHIN = "可在"
    FREE = "可自行规定"
    RESERVED = "专属"


@dataclass(frozen=True, slots=True)
class RestrictionClause:
    """`except_facts`: 不得增设条件 除 F1、F2 外; `ends`: 可在 a 至 b 之间规定"""

    word: RestrictionWord
    except_facts: tuple[Ident, ...]
    span: Span
    ends: tuple[Expr, Expr] | None = None


@dataclass(frozen=True, slots=True)
class ForSubordinates:
    """对下 X：…"""

    name: Ident
    clauses: tuple[RestrictionClause, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Correspond:
    """对应 enumeration：V1、V2 → W1；V3 → W2, or 对应 enumeration：新设 (`values` None)"""

    enumeration: Ident
    values: tuple[tuple[Ident, Ident], ...] | None
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


Norm = Parameter | Define | Decide | DecideSame | ExceptWhen | Amend
Statement = (
    Norm
    | Gist
    | Sources
    | ScopeIs
    | ForSubordinates
    | Correspond
    | Publish
    | Assertion
    | Case
    | ExpectFinding
    | LeftToJudgement
    | Mechanism
)
