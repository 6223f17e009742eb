"""Who stands behind whom, by looking at every two persons: RD304 and RD306 of selections as docs/semantics.md has them.

A place is told by the first key in which two people differ. Where a key before it has no value, they have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from tests.checks.order_worlds import (
    DERIVED,
    DIRECTIONS,
    DOMAINS,
    GRADES,
    PROTECTED,
    Norm,
    Order,
    Paper,
    Person,
    Scene,
    Value,
)

FACTS = tuple(DOMAINS)
Known = tuple[Value, ...]
"""Somebody, by the values of the facts."""
Told = tuple[str, str, str, str]
"""Code, title, selection, fact."""
Pair = tuple[Known, Known, str]
"""Two people, and the key that sets them apart."""


class Chain(Struct, frozen=True, dict=True):
    """What the documents say together, the last one lowest."""

    scene: Scene
    papers: tuple[Paper, ...]

    @cached_property
    def people(self) -> dict[Known, Person]:
        return {tuple(p[f] for f in FACTS): p for p in self.scene.world.people()}

    @cached_property
    def norms(self) -> dict[str, Norm]:
        return {norm.name: norm for paper in self.papers for norm in paper.norms}

    @cached_property
    def _values(self) -> dict[tuple[Known, str], Value | None]:
        return {}

    def value(self, who: Known, name: str) -> Value | None:
        if name in FACTS:
            return who[FACTS.index(name)]
        if name == DERIVED:
            return int(self.people[who]["件数"]) - 2 * int(self.people[who]["差错"])
        if (who, name) not in self._values:
            self._values[who, name] = self._worked_out(self.people[who], name)
        return self._values[who, name]

    def _worked_out(self, person: Person, name: str) -> Value | None:
        who = tuple(person[f] for f in FACTS)

        def look(other: str) -> Value | None:
            return self.value(who, other)

        for paper in reversed(self.papers):  # those of a lower document come first
            for rule in paper.exceptions:
                if rule.name == name and rule.guard(person, look):
                    return rule.means(person, look)
        return self.norms[name].means(person, look)

    @cached_property
    def covered(self) -> frozenset[Known]:
        scope = next((paper.scope for paper in reversed(self.papers) if paper.scope), None)
        everybody = self.people.items()
        return frozenset(who for who, p in everybody if scope is None or scope[1](p, lambda _: None))

    @cached_property
    def orders(self) -> dict[str, Order]:
        return {order.name: order for paper in self.papers for order in paper.orders}

    def reads(self, name: str) -> frozenset[str]:
        if name in FACTS:
            return frozenset({name})
        if name == DERIVED:
            return frozenset({"件数", "差错"})
        named = self.norms[name].reads.union(*(e.reads for p in self.papers for e in p.exceptions if e.name == name))
        return frozenset[str]().union(*(self.reads(each) for each in named))

    def is_a_fact(self, name: str) -> bool:
        """Also a derived one, or under another name."""
        if name in FACTS or name == DERIVED:
            return True
        changed = any(e.name == name for paper in self.papers for e in paper.exceptions)
        return not changed and bool(self.norms[name].alias) and self.is_a_fact(self.norms[name].alias)

    def says(self, decision: str, answer: bool = True) -> frozenset[Known]:
        return frozenset(who for who in self.covered if self.value(who, decision) is answer)

    def apart(self, order: Order, first: Known, second: Known) -> tuple[str, int] | None:
        """The key that sets the two apart, and 1 if the second stands before the first, -1 behind."""
        for key, falls in order.keys:
            a, b = self.value(first, key), self.value(second, key)
            if a is None or b is None:
                return None
            if a != b:
                return key, 1 if (_rank(b) > _rank(a)) is falls else -1
        return None


def _rank(value: Value) -> int:
    return GRADES.index(value) if isinstance(value, str) else int(value)


def findings(scene: Scene) -> dict[Told, set[Pair]]:
    """Every finding, with all pairs that show it."""
    found: dict[Told, set[Pair]] = {}
    above: Chain | None = None
    for n in range(len(scene.papers)):
        here = Chain(scene, scene.papers[: n + 1])
        about_nobody = not here.covered or (above is not None and not here.covered & above.covered)  # which is RD208
        for order in here.orders.values() if not about_nobody else ():
            asked = _Asked(here, above, order)
            for code, fact, pairs in (*asked.perverse(), *asked.protected()):
                if pairs:
                    found[code, scene.papers[n].title, order.name, fact] = pairs
        above = here
    return found


class _Asked(Struct, frozen=True, dict=True):
    here: Chain
    above: Chain | None
    order: Order

    @cached_property
    def eligible(self) -> frozenset[Known]:
        return self.here.says(self.order.among)

    def _pairs(self, facts: Sequence[str]) -> Iterator[tuple[Known, Known, str, int]]:
        """Eligible people who differ in the facts at most, and are set apart."""
        for first in self.eligible:
            for second in _like(self.here, first, facts):
                if second in self.eligible:
                    told = self.here.apart(self.order, first, second)
                    if told is not None:
                        yield first, second, *told

    def _so_above(self, first: Known, second: Known, key: str, sign: int | None) -> bool:
        """Whether the documents above set the two apart already, in this direction (None: in any)."""
        above = self.above
        if above is None:
            return False
        for order in above.orders.values():
            same = order.among == self.order.among and key in {k for k, _ in order.keys}
            if order.name == self.order.name or same:
                eligible = above.says(order.among)
                told = above.apart(order, first, second) if {first, second} <= eligible else None
                if told is not None and sign in (None, told[1]):
                    return True
        return False

    # --- RD304

    def perverse(self) -> Iterator[tuple[str, str, set[Pair]]]:
        facts = [f for f in self.here.scene.world.improvable() if not self._same_for_all(f)]
        raised = {f: [(a, b, k, s) for a, b, k, s in self._pairs((f,)) if _better(f, a, b)] for f in facts}
        burden = self._said_to_be_a_burden()
        if not burden and (self._looks_so(raised) or self._chosen_by_a_burden()):
            return
        bad = 1 if burden else -1
        for fact, pairs in raised.items():
            shown = {
                (a, b, k)
                for a, b, k, sign in pairs
                if sign == bad and not self.here.is_a_fact(k) and not self._so_above(a, b, k, sign)
            }
            yield "RD304", fact, shown

    def _same_for_all(self, fact: str) -> bool:
        """Of facts of the unit people who compete have the same."""
        return fact == "先进" and self.here.scene.world.prize_of_unit

    def _said_to_be_a_burden(self) -> bool:
        harmed = {name for paper in self.here.papers for name in paper.harms}
        if {self.order.name, self.order.among} & harmed:
            return True
        able = set(self.here.scene.world.improvable()) & self.here.reads(self.order.among)
        way = {"不增": 1, "不减": -1}
        claims = self.here.papers[-1].claims
        return any(x == self.order.among and f in able and way[how] == DIRECTIONS[f] for x, f, how in claims)

    def _looks_so(self, raised: dict[str, list[tuple[Known, Known, str, int]]]) -> bool:
        signs = {fact: {sign for _, _, _, sign in pairs} for fact, pairs in raised.items()}
        if any(1 in each for each in signs.values()):
            return False
        reads = frozenset[str]().union(*(self.here.reads(key) for key, _ in self.order.keys))
        return reads <= set(self.here.scene.world.improvable()) or sum(-1 in each for each in signs.values()) > 1

    def _chosen_by_a_burden(self) -> bool:
        """docs/decisions/0212: what is asked of the decision that says who is a candidate."""
        decision, world = self.order.among, self.here.scene.world
        facts = [f for f in world.improvable() if f in self.here.reads(decision)]
        if not any(self._turns(self.here, f, True) for f in facts):
            return False
        if not any(self._turns(self.here, f, False) for f in facts):
            new = [f for f in facts if self._turns(self.here, f, True, self.above)]
            if self.here.reads(decision) <= set(world.improvable()) or len(new) > 1:
                return True
        if self.above is None:
            return False
        facts = [f for f in world.improvable() if f in self.above.reads(decision)]
        falls, rises = (any(self._turns(self.above, f, first) for f in facts) for first in (True, False))
        return falls and not rises

    def _turns(self, chain: Chain, fact: str, first: bool, above: Chain | None = None) -> bool:
        decision = self.order.among
        for one in chain.says(decision, first):
            for other in _like(chain, one, (fact,)):
                if _better(fact, one, other) and other in chain.says(decision, not first):
                    already = above is not None and (
                        one in above.says(decision, first) and other in above.says(decision, not first)
                    )
                    if not already:
                        return True
        return False

    # --- RD306

    def protected(self) -> Iterator[tuple[str, str, set[Pair]]]:
        alone = {(a, b, k) for a, b, k, _ in self._pairs((PROTECTED,)) if not self._so_above(a, b, k, None)}
        yield "RD306", PROTECTED, alone or self._settled()

    def _settled(self) -> set[Pair]:
        """A man and a woman who are both eligible, alike but for what is tied to that, and of whom no two who are like
        them so stand alike."""
        found: set[Pair] = set()
        tied = self.here.scene.world.tied()
        at = [FACTS.index(fact) for fact in (PROTECTED, *tied)]
        alike: dict[Known, list[Known]] = {}
        for who in self.eligible if tied else ():
            alike.setdefault(tuple(v for n, v in enumerate(who) if n not in at), []).append(who)
        for group in alike.values():
            men, women = ([w for w in group if w[FACTS.index(PROTECTED)] == value] for value in DOMAINS[PROTECTED])
            told = [(m, w, self.here.apart(self.order, m, w)) for m in men for w in women]
            if all(each is not None for _, _, each in told):
                pairs = [(m, w, each[0]) for m, w, each in told if each is not None]
                found |= {(m, w, key) for m, w, key in pairs if not self._so_above(m, w, key, None)}
        return found | {(w, m, key) for m, w, key in found}


def _with(who: Known, fact: str, value: Value) -> Known:
    at = FACTS.index(fact)
    return (*who[:at], value, *who[at + 1 :])


def _like(chain: Chain, who: Known, facts: Iterable[str]) -> list[Known]:
    """Other possible people who differ in the facts at most."""
    found = [who]
    for fact in facts:
        found = [_with(each, fact, value) for each in found for value in DOMAINS[fact]]
    return [each for each in found if each != who and each in chain.people]


def _better(fact: str, first: Known, second: Known) -> bool:
    at = FACTS.index(fact)
    return (_rank(second[at]) - _rank(first[at])) * DIRECTIONS[fact] > 0
