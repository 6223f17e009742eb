"""What documents say about their own rules and those below them, lowered beside the program of each piece of time."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Kind
from rankdsl.ir.nodes import Const, Expr
from rankdsl.ir.values import Person, Scalar


class Holds(Struct, frozen=True):
    """断言：formula"""

    formula: Expr


class Exists(Struct, frozen=True):
    """断言：存在 formula"""

    formula: Expr


class Monotone(Struct, frozen=True):
    """断言：X 随 f 不减 (direction +1) or 不增 (-1). `subject` is a name of the program, `fact` a base fact or list."""

    subject: str
    fact: str
    direction: int


class Independent(Struct, frozen=True):
    """断言：X 与 f 无关. `facts`: the base facts that f stands for (several if f is derived)."""

    subject: str
    facts: tuple[str, ...]


class Exclusive(Struct, frozen=True):
    """断言：A 与 B 互斥"""

    first: str
    second: str


Claim = Holds | Exists | Monotone | Independent | Exclusive


class Assertion(Struct, frozen=True):
    claim: Claim
    place: Place
    written: str


class WrittenCase(Struct, frozen=True):
    """A case inside a document or of a case file. `expected`: name to value, or CANNOT_TELL, or NO_VALUE."""

    name: str
    person: Person
    expected: Mapping[str, Scalar | Expectation]
    place: Place


class Expectation(Enum):
    CANNOT_TELL = "不能确定"
    NO_VALUE = "无值"


class ExpectedFinding(Struct, frozen=True):
    """预期. `article` None: it stands before the first article and covers the whole document."""

    code: str
    reason: str
    article: str | None
    place: Place


class Restriction(Enum):
    """对下: what a superior allows below it."""

    NOT_STRICTER = "不得加严"
    NOT_LAXER = "不得放宽"
    NOT_CHANGED = "不得变更"
    NO_ADDED_CONDITION = "不得增设条件"
    WITHIN = "可在…之间规定"
    FREE = "可自行规定"
    RESERVED = "专属"


class Delegation(Struct, frozen=True):
    """One 对下 clause on one name. `except_facts`: base facts that added conditions may read (除…外). `lowest` and
    `highest`: the ends of 可在…之间规定, both included."""

    subject: str
    restriction: Restriction
    except_facts: frozenset[str]
    place: Place
    lowest: Const | None = None
    highest: Const | None = None


class Manner(Enum):
    """How a document came to state a norm in full, that is, not by 例外 or 修改."""

    OWN = "a name that no document above has"
    NEW = "新设: such a decision, announced as new"
    SAME = "即: a decision that is a superior's under another name"
    RESTATED = "a name that a document above has"


class Stated(Struct, frozen=True):
    """A norm that this document states in full."""

    name: str
    kind: Kind
    manner: Manner
    place: Place


class ReadItem(Struct, frozen=True):
    """An item that its author wrote in several readings (读法甲, 读法乙, …), of which one is adopted (采).

    `layer`: of the document that wrote it; `label` of the item, `readings`: their names and formulas as written."""

    decision: str
    label: str
    layer: int
    readings: tuple[tuple[str, str], ...]
    adopted: str
    place: Place


class Correspondence(Struct, frozen=True):
    """对应: values of an enumeration of a document's own vocabulary, and the superior's values that they stand for.

    `new`: the enumeration stands for nothing of the superior's (新设). `layer`: of the document that says so."""

    enumeration: str
    values: Mapping[str, str]
    new: bool
    layer: int
    place: Place


class Publication(Struct, frozen=True):
    """公布: the base facts people are told about for one decision."""

    subject: str
    facts: frozenset[str]
    place: Place
