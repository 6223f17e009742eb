"""The effective program: what a chain of documents, laid over each other, says in one piece of time.

Invariants, established by `semantics` and relied on by every back end:
- `definitions` are in dependency order: a definition refers only to symbols that stand before it;
- every expression is well typed, parameters are already constants of the piece;
- each definition, branch, item and exception knows the place it was written at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from rankdsl.diagnostics import Place, Text
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.nodes import YES, Const, Expr, Symbol
from rankdsl.ir.types import Type
from rankdsl.ir.values import Person, Scalar


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` (included) to `end` (excluded). `open_end`: the document knows no end, `end` is only the
    workspace's horizon."""

    start: date
    end: date
    open_end: bool


class Hit(Enum):
    """Which of several branches that apply counts."""

    UNIQUE = "unique"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Branch:
    """`guard` None: 其他, applies where no other branch of the body does."""

    guard: Expr | None
    value: Expr
    place: Place


@dataclass(frozen=True, slots=True)
class Formula:
    value: Expr


@dataclass(frozen=True, slots=True)
class Cases:
    """UNIQUE: the branches whose guards hold must agree in value, else no value (RD201); none holds: no value (RD202).
    FIRST: the first whose guard holds. A guard without value leaves the whole without value (under FIRST only up to
    the first that holds)."""

    branches: tuple[Branch, ...]
    hit: Hit


class Mode(Enum):
    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Requirement:
    """须 (ALL) or 须具备下列之一 (ANY) over items, each a truth; also the items of an item."""

    mode: Mode
    items: tuple[Expr, ...]


Body = Formula | Cases | Requirement


@dataclass(frozen=True, slots=True)
class ExceptionRule:
    """Gives the definition another value where `guard` holds. `value` may refer to the value without exceptions
    (`Program` gives that a symbol of its own). `over`: positions, in the same definition's `exceptions`, of those that
    this one takes precedence over (already transitive)."""

    guard: Expr
    value: Expr
    over: frozenset[int]
    place: Place


class Kind(Enum):
    DERIVED = "derived"
    DEFINITION = "definition"
    PARAMETER = "parameter"
    DECISION = "decision"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Definition:
    """A norm: its body, then the exceptions of one layer.

    An exception counts unless another that applies takes precedence over it; those that count must agree, else no
    value (RD201). None applies: the body's value. An exception guard without value: no value.
    `written`: the text of the norm as its author wrote it.
    """

    symbol: Symbol
    kind: Kind
    type: Type
    body: Body
    exceptions: tuple[ExceptionRule, ...]
    place: Place
    written: str


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered condition (numbered or not) that a document wrote: `symbol` in the program, `layer` of the document.

    `conjunctive`: the decision cannot be yes without it (an item of 须, 另须; a whole 须具备下列之一 is one such)."""

    decision: str
    symbol: Symbol
    layer: int
    conjunctive: bool
    place: Place
    written: str


@dataclass(frozen=True, slots=True)
class Scope:
    """适用 and 辖区 of one document of the chain; always true where the document has none."""

    scope: Expr
    jurisdiction: Expr
    place: Place


@dataclass(frozen=True, slots=True)
class Invariant:
    name: str
    holds: Expr
    place: Place


@dataclass(frozen=True)
class Program:
    """The chain down to one document in one piece of time. `layers`: the documents, highest first."""

    layers: tuple[DocumentName, ...]
    period: Period
    vocabulary: Vocabulary
    definitions: Mapping[Symbol, Definition]
    top: Mapping[str, Symbol]
    """Name (of definitions, decisions, items, parameters, derived facts) to its rule in the lowest layer."""
    decisions: tuple[str, ...]
    items: tuple[Item, ...]
    scopes: tuple[Scope, ...]
    """One a layer, highest first."""
    invariants: tuple[Invariant, ...]

    @property
    def document(self) -> DocumentName:
        return self.layers[-1]

    @property
    def coverage(self) -> tuple[Expr, ...]:
        """Whom the lowest document is about: its own 适用 (a document without one keeps that of the nearest above), and
        every 辖区 of the chain. Empty: everybody."""
        scope = next((s.scope for s in reversed(self.scopes) if s.scope != YES), YES)
        formulas = (scope, *(s.jurisdiction for s in self.scopes))
        return tuple(formula for formula in formulas if formula != YES)


@dataclass(frozen=True, slots=True)
class DocumentName:
    """A document in one of its versions."""

    title: str
    level: str
    effective: date
    place: Place
    path: str

    @property
    def key(self) -> tuple[str, str]:
        return self.title, self.effective.isoformat()


# What documents say about their own rules, lowered beside the program of each piece.


@dataclass(frozen=True, slots=True)
class Holds:
    """断言：formula"""

    formula: Expr


@dataclass(frozen=True, slots=True)
class Exists:
    """断言：存在 formula"""

    formula: Expr


@dataclass(frozen=True, slots=True)
class Monotone:
    """断言：X 随 f 不减 (direction +1) or 不增 (-1). `subject` is a name of the program, `fact` a base fact or list."""

    subject: str
    fact: str
    direction: int


@dataclass(frozen=True, slots=True)
class Independent:
    """断言：X 与 f 无关. `facts`: the base facts that f stands for (several if f is derived)."""

    subject: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exclusive:
    """断言：A 与 B 互斥"""

    first: str
    second: str


Claim = Holds | Exists | Monotone | Independent | Exclusive


@dataclass(frozen=True, slots=True)
class Assertion:
    claim: Claim
    place: Place
    written: str


@dataclass(frozen=True)
class WrittenCase:
    """A case inside a document or of a case file. `expected`: name to value, or CANNOT_TELL, or NO_VALUE."""

    name: str
    person: Person
    expected: Mapping[str, Scalar | Expectation]
    place: Place


class Expectation(Enum):
    CANNOT_TELL = "不能确定"
    NO_VALUE = "无值"


@dataclass(frozen=True, slots=True)
class ExpectedFinding:
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


@dataclass(frozen=True, slots=True)
class Delegation:
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


@dataclass(frozen=True, slots=True)
class Stated:
    """A norm that this document states in full."""

    name: str
    kind: Kind
    manner: Manner
    place: Place


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item that its author wrote in several readings (读法甲, 读法乙, …), of which one is adopted (采).

    `layer`: of the document that wrote it; `label` of the item, `readings`: their names and formulas as written."""

    decision: str
    label: str
    layer: int
    readings: tuple[tuple[str, str], ...]
    adopted: str
    place: Place


