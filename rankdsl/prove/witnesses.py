"""The person (or pair) that a question is shown to be met by, near to ordinary: the same in whatever solver.

Order: the day of evaluation, as early as may be; for two persons, as few and as small differences as possible; lists
with as few records that are not typical as possible; then the facts in the order of the vocabulary, first those that
can be typical, then the others as near to it as they can be; then what is left open of lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from rankdsl.backends.smt.gathering import Gathering
from rankdsl.backends.smt.kernel import Bool
from rankdsl.backends.smt.people import grid
from rankdsl.backends.smt.rebuilding import rebuilt
from rankdsl.backends.smt.sight import Scene
from rankdsl.backends.smt.solver import Model, PatientSolver, Solver
from rankdsl.backends.smt.values import Truth3, constant
from rankdsl.backends.smt.whole import Whole
from rankdsl.ir.facts import Fact
from rankdsl.ir.types import Day, Enumeration, Number, YearMonth
from rankdsl.ir.values import Person, Record, Records, Scalar, Value
from rankdsl.prove.nearest import Fixing, LimitHit, TruthWish, Wish
from rankdsl.prove.ordinary import typical
from rankdsl.prove.posing import Posed


def witness(posed: Posed, steps: int, ordinary: bool = True) -> tuple[Person, ...] | None:
    """In a solver of its own. None: nobody. LimitHit where it could not be decided. `posed` is complete. `ordinary`: as
    near as can be."""
    kernel = posed.sight.kernel
    solver = PatientSolver(kernel, steps) if kernel.has_products else Solver(kernel, steps)
    all_variables(posed)
    solver.add(*posed.sight.scene.people.ranges, *posed.rules, *posed.conditions)
    return witness_in(solver, posed, ordinary)


def all_variables(posed: Posed) -> None:
    """Every fact that is seen has its variable: they must be there before their ranges are said."""
    people = posed.sight.scene.people
    for name, fact in posed.sight.scene.facts.items():
        if fact.records is None and sees(posed, name):
            people.value(name)
    for name in sorted(posed.question.moved or ()):
        if posed.sight.scene.facts[name].records is None:
            people.value(name, moved=True)


def sees(posed: Posed, name: str) -> bool:
    return posed.seen is None or name in posed.seen


def witness_in(solver: Solver | PatientSolver, posed: Posed, ordinary: bool) -> tuple[Person, ...] | None:
    """In a solver that has the ranges of all variables, the rules and the conditions; what is fixed stays in it."""
    assert posed.complete
    scene = posed.sight.scene
    found = there_is(solver, _on_the_first_day(scene) if ordinary else ())
    if found is None:
        raise LimitHit
    if not found:
        return None
    if not ordinary:
        return persons_of(posed, solver.model())
    fixing = Fixing(scene.kernel, solver, solver.model())
    fixing.fix(_months(scene))
    for wishes in (_days(scene, fixing.model), list(_differences(posed)), list(_wishes(posed)), *_list_wishes(posed)):
        fixing.fix(wishes)
    return persons_of(posed, fixing.model)


def there_is(solver: Solver | PatientSolver, wished: Sequence[Bool]) -> bool | None:
    """Whether there is anybody; if so with what is wished, where that can be had: one check less, mostly."""
    if isinstance(solver, PatientSolver):  # its no to what is wished says nothing
        return solver.check()
    found = solver.check(wished)
    return solver.check() if found is False and solver.core(wished) else found


def _on_the_first_day(scene: Scene) -> list[Bool]:
    (month,), (day,) = _months(scene), scene.people.as_of.parts[1:]
    assert isinstance(month, Wish)
    kernel = scene.kernel
    wished = [kernel.eq(month.term, month.target), kernel.eq(day.term, scene.people.first_day.day)]
    return [condition for condition in wished if condition is not True]


# -- what is wished for


def _months(scene: Scene) -> list[Wish | TruthWish]:
    month, _ = scene.people.as_of.parts
    assert month.low is not None
    return [Wish(month.term, month.low)]


def _days(scene: Scene, model: Model) -> list[Wish | TruthWish]:
    month, day = scene.people.as_of.parts
    return [Wish(day.term, scene.people.first_day.day if model.int(month.term) == month.low else 1)]


def _differences(posed: Posed) -> Iterator[Wish | TruthWish]:
    """That the two persons' moved facts are equal; of numbers, months and days, how far apart they are."""
    scene = posed.sight.scene
    moved = posed.question.moved or frozenset()
    for name, fact in scene.facts.items():
        if name not in moved or fact.records is not None:
            continue
        first, second = scene.people.value(name), scene.people.value(name, moved=True)
        if isinstance(first, Truth3):
            assert isinstance(second, Truth3)
            yield TruthWish(scene.kernel.same(first.yes, second.yes), True)
            continue
        assert not isinstance(second, Truth3)
        for a, b in zip(first.parts, second.parts, strict=True):
            yield Wish(scene.kernel.subtract(b.term, a.term), 0)


def _wishes(posed: Posed) -> Iterator[Wish | TruthWish]:
    scene, sight = posed.sight.scene, posed.sight
    for _, _, gathering in sight.gatherings:
        yield from (Wish(measure.term, 0) for measure in _deviations(gathering))
    for name, fact in scene.facts.items():
        if fact.records is None and sees(posed, name):
            yield from near(scene, fact)


