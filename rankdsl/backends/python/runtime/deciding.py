"""From a person to an answer and its explanation, by the rules of the piece of time in which the day lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rankdsl.backends.python.runtime import answers, hull
from rankdsl.backends.python.runtime.answers import Answer, Outcome, Reason
from rankdsl.backends.python.runtime.checking import ImpossiblePersonError, Problem, problems
from rankdsl.backends.python.runtime.describing import Fact, Kind, Words, shown
from rankdsl.backends.python.runtime.exact import Records
from rankdsl.backends.python.runtime.explaining import Compared, Condition, Figure, Language, Ruling, Standing, Told
from rankdsl.backends.python.runtime.hull import State

CANNOT_TELL = ("不能确定", "cannot be determined")
NO_VALUE = ("没有值", "no value")
NOT_GIVEN = ("未填写", "not given")
Formula = Callable[[State], hull.Answer]


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A branch or an exception: where it is written, its condition in words (empty: otherwise), and what it says."""

    place: str
    guard: Words
    value: Words


@dataclass(frozen=True, slots=True)
class Norm:
    """What people are told of a norm. `rules`: its branches, then its exceptions; `branches`: how many of the first.
    `facts`, `norms`: the numbers of those that it names."""

    name: str
    place: str
    kind: Kind
    formula: Words = ("", "")
    rules: tuple[RuleWords, ...] = ()
    branches: int = 0
    facts: tuple[int, ...] = ()
    norms: tuple[int, ...] = ()
    is_condition: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a comparison: `source` is "norm", "fact" or "formula" with its number, or "" for a constant."""

    words: Words
    kind: Kind
    source: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition as it is written: a norm by its number, or a formula. `wanted`: as it is, or its contrary."""

    label: str
    place: str
    words: Words
    norm: int = -1
    formula: int = -1
    wanted: bool = True
    mode: str = ""
    parts: tuple[Clause, ...] = ()
    left: Side | None = None
    sign: str = ""
    right: Side | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that can be asked about: its norm, and all that it rests on, the scope included, in order. For a
    yes-or-no: its conditions and whether all or any must be met. `trace`: the values of all these norms for a complete
    person, and the bits of the branches and exceptions that count."""

    norm: int
    needs: tuple[int, ...]
    clauses: tuple[Clause, ...] = ()
    mode: str = ""
    trace: Callable[[Any], tuple[Any, ...] | None] | None = None


@dataclass(frozen=True, slots=True)
class Invariant:
    """What holds of every person."""

    name: str
    words: str
    holds: Formula
    needs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """A document in one piece of time: from `start` to `end` (excluded)."""

    title: str
    start: date
    end: date
    facts: tuple[Fact, ...]
    known: Callable[[Any], tuple[hull.Answer, ...]]
    norms: tuple[Formula, ...]
    described: tuple[Norm, ...]
    scope: tuple[Formula, ...]
    scope_clauses: tuple[Clause, ...]
    formulas: tuple[Formula, ...]
    asked: Mapping[str, Asked]
    decisions: Mapping[str, Callable[[Any], Answer]]
    invariants: tuple[Invariant, ...]
    named: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Names of facts by their bits, as they were asked for."""

    def evaluated(self, person: Any, needs: Sequence[int]) -> State:
        return hull.evaluated(person, person.as_of, self.known(person), self.norms, needs)

    def names(self, hinges: int) -> tuple[str, ...]:
        found = self.named.get(hinges)
        if found is None:
            found = self.named[hinges] = tuple(fact.name for i, fact in enumerate(self.facts) if hinges >> i & 1)
        return found


def slow(rules: Rules, person: Any, name: str) -> Answer:
    """The answer where facts are missing, or where there is no value and it is to be said why."""
    asked = rules.asked[name]
    state = rules.evaluated(person, asked.needs)
    return _answer(rules, state, asked)


def _answer(rules: Rules, state: State, asked: Asked) -> Answer:
    covered = hull.every(*(formula(state) for formula in rules.scope))
    own = state.norms[asked.norm]
    if hull.surely(covered, False):
        return answers.OUT_OF_SCOPE
    if covered[0] == 0:
        return Answer(Outcome.NO_VALUE, why=_reasons(rules, state, covered))
    kind = rules.described[asked.norm].kind
    possible = tuple(_value(v, kind) for v in _possible(own[0]))
    if not hull.surely(covered, True):
        missing = rules.names(covered[2] | own[2])
        reasons = dict.fromkeys((*_reasons(rules, state, covered), *_reasons(rules, state, own)))
        return Answer(Outcome.CANNOT_TELL, None, possible, missing, tuple(reasons))
    if own[0] == 0:
        return Answer(Outcome.NO_VALUE, why=_reasons(rules, state, own))
    if own[1] or not hull.is_single(own[0]):
        return Answer(Outcome.CANNOT_TELL, None, possible, rules.names(own[2]), _reasons(rules, state, own))
    if kind.form == "truth":
        return answers.YES if own[0] == 2 else answers.NO
    return Answer(Outcome.VALUE, possible[0], possible)


