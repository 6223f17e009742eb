"""What articles hold besides norms: sources, scope, what is allowed below, publication, assertions, cases."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from rankdsl.source import Span
from rankdsl.syntax.ast.expressions import Expr
from rankdsl.syntax.ast.mechanisms import Mechanism
from rankdsl.syntax.ast.norms import Amend, Decide, DecideSame, Define, ExceptWhen, Parameter
from rankdsl.syntax.ast.words import Ident, Quoted


class Gist(Struct, frozen=True):
    text: Quoted
    span: Span


class SourceEntry(Struct, frozen=True):
    """A key of the workspace's sources, and where in that source (optional)."""

    key: str
    locator: Quoted | None
    span: Span


class Sources(Struct, frozen=True):
    entries: tuple[SourceEntry, ...]
    span: Span


class ScopeIs(Struct, frozen=True):
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


class RestrictionClause(Struct, frozen=True):
    """`except_facts`: 不得增设条件 除 F1、F2 外; `ends`: 可在 a 至 b 之间规定"""

    word: RestrictionWord
    except_facts: tuple[Ident, ...]
    span: Span
    ends: tuple[Expr, Expr] | None = None


class ForSubordinates(Struct, frozen=True):
    """对下 X：…"""

    name: Ident
    clauses: tuple[RestrictionClause, ...]
    span: Span


class Correspond(Struct, frozen=True):
    """对应 enumeration：V1、V2 → W1；V3 → W2, or 对应 enumeration：新设 (`values` None)"""

    enumeration: Ident
    values: tuple[tuple[Ident, Ident], ...] | None
    span: Span


class Publish(Struct, frozen=True):
    name: Ident
    facts: tuple[Ident, ...]
    span: Span


class AssertHolds(Struct, frozen=True):
    formula: Expr
    span: Span


class AssertExists(Struct, frozen=True):
    formula: Expr
    span: Span


class AssertMonotone(Struct, frozen=True):
    """X 随 f 不减 (+1) / 不增 (-1)"""

    subject: Ident
    fact: Ident
    direction: int
    span: Span


class AssertIndependent(Struct, frozen=True):
    """X 与 f 无关"""

    subject: Ident
    fact: Ident
    span: Span


class AssertExclusive(Struct, frozen=True):
    """A 与 B 互斥"""

    first: Ident
    second: Ident
    span: Span


Assertion = AssertHolds | AssertExists | AssertMonotone | AssertIndependent | AssertExclusive


class RecordYears(Struct, frozen=True):
    """{2004至2014：称职、2015：等次 优秀，得分 90、2016：未知}

    `values` None: 未知; a field name None: the only field.
    """

    first: int
    last: int
    values: tuple[tuple[Ident | None, Expr], ...] | None
    span: Span


class RecordsLiteral(Struct, frozen=True):
    """{} is an empty, complete list."""

    years: tuple[RecordYears, ...]
    span: Span


class NotApplicable(Struct, frozen=True):
    """不适用"""

    span: Span


class Given(Struct, frozen=True):
    """fact = value in a case; name 评定日 sets the day of evaluation."""

    name: Ident
    value: Expr | RecordsLiteral | NotApplicable
    span: Span


class SpecialExpectation(Enum):
    CANNOT_TELL = "不能确定"
    NO_VALUE = "无值"


class Expect(Struct, frozen=True):
    """期望 X = value"""

    name: Ident
    value: Expr | SpecialExpectation
    span: Span


class Case(Struct, frozen=True):
    """案例 “…”：… 其余 如常 (`rest_typical`)"""

    name: Quoted
    given: tuple[Given, ...]
    expected: tuple[Expect, ...]
    rest_typical: bool
    span: Span


class ExpectFinding(Struct, frozen=True):
    """预期 RD401：“…”"""

    code: str
    reason: Quoted
    span: Span


class LeftToJudgement(Struct, frozen=True):
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
