"""One decision about one person: generated Python, Python by hand, and engines that others have made.

    python benchmarks/deciding.py DOCUMENT RUNS

One process; every contestant in turn in each round, each over the same persons, and the medians of the rounds are
given, in microseconds a decision. Everything is prepared before the clock runs: rules are compiled, persons are in the
form that each one likes best. Before anything is measured, all answers are compared, where facts are missing too. What
the others cannot say (missing facts, the counting of a list in Cedar) they are not asked: they get complete persons,
and Cedar gets the counts. Prints JSON.
"""

from __future__ import annotations

import gc
import importlib
import json
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from by_hand import Person, may_be_promoted

from rankdsl import pipeline
from rankdsl.compiling import Wanted, put
from rankdsl.workspace import open_workspace
from rankdsl.workspace.opening import shipped_vocabularies

FOLDER = tempfile.TemporaryDirectory(prefix="rankdsl-bench-")
PERSONS = 400
NAME = "promotion"
FACTS = {
    "tier": "organ_tier",
    "standing": "organ_standing",
    "established": "established_staff",
    "rank": "current_rank",
    "service_since": "service_since",
    "rank_since": "rank_since",
    "level": "grade_level",
    "grades": "annual_assessments",
    "sanctioned": "under_sanction",
}
"""Our facts by the names that the hand-written code has for them."""
TABLE = {0: (96, 2), 1: (144, 4), 2: (180, 7), 3: (180, 8), 4: (180, 10)}


def main(document: str, runs: int) -> dict[str, object]:
    ours = compiled(Path(document))
    decide = ours.可晋升
    explain, decision = ours.explain, "可晋升"
    chance = random.Random(2015)
    complete = [somebody(chance) for _ in range(PERSONS)]
    partial = [with_gaps(person, chance) for person in complete]
    typed = {id(p): as_ours(ours, p) for p in (*complete, *partial)}
    names = {fact.attribute: fact.name for fact in ours.DOCUMENT.facts}
    agree(ours, decide, complete + partial, typed, names)
    sides: dict[str, tuple[Callable[[Any], Any], Sequence[Any]]] = {
        "generated": (decide, [typed[id(p)] for p in complete]),
        "by_hand": (may_be_promoted, complete),
        "generated_missing": (decide, [typed[id(p)] for p in partial]),
        "by_hand_missing": (may_be_promoted, partial),
        "explained": (lambda p: explain(p, decision), [typed[id(p)] for p in complete]),
        "explained_in_words": (lambda p: explain(p, decision).text("zh"), [typed[id(p)] for p in complete]),
    }
    skipped = []
    for name, contestant in (("zen-engine", zen), ("cedarpy", cedar), ("CEL", cel)):
        try:
            one, prepared = contestant(complete)
        except ImportError:
            skipped.append(name)
            continue
        wanted = [may_be_promoted(p) == "yes" for p in complete]
        found = [one(p) for p in prepared]
        if found != wanted:
            raise SystemExit(f"{name} answers otherwise: {sum(a != b for a, b in zip(found, wanted, strict=True))}")
        sides[name] = one, prepared
    spent = {name: [] for name in sides}
    for _ in range(runs + 1):
        for name, (one, people) in sides.items():
            spent[name].append(timed(one, people))
    outcomes = [may_be_promoted(p) for p in complete + partial]
    return {
        "microseconds": {name: round(median(times[1:]), 3) for name, times in spent.items()},
        "ratios": {
            "generated": ratio(spent, "generated", "by_hand"),
            "generated_missing": ratio(spent, "generated_missing", "by_hand_missing"),
            "explained": ratio(spent, "explained", "generated"),
            **{name: ratio(spent, name, "generated") for name in ("zen-engine", "cedarpy", "CEL") if name in spent},
        },
        "skipped": skipped,
        "persons": {
            "complete": len(complete),
            "with_facts_missing": len(partial),
            "yes": outcomes.count("yes"),
            "no": outcomes.count("no"),
            "not_determined": sum(isinstance(outcome, frozenset) for outcome in outcomes),
        },
    }


def ratio(spent: dict[str, list[float]], one: str, other: str) -> float:
    """The median of the ratios of the rounds."""
    return round(median(a / b for a, b in zip(spent[one][1:], spent[other][1:], strict=True)), 2)


def timed(one: Callable[[Any], Any], people: Sequence[Any]) -> float:
    """Microseconds for each of `people`, the second time they are asked about: the first warms up what the one before
    has left cold. As in timeit, no garbage is collected meanwhile."""
    collects = gc.isenabled()
    gc.disable()
    try:
        for person in people:
            one(person)
        began = perf_counter()
        for person in people:
            one(person)
        return (perf_counter() - began) / len(people) * 1e6
    finally:
        if collects:
            gc.enable()


# --- persons ---------------------------------------------------------------------------------------------------------


