"""What RD302 must find, by looking at everybody: thresholds that are written and not enough, and those nobody wrote."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from tests.checks.fairness import Fairness
from tests.checks.keys import Key
from tests.checks.layers import Key as NormKey
from tests.checks.layers import Members, Unchanged
from tests.checks.meaning import Meaning
from tests.checks.values import TENURE, combined, compared, inside
from tests.checks.worlds import EVERYONE, RANKS, SLICES, Value
from tests.checks.written import Branches, Compare, Expr, Junction, Name, Not, Table

OPPOSITE = {"≥": "＜", "＜": "≥", "＞": "≤", "≤": "＞"}
TURNED = {"≥": "≤", "≤": "≥", "＞": "＜", "＜": "＞"}


class Bar(Struct, frozen=True, eq=False):
    """`within`: those for whom every alternative that it is a part of holds. `whole`: what those are alternatives of,
    as an object and as the set of those for whom it holds."""

    fact: str
    op: str
    height: Expr
    norm: NormKey
    within: int
    whole: tuple[object, int] | None
    numbered: bool

    @property
    def upwards(self) -> bool:
        return self.op in "≥＞"


class At(Struct, frozen=True):
    norm: NormKey
    positive: bool = True
    within: int = EVERYONE
    whole: tuple[object, int] | None = None
    numbered: bool = True


class Walk(Struct):
    meaning: Meaning
    decision: str
    seen: set[NormKey] = field(default_factory=set)

    def bars(self) -> list[Bar]:
        return list(self._norm(At(self.meaning.layers.top[self.decision])))

    def _norm(self, at: At) -> Iterator[Bar]:
        if at.norm in self.seen:
            return
        self.seen.add(at.norm)
        source = self.meaning.layers.rules[at.norm].source
        match source:
            case Members(every, parts):
                yield from self._parts(source, self.meaning.value(at.norm), parts, every, at)
            case Unchanged(below):
                yield from self._norm(replace(at, norm=below))
            case Compare() | Junction() | Not() | Name():
                yield from self._formula(source, at)
            case _:
                return

    def _parts(
        self, whole: object, values: dict[Value, int], parts: tuple[object, ...], every: bool, at: At
    ) -> Iterator[Bar]:
        for part in parts:
            below = at
            if every != at.positive:
                people = self.meaning._part(part).get(at.positive, 0)  # type: ignore[arg-type]
                outer = at.whole or (whole, values.get(at.positive, 0))
                below = replace(at, within=at.within & people, whole=outer)
            yield from self._formula(part, below)

    def _formula(self, part: object, at: At) -> Iterator[Bar]:
        layers = self.meaning.layers
        match part:
            case tuple():
                yield from self._norm(replace(at, norm=part))
            case str(name) | Name(name):
                if name in layers.top:
                    own = name == self.decision or any(i.name == name for i in layers.items_of(self.decision))
                    yield from self._norm(replace(at, norm=layers.top[name], numbered=at.numbered and own))
            case Not(inner):
                yield from self._formula(inner, replace(at, positive=not at.positive))
            case Junction(op, parts):
                yield from self._parts(part, self.meaning.of(part), parts, op == "且", at)
            case Compare(op, left, right) if op in OPPOSITE:
                meant = op if at.positive else OPPOSITE[op]
                for side, height, turned in ((left, right, meant), (right, left, TURNED[meant])):
                    fact = self._measure(side)
                    if fact:
                        yield Bar(fact, turned, height, at.norm, at.within, at.whole, at.numbered)
                        return
            case _:
                return

    def _measure(self, expr: Expr) -> str:
        if not isinstance(expr, Name):
            return ""
        if expr.name in ("得分", "级别", TENURE):
            return expr.name
        if expr.name not in self.meaning.layers.top:
            return ""
        rule = self.meaning.layers.rules[self.meaning.layers.top[expr.name]]
        return self._measure(rule.source) if isinstance(rule.source, Name) and not rule.exceptions else ""


def rows(meaning: Meaning, height: Expr) -> list[int]:
    """For each row behind the height, those to whom it applies."""
    layers, found = meaning.layers, []
    waiting = [layers.top[e.name] for e in inside(height) if isinstance(e, Name) and e.name in layers.top]
    seen: set[NormKey] = set()
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        rule = layers.rules[key]
        own = {rule.name: meaning.base(key)}
        guards = [meaning.of(e.guard, own) for e in rule.exceptions]
        plain = EVERYONE
        for guard in guards:
            plain &= guard.get(False, 0)
        match rule.source:
            case Branches(guarded, otherwise):
                found += _cases([meaning.of(g) for g, _ in guarded], otherwise is not None, False, plain)
            case Table(rows=written, otherwise=otherwise, first_hit=first) as table:
                cells = [meaning._row(table, c) for c, _ in written]
                found += _cases(cells, otherwise is not None, first, plain)
            case _:
                found += [plain] if guards else []
        found += [guard.get(True, 0) for guard in guards]
        if isinstance(rule.source, Unchanged):
            waiting.append(rule.source.below)
        if isinstance(rule.source, Members):
            waiting += [
                p if isinstance(p, tuple) else layers.top[p] for p in rule.source.parts if isinstance(p, str | tuple)
            ]
        waiting += [layers.top[n] for n in meaning.names_in(rule) if n in layers.top]
    return found or [EVERYONE]


def _cases(guards: list[dict[Value, int]], otherwise: bool, first: bool, plain: int) -> list[int]:
    found, none = [], EVERYONE
    for guard in guards:
        found.append(plain & guard.get(True, 0) & (none if first else EVERYONE))
        none &= guard.get(False, 0)
    return [*found, plain & none] if otherwise else found


class Stand:
    """How people stand to a bar: those who meet it, and those who do no better than just meet it."""

    def __init__(self, meaning: Meaning, bar: Bar) -> None:
        measure, height = meaning.of(Name(bar.fact)), meaning.of(bar.height)
        sign, strict = (1 if bar.upwards else -1), bar.op in "＞＜"

        def near(f: Value, h: Value) -> bool:
            if bar.fact == "级别":
                return (RANKS.index(f) - RANKS.index(h)) * sign <= strict
            return bool((f - h) * sign < 1 + strict) if not strict else bool((f - h) * sign <= 1)

        self.met = combined(measure, height, lambda f, h: compared(bar.op, f, h)).get(True, 0)
        self.near = combined(measure, height, near).get(True, 0)


def findings(of: Fairness) -> Iterator[tuple[Key, str]]:
    piece, here = of.piece, of.here
    title, decision = piece.title, of.decision
    bars = Walk(here, decision).bars()
    for bar in bars:
        if any(
            _raised(here, bar, row, of.sides, bars, piece.scope) and not _already(of, bar, row)
            for row in rows(here, bar.height)
        ):
            yield ("RD302", title, decision, "error", bar.fact), "must"
    yield from _arises(of, bars)


def _raised(meaning: Meaning, bar: Bar, row: int, sides: dict[bool, int], bars: list[Bar], scope: int) -> bool:
    stand = Stand(meaning, bar)
    if sides[True] & row & stand.near or not sides[True] & row & bar.within & stand.met:
        return False
    refused = sides[False] & scope & row & stand.met & stand.near
    for other in bars:
        same = other.fact == bar.fact and other.upwards == bar.upwards and other is not bar
        apart = other.whole is None or bar.whole is None or other.whole[0] is not bar.whole[0]
        if same and apart and (other.numbered or not bar.numbered):
            refused &= other.whole[1] if other.whole is not None else Stand(meaning, other).met
    return bool(refused)


def _already(of: Fairness, bar: Bar, row: int) -> bool:
    below = of.piece.below
    if of.above is None or below is None:
        return False
    scope = below.scope() & of.piece.when
    there = Walk(below, of.decision).bars()
    for other in there:
        if other.fact != bar.fact or other.upwards != bar.upwards:
            continue
        for behind in rows(below, other.height):
            if _raised(below, other, behind, of.above, there, scope):
                same = other.norm == bar.norm and other.height == bar.height and behind == row
                if same or not of.above[True] & row & Stand(of.here, bar).near:
                    return True
    return False


def _arises(of: Fairness, bars: list[Bar]) -> Iterator[tuple[Key, str]]:
    read = of.here.reads(of.decision) - of._named
    if "得分" not in read or any(bar.fact == "得分" for bar in bars) or not of.sides[True]:
        return
    least = min(v for v, who in SLICES["得分"].items() if of.sides[True] & who)
    below = 0
    for value, who in SLICES["得分"].items():
        below |= who if value < least else 0
    if not of.sides[False] & below:
        return
    if of.above is not None and not of.above[True] & below and of.above[False] & below:
        return
    yield ("RD302", of.piece.title, of.decision, "error", f"得分@{least}"), "must"
