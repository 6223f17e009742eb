"""The two sides of a comparison in one stretch of time, and the questions that are put about them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from rankdsl.checks.examination import rule_of, scope_conditions
from rankdsl.ir.nodes import YES, Expr, Ref, conjunction, surely
from rankdsl.ir.program import Period, Program
from rankdsl.ir.types import TRUTH
from rankdsl.prove import Answer, Condition, Limits, Prover, Question, Wanted


class Sides(Struct, frozen=True, dict=True):
    """OLD and NEW on the days of `period`, under one vocabulary where one has everything of the other."""

    old: Program
    new: Program
    period: Period
    limits: Limits

    @cached_property
    def prover(self) -> Prover:
        return Prover(self.period, (self.new, self.old), self.limits)

    @cached_property
    def in_both(self) -> tuple[Wanted, ...]:
        return (*scope_conditions(self.old), *scope_conditions(self.new))

    def decide(self, conditions: Iterable[Condition], *, shown: bool = False) -> Answer:
        """Whether anybody meets them; `shown`: somebody near to ordinary."""
        return self.prover.decide(Question(tuple(conditions)), shown)

    def covered(self, program: Program) -> Expr:
        """Whether the document is about a person, as a yes or no of everybody."""
        return surely(conjunction(program.coverage)) if program.coverage else YES


def yes(program: Program, subject: str) -> Expr:
    """Whether a person gets a yes, as a yes or no of everybody."""
    return surely(rule(program, subject))


def rule(program: Program, subject: str) -> Ref:
    return rule_of(program, subject)


def is_truth(program: Program, subject: str) -> bool:
    return rule_of(program, subject).type == TRUTH
