"""Who is selected: the answer that holds in every total order which agrees with the written keys.

What a selection means, in one order of the candidates:
- targets are served from the highest value down; within one target, candidates in that order;
- a candidate is moved to the target if afterwards no line has more people than its number, or none of those that have
  has more than before the move (a line that is exceeded already may lose people, and swap them, but gains nobody);
- the first candidate of a target who cannot be moved ends it: nobody overtakes. Slots that a move frees are there for
  the targets below.

Keys may leave several orders open. A candidate who is selected in all of them is selected, in none missed, in some
undetermined: the rule is silent. A candidate whose place is not known may stand anywhere between the first and the last
place that he may have; one who may not be a candidate at all (`sure` false) may also be left out.

Candidates of one target, one place and one present value cannot be told apart by the slots, so not orders are
enumerated but how many of each such class have been moved: exact, and linear in the number of candidates where all who
want one target come from one value.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction

from msgspec import Struct, field
from msgspec.structs import replace

MOST_STATES = 200_000
"""After so many, nothing more is looked into, and what is left open counts as undetermined."""
MOST_BOUNDED = 5_000
"""After so many, those whose place is not known are taken to stand anywhere: fewer of them can be told apart then."""

Place = tuple[int | Fraction, ...]
"""Where a candidate stands by the keys: the smaller comes first."""


class Fate(Enum):
    SELECTED = "selected"
    UNDETERMINED = "undetermined"
    MISSED = "missed"


class Line(Struct, frozen=True):
    """At most `number` people have one of `values`. `label`: as written, for people."""

    label: str
    values: frozenset[str]
    number: int


class Establishment(Struct, frozen=True):
    """The lines of a unit, and how many people hold which value now. `borrowed`: slots of a value beyond the lines,
    which only who has that value can fill."""

    lines: tuple[Line, ...]
    held: Mapping[str, int]
    borrowed: Mapping[str, int] = field(default_factory=dict)

    def used(self, line: Line, held: Mapping[str, int]) -> int:
        """How many slots of a line are taken, less those that stand in borrowed ones."""
        return sum(max(0, held.get(value, 0) - self.borrowed.get(value, 0)) for value in line.values)

    def exceeded(self) -> tuple[int, ...]:
        """Positions of the lines that too many hold already."""
        return tuple(i for i, line in enumerate(self.lines) if self.used(line, self.held) > line.number)

    def full_for(self, current: str, target: str, held: Mapping[str, int]) -> tuple[int, ...]:
        """Positions of the lines that keep somebody with `current` from `target`, given who holds what; empty: none."""
        after = dict(held)
        after[current] = after.get(current, 0) - 1
        after[target] = after.get(target, 0) + 1
        found = []
        for i, line in enumerate(self.lines):
            if target in line.values or current in line.values:
                now = self.used(line, after)
                if now > line.number and now > self.used(line, held):
                    found.append(i)
        return tuple(found)


class Candidate(Struct, frozen=True):
    """`place` None: not known; it lies between the two of `span`, both included (None: anywhere). `sure`: whether it is
    certain that this is a candidate."""

    id: str
    current: str
    target: str
    place: Place | None
    sure: bool = True
    span: tuple[Place, Place] | None = None


class Stop(Struct, frozen=True):
    """Lines that were full when a target ended, and the candidates of whom one was the first to miss, in some order."""

    lines: frozenset[int]
    first: tuple[str, ...]


class Selected(Struct, frozen=True):
    """fates: of every candidate that is sure. stops: of the targets at which somebody missed. used: of each line, how
    many people have one of its values in the end, at least and at most. complete: no limit was hit."""

    fates: Mapping[str, Fate]
    stops: Mapping[str, Stop]
    used: tuple[tuple[int, int], ...]
    complete: bool = True


_Class = tuple[int, str, bool]
"""Of one target: the position of the group (below 0: of a place that is not known, by its span), the present value, and
whether its people are sure."""
_Held = tuple[int, ...]


def select(
    candidates: Iterable[Candidate], targets: Sequence[str], where: Establishment, most: int | None = None
) -> Selected:
    """`targets`: the values in the order in which they are served; every candidate's target is among them. `most`: how
    many states are looked into."""
    everybody, limit = tuple(candidates), most or MOST_STATES
    if any(c.span is not None for c in everybody):
        found = _Round(everybody, targets, where, min(limit, MOST_BOUNDED)).selected()
        if found.complete:
            return found
        everybody = tuple(replace(c, span=None) for c in everybody)
    return _Round(everybody, targets, where, limit).selected()


class _Round:
    def __init__(
        self, candidates: tuple[Candidate, ...], targets: Sequence[str], where: Establishment, most: int
    ) -> None:
        self.where = where
        self.most = most
        self.targets = targets
        self.by_target: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            self.by_target.setdefault(candidate.target, []).append(candidate)
        values = {v for line in where.lines for v in line.values} | set(where.held)  # also those nobody has
        values |= {c.current for c in candidates} | {c.target for c in candidates}
        self.values = tuple(sorted(values))
        self.position = {value: i for i, value in enumerate(self.values)}
        self.states = 0
        self.full: dict[tuple[str, str, _Held], tuple[int, ...]] = {}

    def selected(self) -> Selected:
        fates: dict[str, Fate] = {}
        stops: dict[str, Stop] = {}
        reached: set[_Held] = {tuple(self.where.held.get(v, 0) for v in self.values)}
        for target in self.targets:
            wanting = self.by_target.get(target)
            if wanting:
                target_round = _Target(self, target, wanting)
                for held in sorted(reached):
                    target_round.serve(held)
                if not target_round.complete:
                    return self._given_up(fates, stops)
                fates |= target_round.fates()
                if target_round.full:
                    stops[target] = target_round.stop()
                reached = target_round.reached
        used = tuple(self._extremes(line, reached) for line in self.where.lines)
        return Selected(fates, stops, used)

    def _extremes(self, line: Line, reached: set[_Held]) -> tuple[int, int]:
        used = [sum(held[self.position[value]] for value in line.values) for held in reached]
        return min(used), max(used)

    def _given_up(self, fates: dict[str, Fate], stops: dict[str, Stop]) -> Selected:
        for candidates in self.by_target.values():
            for candidate in candidates:
                if candidate.sure:
                    fates.setdefault(candidate.id, Fate.UNDETERMINED)
        now = [sum(self.where.held.get(value, 0) for value in line.values) for line in self.where.lines]
        return Selected(fates, stops, tuple((n, n) for n in now), complete=False)

    def full_for(self, current: str, target: str, held: _Held) -> tuple[int, ...]:
        key = (current, target, held)
        if key not in self.full:
            known = dict(zip(self.values, held, strict=True))
            self.full[key] = self.where.full_for(current, target, known)
        return self.full[key]

    def moved(self, current: str, target: str, held: _Held) -> _Held:
        after = list(held)
        after[self.position[current]] -= 1
        after[self.position[target]] += 1
        return tuple(after)


class _Target:
    """One target, served from every state that the targets above may leave."""

    def __init__(self, round_: _Round, target: str, candidates: Sequence[Candidate]) -> None:
        self.round = round_
        self.target = target
        places = sorted({c.place for c in candidates if c.place is not None})
        group = {place: number for number, place in enumerate(places)}
        spans = sorted({c.span for c in candidates if c.place is None and c.span is not None})
        self.spans: dict[int, tuple[Place, Place]] = {-2 - number: span for number, span in enumerate(spans)}
        known_span = {span: number for number, span in self.spans.items()}
        self.window = {
            number: (bisect_left(places, first), bisect_right(places, last))
            for number, (first, last) in self.spans.items()
        } | {-1: (0, len(places))}
        """Of those whose place is not known: the first group that need not stand before them, and the first that
        stands behind them."""
        self.members: dict[_Class, list[Candidate]] = {}
        for candidate in candidates:
            unknown = -1 if candidate.span is None else known_span.get(candidate.span, -1)
            at = unknown if candidate.place is None else group[candidate.place]
            self.members.setdefault((at, candidate.current, candidate.sure), []).append(candidate)
        self.size = Counter({c: len(of) for c, of in self.members.items()})
        self.groups: list[list[_Class]] = [[] for _ in places]
        self.floating: list[_Class] = []
        for class_ in self.members:
            (self.floating if class_[0] < 0 else self.groups[class_[0]]).append(class_)
        self.before = {c: [o for o in self.floating if o[2] and self._ahead(o, c)] for c in self.floating if c[0] < -1}
        self.behind = {c: [o for o in self.floating if self._ahead(c, o)] for c in self.floating if c[0] < -1}
        """Of those with a span, who is sure to come before them, and who may come and stands behind."""
        self.some: set[_Class] = set()
        """Classes of which somebody is moved in some order; `all`: all are, in every order so far."""
        self.all: set[_Class] = set(self.members)
        self.reached: set[_Held] = set()
        self.full: set[int] = set()
        self.first: set[_Class] = set()
        self.complete = True

    def serve(self, start: _Held) -> None:
        """Every way to serve the target from `start`."""
        begin = (0, (), (), start)
        waiting: list[_State] = [begin]
        seen: set[_State] = {begin}
        while waiting:
            state = waiting.pop()
            self.round.states += 1
            if self.round.states > self.round.most:
                self.complete = False
                return
            for following in self._following(state):
                if following not in seen:
                    seen.add(following)
                    waiting.append(following)

    def _following(self, state: _State) -> Iterator[_State]:
        at, picked, floated, held = state
        taken = dict((*picked, *floated))
        group = self.groups[at] if at < len(self.groups) else []
        here = [c for c in group if taken.get(c, 0) < self.size[c]]
        others = [c for c in self.floating if taken.get(c, 0) < self.size[c]]
        due = any(c[2] and self.window[c[0]][1] == at for c in others)  # somebody has to be served before this group
        if not due and all(not c[2] for c in here):  # who is sure to stand here has been served
            if at < len(self.groups):
                self._leave(group, taken)
                yield at + 1, (), floated, held
            else:
                self._leave(self.floating, taken)
                self.reached.add(held)
        able = [c for c in others if self._may_stand(c, at, bool(picked), taken)]
        for class_ in able if due else (*here, *able):
            full = self.round.full_for(class_[1], self.target, held)
            if full:
                self._end(at, taken, class_, full, held)
                continue
            self.some.add(class_)
            after = self.round.moved(class_[1], self.target, held)
            more = tuple(sorted({**taken, class_: taken.get(class_, 0) + 1}.items()))
            yield at, tuple(e for e in more if e[0][0] >= 0), tuple(e for e in more if e[0][0] < 0), after

    def _may_stand(self, class_: _Class, at: int, begun: bool, taken: Mapping[_Class, int]) -> bool:
        """Whether somebody whose place is not known may be the next. begun: whether the group at hand was."""
        first, last = self.window[class_[0]]
        if not first <= at <= last or (at == last and begun):
            return False
        if any(taken.get(other, 0) < self.size[other] for other in self.before.get(class_, ())):
            return False
        return not any(taken.get(other, 0) for other in self.behind.get(class_, ()))

    def _ahead(self, one: _Class, other: _Class) -> bool:
        """Whether the one comes before the other wherever in their spans they stand."""
        spans = self.spans
        return one[0] in spans and other[0] in spans and spans[one[0]][1] < spans[other[0]][0]

    def _leave(self, classes: Iterable[_Class], taken: Mapping[_Class, int]) -> None:
        self.all -= {c for c in classes if taken.get(c, 0) < self.size[c]}

    def _end(self, at: int, taken: Mapping[_Class, int], first: _Class, full: Iterable[int], held: _Held) -> None:
        """`first` cannot be moved: neither he nor anybody after him."""
        later = [c for group in self.groups[at:] for c in group]
        self._leave((*later, *self.floating), taken)
        self.full |= set(full)
        self.first.add(first)
        self.reached.add(held)

    def fates(self) -> dict[str, Fate]:
        found: dict[str, Fate] = {}
        for class_, members in self.members.items():
            if class_[2]:
                fate = Fate.UNDETERMINED if class_ in self.some else Fate.MISSED
                found |= dict.fromkeys((c.id for c in members), Fate.SELECTED if class_ in self.all else fate)
        return found

    def stop(self) -> Stop:
        first = (c.id for class_ in sorted(self.first) for c in self.members[class_])
        return Stop(frozenset(self.full), tuple(first))


_Taken = tuple[tuple[_Class, int], ...]
_State = tuple[int, _Taken, _Taken, _Held]
"""The group at hand, how many of each of its classes were moved, how many that stand anywhere, and who holds what."""
