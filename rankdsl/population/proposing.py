"""A unit under the rules of a selection: who may be promoted, in which order, and who within the slots."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.diagnostics import Finding, Place, Text
from rankdsl.explanation.outcomes import Outcome
from rankdsl.ir.facts import Fact
from rankdsl.ir.model import Piece
from rankdsl.ir.program import DocumentName, Program
from rankdsl.ir.reading import in_order
from rankdsl.ir.types import Enumeration
from rankdsl.population import messages
from rankdsl.population.chosen_rules import Rules
from rankdsl.population.cuts import cuts_of
from rankdsl.population.eligibility import Looked, bars, impossible, looked_at, opens
from rankdsl.population.ordering import keys_of, place_of, span_of
from rankdsl.population.proposal import Cut, KeyShown, LineShown, Open, PoolEffect, Proposal, Queue, Ranked
from rankdsl.population.reasons import reasons_of
from rankdsl.population.roster import Roster
from rankdsl.population.selecting import MOST_STATES, Candidate, Establishment, Fate, Line, Selected, select
from rankdsl.population.selecting import Place as KeyPlace
from rankdsl.population.slots import UnitSlots, slots_of, whole
from rankdsl.vocabulary.given import near_words

TARGET = Text("拟任的职级", "the rank to move to")
_WAITING, _TAKEN = "—", "+"
"""The two values of a selection that takes a number of people: candidates, and those taken."""
MOST_CONTINGENT = MOST_STATES // 10
"""Fewer are spent on what only adds a caution."""

Obstacles = tuple[tuple[Place, Text], ...]


class _Wanting(Struct, frozen=True):
    """Somebody who may be promoted, or of whom it is not known (`sure` false), with what he may be promoted to: one
    target where that is known."""

    looked: Looked
    current: str
    targets: tuple[str, ...]
    keys: tuple[KeyShown, ...]
    place: KeyPlace | None
    sure: bool

    def candidates(self) -> list[Candidate]:
        span = span_of(self.keys) if self.place is None else None
        return [Candidate(self.looked.member.id, self.current, t, self.place, self.sure, span) for t in self.targets]


def propose(
    piece: Piece, document: DocumentName, rules: Rules, roster: Roster, as_of: date
) -> Proposal | tuple[Finding, ...]:
    """The proposal, or what is wrong with the unit file."""
    looked = looked_at(piece.program, roster, rules.selection.among, as_of)
    findings = tuple(impossible(looked))
    if findings:
        return findings
    return _Proposing(piece.program, document, rules, roster, as_of, looked).proposed()


class _Proposing:
    def __init__(
        self,
        program: Program,
        document: DocumentName,
        rules: Rules,
        roster: Roster,
        as_of: date,
        looked: Sequence[Looked],
    ) -> None:
        self.program = program
        self.document = document
        self.rules = rules
        self.roster = roster
        self.as_of = as_of
        self.looked = looked
        self.unit: Evaluation = evaluate(program, roster.unit.person(as_of))
        self.opens: list[Open] = list(opens(looked, rules.selection.among))
        self.obstacles: list[tuple[Place, Text]] = []
        self.fact: Fact | None = None if rules.slots is None else program.vocabulary.fact(rules.slots.fact)
        self.targets: tuple[str, ...] = (_TAKEN,)
        if self.fact is not None and isinstance(self.fact.type, Enumeration):
            self.targets = self.fact.type.values[::-1]

    def proposed(self) -> Proposal | tuple[Finding, ...]:
        wanting = self._wanting()
        held = self._held()
        slots, take = self._slots()
        eligible = [w for w in wanting if w.sure]
        ranked = self._ranked(eligible)
        lines: tuple[LineShown, ...] = ()
        cuts: tuple[Cut, ...] = ()
        pool, complete = None, True
        if not self.obstacles and slots is not None:
            wrong = (*self._not_slots(slots), *self._lent_too_much(slots))
            if wrong:
                return wrong
            where = slots.establishment(held)
            found = self._select(eligible, where)
            complete = found.complete
            lines = slots.shown(held, found.used) if take is None else ()
            contingent = self._contingent(wanting, where, found)
            ranked = {
                id_: replace(each, fate=found.fates[id_], contingent=id_ in contingent) for id_, each in ranked.items()
            }
            order = self._in_order(ranked)
            cuts = cuts_of(order, found, lines, self.targets)
            pool = self._pool(wanting, held, slots, order)
        stopped = [each.member for each in self.looked if each.outcome in (Outcome.NO, Outcome.NOT_IN_SCOPE)]
        return Proposal(
            document=self.document,
            as_of=self.as_of,
            unit=self.roster.unit,
            members=self.roster.members,
            selection=self.rules.selection,
            fact="" if self.fact is None else self.fact.name,
            ranked=self._in_order(ranked),
            bars=bars(self.looked, self.rules.selection.among),
            barred=tuple(stopped),
            opens=tuple(self.opens),
            lines=lines,
            take=take,
            cuts=cuts,
            queue=Queue(sum(each.outcome is Outcome.YES for each in self.looked), self.roster.slots_per_year),
            pool=pool,
            obstacles=tuple(self.obstacles),
            complete=complete,
        )

    # -- who wants what

    def _wanting(self) -> list[_Wanting]:
        found = []
        for each in self.looked:
            if each.outcome not in (Outcome.YES, Outcome.CANNOT_TELL):
                continue
            sure = each.outcome is Outcome.YES
            keys = keys_of(each.evaluation, self.rules.selection, self.rules.scores)
            if self.rules.slots is None:
                found.append(_Wanting(each, _WAITING, (_TAKEN,), keys, place_of(keys), sure))
                continue
            current = self._current(each)
            if current is None:
                continue  # an obstacle: nobody can be counted
            targets, certain = self._targets(each, current, sure)
            found.append(_Wanting(each, current, targets, keys, place_of(keys), sure and certain))
            if sure and certain:
                self._keys_known(each, keys)
        return found

    def _targets(self, each: Looked, current: str, sure: bool) -> tuple[tuple[str, ...], bool]:
        """The values above the present one to which he may move, and whether that is certain."""
        assert self.fact is not None
        assert isinstance(self.fact.type, Enumeration)
        order = self.fact.type.values
        answers = [each.evaluation.value_of(move.target) for move in self.rules.moves]
        values = {a.value for a in answers}
        if len(values) == 1 and None not in values:
            value = str(values.pop())
            if order.index(value) > order.index(current):
                return (value,), True
            if sure:
                words = Text(
                    f"升降规定的“{value}”不高于现在的“{current}”",
                    f"the moves say “{value}”, which is not above “{current}”",
                )
                self.opens.append(Open(each.member, TARGET, (), (words,)))
            return (), False
        if sure:
            missing = in_order(self.program, frozenset().union(*(a.hinges for a in answers)))
            reasons = reasons_of(each.evaluation, answers)
            said = [(m.place.citation, str(a.value)) for m, a in zip(self.rules.moves, answers, strict=True)]
            differ = Text(
                f"几处升降规定的不同：{'、'.join(f'{at}为“{value}”' for at, value in said)}",
                f"several rules of moves differ: {', '.join(f'“{value}” by {at}' for at, value in said)}",
            )
            self.opens.append(Open(each.member, TARGET, missing, reasons if missing or reasons else (differ,)))
        possible = {v for a in answers if isinstance(a.values, frozenset) for v in a.values}
        return tuple(v for v in order if v in possible and order.index(v) > order.index(current)), False

    def _keys_known(self, each: Looked, keys: Sequence[KeyShown]) -> None:
        for key in keys:
            if key.value is None:
                missing = in_order(self.program, key.answer.hinges)
                reasons = reasons_of(each.evaluation, (key.answer,))
                self.opens.append(Open(each.member, Text.same(key.name), missing, reasons))

    # -- the slots

    def _current(self, each: Looked) -> str | None:
        assert self.fact is not None
        value = each.evaluation.person.facts.get(self.fact.name)
        return value if isinstance(value, str) else None

    def _held(self) -> Mapping[str, int]:
        if self.fact is None:
            return {_WAITING: len(self.looked)}
        values = [self._current(each) for each in self.looked]
        unknown = [each.member.name for each, value in zip(self.looked, values, strict=True) if value is None]
        if unknown:
            names = Text("、".join(unknown), ", ".join(unknown))
            why = Text(
                f"“{self.fact.name}”没有写明，已用的职数数不出来：",
                f"“{self.fact.name}” is not given, so that the slots in use cannot be counted: ",
            )
            self.obstacles.append((self.roster.unit.place, why + names))
        return Counter(value for value in values if value is not None)

    def _slots(self) -> tuple[UnitSlots | None, int | None]:
        selection = self.rules.selection
        if self.rules.slots is not None:
            found, obstacles = slots_of(
                self.unit, self.rules.slots, self.rules.pools, self.roster.unit.name, self.as_of
            )
            self.obstacles += obstacles
            return found, None
        assert selection.take is not None
        answer = self.unit.value_of(selection.take)
        number = whole(answer)
        if number is None:
            missing = in_order(self.program, answer.hinges)
            why = Text(
                f"取几名不能确定：单位文件没有写{'、'.join(missing)}",
                f"how many are taken cannot be determined: the unit file does not give {', '.join(missing)}",
            )
            none = Text("取几名没有结果", "the document does not say how many are taken")
            self.obstacles.append((selection.place, why if missing else none))
            return None, None
        return _Taking((), {}, {}, number), number

    def _not_slots(self, slots: UnitSlots) -> Iterator[Finding]:
        """Loans of the unit file of what is no value of the slots' fact, such as a grade."""
        if self.fact is None or not isinstance(self.fact.type, Enumeration):
            return
        of_slots = self.fact.type.values
        for loan in self.roster.loans:
            if loan.value not in of_slots:
                near = near_words(loan.value, dict.fromkeys(of_slots))
                yield messages.LOAN_OF_OTHERS.at(
                    loan.place, subject=loan.value, value=loan.value, fact=self.fact.name, near=near
                )

    def _lent_too_much(self, slots: UnitSlots) -> tuple[Finding, ...]:
        """Loans of the unit file that lend more than a line has."""
        after = slots.with_loans(self.roster.loans, self.roster.unit.name, self.as_of)
        findings = []
        for line in slots.lines:
            left = line.number - slots.lent_of(line)
            loans = [
                loan
                for loan in self.roster.loans
                if loan.in_force(self.as_of) and loan.lender == self.roster.unit.name and loan.value in line.values
            ]
            if loans and line.number < after.lent_of(line):
                lent = sum(loan.count for loan in loans)
                lent_values = list(dict.fromkeys(loan.value for loan in loans))
                several = "共" * (len(lent_values) > 1)
                findings.append(
                    messages.LENT_TOO_MUCH.at(
                        loans[-1].place,
                        subject=line.label,
                        value=Text("、".join(lent_values) + several, ", ".join(lent_values)),
                        lent=lent,
                        line=line.label,
                        number=max(0, left),
                    )
                )
        return tuple(findings)

    # -- who is selected

    def _contingent(self, wanting: Sequence[_Wanting], where: Establishment, found: Selected) -> frozenset[str]:
        """Those whose fate may be another once those who cannot be determined are."""
        if all(w.sure for w in wanting):
            return frozenset()
        whole = self._select(wanting, where, MOST_CONTINGENT)
        return frozenset(id_ for id_, fate in found.fates.items() if whole.fates[id_] is not fate)

    def _select(self, wanting: Sequence[_Wanting], where: Establishment, most: int | None = None) -> Selected:
        candidates = [c for w in wanting for c in w.candidates()]
        return select(candidates, self.targets, where, most)

    def _pool(
        self, wanting: Sequence[_Wanting], held: Mapping[str, int], slots: UnitSlots, now: Sequence[Ranked]
    ) -> PoolEffect | None:
        unit = self.roster.unit.name
        loans = tuple(
            loan for loan in self.roster.loans if loan.in_force(self.as_of) and unit in (loan.lender, loan.borrower)
        )
        if not loans or self.rules.slots is None:
            return None
        after = slots.with_loans(loans, unit, self.as_of)
        found = self._select([w for w in wanting if w.sure], after.establishment(held))
        then = [replace(each, fate=found.fates[each.member.id]) for each in now if each.member.id in found.fates]
        was = {each.member.id: each.fate for each in now}
        changed = [each for each in then if each.fate is not was[each.member.id]]
        more = tuple(each for each in changed if each.fate is Fate.SELECTED)
        fewer = tuple(each for each in changed if was[each.member.id] is Fate.SELECTED)
        others = [each for each in changed if each not in more and each not in fewer]
        unsettled = tuple(each for each in others if each.fate is Fate.UNDETERMINED)
        ruled_out = tuple(each for each in others if each.fate is Fate.MISSED)
        before = slots.establishment(held).exceeded()
        lines = after.shown(held, found.used)
        exceeded = tuple(line for i, line in enumerate(lines) if line.exceeded and i not in before)
        return PoolEffect(loans, more, fewer, unsettled, ruled_out, exceeded)

    # -- the order

    def _ranked(self, eligible: Sequence[_Wanting]) -> dict[str, Ranked]:
        """Everybody with a target, by identity, with the place among those who want the same."""
        places: dict[tuple[str, ...], list[KeyPlace]] = {}
        for each in eligible:
            if each.place is not None:
                places.setdefault(each.targets, []).append(each.place)
        for rivals in places.values():
            rivals.sort()
        found = {}
        for each in eligible:
            rank, tied = None, 0
            if each.place is not None:
                rivals = places[each.targets]
                rank = bisect_left(rivals, each.place) + 1
                tied = bisect_right(rivals, each.place) - rank
            current = "" if each.current == _WAITING else each.current
            target = "" if each.targets == (_TAKEN,) else each.targets[0]
            member = each.looked.member
            found[member.id] = Ranked(member, current, target, each.keys, rank, tied, None)
        return found

    def _in_order(self, ranked: Mapping[str, Ranked]) -> tuple[Ranked, ...]:
        """The highest target first, then by rank; those whose keys are not known last."""

        def key(each: Ranked) -> tuple[int, bool, int]:
            target = each.target or _TAKEN
            return self.targets.index(target), each.rank is None, each.rank or 0

        return tuple(sorted(ranked.values(), key=key))


class _Taking(UnitSlots, frozen=True):
    """A number of people instead of slots."""

    number: int = 0

    def establishment(self, held: Mapping[str, int]) -> Establishment:
        return Establishment((Line("", frozenset((_TAKEN,)), self.number),), held)
