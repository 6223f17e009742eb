"""What has changed in meaning between two sides: every document, piece of time, scope, decision and definition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Place, Text
from rankdsl.differing.alike import Alike
from rankdsl.differing.articles import articles_compared
from rankdsl.differing.asking import Sides, is_truth, rule
from rankdsl.differing.clauses import clauses_compared
from rankdsl.differing.comparing import compared
from rankdsl.differing.figures import dates, parameters, values_compared
from rankdsl.differing.one_vocabulary import clash, read_with, wider
from rankdsl.differing.pairing import Pair, Stretch, pairs, stretches
from rankdsl.differing.parts import Comparison, DocumentDifference, Figure, Relation, ScopeChange
from rankdsl.differing.scopes import anybody_in_both, scopes_compared
from rankdsl.ir.definitions import Kind
from rankdsl.ir.mentions import expressions, symbols_in
from rankdsl.ir.model import Model
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed
from rankdsl.prove import Limits, Undecided

NOT_IN_FORCE = Text(
    "有一边没有施行的时间，无从比较", "one of the two is never in force, so there is nothing to compare"
)


def differences(
    old: Sequence[Model], new: Sequence[Model], limits: Limits, as_of: date | None = None
) -> tuple[DocumentDifference, ...]:
    """Every document of either side. as_of: only on that day; else over the time in which NEW is in force."""
    return tuple(_difference(pair, limits, as_of) for pair in pairs(old, new))


def _difference(pair: Pair, limits: Limits, as_of: date | None) -> DocumentDifference:
    old, new = pair
    if old is None or new is None:
        return DocumentDifference(old.name if old else None, new.name if new else None)
    found = DocumentDifference(old.name, new.name)
    if as_of is not None and new.piece_at(as_of) is None:
        return replace(found, reason=_not_in_force(as_of))
    cut = stretches(old, new, as_of)
    if not cut:
        return replace(found, reason=NOT_IN_FORCE)
    name = clash(old.vocabulary, new.vocabulary)
    if name is not None:
        return replace(found, reason=_clash(name))
    return _Comparing(found, old, new, cut, limits).difference()


def _not_in_force(day: date) -> Text:
    on = Text.day(day)
    return Text(
        f"新的一边{on.zh}没有施行，无从比较", f"the new one is not in force on {on.en}, so there is nothing to compare"
    )


def _clash(name: str) -> Text:
    return Text(
        f"两边的词表对“{name}”的规定不同，谁也不包含谁，无从比较",
        f"the vocabularies mean something else by “{name}”, and neither has all of the other's",
    )


class _Held(Struct, frozen=True):
    """A run of stretches over which a name means one thing on each side."""

    stretch: Stretch
    key: tuple[object, ...]


class _Comparing:
    """Two versions of one document."""

    def __init__(
        self, found: DocumentDifference, old: Model, new: Model, cut: Sequence[Stretch], limits: Limits
    ) -> None:
        self.found = found
        self.models = old, new
        self.cut = [_in_one_vocabulary(stretch) for stretch in cut]
        self.limits = limits
        self.alike = Alike()
        self._sides: dict[tuple[int, int, date, date], Sides] = {}

    def difference(self) -> DocumentDifference:
        old, new = self.models
        last = self.cut[-1]
        decisions = tuple(self._decisions())
        definitions, follows = self._definitions()
        return replace(
            self.found,
            together=all(s.together for s in self.cut),
            periods=tuple(period_of(s) for s in self.cut),
            dates=tuple(dates(old, new)),
            parameters=tuple(self._parameters()),
            clauses=tuple(clauses_compared(last.old, last.new)),
            scopes=tuple(self._scopes()),
            decisions=decisions,
            definitions=definitions,
            follows=follows,
            articles=tuple(articles_compared(old, new, (last.old.program, last.new.program), self.alike)),
        )

    # -- in time

    def _runs(self, *names: str | None) -> Iterator[Stretch]:
        """The time, cut only where what is concerned changes: the scopes, and the norms of that name (OLD's, NEW's)."""
        runs: list[_Held] = []
        for stretch in self.cut:
            key = self._key(stretch, *names)
            last = runs[-1] if runs else None
            if last is not None and last.key == key and last.stretch.period.end == stretch.period.start:
                period = replace(stretch.period, start=last.stretch.period.start)
                runs[-1] = _Held(replace(last.stretch, period=period), key)
            else:
                runs.append(_Held(stretch, key))
        yield from (run.stretch for run in runs)

    def _key(self, stretch: Stretch, *names: str | None) -> tuple[object, ...]:
        programs = stretch.old.program, stretch.new.program
        scopes = tuple(self.alike.formulas(p, p.coverage) for p in programs)
        assumed = tuple(self.alike.formulas(p, tuple(i.holds for i in p.invariants)) for p in programs)
        norms = tuple(
            self.alike.norm(p, p.top[name]) if name is not None and name in p.top else None
            for p, name in zip(programs, names, strict=False)
        )
        return stretch.together, scopes, assumed, norms

    def sides(self, stretch: Stretch) -> Sides:
        old, new, period = stretch.old.program, stretch.new.program, stretch.period
        key = id(old), id(new), period.start, period.end
        if key not in self._sides:
            here = replace(old, period=period), replace(new, period=period)
            self._sides[key] = Sides(*here, period, self.limits)
        return self._sides[key]

    # -- parts

    def _scopes(self) -> Iterator[ScopeChange]:
        for stretch in self._runs():
            change = scopes_compared(self.sides(stretch), self.alike)
            if change.same is not True:
                yield replace(change, period=period_of(stretch))

    def _parameters(self) -> Iterator[Figure]:
        told: dict[tuple[str, Text | None, Text | None], None] = {}
        for stretch in self.cut:
            for figure in parameters(stretch.old.program, stretch.new.program, stretch.period.start):
                key = figure.name, figure.old, figure.new
                if key not in told:
                    told[key] = None
                    yield figure

    def _decisions(self) -> Iterator[Comparison]:
        names = [name for stretch in self.cut for name in stretch.new.program.decisions]
        names += [name for stretch in self.cut for name in stretch.old.program.decisions]
        renamed = {c.name_before: c for c in self._renamed()}
        yield from renamed.values()
        done = {*renamed, *(c.subject for c in renamed.values())}
        for name in dict.fromkeys(n for n in names if n not in done):
            for stretch in self._runs(name, name):
                if name in stretch.new.program.decisions or name in stretch.old.program.decisions:
                    yield self._decision(stretch, name)

    def _renamed(self) -> Iterator[Comparison]:
        """Decisions that are the same under another name, at all times."""
        if len(self.cut) != 1:
            return
        (stretch,) = self.cut
        before, after = stretch.old.program, stretch.new.program
        gone = [name for name in before.decisions if name not in after.top]
        sides = self.sides(stretch)
        for name in (n for n in after.decisions if n not in before.top):
            for other in gone:
                same = self.alike.norm(before, before.top[other]) == self.alike.norm(after, after.top[name])
                if same and anybody_in_both(sides) is True:
                    gone.remove(other)
                    yield compared(sides, self.alike, name, other)
                    break

    def _decision(self, stretch: Stretch, name: str) -> Comparison:
        before, after = stretch.old.program, stretch.new.program
        if name not in before.decisions:
            return Comparison(name, Relation.ADDED, period_of(stretch), None, _place(after, name))
        if name not in after.decisions:
            return Comparison(name, Relation.REMOVED, period_of(stretch), _place(before, name))
        sides = self.sides(stretch)
        anybody = anybody_in_both(sides)
        if anybody is True:
            return compared(sides, self.alike, name)
        places = _place(sides.old, name), _place(sides.new, name)
        if isinstance(anybody, Undecided):
            return Comparison(name, Relation.UNKNOWN, period_of(stretch), *places, reason=anybody.reason)
        return Comparison(name, Relation.NOBODY, period_of(stretch), *places)

    def _definitions(self) -> tuple[tuple[Comparison, ...], tuple[str, ...]]:
        """Definitions whose own words changed, each compared; and the names of those that change only with others."""
        worded = Alike(by_name=True)
        told: list[Comparison] = []
        follows: dict[str, None] = {}
        last = self.cut[-1]
        before, after = last.old.program, last.new.program
        for name in after.top:
            if not _is_definition(after, name) or name not in before.top or not _is_definition(before, name):
                continue
            if self.alike.norm(before, before.top[name]) == self.alike.norm(after, after.top[name]):
                continue
            if _own_words(worded, before, name) == _own_words(worded, after, name):
                follows.setdefault(name)
                continue
            sides = self.sides(last)
            if anybody_in_both(sides) is not True:
                continue
            found = compared(sides, self.alike, name) if _is_truth(sides, name) else values_compared(sides, name)
            if found.relation is not Relation.EQUIVALENT:
                told.append(found)
        causes = {c.subject for c in told}.union(f.name for f in parameters(before, after, date.min))
        return tuple(told), tuple(name for name in follows if causes & _rests_on(after, name))


def _in_one_vocabulary(stretch: Stretch) -> Stretch:
    old, new = stretch.old.program, stretch.new.program
    wide = wider(old.vocabulary, new.vocabulary)
    if wide is None:
        return stretch
    return replace(
        stretch,
        old=replace(stretch.old, program=read_with(old, wide)),
        new=replace(stretch.new, program=read_with(new, wide)),
    )


def _rests_on(program: Program, name: str) -> set[str]:
    return {symbol.written for symbol in needed(program, (rule(program, name),))}


def _own_words(worded: Alike, program: Program, name: str) -> tuple[int, ...]:
    """The norm as written, and what was laid over it, each by its own words."""
    found = [worded.norm(program, program.top[name])]
    waiting = [program.definitions[program.top[name]]]
    while waiting:
        definition = waiting.pop()
        for symbol in symbols_in(expressions(definition)):
            below = program.definitions[symbol]
            if symbol.written == name and below is not definition:
                found.append(worded.norm(program, symbol))
                waiting.append(below)
    return tuple(found)


def _is_definition(program: Program, name: str) -> bool:
    return program.definitions[program.top[name]].kind is Kind.DEFINITION


def _is_truth(sides: Sides, name: str) -> bool:
    return is_truth(sides.old, name) and is_truth(sides.new, name)


def _place(program: Program, name: str) -> Place:
    return program.definitions[rule(program, name).symbol].place


def period_of(stretch: Stretch) -> tuple[date, date | None]:
    period = stretch.period
    return period.start, None if period.open_end else period.end
