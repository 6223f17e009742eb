"""What regulates something: parameters, definitions, decisions, exceptions, amendments."""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from rankdsl.source import Span
from rankdsl.syntax.ast.expressions import Expr
from rankdsl.syntax.ast.words import ArticleRef, Ident, ItemLabel, TitleRef


class Branch(Struct, frozen=True):
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


class Cell(Struct, frozen=True):
    """`word`: as in a comparison, the word that a bound was written with."""

    op: CellOp
    values: tuple[Expr, ...]
    span: Span
    word: str = ""


class Row(Struct, frozen=True):
    """`cells` None: 其他"""

    cells: tuple[Cell, ...] | None
    value: Expr
    span: Span


class PlainBody(Struct, frozen=True):
    value: Expr
    span: Span


class BranchBody(Struct, frozen=True):
    branches: tuple[Branch, ...]
    span: Span


class TableBody(Struct, frozen=True):
    """`columns`: usually names; `first_hit`: 逐行"""

    columns: tuple[Expr, ...]
    rows: tuple[Row, ...]
    first_hit: bool
    span: Span


DefinitionBody = PlainBody | BranchBody | TableBody


class ItemMode(Enum):
    ALL = "须"
    ANY = "须具备下列之一"


class Readings(Struct, frozen=True):
    """读法甲：…；读法乙：…；采 读法乙: one condition as it may be read, by the names of the readings, of which one is
    adopted."""

    choices: tuple[tuple[str, Expr], ...]
    adopted: str
    span: Span


class ItemNode(Struct, frozen=True):
    """A numbered condition: a formula, several readings of one, or one level of inner items (labels 1. 2. 3.).

    `label` None: the only, unnumbered condition of a decision."""

    label: ItemLabel | None
    body: Expr | Readings | ItemGroup
    span: Span


class ItemGroup(Struct, frozen=True):
    mode: ItemMode
    items: tuple[ItemNode, ...]
    span: Span


class ParameterValue(Struct, frozen=True):
    """`since` None: from the beginning of the document."""

    value: Expr
    since: date | None
    span: Span


class Parameter(Struct, frozen=True):
    name: Ident
    values: tuple[ParameterValue, ...]
    span: Span


class Define(Struct, frozen=True):
    """定义 and 表"""

    name: Ident
    body: DefinitionBody
    span: Span


class Decide(Struct, frozen=True):
    """`new`: 新设"""

    name: Ident
    group: ItemGroup
    span: Span
    new: bool = False


class DecideSame(Struct, frozen=True):
    """决定 name 即《title》[第N条] target; `article` is for readers: the target is found by its name."""

    name: Ident
    title: TitleRef
    target: Ident
    span: Span
    article: str | None = None


class NormRef(Struct, frozen=True):
    """What an exception or amendment is about: a name, or an item of a decision."""

    name: Ident
    label: ItemLabel | None
    span: Span


class Deemed(Enum):
    MET = "视为具备"
    NOT_MET = "视为不具备"


class ExceptWhen(Struct, frozen=True):
    """例外 [《…》第N条] [优先于 第M条…] 当 guard 时，target 为 value / 视为具备 / 视为不具备.

    `article`: where the target stands; None: found by name. `over`: articles of this document whose exceptions on the
    same target give way."""

    article: ArticleRef | None
    over: tuple[ArticleRef, ...]
    guard: Expr
    target: NormRef
    value: Expr | Deemed
    span: Span


class AddItems(Struct, frozen=True):
    """另须"""

    group: ItemGroup
    span: Span


class ReplaceBody(Struct, frozen=True):
    """改为 of a definition (or parameter, as PlainBody) or, with a PlainBody, of an item"""

    body: DefinitionBody
    span: Span


class ReplaceGroup(Struct, frozen=True):
    """改为 of a whole decision (须 … / 须具备下列之一 …) or of an item that gets inner items"""

    group: ItemGroup
    span: Span


class DeleteItem(Struct, frozen=True):
    """删去"""

    span: Span


class Amend(Struct, frozen=True):
    """修改 《…》第N条 target 另须 / 改为 / 删去"""

    article: ArticleRef
    target: NormRef
    change: AddItems | ReplaceBody | ReplaceGroup | DeleteItem
    span: Span