def near(scene: Scene, fact: Fact) -> Iterator[Wish | TruthWish]:
    """That the first person's fact is typical."""
    value = scene.people.value(fact.name)
    ordinary = typical(fact)
    target = constant(ordinary, fact.type)
    if isinstance(value, Truth3):
        yield TruthWish(value.yes, bool(ordinary))
        return
    assert not isinstance(target, Truth3)
    if isinstance(fact.type, Number):
        assert isinstance(ordinary, int | Fraction)
        yield Wish(value.parts[0].term, int(ordinary * grid(fact.type, fact.places)))
        return
    for part, at in zip(value.parts, target.parts, strict=True):
        assert isinstance(at.term, int)
        yield Wish(part.term, at.term)


def _deviations(gathering: Gathering) -> Iterator[Whole]:
    """In how many years two persons differ; how many years are not as in an ordinary list."""
    ledger = gathering.ledger
    if ledger.plan.raised is not None:
        yield ledger.arithmetic.sum(c.count for c in ledger.cells if c.kind.level is None)
    ordinary = ledger.typical_kind
    parts = [c.count for c in ledger.cells if c.kind is not ordinary]
    if ordinary is not None:
        parts += [ledger.years_without(region) for region in ledger.timeline.regions]
    yield ledger.arithmetic.sum(parts)


def _list_wishes(posed: Posed) -> Iterator[list[Wish | TruthWish]]:
    """What facts and numbers of years leave open: counts, the order of years, values within a class; each in turn, as
    later ones depend on earlier ones."""
    gatherings = [gathering for _, _, gathering in posed.sight.gatherings]
    counts: list[Wish | TruthWish] = []
    for gathering in gatherings:
        ordinary = gathering.ledger.typical_kind
        for cell in gathering.ledger.cells:
            most = cell.count.high
            counts.append(Wish(cell.count.term, most if cell.kind is ordinary and most is not None else 0))
    yield counts
    rest: list[Wish | TruthWish] = []
    for gathering in gatherings:
        if gathering.order.open_run is not None:
            rest.append(TruthWish(gathering.order.open_run.found, False))
        for ranks in gathering.order.ranks.values():
            rest += (Wish(term, place) for place, term in enumerate(ranks))
        for chosen in gathering.numbers.chosen():
            rest.append(Wish(chosen.whole.term, chosen.whole.low or 0))
    yield rest


# -- persons from a model


def persons_of(posed: Posed, model: Model) -> tuple[Person, ...]:
    """The person or the pair of a model of everything posed."""
    sight, scene = posed.sight, posed.sight.scene
    month, day = (model.int(p.term) for p in scene.people.as_of.parts)
    as_of = date(month // 12, month % 12 + 1, day)
    moved = posed.question.moved
    lists: dict[tuple[str, int], Records] = {}
    for name, whose, gathering in sight.gatherings:
        for part, records in enumerate(rebuilt(gathering, model)):
            lists[name, whose + part] = records
    persons = range(1 if moved is None else 2)
    scalars = [dict(_scalars(posed, person == 1, model)) for person in persons]
    starts = {
        name: [_year(of_person[name]) for of_person in scalars]
        for name, fact in scene.facts.items()
        if isinstance(fact.type, YearMonth | Day)
    }
    found = []
    for person in persons:
        facts: dict[str, Value] = {}
        for name, fact in scene.facts.items():
            second = person == 1 and name in (moved or ())
            if fact.records is None:
                facts[name] = scalars[person][name]
            elif second and (name, 1) in lists:
                facts[name] = lists[name, 1]
            elif (name, 0) not in lists:
                facts[name] = ordinary_list(fact, starts, as_of)
            else:
                facts[name] = _from(lists[name, 0], fact, starts) if second else lists[name, 0]
        found.append(Person(facts, as_of))
    return tuple(found)


def _scalars(posed: Posed, second: bool, model: Model) -> Iterator[tuple[str, Scalar]]:
    moved = posed.question.moved or frozenset()
    for name, fact in posed.sight.scene.facts.items():
        if fact.records is None:
            seen = sees(posed, name)
            yield name, _scalar(posed.sight.scene, fact, second and name in moved, model) if seen else typical(fact)


def _from(records: Records, fact: Fact, starts: Mapping[str, list[int]]) -> Records:
    """The same list for a second person of whose list nothing is asked, and who may have begun later."""
    assert fact.records is not None
    first = starts[fact.records.since][-1] if fact.records.since else fact.records.first_year
    return Records({year: record for year, record in records.years.items() if year >= first})


def _scalar(scene: Scene, fact: Fact, second: bool, model: Model) -> Scalar:
    value = scene.people.value(fact.name, second)
    if isinstance(value, Truth3):
        return model.truth(value.yes)
    return scalar([model.int(part.term) for part in value.parts], fact)


def scalar(parts: list[int], fact: Fact) -> Scalar:
    """A value from the parts of its term."""
    match fact.type:
        case Enumeration(values=values):
            return values[parts[0]]
        case Number():
            exact = Fraction(parts[0], parts[1])
            return int(exact) if exact.denominator == 1 else exact
        case Day():
            return date(parts[0] // 12, parts[0] % 12 + 1, parts[1])
        case _:
            return parts[0]


def _year(moment: Scalar) -> int:
    return moment.year if isinstance(moment, date) else int(moment) // 12


def ordinary_list(fact: Fact, starts: Mapping[str, list[int]], as_of: date) -> Records:
    """The list that an ordinary person has; `starts`: the years of the facts with which lists begin."""
    shape = fact.records
    assert shape is not None
    if shape.typical is None:
        return Records({})
    first = max([shape.first_year, *(starts[shape.since] if shape.since else [])])
    years = range(max(first, as_of.year - shape.bound), as_of.year)
    records: dict[int, Record | None] = {year: dict(shape.typical) for year in years}
    return Records(records)
