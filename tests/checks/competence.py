"""RD404, RD405, RD406, RD408 and RD210 by their definitions: what documents say of each other's norms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tests.checks.keys import Key
from tests.checks.layers import Members, Unchanged
from tests.checks.meaning import Meaning
from tests.checks.worlds import EVERYONE, Values
from tests.checks.written import BETWEEN, LABELS, READING_NAMES, Decide, Define, Document, Parameter, Readings, Table

if TYPE_CHECKING:
    from tests.checks.oracle import Piece

MUST, MAY = "must", "may"
Found = Iterator[tuple[Key, str, str]]
"""Key, what else tells such questions apart, and whether it must be there."""


def ends(facts: tuple[str, ...]) -> tuple[int, int]:
    low, high = (int(re.sub(r"\D", "", text)) for text in facts)
    return low, high


def ranges(piece: Piece, layer: int) -> dict[str, tuple[int, int]]:
    """What the documents down to a layer leave to those below between two values."""
    found: dict[str, tuple[int, int]] = {}
    for target, word, facts in left_to_those_below(piece, layer):
        if word == BETWEEN:
            low, high = ends(facts)
            before = found.get(target, (low, high))
            found[target] = max(before[0], low), min(before[1], high)
    return found


def left_to_those_below(piece: Piece, layer: int) -> list[tuple[str, str, tuple[str, ...]]]:
    """Target, word and facts of what the documents down to a layer leave to those below, unless one binds it again."""
    said = [(n, c.target, word, facts) for n, c in piece.clauses if n <= layer for word, facts in c.clauses]
    leaves = ("可自行规定", BETWEEN)
    bound = [(n, target) for n, target, word, _ in said if word not in leaves]
    return [
        (target, word, facts)
        for n, target, word, facts in said
        if word in leaves and not any(m > n and other == target for m, other in bound)
    ]


def findings(piece: Piece) -> Found:
    yield from _ranges(piece)
    yield from _terms(piece)
    yield from _unannounced(piece)
    yield from _reserved(piece)
    yield from _scope(piece)
    yield from _readings(piece)


# --- RD404


def _ranges(piece: Piece) -> Found:
    for layer, clause in piece.clauses:
        for word, facts in clause.clauses:
            if word == BETWEEN and altered(piece, clause.target) and clause.target not in barred(piece):
                low, high = ends(facts)
                who = piece.scope & outside(piece.here.named(clause.target), low, high)
                assert piece.below is not None
                already = piece.below.scope() & outside(piece.below.named(clause.target), low, high)
                if who & ~already:
                    yield piece.key("RD404", clause.target), piece.chain[layer].title, MUST


def outside(values: Values, low: int, high: int) -> int:
    found = 0
    for value, who in values.items():
        found |= who if not low <= value <= high else 0
    return found


# --- RD405


def _terms(piece: Piece) -> Found:
    stated = {n.name for _, n in piece.chain[-1].articles if isinstance(n, Define | Parameter | Table)}
    for name in piece.here.layers.top:
        if name in piece.here.layers.decisions or "（" in name or name in barred(piece):
            continue
        mine = [(layer, c) for layer, c in piece.clauses if c.target == name]
        for layer, clause in mine:
            if any(word == "不得变更" for word, _ in clause.clauses):
                yield from _differs(piece, name, layer)
        if not mine and piece.last and name in stated and name in piece.plain[-1].layers.top:
            yield from _differs(piece, name, piece.last - 1)


def _differs(piece: Piece, name: str, layer: int) -> Found:
    """Somebody for whom the name has another value here than at a layer above, the layer just above agreeing there."""
    above, between = piece.above[layer], piece.above[-1]
    if not above.has(name):
        return
    there = above.named(name)
    who = piece.scope & above.scope() & unlike(piece.here.named(name), there)
    if layer != piece.last - 1 and between.has(name):
        who &= has_value(between.named(name)) & has_value(there) & ~unlike(between.named(name), there)
    if who:
        yield piece.key("RD405", name), piece.chain[layer].title, MUST


def unlike(one: Values, other: Values) -> int:
    found = 0
    for v, who in one.items():
        for w, also in other.items():
            found |= who & also if v != w else 0
    return found


def has_value(values: Values) -> int:
    found = 0
    for who in values.values():
        found |= who
    return found & EVERYONE


def _unannounced(piece: Piece) -> Found:
    if not piece.last or not piece.plain[-1].layers.decisions:
        return
    for _, norm in piece.chain[-1].articles:
        if isinstance(norm, Decide) and not norm.new and norm.name not in piece.plain[-1].layers.top:
            yield piece.key("RD405", norm.name, "warning"), "", MUST


# --- RD406


def names_of(piece: Piece, name: str) -> list[str]:
    """The name, and what it is another name for."""
    found = [name]
    while found[-1] in piece.here.layers.same_as:
        found.append(piece.here.layers.same_as[found[-1]])
    return found


def only_a_name(piece: Piece, name: str) -> bool:
    """决定 Y 即 X, and nothing was done to Y since."""
    layers = piece.here.layers
    rule = layers.rules[layers.top[name]]
    return name in layers.same_as and not rule.exceptions and rule.source == Members(True, (layers.same_as[name],))


def clauses_on(piece: Piece, name: str) -> list[tuple[int, str, str, tuple[str, ...]]]:
    """Layer, target, word and facts of every 对下 that binds a name."""
    names = names_of(piece, name)
    return [(n, c.target, word, facts) for n, c in piece.clauses if c.target in names for word, facts in c.clauses]


def kept(piece: Piece) -> list[str]:
    names = [n for n in piece.here.layers.top if "（" not in n and not only_a_name(piece, n)]
    return [n for n in names if any(word == "专属" for _, _, word, _ in clauses_on(piece, n))]


def barred(piece: Piece) -> frozenset[str]:
    """What this document regulates and may not."""
    return frozenset(n for n in kept(piece) if piece.last in piece.here.layers.touched[n] or _changed(piece, n))


def _reserved(piece: Piece) -> Found:
    for name in kept(piece):
        own = piece.last in piece.here.layers.touched[name]
        if own or (_changed(piece, name) and not _own_behind(piece, name) & set(kept(piece))):
            yield piece.key("RD406", name), "", MUST


def _changed(piece: Piece, name: str) -> int:
    """Somebody for whom the matter comes out otherwise than above."""
    above = piece.above[-1]
    known = next(n for n in names_of(piece, name) if above.has(n))
    shared: int = piece.scope & above.scope()
    return shared & unlike(piece.here.named(name), above.named(known))


def altered(piece: Piece, name: str) -> bool:
    """Whether this document changed anything in the norm, or in one it rests on."""
    return piece.last in piece.here.layers.touched[name] or bool(_own_behind(piece, name))


def _own_behind(piece: Piece, name: str) -> set[str]:
    """Names of this document's norms that a norm rests on."""
    layers, found = piece.here.layers, set[str]()
    seen, waiting = set[tuple[str, int]](), [layers.top[name]]
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        found |= {key[0]} if key[1] == piece.last else set()
        rule = layers.rules[key]
        waiting += [layers.top[n] for n in piece.here.names_in(rule)]
        if isinstance(rule.source, Unchanged):
            waiting.append(rule.source.below)
        if isinstance(rule.source, Members):
            waiting += [
                layers.top[p] if isinstance(p, str) else p for p in rule.source.parts if isinstance(p, str | tuple)
            ]
    return found - {name}


