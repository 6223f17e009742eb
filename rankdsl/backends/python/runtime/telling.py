"""An explanation from what was worked out for a person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rankdsl.backends.python.runtime import answers, hull
from rankdsl.backends.python.runtime.answers import Answer, Outcome
from rankdsl.backends.python.runtime.deciding import answer_of
from rankdsl.backends.python.runtime.describing import Kind, Words, shown
from rankdsl.backends.python.runtime.explaining import Compared, Condition, Figure, Language, Ruling, Standing, Told
from rankdsl.backends.python.runtime.hull_rules import NONE_CHOSEN, Chosen
from rankdsl.backends.python.runtime.hull_state import State
from rankdsl.backends.python.runtime.rulebook import Clause, Norm, Rules, Side
from rankdsl.backends.python.runtime.wording import fact_words, possible_of, words_of


class _Teller:
    """Puts one evaluation into words."""

    def __init__(self, rules: Rules, person: Any, state: State) -> None:
        self.rules = rules
        self.person = person
        self.state = state
        self.facts: dict[int, None] = {}
        self.norms: dict[int, None] = {}

    def condition(self, clause: Clause) -> Condition:
        found = self.state.norms[clause.norm] if clause.norm >= 0 else self.rules.formulas[clause.formula](self.state)
        rulings: tuple[Ruling, ...] = ()
        settled = False
        if clause.norm >= 0:
            rulings = self.rulings(clause.norm, exceptions_only=bool(clause.parts) or clause.left is not None)
            settled = any(r.is_exception and r.surely for r in rulings)
            if not clause.parts and clause.left is None:
                self.note(clause.norm)
        return Condition(
            clause.label,
            clause.place,
            clause.words,
            standing(found, clause.wanted),
            clause.mode,
            () if settled else tuple(self.condition(part) for part in clause.parts),
            None if settled else self.compared(clause, standing(found, clause.wanted)),
            rulings,
            self.rules.names(found[2]),
        )

    def compared(self, clause: Clause, found: Standing) -> Compared | None:
        if clause.left is None or clause.right is None:
            return None
        left, right = self.side(clause.left), self.side(clause.right)
        short = None
        if found is Standing.NOT_MET and left is not None and right is not None:
            short = _short(clause.sign, left, right, clause.left.kind)
        left_words = self.side_words(clause.left, left)
        return Compared(
            clause.left.words, left_words, clause.sign, clause.right.words, self.side_words(clause.right, right), short
        )

    def side(self, side: Side) -> hull.Answer | None:
        if side.source == "norm":
            self.norms.setdefault(side.number)
            return self.state.norms[side.number]
        if side.source == "fact":
            return self.state.facts[side.number]
        return self.rules.formulas[side.number](self.state) if side.source == "formula" else None

    def side_words(self, side: Side, found: hull.Answer | None) -> Words:
        if found is None:
            return side.words
        if side.source == "fact":
            return fact_words(self.rules.facts[side.number], self.person)
        return words_of(found, side.kind)

    def rulings(self, number: int, exceptions_only: bool = False) -> tuple[Ruling, ...]:
        """The exceptions that count, else the branch."""
        norm = self.rules.described[number]
        surely, perhaps = self.state.exceptions.get(number, NONE_CHOSEN)
        found = [self._ruling(norm, norm.branches + i, True, i in surely) for i in perhaps]
        if not surely and not exceptions_only:
            certain, may = self.state.branches.get(number, NONE_CHOSEN)
            found += [self._ruling(norm, i, False, i in certain) for i in may]
        return tuple(found)

    def _ruling(self, norm: Norm, position: int, is_exception: bool, surely: bool) -> Ruling:
        words = norm.rules[position]
        return Ruling(words.place, words.guard, words.value, is_exception, surely)

    def note(self, number: int) -> None:
        """The figures behind a norm are to be shown."""
        norm = self.rules.described[number]
        self.norms.update(dict.fromkeys(norm.norms))
        self.facts.update(dict.fromkeys(norm.facts))

    def figures(self) -> tuple[Figure, ...]:
        """The norms that were named and those behind them, then the facts."""
        found: list[Figure] = []
        waiting = list(self.norms)
        seen = set(waiting)
        for number in waiting:
            norm = self.rules.described[number]
            value = words_of(self.state.norms[number], norm.kind)
            rulings = self.rulings(number)
            formula = ("", "") if any(r.is_exception and r.surely for r in rulings) else norm.formula
            found.append(Figure(norm.name, value, norm.place, formula if formula != value else ("", ""), rulings))
            self.facts.update(dict.fromkeys(norm.facts))
            new = [n for n in norm.norms if n not in seen]
            seen.update(new)
            waiting += new
        for number in sorted(self.facts):
            fact = self.rules.facts[number]
            found.append(Figure(fact.name, fact_words(fact, self.person)))
        return tuple(found)


def standing(found: hull.Answer, wanted: bool = True) -> Standing:
    if hull.surely(found, wanted):
        return Standing.MET
    if hull.surely(found, not wanted):
        return Standing.NOT_MET
    return Standing.NO_VALUE if found[0] == 0 else Standing.CANNOT_TELL


def _short(sign: str, left: hull.Answer, right: hull.Answer, kind: Kind) -> Words | None:
    """How far a comparison is from holding: `还差 1年2个月`."""
    if sign not in ("≥", ">", "≤", "<") or not (hull.is_single(left[0]) and hull.is_single(right[0])):
        return None
    a, b = possible_of(left[0])[0], possible_of(right[0])[0]
    upwards = sign in ("≥", ">")
    distance = b - a if upwards else a - b
    if kind.form == "choice":
        if not distance:
            return None
        steps = f"{distance} step{'' if distance == 1 else 's'} too {'low' if upwards else 'high'}"
        return f"{'低' if upwards else '高'}{distance}档", steps
    if not distance:
        return "刚好相等", "exactly equal"
    if kind.form == "day":
        days = abs(distance.days)
        words = f"{days}日", f"{days} day{'' if days == 1 else 's'}"
        return (f"早了{words[0]}", f"{words[1]} too early") if upwards else (f"晚了{words[0]}", f"{words[1]} too late")
    unit = Kind("number", ("", ""), ("", ""), "个月") if kind.form == "month" else kind
    zh, en = shown(distance, unit, 0), shown(distance, unit, 1)
    if kind.form == "month":
        return (f"早了{zh}", f"{en} too early") if upwards else (f"晚了{zh}", f"{en} too late")
    return (f"还差 {zh}", f"{en} short") if upwards else (f"超出 {zh}", f"{en} over")


class Explanation:
    """Why an answer comes out as it does. Everything is worked out when it is made; words are found when it is read."""

    __slots__ = ("_name", "_rules", "_told", "_trace", "answer", "person")

    def __init__(
        self,
        rules: Rules,
        person: Any,
        name: str,
        answer: Answer,
        trace: tuple[Any, ...] | State,
        told: Told | None = None,
    ) -> None:
        self._rules = rules
        self._name = name
        self._trace = trace
        self._told = told
        self.person = person
        self.answer = answer

    @property
    def told(self) -> Told:
        """Conditions, articles and figures in words."""
        if self._told is None:
            trace = self._trace
            state = trace if isinstance(trace, State) else state_of(self._rules, self.person, self._name, trace)
            self._told = _told(self._rules, self.person, self._name, self.answer, state)
        return self._told

    def text(self, language: Language = "zh") -> str:
        """The explanation for people, one line a thing."""
        return self.told.text(language)

    def as_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The explanation for programs, as JSON has it."""
        return self.told.as_dict(language)


