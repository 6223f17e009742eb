"""What RD303, RD304, RD306 and RD307 must find, by looking at everybody.

In these worlds 偏远 and 级别 divide people into classes, and 在编 is protected; 得分 and 考核 can be better.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations, permutations, product

from msgspec import Struct
from msgspec.structs import replace

from tests.checks.competence import MAY, MUST, only_a_name
from tests.checks.keys import Key
from tests.checks.layers import Members, Unchanged
from tests.checks.meaning import Meaning
from tests.checks.oracle import Piece
from tests.checks.values import facts_named, inside
from tests.checks.worlds import (
    BETTER_LISTS,
    DIMENSIONS,
    FACTS,
    SLICES,
    Value,
    World,
    shadows,
    slice_at,
)
from tests.checks.written import Claim, Expr, Name, Publish

CLASSES, PROTECTED, BETTER = ("级别", "偏远"), "在编", ("考核", "得分")
TIES = {"高档者在编": "级别", "在编即偏远": "偏远"}
"""What invariants tie to the protected fact."""


class Ranked(World, frozen=True):
    """A world of which the vocabulary says what divides people and what is protected."""

    def text(self) -> str:
        text = super().text()
        for fact, says in (("级别", "class"), ("偏远", "class"), ("在编", "protected")):
            at = text.index(f"  {fact}:\n    english")
            text = text[:at] + text[at:].replace("    typical", f"    {says}: true\n    typical", 1)
        return text


def ranked(world: World) -> Ranked:
    return Ranked(world.invariants, world.bound, world.tied, world.first_counts)


class Fairness(Struct, frozen=True, dict=True):
    """One decision of one document in one piece of time."""

    piece: Piece
    decision: str

    @property
    def here(self) -> Meaning:
        return self.piece.here

    @cached_property
    def sides(self) -> dict[bool, int]:
        """Those in scope, by outcome."""
        values = self.here.named(self.decision)
        return {says: self.piece.scope & values.get(says, 0) for says in (True, False)}

    @cached_property
    def above(self) -> dict[bool, int] | None:
        """The same of the document above, in its own scope; None where it has no such decision."""
        below = self.piece.below
        if below is None or not below.has(self.decision):
            return None
        scope = below.scope() & self.piece.when
        return {says: scope & below.named(self.decision).get(says, 0) for says in (True, False)}

    def findings(self) -> Iterator[tuple[Key, str]]:
        yield from self._excluded()
        yield from self._perverse()
        yield from self._protected()
        yield from self._dead()

    def _key(self, code: str, detail: str, severity: str = "error") -> Key:
        return code, self.piece.title, self.decision, severity, detail

    # --- what is read and said

    @cached_property
    def _scope_facts(self) -> frozenset[str]:
        """What the scope looks at, also behind names."""
        found = frozenset[str]()
        for formula in self.here.scope_formulas():
            found |= facts_named([formula])
            for name in _names([formula], self.here):
                found |= self.here.reads(name)
        return found

    @cached_property
    def _named(self) -> frozenset[str]:
        """The facts that numbered conditions name."""
        found = frozenset[str]()
        for item in self.here.layers.items_of(self.decision):
            rule = self.here.layers.rules[item.name, item.layer]
            found |= facts_named(self.here.expressions(replace(rule, exceptions=())))
        return found

    # --- RD303

    def _excluded(self) -> Iterator[tuple[Key, str]]:
        said = self._named.union(*(facts_named([f]) for f in self.here.scope_formulas()), ())
        if not self.sides[True]:
            return
        for fact in CLASSES:
            if fact in said:
                continue
            for value, who in SLICES[fact].items():
                if self.sides[True] & who or not self.sides[False] & who:
                    continue
                if self.above is not None and not self.above[True] & who and self.above[False] & who:
                    continue
                yield self._key("RD303", f"{fact}={_shown(value)}"), MUST

    # --- RD304

    def _perverse(self) -> Iterator[tuple[Key, str]]:
        facts = [f for f in BETTER if f in self.here.reads(self.decision)]
        burden = any(
            isinstance(norm, Claim) and norm.kind == "不增" and norm.subject == self.decision and norm.other in facts
            for _, norm in self.piece.chain[-1].articles
        )
        turning = [f for f in facts if turns(f, not burden, self.sides, self.above)]
        if turning and not burden:
            only_records = self.here.reads(self.decision) <= frozenset(BETTER)
            rising = any(turns(f, False, self.sides, None) for f in facts)
            if (len(turning) > 1 or only_records) and not rising:
                return
            below = self.piece.below
            if self.above is not None and below is not None:
                there = [f for f in BETTER if f in below.reads(self.decision)]
                falls, rises = (any(turns(f, first, self.above, None) for f in there) for first in (True, False))
                if falls and not rises:
                    return
        for fact in turning:
            yield self._key("RD304", fact), MUST

    # --- RD306

    def _protected(self) -> Iterator[tuple[Key, str]]:
        reads = self.here.reads(self.decision)
        alone = frozenset((PROTECTED,))
        found = PROTECTED in reads and any(
            self._differ(says, alone, a, b) for says in (True, False) for a, b in permutations((False, True))
        )
        tied = frozenset(TIES[name] for name in self.piece.world.invariants if name in TIES)
        if not found and tied and (tied | {PROTECTED}) & reads:
            found = any(self._settled(says, b, tied) for says in (True, False) for b in (True, False))
        if found:
            yield self._key("RD306", PROTECTED), MUST

    def _differ(self, says: bool, moved: frozenset[str], a: Value, b: Value) -> bool:
        def new(first: dict[bool, int]) -> int:
            return slice_at(first[says], PROTECTED, a) & slice_at(first[not says], PROTECTED, b)

        return bool(new(self.sides) & ~(new(self.above) if self.above is not None else 0))

    def _settled(self, says: bool, b: bool, tied: frozenset[str]) -> bool:
        """Somebody with the outcome, who is not possible with `b` for the protected fact; with it, and whatever values
        of the tied facts, nobody like that has the same outcome, and somebody has the other."""
        facts = tuple(sorted(tied))
        ways = list(product(*(DIMENSIONS[f] for f in facts)))
        same = 0
        for way in ways:
            same |= _cut(self.sides[says], (PROTECTED, *facts), (b, *way))
        for own in ways:
            impossible = ~_cut(self.piece.world.possible, (PROTECTED, *facts), (b, *own))
            who = _cut(self.sides[says], (PROTECTED, *facts), (not b, *own)) & impossible & ~same
            for way in ways:
                pairs = who & _cut(self.sides[not says], (PROTECTED, *facts), (b, *way))
                if self.above is not None:
                    pairs &= ~(
                        _cut(self.above[says], (PROTECTED, *facts), (not b, *own))
                        & _cut(self.above[not says], (PROTECTED, *facts), (b, *way))
                    )
                if pairs:
                    return True
        return False

    # --- RD307

    def _dead(self) -> Iterator[tuple[Key, str]]:
        here, decision = self.here, self.decision
        published = [n for _, n in self.piece.chain[-1].articles if isinstance(n, Publish) and n.target == decision]
        if not published and self._kept():
            return
        reads = here.reads(decision)
        if len(self._leaves()) < 2 or len(reads) < 2 or not self.sides[True]:
            return
        if published:
            told = frozenset("任职起" if f == "任职年限" else f for n in published for f in n.facts)
        else:
            told = self._named
            if self.piece.below is not None:
                for key in self.piece.below.in_force():
                    told |= self.piece.below.reads_of(key)
            told &= reads
        told -= self._scope_facts
        alive = [f for f in FACTS if f in told & reads and flips(self.sides, frozenset((f,)))]
        for fact in FACTS:
            if fact not in told or fact in alive:
                continue
            if not published and self.above is not None and self.piece.below is not None:
                there = self.piece.below.reads(decision)
                if fact in there and not flips(self.above, frozenset((fact,))):
                    continue
            valued = self.sides[True] | self.sides[False]
            pairs = [*combinations(DIMENSIONS[fact], 2)]
            if any(slice_at(valued, fact, a) & slice_at(valued, fact, b) for a, b in pairs):
                better = fact != "考核" or any(
                    slice_at(valued, fact, a) & slice_at(valued, fact, b) for a, b in BETTER_LISTS
                )
                yield self._key("RD307", fact, "warning"), MUST if better else MAY
        if len(alive) < 2:
            for fact in alive or [f for f in FACTS if f in reads]:
                yield from self._alone(fact)

    def _alone(self, fact: str) -> Iterator[tuple[Key, str]]:
        others, every = frozenset(FACTS) - {fact}, frozenset(FACTS)
        if flips(self.sides, others) or not flips(self.sides, every):
            return
        if self.above is not None and flips(self.above, every) and not flips(self.above, others):
            return
        yield self._key("RD307", f"{fact}#", "warning"), MUST

    def _kept(self) -> bool:
        """Whether nothing behind the decision is this document's own."""
        layers, seen, waiting = self.here.layers, set(), [self.here.layers.top[self.decision]]
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            rule = layers.rules[key]
            if key[1] == self.piece.last and self.piece.last:
                return False
            if isinstance(rule.source, Unchanged):
                waiting.append(rule.source.below)
            if isinstance(rule.source, Members):
                waiting += [
                    p if isinstance(p, tuple) else layers.top[p]
                    for p in rule.source.parts
                    if isinstance(p, str | tuple)
                ]
            waiting += [layers.top[n] for n in self.here.names_in(rule)]
        return bool(self.piece.last)

    def _leaves(self) -> list[str]:
        """The conditions that are not made of others."""
        items = self.here.layers.items_of(self.decision)
        names = {item.name for item in items}
        found = []
        for item in items:
            source = self.here.layers.rules[item.name, item.layer].source
            parts = source.parts if isinstance(source, Members) else ()
            inner = {p if isinstance(p, str) else p[0] for p in parts if isinstance(p, str | tuple)}
            if not inner & (names - {item.name}):
                found.append(item.name)
        return found


