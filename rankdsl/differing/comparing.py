"""How one decision of NEW stands to OLD's over everybody whom both are about, and who gains and who loses by it."""

from __future__ import annotations

from msgspec.structs import replace

from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Place, Text
from rankdsl.differing.alike import Alike
from rankdsl.differing.asking import Sides, rule, yes
from rankdsl.differing.describing import described
from rankdsl.differing.growing import Target
from rankdsl.differing.parts import Comparison, Fate, Group, Person, Relation
from rankdsl.explanation.wording import NO_VALUE, value_text
from rankdsl.ir.facts import AS_OF
from rankdsl.ir.nodes import Expr, has_value
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import DAY
from rankdsl.ir.values import Person as Facts
from rankdsl.prove import Condition, Found, Side, Undecided, Wanted, grounds

NAMES = Text("旧的", "the old "), Text("新的", "the new ")


def compared(sides: Sides, alike: Alike, subject: str, before: str | None = None) -> Comparison:
    """The decision `subject` of NEW, which OLD calls `before` if that is another name. Somebody is in both scopes."""
    name = before or subject
    old_rule, new_rule = rule(sides.old, name), rule(sides.new, subject)
    period = sides.period.start, None if sides.period.open_end else sides.period.end
    plain = Comparison(
        subject,
        Relation.EQUIVALENT,
        period,
        sides.old.definitions[old_rule.symbol].place,
        sides.new.definitions[new_rule.symbol].place,
        name_before=before,
    )
    if alike.formula(sides.old, old_rule) == alike.formula(sides.new, new_rule):
        return plain
    groups: list[Group] = []
    for fate in (Fate.GAINS, Fate.LOSES):
        found = _group(sides, alike, name, subject, fate)
        if isinstance(found, Undecided):
            return _with(plain, Relation.UNKNOWN, tuple(groups), found.reason)
        if found is not None:
            groups.append(found)
    if groups:
        one = Relation.LAXER if groups[0].fate is Fate.GAINS else Relation.STRICTER
        return _with(plain, one if len(groups) == 1 else Relation.INCOMPARABLE, tuple(groups))
    for fate, answers, silent in (
        (Fate.NO_ANSWER, (sides.old, old_rule), (sides.new, new_rule)),
        (Fate.ANSWERED, (sides.new, new_rule), (sides.old, old_rule)),
    ):
        wanted = (Wanted(0, *answers, False), Wanted(0, silent[0], has_value(silent[1]), False))
        answer = sides.decide((*sides.in_both, *wanted), shown=True)
        if isinstance(answer, Undecided):
            return _with(plain, Relation.UNKNOWN, tuple(groups), answer.reason)
        if isinstance(answer, Found):
            groups.append(Group(fate, (), False, person_shown(sides, answer, old_rule, new_rule)))
    return _with(plain, Relation.DIFFERENT, tuple(groups)) if groups else plain


def _with(
    plain: Comparison, relation: Relation, groups: tuple[Group, ...] = (), reason: Text | None = None
) -> Comparison:
    return replace(plain, relation=relation, groups=groups, reason=reason)


def _group(sides: Sides, alike: Alike, before: str, subject: str, fate: Fate) -> Group | Undecided | None:
    """Those who gain or lose a yes; None: nobody."""
    old, new = (sides.old, yes(sides.old, before)), (sides.new, yes(sides.new, subject))
    having, lacking = (new, old) if fate is Fate.GAINS else (old, new)
    base: tuple[Condition, ...] = (*sides.in_both, Wanted(0, *having, True))
    answer = sides.decide((*base, Wanted(0, *lacking, False)), shown=True)
    if isinstance(answer, Undecided):
        return answer
    if not isinstance(answer, Found):
        return None
    here, there = rule(sides.old, before), rule(sides.new, subject)
    own, other = (there, here) if lacking is new else (here, there)
    target = Target(sides, lacking[0], base, lacking[1])
    told = described(
        alike, target, (having[0], other), own, answer.persons[0], *(NAMES if lacking is old else NAMES[::-1])
    )
    at_stake = told.at_stake if lacking is old else told.at_stake[::-1]
    person = person_shown(sides, answer, here, there, at_stake, told.relevant)
    return Group(fate, told.ways, told.exact, person, told.some)


def person_shown(
    sides: Sides,
    found: Found,
    old_rule: Expr,
    new_rule: Expr,
    at_stake: tuple[Expr, Expr] | None = None,
    relevant: frozenset[str] | None = None,
) -> Person:
    """A person found, with what comes out on both sides. at_stake: of which it is told which places force it, on OLD's
    side and on NEW's; None: the rules themselves. relevant: facts that are to be seen; None: all that the rules read.
    """
    person = found.persons[0]
    facts = [(AS_OF, value_text(person.as_of, DAY))]
    seen = {AS_OF}
    for program in (sides.new, sides.old):
        for fact in program.vocabulary.facts:
            if fact.name in person.facts and fact.name not in seen:
                seen.add(fact.name)
                facts.append((fact.name, value_text(person.facts[fact.name], fact.type)))
    read = relevant or {
        *reads_of_expr(sides.old, old_rule, *sides.old.coverage),
        *reads_of_expr(sides.new, new_rule, *sides.new.coverage),
    }
    return Person(
        facts=tuple(facts),
        decisive=found.decisive,
        relevant=tuple(name for name, _ in facts if name in read),
        old=outcome(sides.old, person, old_rule),
        new=outcome(sides.new, person, new_rule),
        old_places=_forcing(sides.old, person, at_stake[0] if at_stake else old_rule),
        new_places=_forcing(sides.new, person, at_stake[1] if at_stake else new_rule),
    )


def outcome(program: Program, person: Facts, expr: Expr) -> Text:
    value = evaluate(program, program.describes(person)).value_of(expr).value
    return NO_VALUE if value is None else value_text(value, expr.type)


def _forcing(program: Program, person: Facts, expr: Expr) -> tuple[Place, ...]:
    return grounds([Side(program, program.describes(person), expr)])
