"""What a mechanism says where this document does not stand: the same formulas, as the document above reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.chain import of_chain
from rankdsl.checks.examination import Examination
from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Definition
from rankdsl.ir.mentions import symbols_in
from rankdsl.ir.nodes import Apply, AsOf, Collection, Const, Expr, FactRef, FieldRef, Ref
from rankdsl.ir.program import Program

M = TypeVar("M")


def in_force(under: Examination, kind: type[M], name: str, below: int | None = None) -> tuple[int, M] | None:
    """The mechanism of a name that counts in this document, which is the lowest one of it, and its layer. `below`: of
    the layers before that one only."""
    found = [(layer, m) for layer, m in of_chain(under, kind) if _name(m) == name and (below is None or layer < below)]
    return max(found, key=lambda entry: entry[0]) if found else None


def _name(mechanism: object) -> str:
    name = getattr(mechanism, "name", "")
    assert isinstance(name, str)
    return name


def wider(under: Examination) -> bool:
    """Whether this document is about people of whom the one above is not."""
    return under.before is None or not set(under.program.coverage) >= set(under.before.coverage)


def touched(under: Examination, parts: Iterable[Expr]) -> bool:
    """Whether anything behind the expressions is otherwise here than above."""
    return any(not under.keeps(symbol) for symbol in symbols_in(parts) if symbol.layer >= 0)


def same_words(one: object, other: object) -> bool:
    """Whether two definitions, or parts of them, are the same by their words: every name counts for itself, wherever it
    comes from, and places do not count."""
    match one, other:
        case Ref(symbol=symbol), Ref(symbol=another):
            return symbol.name == another.name
        case Apply(op=op, args=args), Apply(op=another, args=others):  # the type follows from the arguments
            return op is another and same_words(args, others)
        case Definition(), Definition():
            return same_words((one.kind, one.body, one.exceptions), (other.kind, other.body, other.exceptions))
        case tuple(), tuple():
            return len(one) == len(other) and all(map(same_words, one, other))
        case (Place(), Place()):
            return True
        case _:
            pass
    if type(one) is type(other) and isinstance(one, Struct):
        return all(same_words(getattr(one, part), getattr(other, part)) for part in one.__struct_fields__)
    return one == other


def there(above: Program, expr: Expr) -> Expr | None:
    """An expression with every name as the document above has it; None where that knows a name or a fact of it not."""
    match expr:
        case Ref(symbol=symbol):
            same = above.top.get(symbol.name)
            return Ref(same, above.definitions[same].type) if same is not None else None
        case FactRef(name=name):
            return expr if above.vocabulary.fact(name) is not None else None
        case Apply(args=args):
            found = tuple(there(above, arg) for arg in args)
            known = tuple(arg for arg in found if arg is not None)
            return replace(expr, args=known) if len(known) == len(args) else None
        case Collection(where=where, records=records):
            if above.vocabulary.fact(records) is None:
                return None
            said = there(above, where) if where is not None else None
            return None if where is not None and said is None else replace(expr, where=said)
        case Const() | AsOf() | FieldRef():
            return expr
