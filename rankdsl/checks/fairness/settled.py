"""What a protected fact settles together with the facts that must follow it (RD306).

docs/decisions/0213-what-follows-a-protected-fact.md says what is asked.
"""

from __future__ import annotations

from rankdsl.checks.examination import Examination, rule_of, scope_conditions
from rankdsl.checks.fairness.structural_exclusion import has
from rankdsl.checks.fairness.substitution import Fixed
from rankdsl.checks.probing import evaluated, gets, people_with
from rankdsl.checks.refusals import apart
from rankdsl.diagnostics import Text
from rankdsl.ir.facts import Fact
from rankdsl.ir.nodes import Const, Expr, conjunction, has_value, negation
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.values import Person, Records, Scalar
from rankdsl.prove import Answer, Found, Nobody, Question, Undecided, Wanted

NOT_SETTLED = Text(
    "受保护的事实牵连的其他事实太多，不能逐一核对",
    "too many facts follow the protected one to try what becomes of each",
)
ROUNDS = 12
"""How many ways in which other facts may follow are ruled out before it is given up."""
FEW = 2000


def tied_to(program: Program, fact: Fact) -> frozenset[str]:
    """The facts that invariants tie to the fact, in one step."""
    ties = [frozenset(reads_of_expr(program, i.holds)) for i in program.invariants]
    return frozenset().union(*(tie for tie in ties if fact.name in tie)) - {fact.name}


def following(names: tuple[str, ...]) -> Text:
    """Said after a fact, of those that follow it; empty for none."""
    together = "、".join(names)
    return Text(f"和随它而定的“{together}”", f" and in “{together}”, which follows it") if names else Text("", "")


def constants(under: Examination, person: Person, names: frozenset[str]) -> dict[str, Const]:
    """What the person has for the facts; lists are left out."""
    facts = [fact for fact in under.program.vocabulary.facts if fact.name in names]
    found = ((fact, person.facts[fact.name]) for fact in facts)
    return {fact.name: Const(value, fact.type) for fact, value in found if not isinstance(value, Records)}


def settled(under: Examination, subject: str, fact: Fact, tied: frozenset[str]) -> Answer:
    """Two with different outcomes, of whom the second has what must follow, and no other way has the first's."""
    if isinstance(apart(under, subject, tied | {fact.name}), Nobody):
        return Nobody()  # nor would there be any if the tied facts were free
    if not fact.values:
        return Undecided(NOT_SETTLED)
    found: Answer = Nobody()
    for value in fact.values:
        for says in (True, False):
            answer = _Settled(under, subject, fact, value, tied, says).look()
            if isinstance(answer, Found):
                return answer
            found = answer if isinstance(answer, Undecided) else found
    return found


class _Settled:
    """Somebody with the outcome `says`, who cannot be the same person with `value` for the protected fact, and who with
    that value gets the other outcome, however the facts tied to it follow."""

    def __init__(
        self, under: Examination, subject: str, fact: Fact, value: Scalar, tied: frozenset[str], says: bool
    ) -> None:
        self.under, self.subject, self.fact, self.says = under, subject, fact, says
        self.value = Const(value, fact.type)
        self.tied = [f for f in under.program.vocabulary.facts if f.name in tied]

    def look(self) -> Answer:
        program, moved = self.under.program, frozenset(f.name for f in self.tied) | {self.fact.name}
        impossible = Fixed(program, {self.fact.name: self.value})
        further = [
            Wanted(0, impossible.program, conjunction(impossible.invariants), False),
            Wanted(1, program, has(self.fact, self._scalar), True),
        ]
        for _ in range(ROUNDS):
            answer = apart(self.under, self.subject, moved, None, self.says, tuple(further))
            if not isinstance(answer, Found):
                return answer
            way = self._way_out(answer.persons[0], moved)
            if way is None:
                return answer
            try:
                further.append(self._not(way))
            except KeyError:
                break
        return Undecided(NOT_SETTLED)

    @property
    def _scalar(self) -> Scalar:
        return self.value.value

    def _not(self, way: dict[str, Const]) -> Wanted:
        """That the first person, with the value and the tied facts so, is impossible, out of scope or of another
        outcome."""
        fixed = Fixed(self.under.program, {self.fact.name: self.value, **way})
        rule: Expr = rule_of(fixed.program, self.subject)
        same = conjunction((fixed.possible, rule if self.says else negation(rule)))
        return Wanted(0, fixed.program, conjunction((has_value(same), same)), False)

    def _way_out(self, person: Person, moved: frozenset[str]) -> dict[str, Const] | None:
        """Values of the tied facts with which the person, the protected fact being changed, fares the same."""
        program, changed = self.under.program, {self.fact.name: self._scalar}
        for other in people_with(self.under, person, changed, self.tied, FEW):
            if gets(evaluated(self.under, other), self.subject, self.says):
                return self._of(other)
        # Those were not all, perhaps: the prover looks at the rest.
        alike = [
            Wanted(0, program, has(f, value), True)
            for f in program.vocabulary.facts
            if not isinstance(value := person.facts[f.name], Records)
        ]
        scope = (*self.under.in_scope, *scope_conditions(program, person=1))
        rule = rule_of(program, self.subject)
        both = tuple(Wanted(who, program, rule, self.says) for who in (0, 1))
        follows = Wanted(1, program, has(self.fact, self._scalar), True)
        answer = self.under.prover.decide(Question((*scope, *both, *alike, follows), moved=moved), shown=False)
        if isinstance(answer, Nobody):
            return None
        return self._of(answer.persons[1]) if isinstance(answer, Found) else {}

    def _of(self, person: Person) -> dict[str, Const]:
        return constants(self.under, person, frozenset(f.name for f in self.tied))
