"""How a document's decisions are compared with those of the documents above it (RD401, RD402, RD403)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from rankdsl.checks.competence import clauses_on, is_only_a_name, known_as, out_of_reach, program_at
from rankdsl.checks.examination import Examination, rule_of, scope_conditions
from rankdsl.diagnostics import Citation, Severity, Text
from rankdsl.ir.definitions import Definition
from rankdsl.ir.nodes import Ref
from rankdsl.ir.program import Program
from rankdsl.ir.remarks import Delegation, Restriction
from rankdsl.prove import Wanted

SUPERIOR_RULE = Text("上位文件的规定", "the superior's rule")
SUPERIOR_LIMIT = Text("上位文件对下位文件的限制", "what the superior allows below it")


class Comparison(Struct, frozen=True):
    """One decision, compared with one document above, which may know it under another name (`known_as`). `clause`: the
    对下 that makes a difference an error."""

    subject: str
    above: Program
    known_as: str
    clause: Delegation | None

    @property
    def rule(self) -> Definition:
        """What the document above says of the decision."""
        return self.above.definitions[self.above.top[self.known_as]]

    @property
    def there(self) -> Ref:
        return rule_of(self.above, self.known_as)

    @property
    def severity(self) -> Severity:
        return Severity.WARNING if self.clause is None else Severity.ERROR

    def citations(self) -> tuple[Citation, ...]:
        limit = (Citation(self.clause.place, SUPERIOR_LIMIT),) if self.clause is not None else ()
        return (Citation(self.rule.place, SUPERIOR_RULE), *limit)


def comparisons(under: Examination, forbidding: frozenset[Restriction]) -> Iterator[Comparison]:
    """Every altered decision with the documents it must not deviate from, the strictest severity first.

    A document above whose 对下 names the decision is compared wherever it stands; the next one above also without
    (as a warning), unless it leaves the decision free. Nothing is asked of one that is another's name only, nor of one
    that is none of this document's business (RD406).
    """
    if under.superior is None:
        return
    barred = out_of_reach(under)
    for subject in under.altered:
        if subject in barred or is_only_a_name(under, subject):
            continue
        clauses = clauses_on(under, subject)
        free = {layer for layer, c in clauses if c.restriction is Restriction.FREE}
        bound = [(layer, c) for layer, c in clauses if c.restriction in forbidding]
        for layer, clause in bound:
            above = program_at(under, layer)
            if above is not None and clause.subject in above.top:
                yield Comparison(subject, above, clause.subject, clause)
        known = known_as(under, subject, under.superior)
        if not bound and not free and not clauses and known is not None:
            yield Comparison(subject, under.superior, known, None)


def shared_scope(under: Examination, comparison: Comparison) -> tuple[Wanted, ...]:
    """P∩S_a∩J_k∩S_k"""
    return (*scope_conditions(comparison.above), *under.in_scope)


def between(under: Examination, comparison: Comparison) -> tuple[Program, Ref] | None:
    """The layer just above, where the comparison is with one further up, or with another name there, and what it says
    of the decision: what it did already is not done here."""
    nearest = under.superior
    known = known_as(under, comparison.subject, nearest) if nearest is not None else None
    if nearest is None or known is None or (nearest is comparison.above and known == comparison.known_as):
        return None
    return nearest, rule_of(nearest, known)


def also_between(
    under: Examination, comparison: Comparison, answer: bool, persons: tuple[int, ...] = (0,)
) -> tuple[Wanted, ...]:
    """That the layer just above gives the same answer as the one further up that is compared with."""
    nearest = between(under, comparison)
    return tuple(Wanted(person, *nearest, answer) for person in persons) if nearest is not None else ()
