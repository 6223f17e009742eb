"""Answers: of a person of whom everything is known by the quick functions, else by what is possible."""

from __future__ import annotations

from typing import Any

from rankdsl.backends.python.runtime import answers, hull
from rankdsl.backends.python.runtime.answers import Answer, Outcome, Reason
from rankdsl.backends.python.runtime.describing import Kind, Words
from rankdsl.backends.python.runtime.hull_state import State
from rankdsl.backends.python.runtime.rulebook import Asked, Norm, Rules
from rankdsl.backends.python.runtime.wording import fact_words, possible_of, words_of


def slow(rules: Rules, person: Any, name: str) -> Answer:
    """The answer where facts are missing, or where there is no value and it is to be said why."""
    asked = rules.asked[name]
    state = rules.evaluated(person, asked.needs)
    return answer_of(rules, state, asked)


def answer_of(rules: Rules, state: State, asked: Asked) -> Answer:
    covered = hull.every(*(formula(state) for formula in rules.scope))
    own = state.norms[asked.norm]
    if hull.surely(covered, False):
        return answers.OUT_OF_SCOPE
    if covered[0] == 0:
        return Answer(Outcome.NO_VALUE, why=_reasons(rules, state, covered))
    kind = rules.described[asked.norm].kind
    possible = tuple(_value(v, kind) for v in possible_of(own[0]))
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
