"""What an outcome rests on: the smallest set of places whose content alone forces it, whatever is written elsewhere.

Of a rule for one person only what applies counts: a branch or an exception that does not apply to the person says
nothing of that person (其他 applies because the branches before it do not, so they count with it). A place that is
left out may say anything: its norm may have any value or none, its exception may apply or not. What stays forced under
that, by the reference evaluator's own rules for what is missing, is forced; so the places that are kept suffice. Places
are left out one after the other in a fixed order, and with more left out less is forced; so none of those that are
kept can be left out too. Where the evaluator is cautious (a value less itself), a place may stay that could be spared.

Where two programs are set against each other, what is the same norm in both, all the way down, makes no difference
between them: it is taken as it is, and named by nobody.

Trusted: the reference evaluator. No solver is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.backends.approximate import Answer, Cause, NoValue, everything
from rankdsl.backends.reference import Evaluation, Result, evaluate
from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Body, Cases, Definition, Formula, Hit, Kind, Requirement
from rankdsl.ir.nodes import Expr, Ref, Symbol
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed
from rankdsl.ir.types import TRUTH, Type
from rankdsl.ir.values import Person

Key = tuple[str, str | None, str | None]
"""Document, article, item: what a citation names, and what is left out as one."""


class Side(Struct, frozen=True):
    """One outcome to account for, a certain one: what `program` makes of `expr` for `person`."""

    program: Program
    person: Person
    expr: Expr


def grounds(sides: Sequence[Side], named: Sequence[Place] = ()) -> tuple[Place, ...]:
    """The places that force the outcomes of all `sides`, none of which can be left out; superiors' first, then as
    they stand in their document.

    What a document above wrote is left out before what the lowest wrote, the later before the earlier, and last what
    the finding itself names (`named`): of two reasons, that one stays. Those `named` that are no norm's (a scope, an
    invariant) are kept as they are.
    """
    shared = _shared(sides)
    applied = [_Applied(side, shared) for side in sides]
    places: dict[Key, Place] = {}
    for side in applied:
        for place in side.places():
            places.setdefault(key_of(place), place)
    layers = {d.title: n for side in sides for n, d in enumerate(side.program.layers)}
    lowest = max((len(side.program.layers) for side in sides), default=0) - 1

    def stands(key: Key) -> tuple[int, tuple[str, int, int]]:
        span = places[key].span
        return layers.get(key[0], -1), span.sort_key if span is not None else ("", 0, 0)

    in_order = sorted(places, key=stands)
    above = [key for key in in_order if layers.get(key[0], -1) < lowest]
    own = [key for key in reversed(in_order) if key not in set(above)]
    finding = [key for key in map(key_of, reversed(named)) if key in places]
    candidates = [*(key for key in (*above, *own) if key not in finding), *dict.fromkeys(finding)]
    left_out = _without(applied, candidates, frozenset())
    written = {
        key for side in sides for definition in side.program.definitions.values() for key in _keys_of(definition)
    }
    others = (place for place in named if key_of(place) not in written)
    return tuple(dict.fromkeys((*(places[key] for key in in_order if key not in left_out), *others)))


def forced(sides: Sequence[Side], kept: Collection[Place]) -> bool:
    """Whether what stands at the places `kept` alone forces all the outcomes."""
    keys = {key_of(place) for place in kept}
    shared = _shared(sides)
    applied = [_Applied(side, shared) for side in sides]
    return all(side.forced({key_of(p) for p in side.places()} - keys) for side in applied)


def key_of(place: Place) -> Key:
    return place.document, place.article, place.item


def _shared(sides: Sequence[Side]) -> frozenset[Symbol]:
    """The norms that are the same in every program, with all that they rest on; none where there is one program."""
    programs = list({id(side.program): side.program for side in sides}.values())
    if len(programs) < 2:
        return frozenset()
    first, *others = programs
    found: set[Symbol] = set()
    for symbol, definition in first.definitions.items():  # what a norm rests on stands before it
        alike = all(program.definitions.get(symbol) == definition for program in others)
        if alike and found.issuperset(first.refers[symbol]):
            found.add(symbol)
    return frozenset(found)


def _without(sides: Sequence[_Applied], keys: Sequence[Key], left_out: frozenset[Key]) -> frozenset[Key]:
    """`left_out` and as many of the places as can be left out, the first ones rather than later ones."""
    if not keys:
        return left_out
    more = left_out.union(keys)
    if all(side.forced(more) for side in sides):
        return more
    if len(keys) == 1:
        return left_out
    middle = len(keys) // 2
    return _without(sides, keys[middle:], _without(sides, keys[:middle], left_out))


class _Applied:
    """A side with the norms behind it, as far as they apply to its person; `shared` are not in question."""

    def __init__(self, side: Side, shared: frozenset[Symbol]) -> None:
        self.side = side
        evaluation = evaluate(side.program, side.person)
        self.answer = evaluation.value_of(side.expr)
        self.definitions = dict(side.program.definitions)
        for symbol in needed(side.program, (side.expr,)):
            self.definitions[symbol] = _as_applied(self.definitions[symbol], evaluation)
        behind = needed(replace(side.program, definitions=self.definitions), (side.expr,))
        self.behind = tuple(symbol for symbol in behind if symbol not in shared)
        types = dict.fromkeys((TRUTH, *(self.definitions[s].type for s in self.behind)))
        self.open: Open = {type_: Ref(Symbol(f"#{n}", _OPEN), type_) for n, type_ in enumerate(types)}
        self.standing_in = {
            ref.symbol: Definition(ref.symbol, Kind.DERIVED, type_, Formula(ref), (), Place(None), "")
            for type_, ref in self.open.items()
        }

    def places(self) -> Iterator[Place]:
        """Every place at which something is written that may matter."""
        for symbol in self.behind:
            definition = self.definitions[symbol]
            if _says_something(definition):
                yield definition.place
            yield from (rule.place for rule in definition.exceptions)

    def forced(self, left_out: Collection[Key]) -> bool:
        """Whether the outcome is the same whatever is written at the places left out."""
        changed = {s: _left_open(self.definitions[s], left_out, self.open) for s in self.behind}
        program = replace(self.side.program, definitions={**self.standing_in, **self.definitions, **changed})
        found = _Open(program, self.side.person).value_of(self.side.expr)
        return found.no_value if self.answer.no_value else found.value == self.answer.value


class _Open(Evaluation):
    """Under which the norms that stand for what is left out have any value, or none."""

    def _norm(self, definition: Definition) -> Result:
        if definition.symbol.layer != _OPEN:
            return super()._norm(definition)
        return Result(Answer(everything(definition.type, None, None), (NoValue(Cause.GAP),)))


_OPEN = -2
"""The layer of symbols that stand for what is left out, one for each type."""

Open = Mapping[Type, Ref]


def _as_applied(definition: Definition, evaluation: Evaluation) -> Definition:
    """The norm without the branches and exceptions that say nothing of the person."""
    body = definition.body
    if isinstance(body, Cases) and body.hit is Hit.UNIQUE:
        guarded = [b for b in body.branches if b.guard is not None and not _fails(b.guard, evaluation)]
        if guarded:
            body = Cases(tuple(guarded), body.hit)
    guards = [evaluation.value_of(e.guard) for e in definition.exceptions]
    overruled = {i for at, e in enumerate(definition.exceptions) if guards[at].surely(True) for i in e.over}
    # One whose guard has no value leaves the norm without, whatever takes precedence over it.
    rules = tuple(
        replace(e, over=frozenset[int]())
        for i, (e, guard) in enumerate(zip(definition.exceptions, guards, strict=True))
        if guard.no_value or (guard.may_be(True) and i not in overruled)
    )
    return replace(definition, body=body, exceptions=rules)


def _fails(guard: Expr, evaluation: Evaluation) -> bool:
    return evaluation.value_of(guard).surely(False)


def _says_something(definition: Definition) -> bool:
    """Whether the body has words of its own: not the vocabulary's, and more than what joins or takes over norms."""
    if definition.kind is Kind.DERIVED or definition.passes_on:
        return False
    match definition.body:
        case Requirement(items=items):
            return not all(isinstance(item, Ref) for item in items)
        case _:
            return True


def _left_open(definition: Definition, left_out: Collection[Key], anything: Open) -> Definition:
    """The norm with what is left out of it open. What joins items stays as it is: only they say something."""
    value, truth = anything[definition.type], anything[TRUTH]
    body: Body = definition.body
    if key_of(definition.place) in left_out and _says_something(definition):
        body = Formula(value)
        if isinstance(definition.body, Requirement):
            items = tuple(i if isinstance(i, Ref) else truth for i in definition.body.items)
            body = replace(definition.body, items=items)
    rules = tuple(
        replace(e, guard=truth, value=value) if key_of(e.place) in left_out else e for e in definition.exceptions
    )
    return replace(definition, body=body, exceptions=rules)


def _keys_of(definition: Definition) -> Iterator[Key]:
    yield key_of(definition.place)
    yield from (key_of(rule.place) for rule in definition.exceptions)