_EITHER = ((), (False,), (True,), (False, True))


def partly(
    rules: Rules,
    person: Any,
    name: str,
    covered: int,
    covered_hinges: int,
    covered_perhaps: int,
    own: int,
    own_hinges: int,
    own_perhaps: int,
) -> Answer:
    """The answer to a decision from what is possible of the scope and of the decision itself."""
    if covered == 2 and not covered_perhaps:
        if own != 3 and not own_perhaps:
            return answers.YES if own == 2 else answers.NO
    elif covered == 1 and not covered_perhaps:
        return answers.OUT_OF_SCOPE
    else:
        own_hinges |= covered_hinges
        own_perhaps |= covered_perhaps
    missing = rules.names(own_hinges)
    if own_perhaps:
        return Answer(Outcome.CANNOT_TELL, None, _EITHER[own], missing, lambda: slow(rules, person, name).reasons)
    return Answer(Outcome.CANNOT_TELL, None, _EITHER[own], missing)


def _possible(values: hull.Values) -> tuple[Any, ...]:
    if isinstance(values, tuple):
        return (values[0],) if values[0] == values[1] else values
    return tuple(i for i in range(values.bit_length()) if values >> i & 1)


def _value(value: Any, kind: Kind) -> Any:
    if kind.form == "truth":
        return bool(value)
    return kind.values[value][0] if kind.form == "choice" else value


def _reasons(rules: Rules, state: State, found: hull.Answer) -> tuple[Reason, ...]:
    return tuple(_reason(rules, state, reason) for reason in found[1])


def _reason(rules: Rules, state: State, reason: hull.Reason) -> Reason:
    cause, number, positions = reason
    norm = rules.described[number] if number >= 0 else Norm("适用范围", "", Kind("truth", ("", ""), ("", "")))
    zh, en = f"“{norm.name}”", f"“{norm.name}”"
    places = tuple(norm.rules[i].place for i in positions)
    if cause == "gap":
        seen = _seen(rules, state, norm)
        zh, en = f"{zh}没有规定这种情形{seen[0]}", f"{en} has no rule for this case{seen[1]}"
    elif cause == "contradiction":
        zh += f"有几处规定同时适用，结果不同：{'，'.join(norm.rules[i].value[0] for i in positions)}"
        en += f": several rules apply and differ: {', '.join(norm.rules[i].value[1] for i in positions)}"
    elif cause == "empty list":
        zh += "要看记录，但所看的年份里没有记录"
        en += " looks at records, and there are none in those years"
    else:
        zh, en = f"{zh}要除以零", f"{en} divides by zero"
    return Reason(cause, norm.name, norm.place, places, (zh, en))


def _seen(rules: Rules, state: State, norm: Norm) -> Words:
    """What the branches look at: `：现职级 正处级`."""
    facts = [(rules.facts[i].name, fact_words(rules.facts[i], state.person)) for i in norm.facts]
    norms = [(rules.described[i].name, words_of(state.norms[i], rules.described[i].kind)) for i in norm.norms]
    if not facts and not norms:
        return "", ""
    seen = [*facts, *norms]
    return "：" + "，".join(f"{n} {w[0]}" for n, w in seen), ": " + ", ".join(f"{n} {w[1]}" for n, w in seen)


# --- words for values ------------------------------------------------------------------------------------------------


def words_of(found: hull.Answer, kind: Kind) -> Words:
    """A value, what it may be (`8年至12年`), or that it cannot be told."""
    values, reasons, _ = found
    if values == 0:
        return NO_VALUE
    if hull.is_single(values) and not reasons:
        value = _possible(values)[0]
        return shown(value, kind, 0), shown(value, kind, 1)
    if reasons or kind.form == "truth":
        return CANNOT_TELL
    possible = _possible(values)
    if kind.form == "choice":
        if len(possible) > 3:
            return CANNOT_TELL
        return "或".join(shown(v, kind, 0) for v in possible), " or ".join(shown(v, kind, 1) for v in possible)
    if not all(isinstance(v, date) or 0 <= v < 2**62 for v in possible):
        return CANNOT_TELL
    return "至".join(shown(v, kind, 0) for v in possible), " to ".join(shown(v, kind, 1) for v in possible)


