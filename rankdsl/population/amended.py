"""Parts of scores and lines of slots that another document changes."""

from __future__ import annotations

from rankdsl.backends.reference import Evaluation
from rankdsl.checks.faults import exception_at_work
from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Formula
from rankdsl.ir.nodes import Ref


def where_said(evaluation: Evaluation, norm: str, written: Place) -> Place:
    """Where the value that a part or line has for somebody is said: the exception that applies, or what another
    document says in its place; else where it is `written`."""
    definition = evaluation.program.definitions[evaluation.program.top[norm]]
    while True:
        exception = exception_at_work(definition, evaluation)
        if exception is not None:
            return exception
        match definition.body:
            case Formula(Ref(other)) if other.name == definition.symbol.name:
                definition = evaluation.program.definitions[other]
            case _:
                return written if definition.place.document == written.document else definition.place