@dataclass(frozen=True, slots=True)
class Correspondence:
    """对应: values of an enumeration of a document's own vocabulary, and the superior's values that they stand for.

    `new`: the enumeration stands for nothing of the superior's (新设). `layer`: of the document that says so."""

    enumeration: str
    values: Mapping[str, str]
    new: bool
    layer: int
    place: Place


@dataclass(frozen=True, slots=True)
class Publication:
    """公布: the base facts people are told about for one decision."""

    subject: str
    facts: frozenset[str]
    place: Place


@dataclass(frozen=True)
class Piece:
    """A document in one piece of time: its program, and those of the documents above it.

    superior: the chain down to the layer above, with what is delegated (可自行规定) read from this document;
    None for a document without superiors. ancestors: (layer, program) for every layer above, the nearest last,
    under the same reading. own_names: names that this document itself defines, amends or excepts here.
    before: the chain down to the layer above as it is without this document; None where that is `superior`.
    """

    program: Program
    superior: Program | None
    ancestors: tuple[tuple[int, Program], ...]
    own_names: frozenset[str]
    delegations: tuple[tuple[int, Delegation], ...]
    """(layer, clause) of every document of the chain, this one included."""
    publications: tuple[Publication, ...]
    assertions: tuple[Assertion, ...]
    before: Program | None = None
    stated: tuple[Stated, ...] = ()
    """What this document states in full, in the order written."""
    same_as: Mapping[str, str] = field(default_factory=dict)
    """Decisions of the chain that are another under a name of their own (即), to that other."""
    correspondences: tuple[Correspondence, ...] = ()
    """Of the whole chain."""
    read_items: tuple[ReadItem, ...] = ()
    """The items of the chain that have several readings; `program` uses those adopted."""
    alternatives: tuple[Alternative, ...] = ()
    """The same piece under every other choice of readings."""
    inherited_assertions: tuple[tuple[int, Assertion], ...] = ()
    """(layer, assertion) of every document above, as read here."""
    rivals: tuple[Rivals, ...] = ()
    """Decisions that two documents above answer, and which this one does not settle."""


@dataclass(frozen=True, slots=True)
class Rivals:
    """A decision that two documents above, neither of them over the other (their layers), each state or change. The
    program has it from the second; no word of the document itself rests on it."""

    subject: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """A piece under another choice of readings. `taken`: the items read otherwise than adopted, with the name of the
    reading. Its own `alternatives` are empty."""

    taken: tuple[tuple[ReadItem, str], ...]
    piece: Piece


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch of time in which a document is in force but one it stands under is not (RD409)."""

    superior: str
    period: Period
    place: Place
    reason: Text


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the document has it. `norms`: number of statements that regulate something; `judged`: 待判断."""

    name: str
    heading: str
    norms: int
    judged: bool
    place: Place


@dataclass(frozen=True)
class Model:
    """Everything that the checks need to know of one document. `pieces` in order of time; empty if the document's
    own mistakes (RD1xx) leave nothing to prove."""

    name: DocumentName
    superiors: tuple[str, ...]
    articles: tuple[Article, ...]
    pieces: tuple[Piece, ...]
    cases: tuple[WrittenCase, ...]
    expected: tuple[ExpectedFinding, ...]
    silences: tuple[Silence, ...]
    vocabulary: Vocabulary

    def piece_at(self, day: date) -> Piece | None:
        return next((p for p in self.pieces if p.program.period.start <= day < p.program.period.end), None)