def fact_words(fact: Fact, person: Any) -> Words:
    value = getattr(person, fact.attribute)
    if value is None:
        return NOT_GIVEN
    if isinstance(value, Records):
        return records_words(fact, value)
    return shown(value, fact.kind, 0), shown(value, fact.kind, 1)


def records_words(fact: Fact, records: Records[Any]) -> Words:
    """`2004年至2006年 称职、2007年 优秀`."""
    shape = fact.records
    assert shape is not None
    if not records.known and not records.unknown:
        return "无", "none"
    words: list[str] = []
    for language in (0, 1):
        years = dict.fromkeys(records.unknown, ("未知", "unknown")[language])
        for record in records.known:
            contents = zip(record[1:], shape.fields, strict=True)
            years[record[0]] = " ".join(shown(value, field.kind, language) for value, field in contents)
        runs: list[tuple[int, int, str]] = []
        for year, content in sorted(years.items()):
            if runs and runs[-1][1] == year - 1 and runs[-1][2] == content:
                runs[-1] = (runs[-1][0], year, content)
            else:
                runs.append((year, year, content))
        if language:
            words.append(", ".join(f"{a if a == b else f'{a}–{b}'} {c}" for a, b, c in runs))
        else:
            words.append("、".join(f"{a}年 {c}" if a == b else f"{a}年至{b}年 {c}" for a, b, c in runs))
    return words[0], words[1]


# --- explanations ----------------------------------------------------------------------------------------------------


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
        surely, perhaps = self.state.exceptions.get(number, hull.NONE_CHOSEN)
        found = [self._ruling(norm, norm.branches + i, True, i in surely) for i in perhaps]
        if not surely and not exceptions_only:
            certain, may = self.state.branches.get(number, hull.NONE_CHOSEN)
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
    a, b = _possible(left[0])[0], _possible(right[0])[0]
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
    return Explanation(rules, person, name, _answer(rules, state, asked), state)


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


def _chosen(bits: int) -> hull.Chosen:
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


# --- a whole document ------------------------------------------------------------------------------------------------


class UnknownNameError(LookupError):
    """The document has no decision or definition of that name."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document in all its pieces of time, in order."""

    title: str
    facts: tuple[Fact, ...]
    pieces: tuple[Rules, ...]

    def at(self, day: date) -> Rules | None:
        """The rules in force on a day."""
        for rules in self.pieces:
            if rules.start <= day < rules.end:
                return rules
        return None

    def names(self) -> tuple[str, ...]:
        """Everything that can be asked about, decisions first."""
        found: dict[str, None] = {}
        for rules in self.pieces:
            found.update(dict.fromkeys(rules.decisions))
        for rules in self.pieces:
            found.update(dict.fromkeys(rules.asked))
        return tuple(found)

    def decisions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for rules in self.pieces for name in rules.decisions))

    def evaluate(self, person: Any, name: str) -> Answer:
        rules = self.at(person.as_of)
        if rules is None or name not in rules.asked:
            return self._absent(name)
        decide = rules.decisions.get(name)
        return slow(rules, person, name) if decide is None else decide(person)

    def explain(self, person: Any, name: str) -> Explanation:
        rules = self.at(person.as_of)
        if rules is None or name not in rules.asked:
            absent = self._absent(name)
            told = Told(self.title, name, f"《{self.title}》", person.as_of, absent, ("", ""))
            return Explanation(self.pieces[0], person, name, absent, (), told)
        return explained(rules, person, name)

    def _absent(self, name: str) -> Answer:
        if name not in self.names():
            raise UnknownNameError(name)
        return answers.NOT_IN_FORCE

    def problems(self, person: Any) -> Iterator[Problem]:
        """What makes the person impossible, in the order of the vocabulary; then what must hold and does not."""
        found = problems(person, self.facts)
        yield from found
        rules = None if found else self.at(person.as_of)
        for invariant in rules.invariants if rules is not None else ():
            assert rules is not None
            state = rules.evaluated(person, invariant.needs)
            if not hull.may_be(invariant.holds(state), True):
                zh = f"这个人不可能存在，不符合“{invariant.name}”：{invariant.words}"
                en = f"nobody can be so, against “{invariant.name}”: {invariant.words}"
                yield Problem(invariant.name, (zh, en))

    def check(self, person: Any) -> None:
        """ImpossiblePersonError where nobody can be so."""
        found = list(self.problems(person))
        if found:
            raise ImpossiblePersonError(found)
