"""How a document's decisions are compared with those of the documents above it (RD401, RD402, RD403)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rankdsl.checks.examination import Examination, rule_of, scope_conditions
from rankdsl.diagnostics import Citation, Severity, Text
from rankdsl.ir.program import Delegation, Program, Restriction
from rankdsl.prove import Wanted

SUPERIOR_RULE = Text("上位文件的规定", "the superior's rule")
SUPERIOR_LIMIT = Text("上位文件对下位文件的限制", "what the superior allows below it")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One decision, compared with one document above. `clause`: the 对下 that makes a difference an error."""

    subject: str
    above: Program
    clause: Delegation | None

    @property
    def severity(self) -> Severity:
        return Severity.WARNING if self.clause is None else Severity.ERROR

    def citations(self) -> tuple[Citation, ...]:
        rule = self.above.definitions[self.above.top[self.subject]]
        limit = (Citation(self.clause.place, SUPERIOR_LIMIT),) if self.clause is not None else ()
        return (Citation(rule.place, SUPERIOR_RULE), *limit)


def comparisons(under: Examination, forbidding: frozenset[Restriction]) -> Iterator[Comparison]:
    """Every altered decision with the documents it must not deviate from, the strictest severity first.

    A document above whose 对下 names the decision is compared wherever it stands; the next one above also without
    (as a warning), unless it leaves the decision free.
    """
    if under.superior is None:
        return
    for subject in under.altered:
        clauses = [(layer, c) for layer, c in under.piece.delegations if c.subject == subject and layer < under.layer]
        free = {layer for layer, c in clauses if c.restriction is Restriction.FREE}
        bound = [(layer, c) for layer, c in clauses if c.restriction in forbidding]
        for layer, clause in bound:
            above = _program_at(under, layer)
            if above is not None and subject in above.top:
                yield Comparison(subject, above, clause)
        if not bound and not free and not clauses and subject in under.superior.top:
            yield Comparison(subject, under.superior, None)


def shared_scope(under: Examination, comparison: Comparison) -> tuple[Wanted, ...]:
    """P∩S_a∩J_k∩S_k"""
    return (*scope_conditions(comparison.above), *under.in_scope)


def between(under: Examination, comparison: Comparison) -> Program | None:
    """The layer just above, where the comparison is with one further up: what it did already is not done here."""
    nearest = under.superior
    if nearest is None or nearest is comparison.above or comparison.subject not in nearest.top:
        return None
    return nearest


def also_between(
    under: Examination, comparison: Comparison, answer: bool, persons: tuple[int, ...] = (0,)
) -> tuple[Wanted, ...]:
    """That the layer just above gives the same answer as the one further up that is compared with."""
    nearest = between(under, comparison)
    if nearest is None:
        return ()
    return tuple(Wanted(person, nearest, rule_of(nearest, comparison.subject), answer) for person in persons)


def _program_at(under: Examination, layer: int) -> Program | None:
    return next((program for at, program in under.piece.ancestors if at == layer), None)