def somebody(chance: random.Random) -> Person:
    """A person to whom the Opinion applies, who is near the threshold."""
    as_of = date(chance.randint(2015, 2018), chance.randint(2, 12), chance.randint(1, 28))
    rank = chance.randrange(5)
    served = TABLE[rank][0] + chance.randint(-40, 30)
    since = as_of.year * 12 + as_of.month - 1 - served
    service = since - chance.randint(0, 60)
    grades = tuple(
        (year, chance.choice((2, 2, 2, 2, 3, 3, 1)))
        for year in range(service // 12, as_of.year)
        if chance.random() < 0.97
    )
    level = min(26, max(0, TABLE[rank][1] + chance.choice((-1, 0, 0, 1, 2))))
    standing = chance.randrange(2)
    return Person(
        as_of, chance.randrange(2), standing, True, rank, service, since, level, grades, (), chance.random() < 0.1
    )


def with_gaps(person: Person, chance: random.Random) -> Person:
    """The same person with one or two facts missing, or a year unknown."""
    changed: dict[str, Any] = {}
    for name in chance.sample(list(FACTS), chance.choice((1, 1, 2))):
        if name == "grades" and person.grades and chance.random() < 0.5:
            year = chance.choice(person.grades)[0]
            changed["grades"] = tuple(record for record in person.grades if record[0] != year)
            changed["unknown_years"] = (year,)
        else:
            changed[name] = None
    return replace(person, **changed)


def as_ours(ours: Any, p: Person) -> Any:
    facts = {attribute: getattr(p, name) for name, attribute in FACTS.items() if name != "grades"}
    grades = None if p.grades is None else ours.Records(p.grades, p.unknown_years)
    return ours.Person(as_of=p.as_of, annual_assessments=grades, **facts)


def agree(ours: Any, decide: Any, people: Sequence[Person], typed: dict[int, Any], names: dict[str, str]) -> None:
    for person in people:
        by_hand = may_be_promoted(person)
        found = decide(typed[id(person)])
        said: object = found.outcome.value
        if found.outcome is ours.Outcome.CANNOT_TELL:
            said = frozenset(found.missing)
            by_hand = frozenset(names[FACTS[name]] for name in by_hand)
        if said != by_hand:
            raise SystemExit(f"{person}\nby hand: {by_hand}\ngenerated: {said}")


def compiled(document: Path) -> Any:
    """The document as a package, imported."""
    place = open_workspace([document], codes=pipeline.CODES, shipped=shipped_vocabularies())
    found = pipeline.compile_document(place, Wanted(name=NAME))
    if found.package is None:
        raise SystemExit("the document was not compiled")
    put(found.package, Path(FOLDER.name))
    sys.path.insert(0, FOLDER.name)
    return importlib.import_module(NAME)


# --- others ----------------------------------------------------------------------------------------------------------


def plain(p: Person) -> dict[str, Any]:
    """The person as JSON has it."""
    months = p.as_of.year * 12 + p.as_of.month - 1
    assert p.grades is not None
    return {
        "months": months,
        "tier": p.tier,
        "standing": p.standing,
        "established": p.established,
        "rank": p.rank,
        "since": p.rank_since,
        "level": p.level,
        "grades": [{"year": year, "grade": grade} for year, grade in p.grades],
        "sanctioned": p.sanctioned,
    }


def zen(people: Sequence[Person]) -> tuple[Callable[[Any], bool], Sequence[Any]]:
    import zen

    rule = zen.compile_expression(
        "tier <= 1 and standing <= 1 and established and rank <= 4 and not sanctioned"
        " and level >= [2, 4, 7, 8, 10][rank]"
        " and months - since >= [96, 144, 180, 180, 180][rank]"
        " - 6 * count(grades, #.grade == 3 and #.year >= floor(since / 12))"
        " + 12 * count(grades, #.grade == 1 and #.year >= floor(since / 12))"
    )
    return lambda person: bool(rule.evaluate(person)), [plain(p) for p in people]


def cel(people: Sequence[Person]) -> tuple[Callable[[Any], bool], Sequence[Any]]:
    import cel

    rule = cel.compile(
        "tier <= 1 && standing <= 1 && established && rank <= 4 && !sanctioned"
        " && level >= [2, 4, 7, 8, 10][rank]"
        " && months - since >= [96, 144, 180, 180, 180][rank]"
        " - 6 * size(grades.filter(g, g.grade == 3 && g.year >= since / 12))"
        " + 12 * size(grades.filter(g, g.grade == 1 && g.year >= since / 12))"
    )
    return lambda person: bool(rule.execute(person)), [plain(p) for p in people]


def cedar(people: Sequence[Person]) -> tuple[Callable[[Any], bool], Sequence[Any]]:
    """Cedar has neither lists of records nor tables: it gets the counts, what the rank requires, and a rule on them."""
    import cedarpy

    policies = cedarpy.PolicySet.from_str(
        "permit (principal, action, resource) when { context.tier <= 1 && context.standing <= 1 && context.established"
        " && context.rank <= 4 && !context.sanctioned && context.level >= context.neededLevel"
        " && context.months - context.since >="
        " context.neededMonths - 6 * context.excellent + 12 * context.basic };"
    )
    entities = cedarpy.Entities.from_json_str("[]")

    def request(p: Person) -> dict[str, Any]:
        assert p.grades is not None
        assert p.rank is not None
        assert p.rank_since is not None
        context = {name: value for name, value in plain(p).items() if name != "grades"}
        first = p.rank_since // 12
        context["excellent"] = sum(1 for year, grade in p.grades if year >= first and grade == 3)
        context["basic"] = sum(1 for year, grade in p.grades if year >= first and grade == 1)
        context["neededMonths"], context["neededLevel"] = TABLE[p.rank]
        who, action, what = 'User::"a"', 'Action::"promote"', 'Rank::"b"'
        return {"principal": who, "action": action, "resource": what, "context": context}

    def decide(asked: dict[str, Any]) -> bool:
        return bool(cedarpy.is_authorized(asked, policies, entities).allowed)

    return decide, [request(p) for p in people]


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
