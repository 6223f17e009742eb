"""Which articles came, went, bear another number, or say the same in other words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from rankdsl.diagnostics import Place
from rankdsl.differing.alike import Alike
from rankdsl.differing.parts import ArticleChange, Edit
from rankdsl.ir.model import Article, Model
from rankdsl.ir.nodes import YES, Ref
from rankdsl.ir.program import Program

_NEXT_DOCUMENT = re.compile(r"^\s*(?:文件|document)\s*《", re.MULTILINE)


class _Side(Struct, frozen=True):
    article: Article
    text: str
    """Without its number, and without spaces."""
    built: frozenset[int]
    """Numbers of its norms (`Alike`) with all that is behind them."""
    worded: frozenset[int]
    """The same by their own words only."""

    mechanisms: frozenset[object]
    """Scores, slots, selections and the like (`_shape`)."""

    def says_what(self, other: _Side) -> bool:
        if self.mechanisms != other.mechanisms:
            return False
        return self.built == other.built or self.worded == other.worded

    def is_like(self, other: _Side) -> bool:
        same_rules = bool(self.built or self.worded or self.mechanisms) and self.says_what(other)
        heading = self.article.heading
        return self.text == other.text or same_rules or (bool(heading) and heading == other.article.heading)


def articles_compared(
    old: Model, new: Model, programs: tuple[Program, Program], alike: Alike
) -> Iterator[ArticleChange]:
    """In the order of NEW; those that are gone last."""
    worded = Alike(by_name=True)
    before = [_side(old, n, programs[0], alike, worded) for n in range(len(old.articles))]
    after = [_side(new, n, programs[1], alike, worded) for n in range(len(new.articles))]
    matched = _matched(before, after)
    for number, side in enumerate(after):
        name, heading = side.article.name, side.article.heading
        if number not in matched:
            yield ArticleChange(Edit.ADDED, None, name, heading)
            continue
        other = before[matched[number]]
        if other.article.name != name:
            yield ArticleChange(Edit.RENUMBERED, other.article.name, name, heading)
        if not other.says_what(side):
            yield ArticleChange(Edit.CHANGED, other.article.name, name, heading)
        elif other.text != side.text:
            yield ArticleChange(Edit.REWORDED, other.article.name, name, heading)
    for number, side in enumerate(before):
        if number not in matched.values():
            yield ArticleChange(Edit.REMOVED, side.article.name, None, side.article.heading)


def _matched(before: list[_Side], after: list[_Side]) -> dict[int, int]:
    """Position in `after` to that in `before`: of one number and alike, alike, of one number."""
    found: dict[int, int] = {}
    for same_number, alike in ((True, True), (False, True), (True, False)):
        for number, side in enumerate(after):
            if number in found:
                continue
            for at, other in enumerate(before):
                named = not same_number or side.article.name == other.article.name
                if at not in found.values() and named and (not alike or side.is_like(other)):
                    found[number] = at
                    break
    return found


def _side(model: Model, number: int, program: Program, alike: Alike, worded: Alike) -> _Side:
    article = model.articles[number]
    return _Side(
        article,
        _text(model, number),
        frozenset(_numbers(program, article, alike)),
        frozenset(_numbers(program, article, worded)),
        frozenset(_mechanisms(model, article)),
    )


def _mechanisms(model: Model, article: Article) -> Iterator[object]:
    for _, mechanism in model.pieces[-1].mechanisms if model.pieces else ():
        if (mechanism.place.document, mechanism.place.article) == (model.name.title, article.name):
            yield _shape(mechanism)


def _shape(part: object) -> object:
    """What it says, wherever and however it is written."""
    match part:
        case Place():
            return None
        case Ref(symbol=symbol):
            return symbol.name
        case tuple():
            return tuple(map(_shape, part))
        case Struct():
            said = (name for name in part.__struct_fields__ if name not in ("written", "sides"))
            return (type(part).__name__, *(_shape(getattr(part, name)) for name in said))
        case _:
            return part


def _numbers(program: Program, article: Article, alike: Alike) -> Iterator[int]:
    def here(document: str, name: str | None) -> bool:
        return document == program.document.title and name == article.name

    for symbol, definition in program.definitions.items():
        if here(definition.place.document, definition.place.article) and not definition.passes_on:
            yield alike.norm(program, symbol)
        for rule in definition.exceptions:
            if here(rule.place.document, rule.place.article):
                yield alike.formula(program, rule.guard)
                yield alike.formula(program, rule.value)
    for scope in program.scopes:
        if here(scope.place.document, scope.place.article) and scope.scope != YES:
            yield alike.formula(program, scope.scope)


def _text(model: Model, number: int) -> str:
    """From behind its number to the next article, or the next document, or the end of the file."""
    spans = [article.place.span for article in model.articles]
    span = spans[number]
    if span is None:
        return ""
    text = span.file.text
    starts = [s.start for s in spans if s is not None and s.file is span.file and s.start > span.start]
    starts += [m.start() for m in _NEXT_DOCUMENT.finditer(text, span.end)]
    return "".join(text[span.end : min(starts, default=len(text))].split())
