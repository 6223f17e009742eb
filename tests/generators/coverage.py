"""Which parts of the core the samples had in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rankdsl.ir.definitions import Cases, Formula, Hit, Mode, Requirement
from rankdsl.ir.mentions import expressions, walk
from rankdsl.ir.nodes import (
    Apply,
    Collection,
    LastYears,
    SinceFact,
    WholeList,
)
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Program


def features(of: Program) -> Iterator[object]:
    """Every operator and question about lists in a program, once for each place where it stands; also kinds of spans,
    hit policies, modes, and "over" for an exception with precedence."""
    for found in of.definitions.values():
        match found.body:
            case Cases(hit=hit):
                yield hit
            case Requirement(mode=mode):
                yield mode
            case Formula():
                pass
        yield from ("over" for rule in found.exceptions if rule.over)
        for expr in expressions(found):
            for node in walk(expr):
                if isinstance(node, Apply):
                    yield node.op
                elif isinstance(node, Collection):
                    yield node.what
                    yield type(node.span)


ALL_FEATURES: tuple[object, ...] = (*Op, *Collect, *Hit, *Mode, "over", LastYears, SinceFact, WholeList)


class Seen:
    """Counts what generated programs contain, so that a test can fail where something is too rare."""

    def __init__(self) -> None:
        self.counts: Counter[object] = Counter()

    def add(self, of: Program) -> None:
        self.counts.update(features(of))

    def add_once(self, of: Program) -> None:
        """Count each feature once a program, however often it stands there."""
        self.counts.update(set(features(of)))

    def rare(self, at_least: int = 50) -> list[str]:
        """What occurred less often, with its count."""
        return [f"{name}: {self.counts[name]}" for name in ALL_FEATURES if self.counts[name] < at_least]