# --- RD408


def _scope(piece: Piece) -> Found:
    if not piece.above:
        return
    above = piece.above[-1]
    inside = piece.world.possible & piece.when
    for document in piece.chain:
        if document.jurisdiction is not None:
            inside &= piece.here.of(document.jurisdiction).get(True, 0)
    own = next((d.scope for d in reversed(piece.chain) if d.scope is not None), None)
    here = piece.here.of(own) if own is not None else {True: EVERYONE}
    without = 0
    for formula in above.scope_formulas():
        without |= above.of(formula).get(False, 0)
    title = piece.chain[-2].title
    if inside & here.get(True, 0) & without:
        yield piece.key("RD408", piece.title, detail="wider"), title, MUST
    if inside & here.get(False, 0) & above.scope():
        yield piece.key("RD408", piece.title, detail="narrower"), title, MUST


# --- RD210


def _readings(piece: Piece) -> Found:
    document = piece.chain[-1]
    for article, label, item in read_items(document):
        for other in range(len(item.choices)):
            if other == item.adopted:
                continue
            chain = (*piece.chain[:-1], reread(document, {(article, label): other}))
            there = Meaning(piece.world, chain)
            for decision in piece.here.layers.decisions:
                if piece.scope & unlike(piece.here.named(decision), there.named(decision)):
                    detail = f"{label}{READING_NAMES[other]}"
                    yield piece.key("RD210", f"第{article}条", "warning", detail), "", MUST
                    break


def read_items(document: Document) -> list[tuple[int, str, Readings]]:
    """Article, label and readings of each item that has several."""
    return [
        (article, label, item)
        for article, norm in document.articles
        if isinstance(norm, Decide)
        for label, item in zip(LABELS, norm.group.items, strict=False)
        if isinstance(item, Readings)
    ]


def reread(document: Document, taken: dict[tuple[int, str], int]) -> Document:
    """The document with other readings adopted."""
    articles = []
    for article, norm in document.articles:
        if isinstance(norm, Decide):
            items = tuple(
                replace(item, adopted=taken.get((article, label), item.adopted)) if isinstance(item, Readings) else item
                for label, item in zip(LABELS, norm.group.items, strict=False)
            )
            norm = replace(norm, group=replace(norm.group, items=items))
        articles.append((article, norm))
    return replace(document, articles=tuple(articles))