def decisions(piece: Piece) -> Iterator[Fairness]:
    for decision in piece.here.layers.decisions:
        if not only_a_name(piece, decision):
            yield Fairness(piece, decision)


def turns(fact: str, first: bool, sides: dict[bool, int], above: dict[bool, int] | None) -> bool:
    """Two persons, the second better in the fact: the first has the outcome `first`, the second not; not so above."""
    for a, b in BETTER_LISTS if fact == "考核" else combinations(DIMENSIONS[fact], 2):
        pairs = slice_at(sides[first], fact, a) & slice_at(sides[not first], fact, b)
        if above is not None:
            pairs &= ~(slice_at(above[first], fact, a) & slice_at(above[not first], fact, b))
        if pairs:
            return True
    return False


def flips(sides: dict[bool, int], moved: frozenset[str]) -> bool:
    return bool(shadows(sides[True], moved) & shadows(sides[False], moved))


def _cut(people: int, facts: tuple[str, ...], values: tuple[Value, ...]) -> int:
    for fact, value in zip(facts, values, strict=True):
        people = slice_at(people, fact, value)
    return people


def _names(formulas: list[Expr], here: Meaning) -> list[str]:
    return [e.name for f in formulas for e in inside(f) if isinstance(e, Name) and here.has(e.name)]


def _shown(value: Value) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else str(value)
