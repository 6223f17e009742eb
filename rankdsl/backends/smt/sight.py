"""What questions of one sort see: whose facts are whose, and each list as a ledger made for what they ask of it.

Terms are kept: those that read no list for all questions about these programs (`Scene`), the others for all questions
that ask the same of the lists (`Sight`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from msgspec import Struct

from rankdsl.backends.smt import calendar
from rankdsl.backends.smt.encoding import Encoding
from rankdsl.backends.smt.gathering import Gathering
from rankdsl.backends.smt.kernel import Bool, Kernel
from rankdsl.backends.smt.kinds import directed_fields
from rankdsl.backends.smt.ledger import Ledger, Plan
from rankdsl.backends.smt.people import People, facts_of
from rankdsl.backends.smt.reads import ProgramReads
from rankdsl.backends.smt.states import Asked, TooFine
from rankdsl.backends.smt.values import Datum, Value
from rankdsl.backends.smt.whole import Arithmetic, Whole, known
from rankdsl.diagnostics import Place
from rankdsl.ir.facts import Fact
from rankdsl.ir.mentions import walk
from rankdsl.ir.nodes import Apply, Collection, FactRef, Ref, SinceFact, Symbol
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.types import Type

NONE: frozenset[str] = frozenset()


class Scene:
    """Programs over one set of facts in one piece of time: variables, and terms that read no list."""

    def __init__(
        self,
        start: date,
        end: date,
        programs: Sequence[Program],
        facts: Mapping[str, Fact] | None = None,
        left_out: frozenset[Place] = frozenset(),
    ) -> None:
        """`start` included, `end` excluded. `facts`: those of the programs, unless given. `left_out`: places of which
        it is not assumed that norms are as they say."""
        self.kernel = Kernel()
        self.arithmetic = Arithmetic(self.kernel)
        self.facts = facts_of(programs) if facts is None else facts
        self.people = People(self.arithmetic, self.facts, start, end)
        self.left_out = left_out
        self._reads: dict[int, tuple[Program, ProgramReads]] = {}
        self.norms: dict[tuple[int, Symbol, frozenset[str]], Value] = {}
        self._keys: dict[tuple[int, int], tuple[Collection, AskedKey]] = {}

    def reads(self, program: Program) -> ProgramReads:
        found = self._reads.get(id(program))
        if found is None:
            found = self._reads[id(program)] = (program, ProgramReads(program))
        return found[1]

    def key(self, program: Program, collection: Collection) -> AskedKey:
        """Equal for collections that are the same question."""
        at = id(program), id(collection)
        found = self._keys.get(at)
        if found is None:
            where = () if collection.where is None else tuple(walk(collection.where))
            plain = not any(isinstance(n, Ref) or (isinstance(n, Apply) and n.op is Op.MONTHS_BETWEEN) for n in where)
            facts = {n.name for n in where if isinstance(n, FactRef)}
            if not plain and collection.where is not None:
                facts = set(self.reads(program).of_expression(collection.where).facts)
            if isinstance(collection.span, SinceFact):
                facts.add(collection.span.fact)
            key = AskedKey(collection, 0 if plain else id(program), frozenset(facts))
            found = self._keys[at] = (collection, key)
        return found[1]


class AskedKey(Struct, frozen=True):
    """A question about a list. `program`: 0 where every program means the same by it. `facts`: what it reads beside
    the list."""

    collection: Collection
    program: int
    facts: frozenset[str]


class View(Struct, frozen=True):
    """What questions of one sort have in common.

    moved: facts in which the second person may differ. asked: what is asked of lists, and of which person. raised: the
    list that is raised, with its direction. unrolled: lists cut up into single years."""

    moved: frozenset[str]
    asked: frozenset[tuple[AskedKey, int]]
    raised: tuple[str, int] | None = None
    unrolled: frozenset[str] = NONE


class Sight:
    """`gatherings`: the lists in the order of the vocabulary, of the first person and where it is another list, of the
    second."""

    def __init__(self, scene: Scene, view: View, asked: Mapping[tuple[AskedKey, int], tuple[Program, int]]) -> None:
        """`asked`: for each thing in `view.asked` a program that asks it, of which person; in a fixed order."""
        self.scene = scene
        self.view = view
        self.kernel = scene.kernel
        self._encodings: dict[tuple[int, int], Encoding] = {}
        self._norms: dict[tuple[int, Symbol, frozenset[str]], Value] = {}
        self._values: dict[tuple[AskedKey, int], Value] = {}
        self._building: set[tuple[str, int]] = set()
        self._gatherings: dict[tuple[str, int], Gathering] = {}
        self._asked = dict(asked)
        self._by_key: dict[tuple[AskedKey, int], Asked] = {}

    def encoding(self, program: Program, person: int) -> Encoding:
        found = self._encodings.get((id(program), person))
        if found is None:
            people, reads = self.scene.people, self.scene.reads(program)
            moved = self.view.moved if person else NONE

            def place(symbol: Symbol) -> tuple[dict[tuple[int, Symbol, frozenset[str]], Value], frozenset[str]]:
                of_symbol = reads.of(symbol)
                kept = self._norms if of_symbol.collections else self.scene.norms
                return kept, moved & of_symbol.facts if moved else NONE

            def find(symbol: Symbol) -> Value | None:
                kept, differs = place(symbol)
                return kept.get((id(program), symbol, differs))

            def keep(symbol: Symbol, value: Value) -> None:
                kept, differs = place(symbol)
                kept[id(program), symbol, differs] = value

            found = Encoding(
                program,
                self.scene.arithmetic,
                people.as_of,
                lambda name: people.value(name, name in moved),
                partial(self._collection, program, person),
                find,
                keep,
                self._anything,
            )
            self._encodings[id(program), person] = found
        return found

    def gathering(self, name: str, person: int = 0) -> Gathering:
        """The list of a person; the same for both where it is not moved, or where one is raised against the other."""
        key = name, self._whose(name, person)
        found = self._gatherings.get(key)
        if found is None:
            if key in self._building:
                raise TooFine(name)  # a filter that asks the same list again
            self._building.add(key)
            try:
                found = self._gatherings[key] = Gathering(self._ledger(name, key[1]))
            except TooFine as too_fine:
                raise TooFine(too_fine.records or name) from too_fine
            finally:
                self._building.discard(key)
        return found

    @property
    def gatherings(self) -> Iterable[tuple[str, int, Gathering]]:
        """Every list made so far, in the order of the facts, with the person whose it is."""
        for name in self.scene.facts:
            for person in (0, 1):
                if (name, person) in self._gatherings:
                    yield name, person, self._gatherings[name, person]

    @property
    def norms(self) -> Iterator[tuple[int, Symbol, bool, Value]]:
        """Every norm encoded so far: identity of its program, its symbol, whether it is the second person's own."""
        for (program, symbol, differs), value in (*self.scene.norms.items(), *self._norms.items()):
            yield program, symbol, bool(differs), value

    def is_joint(self, name: str) -> bool:
        return self.view.raised is not None and self.view.raised[0] == name

    def list_rules(self) -> list[Bool]:
        return [rule for _, _, gathering in self.gatherings for rule in gathering.ledger.rules]

    def _anything(self, place: Place, type_: Type) -> Value | None:
        return self.scene.people.anything(type_) if place in self.scene.left_out else None

    # -- lists

    def _whose(self, name: str, person: int) -> int:
        return person if name in self.view.moved and not self.is_joint(name) else 0

    def _collection(self, program: Program, person: int, encoding: Encoding, collection: Collection) -> Value:
        key = self.scene.key(program, collection)
        person = effective_person(key, person, self.view.moved)
        found = self._values.get((key, person))
        if found is None:
            name = collection.records
            gathering = self.gathering(name, person)
            try:
                found = self._values[key, person] = gathering.value(self._by_key[key, person])
            except TooFine as too_fine:
                raise TooFine(too_fine.records or name) from too_fine
        return found

    def _ledger(self, name: str, whose: int) -> Ledger:
        view, scene = self.view, self.scene
        fact = scene.facts[name]
        assert fact.records is not None
        asked: list[Asked] = []
        for (key, person), (program, asker) in self._asked.items():
            if key.collection.records == name and self._whose(name, person) == whose:
                part = person if self.is_joint(name) else 0
                found = Asked(key.collection, self.encoding(program, asker), part)
                self._by_key[key, person] = found
                asked.append(found)
        raised = view.raised[1] if view.raised is not None and self.is_joint(name) else None
        also = tuple(directed_fields(fact.records)) if raised is not None else ()
        plan = Plan(tuple(asked), name in view.unrolled, raised, also)
        return Ledger(
            scene.arithmetic, name + "'" * whose, fact, scene.people.year, self._base(name, fact, whose), plan
        )

    def _base(self, name: str, fact: Fact, whose: int) -> Whole:
        """The first year that can have a record: that of the latest start among those whose list it is."""
        assert fact.records is not None
        base = known(fact.records.first_year)
        since = fact.records.since
        if since is None:
            return base
        shared = name not in self.view.moved or self.is_joint(name)
        for person in (0, 1) if shared else (whose,):
            moved = person == 1 and since in self.view.moved
            if person == 0 or moved or not shared:
                year = year_of(self.scene, since, moved)
                base = self.scene.arithmetic.larger(base, year)
        return base


def effective_person(key: AskedKey, person: int, moved: frozenset[str]) -> int:
    """The person whose answer it is: the second's is the first's where nothing that it reads is moved."""
    return person if person and (key.collection.records in moved or key.facts & moved) else 0


def year_of(scene: Scene, fact: str, moved: bool) -> Whole:
    moment = scene.people.value(fact, moved)
    assert isinstance(moment, Datum)
    return calendar.year_of(scene.arithmetic, moment.parts[0])
