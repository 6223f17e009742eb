"""Which findings documents must have, by the definitions of the codes and by nothing else: everybody is looked at.

`expected` gives, for each key, whether it must be there. Readings that the definitions leave open may be there or
not; they are marked where they arise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from msgspec import Struct

from rankdsl.diagnostics import Finding
from tests.checks import competence
from tests.checks.competence import MAY, MUST, Found, has_value, left_to_those_below, ranges
from tests.checks.keys import Key, found, plain
from tests.checks.layers import Entry
from tests.checks.logic import Logic
from tests.checks.meaning import Meaning
from tests.checks.readings import chains, settled
from tests.checks.values import TENURE, facts_named
from tests.checks.worlds import (
    AS_OF,
    BETTER_LISTS,
    DAYS,
    DIMENSIONS,
    FACTS,
    NEW_YEAR,
    SLICES,
    Values,
    World,
    place_in,
    shadow,
    shadows,
    slice_at,
)
from tests.checks.written import Claim, Document, Downward, Parameter, Publish

OF_ALWAYS = ("RD204", "RD205")
"""What never takes effect never does so in any piece of time."""
FORBIDS = {
    "RD401": ("不得加严", "不得变更"),
    "RD402": ("不得放宽", "不得变更"),
    "RD403": ("不得增设条件",),
}


class Scene(Struct, frozen=True):
    """Documents, superiors before their subordinates, over one world."""

    world: World
    documents: tuple[Document, ...]

    def text(self) -> str:
        return "\n".join(document.text() for document in self.documents)

    def chain(self, document: Document) -> tuple[Document, ...]:
        found = [document]
        while found[0].above is not None:
            found.insert(0, next(d for d in self.documents if d.title == found[0].above))
        return tuple(found)


def expected(scene: Scene) -> dict[Key, str]:
    found: dict[Key, str] = {}
    for document in scene.documents:
        chain = scene.chain(document)
        told: list[list[tuple[Key, str]]] = []
        for when in pieces(chain):
            read = [dict(_told(Piece(scene.world, as_read, when))) for as_read in chains(chain)]
            told.append(list(settled(read)))
        for key, how in (each for here in told for each in here):
            if key[0] in OF_ALWAYS:
                at_all_times = [_least(key, here) for here in told]
                if None in at_all_times:
                    continue
                how = how if MAY not in at_all_times else MAY
            if found.get(key) != MUST:
                found[key] = how
    return found


def _least(key: Key, told: list[tuple[Key, str]]) -> str | None:
    """How sure it is that the same is told, as a warning or as a note."""
    hows = [how for other, how in told if (*other[:3], other[4]) == (*key[:3], key[4])]
    return MUST if MUST in hows else MAY if hows else None


def _told(piece: Piece) -> Iterator[tuple[tuple[Key, str], str]]:
    """The findings, those that must be there last."""
    every = [((key, about), how) for key, about, how in piece.findings()]
    yield from sorted(every, key=lambda found: found[1] == MUST)


def pieces(chain: Sequence[Document]) -> list[int]:
    """The days of each piece of time of the lowest document, as sets of everybody on those days."""
    cuts = {d.effective for d in chain}
    if any(isinstance(n, Parameter) and n.later is not None for d in chain for _, n in d.articles):
        cuts.add(NEW_YEAR)
    start = max(cuts & {d.effective for d in chain})
    bounds = sorted({start, *(c for c in cuts if c > start)})
    found = []
    for begin, end in zip(bounds, [*bounds[1:], date.max], strict=True):
        on = 0
        for day in DAYS:
            on |= SLICES[AS_OF][day] if begin <= day < end else 0
        found.append(on)
    return found


class Piece:
    def __init__(self, world: World, chain: tuple[Document, ...], when: int) -> None:
        self.world, self.chain, self.when = world, chain, when
        self.here = Meaning(world, chain)
        self.title = chain[-1].title
        self.last = len(chain) - 1
        self.scope = self.here.scope() & when
        self.plain = [Meaning(world, chain[: n + 1]) for n in range(self.last)]
        """The documents above as they are without this one."""
        self.clauses = [
            (n, norm) for n, d in enumerate(chain[:-1]) for _, norm in d.articles if isinstance(norm, Downward)
        ]
        self.above = [self._delegating(n) for n in range(self.last)]
        """The same with what they leave free read from here."""
        self.below = self.plain[-1] if self.plain else None

    def _delegating(self, layer: int) -> Meaning:
        within = ranges(self, layer)
        free = {target for target, word, _ in left_to_those_below(self, layer) if word == "可自行规定"} - within.keys()
        touched = self.here.layers.touched
        below = {
            name for name in self.plain[layer].layers.top if name in touched and any(t > layer for t in touched[name])
        }
        given = {name: (self.here, name) for name in free & below}
        between = {n: (self.here, *r) for n, r in within.items() if n in below}
        return Meaning(self.world, self.chain[: layer + 1], given, between)

    def findings(self) -> Found:
        scopes = [m.scope() & self.when for m in self.plain]
        if not self.scope or any(not s & self.scope for s in scopes):
            yield ("RD208", self.title, self.title, "error", ""), "", MUST
            return
        already = scopes[-1] if scopes else 0
        for told in (self._faults(already), self._impossible(already), self._claims()):
            yield from ((key, "", how) for key, how in told)
        barred = competence.barred(self)
        for decision in self.here.layers.decisions:
            if not competence.only_a_name(self, decision):
                yield from ((key, "", how) for key, how in self._hidden(decision))
                if decision not in barred:
                    yield from self._deviations(decision)
        yield from competence.findings(self)
        logic = Logic(self.here, self.scope, list(zip(self.plain, scopes, strict=True)))
        yield from ((key, "", how) for key, how in logic.findings())

    def key(self, code: str, subject: str, severity: str = "error", detail: str = "") -> Key:
        return code, self.title, subject, severity, detail

    # --- RD201, RD202, RD203

    def _faults(self, already: int) -> Iterator[tuple[Key, str]]:
        """A fault belongs to the lowest document without which it would not exist: not what the document above has
        for the same person in its own scope."""
        known = set(self.below.in_force()) if self.below is not None else set()
        for key in self.here.in_force():
            for code, kind in (("RD201", "clashes"), ("RD202", "gaps"), ("RD202", "unrecorded")):
                who = getattr(self.here, kind)(key) & self.scope
                unsure = 0
                if key in known and self.below is not None:
                    if kind == "unrecorded":
                        # Open: whether it is new where the norm had no value for another reason as well.
                        unsure = already & ~has_value(self.below.value(key))
                        other = already & ~has_value(self.below.base(key))
                        who &= ~(self.below.unrecorded(key) & already & ~other)
                    else:
                        who &= ~(getattr(self.below, kind)(key) & already)
                if who:
                    # Where a lower document's exception gives a value, the fault does no harm.
                    top = self.here.layers.top.get(key[0], key)
                    harmless = not who & ~has_value(self.here.value(top)) and top != key
                    yield self.key(code, plain(key[0])), MAY if harmless or not who & ~unsure else MUST

    def _impossible(self, already: int) -> Iterator[tuple[Key, str]]:
        for decision in self.here.layers.decisions:
            if competence.only_a_name(self, decision) or self.scope & self.here.named(decision).get(True, 0):
                continue
            before = self.below
            if before is not None and before.has(decision) and not already & before.named(decision).get(True, 0):
                continue
            yield self.key("RD203", decision), MUST

    # --- RD209

    def _claims(self) -> Iterator[tuple[Key, str]]:
        for article, norm in self.chain[-1].articles:
            if isinstance(norm, Claim) and self._fails(norm):
                yield self.key("RD209", f"第{article}条"), MUST

    def _fails(self, claim: Claim) -> bool:
        match claim.kind:
            case "式":
                assert claim.formula is not None
                return bool(self.scope & self.here.of(claim.formula).get(False, 0))
            case "存在":
                assert claim.formula is not None
                return not self.scope & self.here.of(claim.formula).get(True, 0)
            case "互斥":
                both = self.here.named(claim.subject).get(True, 0) & self.here.named(claim.other).get(True, 0)
                return bool(self.scope & both)
            case "无关":
                facts = frozenset(("任职起",) if claim.other == TENURE else (claim.other,))
                return self._nobody_to_compare(facts) or self._differ(self.here.named(claim.subject), facts)
            case "不减" | "不增":
                return self._falls(claim)
            case _:
                raise AssertionError(claim)

    def _nobody_to_compare(self, facts: frozenset[str]) -> bool:
        (fact,) = facts
        for a, b in combinations(DIMENSIONS[fact], 2):
            if slice_at(self.scope, fact, a) & slice_at(self.scope, fact, b):
                return False
        return True

    def _differ(self, values: Values, moved: frozenset[str]) -> bool:
        those = [shadows(who & self.scope, moved) for who in values.values()]
        return any(a & b for a, b in combinations(those, 2))

    def _falls(self, claim: Claim) -> bool:
        values, fact = self.here.named(claim.subject), claim.other
        pairs = list(_raises(fact))
        if not any(slice_at(self.scope, fact, a) & slice_at(self.scope, fact, b) for a, b in pairs):
            return True  # Nothing to compare.
        for v, with_v in values.items():
            for w, with_w in values.items():
                if place_in(v) == place_in(w):
                    continue
                worse = place_in(w) < place_in(v) if claim.kind == "不减" else place_in(w) > place_in(v)
                if worse:
                    first, second = with_v & self.scope, with_w & self.scope
                    if any(slice_at(first, fact, a) & slice_at(second, fact, b) for a, b in pairs):
                        return True
        return False

    # --- RD301

    def _hidden(self, decision: str) -> Iterator[tuple[Key, str]]:
        own = any(isinstance(n, Publish) and n.target == decision for _, n in self.chain[-1].articles)
        if not self.above and not own:
            return  # The sample of the language reference: what the highest document says is told by its saying it.
        strict = dict(self._minimal(decision, self._permitted(decision) - self._published_above(decision)))
        loose = dict(self._minimal(decision, self._permitted(decision) | self._published_above(decision)))
        # Open: whether what only a document above publishes is published here.
        for key in {**strict, **loose}:
            yield key, MUST if key in strict and key in loose else MAY

    def _minimal(self, decision: str, permitted: frozenset[str]) -> Iterator[tuple[Key, str]]:
        value = self.here.named(decision)
        free = frozenset(FACTS) - permitted
        if not free or not self._differ(value, free):
            return
        minimal: list[frozenset[str]] = []
        for size in range(1, len(free) + 1):
            for facts in map(frozenset, combinations(sorted(free), size)):
                if not any(m <= facts for m in minimal) and self._differ(value, facts):
                    minimal.append(facts)
        for facts in minimal:
            yield self.key("RD301", decision, detail="、".join(f for f in FACTS if f in facts)), MUST

    def _permitted(self, decision: str) -> frozenset[str]:
        found = frozenset[str]()
        for formula in self.here.scope_formulas():
            found |= facts_named([formula])
        above = self.above[-1] if self.above else None
        if above is not None and (known := self.known_as(decision, above)) is not None:
            found |= above.reads(known)
        own = _published(self.chain[-1], decision)
        if own:
            return found.union(*own)
        for item in self.here.layers.items_of(decision):
            rule = self.here.layers.rules[self._written(item)]
            bare = type(rule)(rule.name, rule.layer, rule.source, rule.article)
            found |= facts_named(self.here.expressions(bare))
        if self.below is not None:
            for key in self.below.in_force():
                found |= self.below.reads_of(key)
        return found

    def _published_above(self, decision: str) -> frozenset[str]:
        """What only documents above tell people."""
        above = frozenset[str]().union(*(f for d in self.chain[:-1] for f in _published(d, decision)))
        return above - self._permitted(decision)

    def _written(self, item: Entry) -> tuple[str, int]:
        """The norm with the words of a condition, under the exceptions to it."""
        return item.name, item.layer

    # --- RD401, RD402, RD403

    def known_as(self, decision: str, above: Meaning) -> str | None:
        """Under which name a document above knows a decision."""
        return next((name for name in competence.names_of(self, decision) if above.has(name)), None)

    def _deviations(self, decision: str) -> Found:
        for code, forbidding in FORBIDS.items():
            for layer, name, severity, excepted in self._compared(decision, forbidding):
                above, between = self.above[layer], self.above[-1]
                if not above.has(name):
                    continue
                shared, title = self.scope & above.scope(), self.chain[layer].title
                if code == "RD403":
                    added = self._added(decision, layer, name, severity, excepted, shared)
                    yield from ((key, title, how) for key, how in added)
                    continue
                says = code == "RD401"
                who = shared & above.named(name).get(says, 0) & self.here.named(decision).get(not says, 0)
                loose = who
                known = self.known_as(decision, between)
                if known is not None and (layer, name) != (self.last - 1, known):
                    loose &= between.named(known).get(says, 0)
                    who = loose & between.scope()  # Open: whether the document between must be about the person.
                if loose:
                    yield self.key(code, decision, severity), title, MUST if who else MAY

    def _compared(self, decision: str, forbidding: tuple[str, ...]) -> Iterator[tuple[int, str, str, frozenset[str]]]:
        """The layers that the decision is compared with, and its name there: those that forbid the difference; without
        any 对下 on the decision the next one above, as a warning."""
        if not self.above:
            return
        mine = competence.clauses_on(self, decision)
        for layer, target, word, facts in mine:
            if word in forbidding:
                yield layer, target, "error", base_facts(facts)
        known = self.known_as(decision, self.above[-1])
        if not mine and known is not None:
            yield self.last - 1, known, "warning", frozenset()

    def _added(
        self, decision: str, layer: int, name: str, severity: str, excepted: frozenset[str], shared: int
    ) -> Iterator[tuple[Key, str]]:
        above, between, here = self.above[layer], self.above[-1], self.here
        qualified = shared & above.named(name).get(True, 0)
        read = above.reads(name) | frozenset().union(*(facts_named([f]) for f in above.scope_formulas()), ())
        known = self.known_as(decision, between)
        if known is not None and (layer, name) != (self.last - 1, known):
            qualified &= between.named(known).get(True, 0)
            read |= between.reads(known)
        own = [i for i in here.layers.items_of(decision) if i.layer == self.last and i.conjunctive]
        exempt = [i for i in own if here.reads(i.name) and here.reads(i.name) <= excepted]
        for item in exempt:
            qualified &= here.named(item.name).get(True, 0)
        accused = frozenset[str]()
        for item in own:
            if item not in exempt:
                # Open: whether the exceptions made to a whole decision are part of its only condition.
                exact = qualified & here.base(here.layers.top[item.name]).get(False, 0)
                loose = qualified & here.named(item.name).get(False, 0)
                if exact or loose:
                    yield (
                        self.key("RD403", decision, severity, f"第{item.article}条{item.shown}"),
                        (MUST if exact and loose else MAY),
                    )
                    accused |= here.reads(item.name)
        for fact in FACTS:
            if fact in read | accused | excepted:
                continue
            yes = shadow(qualified & here.named(decision).get(True, 0), fact)
            no = shadow(qualified & here.named(decision).get(False, 0), fact)
            if yes & no:
                yield self.key("RD403", decision, severity, fact), MUST


def _published(document: Document, decision: str) -> list[frozenset[str]]:
    written = [norm for _, norm in document.articles if isinstance(norm, Publish) and norm.target == decision]
    return [base_facts(norm.facts) for norm in written]


def _raises(fact: str) -> Iterator[tuple[object, object]]:
    if fact == "考核":
        yield from BETTER_LISTS
    else:
        yield from combinations(DIMENSIONS[fact], 2)


def base_facts(names: Sequence[str]) -> frozenset[str]:
    return frozenset("任职起" if name == TENURE else name for name in names)


def disagreements(scene: Scene, findings: Sequence[Finding]) -> dict[str, list[Key]]:
    """What must be there and is not, and what is there and must not be."""
    wanted, there = expected(scene), found(findings)
    missed = [key for key, how in wanted.items() if how == MUST and key not in there]
    false = [key for key in there if key not in wanted]
    return {"missed": missed, "false": false}