def explained(rules: Rules, person: Any, name: str) -> Explanation:
    asked = rules.asked[name]
    if asked.trace is not None:
        trace = asked.trace(person)
        if trace is not None:
            yes = trace[asked.needs.index(asked.norm)]
            return Explanation(rules, person, name, answers.YES if yes else answers.NO, trace)
    state = rules.evaluated(person, asked.needs)
    return Explanation(rules, person, name, answer_of(rules, state, asked), state)


def state_of(rules: Rules, person: Any, name: str, trace: tuple[Any, ...]) -> State:
    """What was worked out for a complete person, as an evaluation."""
    asked = rules.asked[name]
    state = rules.evaluated(person, ())
    marks = iter(trace[len(asked.needs) :])
    for number, value in zip(asked.needs, trace, strict=False):
        norm = rules.described[number]
        form = norm.kind.form
        exactly = (
            hull.ONLY[value] if form == "truth" else (1 << value, (), 0) if form == "choice" else hull.known(value)
        )
        state.norms[number] = exactly
        if norm.branches:
            state.branches[number] = _chosen(next(marks))
        if len(norm.rules) > norm.branches:
            state.exceptions[number] = _chosen(next(marks))
    return state


def _chosen(bits: int) -> Chosen:
    positions = tuple(i for i in range(bits.bit_length()) if bits >> i & 1)
    return positions, positions


def _told(rules: Rules, person: Any, name: str, answer: Answer, state: State) -> Told:
    asked = rules.asked[name]
    teller = _Teller(rules, person, state)
    norm = rules.described[asked.norm]
    scope = tuple(teller.condition(clause) for clause in rules.scope_clauses)
    told = Told(
        rules.title,
        name,
        norm.place,
        person.as_of,
        answer,
        words_of(state.norms[asked.norm], norm.kind),
        scope,
        judged={fact.name: fact.judged_by for fact in rules.facts if fact.judged_by},
    )
    if answer.outcome is Outcome.NOT_IN_SCOPE:
        return told
    rulings = teller.rulings(asked.norm)
    settled = any(ruling.is_exception and ruling.surely for ruling in rulings)
    conditions = () if settled else tuple(teller.condition(clause) for clause in asked.clauses)
    if settled or not asked.clauses:
        teller.note(asked.norm)
    return replace(told, conditions=conditions, mode=asked.mode, rulings=rulings, figures=teller.figures())
