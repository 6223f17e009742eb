"""What people learn of the reasons for a decision when the steps of a procedure publish something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rankdsl.checks.chain import of_chain
from rankdsl.checks.conditions import as_written
from rankdsl.checks.examination import Examination, rule_of
from rankdsl.ir.definitions import Kind
from rankdsl.ir.mechanisms import Procedure, Published, Scoring
from rankdsl.ir.mentions import expressions, facts_in, symbols_in
from rankdsl.ir.nodes import Expr
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr


def disclosed(under: Examination, procedure: Procedure) -> frozenset[str]:
    """The base facts that are known of somebody of whom all is known that the steps publish.

    A fact is one itself. A derived fact or a definition tells those behind it, since the document says how it comes
    about. So does a score with its parts (明细); its total alone tells none of them, nor does a decision tell its
    reasons."""
    program, scores = under.program, _scores(under)
    found: set[str] = set()
    for published in (p for step in procedure.steps for p in step.published):
        if program.vocabulary.fact(published.name) is not None:
            found.add(published.name)
        elif published.name in scores:
            found.update(_of_score(program, published, scores[published.name]))
        elif published.name in program.top:
            found.update(_behind(program, (rule_of(program, published.name),), scores))
    return frozenset(found)


def _scores(under: Examination) -> Mapping[str, Scoring]:
    """The scores of the chain by name, each as the lowest document has it."""
    return {m.name: m for _, m in of_chain(under, Scoring)}


def _of_score(program: Program, published: Published, score: Scoring) -> Iterator[str]:
    if not published.breakdown:
        return
    # What an exception to the total looks at is in no part.
    yield from reads_of_expr(program, *expressions(as_written(program, program.top[score.name])))
    for part in score.parts:
        if part.norm in program.top:
            yield from reads_of_expr(program, rule_of(program, part.norm))


def _behind(program: Program, parts: Iterable[Expr], scores: Mapping[str, Scoring]) -> frozenset[str]:
    """The facts behind expressions, but not those behind a score or a decision that they only mention."""
    found: set[str] = set()
    seen = set()
    waiting = list(parts)
    while waiting:
        part = waiting.pop()
        found |= facts_in((part,))
        for symbol in symbols_in((part,)):
            definition = program.definitions[symbol]
            if symbol not in seen and symbol.written not in scores and definition.kind is not Kind.DECISION:
                seen.add(symbol)
                waiting += expressions(definition)
    return frozenset(found)
