"""The exceptions that one document makes to one norm: which gives way to which, and what the norm was before."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Place
from rankdsl.ir.nodes import BEFORE_EXCEPTIONS, Symbol
from rankdsl.semantics.documents import Note
from rankdsl.semantics.findings_documents import OVER_FOREIGN, OVER_NOTHING
from rankdsl.semantics.findings_terms import OVER_IN_CIRCLE
from rankdsl.semantics.formulas import names_in
from rankdsl.semantics.rules import Dated, Excepting, Rule, Unchanged, Written
from rankdsl.syntax import ast

_FIGURES = ast.Number | ast.Quantity | ast.DayLiteral | ast.MonthLiteral | ast.TruthLiteral


class Targeted(Struct, frozen=True):
    """An exception whose target is found. `shown`: the name of the target, with its label."""

    node: ast.ExceptWhen
    place: Place
    value: ast.Expr | bool
    shown: str


def excepting(targets: Sequence[Targeted], title: str, note: Note) -> tuple[Excepting, ...]:
    """The exceptions of one target with their precedence, in the order written. `title`: of their document."""
    ahead = [_directly_over(target, targets, title, note) for target in targets]
    every = [_reached(position, ahead) for position in range(len(targets))]
    circle = [position for position, over in enumerate(every) if position in over]
    if circle:
        first = targets[circle[0]]
        ring = " → ".join(dict.fromkeys(targets[p].place.article or "" for p in circle))
        ring = f"{ring} → {first.place.article}"
        note(OVER_IN_CIRCLE.at(first.place, subject=first.shown, ring=ring))
        every = [frozenset[int]() for _ in targets]
    return tuple(
        Excepting(target.node.guard, target.value, over, target.place)
        for target, over in zip(targets, every, strict=True)
    )


def split_off_base(rule: Rule, exceptions: tuple[Excepting, ...]) -> tuple[Rule, ...]:
    """The rule with its exceptions. Where one of them asks for the value before all of them, and that is neither a
    figure nor another norm already, it becomes a norm of its own in front."""
    plain = isinstance(rule.source, Dated | Unchanged) or (
        isinstance(rule.source, Written)
        and isinstance(rule.source.body, ast.PlainBody)
        and isinstance(rule.source.body.value, _FIGURES)
    )
    if plain or rule.own_name is None or not any(_mentions(e, rule.own_name) for e in exceptions):
        return (replace(rule, exceptions=exceptions),)
    base = Symbol(f"{BEFORE_EXCEPTIONS}{rule.symbol.name}", rule.symbol.layer)
    return (replace(rule, symbol=base), replace(rule, source=Unchanged(base), exceptions=exceptions))


def _mentions(exception: Excepting, name: str) -> bool:
    parts = [exception.guard] if isinstance(exception.value, bool) else [exception.guard, exception.value]
    return any(ident.text == name for part in parts for ident in names_in(part))


def _directly_over(target: Targeted, targets: Sequence[Targeted], title: str, note: Note) -> frozenset[int]:
    found: set[int] = set()
    for ref in target.node.over:
        place = Place(ref.span, target.place.document, target.place.article)
        if ref.title is not None and ref.title.text != title:
            note(OVER_FOREIGN.at(place, subject=target.shown, title=ref.title.text))
            continue
        there = {p for p, other in enumerate(targets) if other.place.article == ref.article and other is not target}
        if not there:
            note(OVER_NOTHING.at(place, subject=target.shown, article=ref.article, name=target.shown))
        found |= there
    return frozenset(found)


def _reached(start: int, ahead: Sequence[frozenset[int]]) -> frozenset[int]:
    found: set[int] = set()
    waiting = list(ahead[start])
    while waiting:
        position = waiting.pop()
        if position not in found:
            found.add(position)
            waiting += ahead[position]
    return frozenset(found)
