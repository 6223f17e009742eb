"""The mechanisms that the words of a document can mean: its own, and those of the documents above it, by name."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from msgspec import Struct, field

from rankdsl.diagnostics import Text
from rankdsl.semantics.rules import Layered
from rankdsl.syntax import ast


class What(Enum):
    SCORE = Text("积分", "score")
    SLOTS = Text("职数", "statement of slots")
    SELECTION = Text("择优", "selection")
    INDICATORS = Text("指标", "set of indicators")
    ENTITLEMENT = Text("待遇", "entitlement")
    STEP = Text("程序步骤", "step of a procedure")


class StatedMechanisms(Struct):
    """parts: of each score or set of indicators, what its shares may be asked of: names, raters, kinds. slots: name to
    fact. raises: (fact, decision) of every 晋升."""

    parts: dict[str, frozenset[str]] = field(default_factory=dict)
    slots: dict[str, str] = field(default_factory=dict)
    selections: set[str] = field(default_factory=set)
    indicators: set[str] = field(default_factory=set)
    entitlements: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)
    raises: set[tuple[str, str]] = field(default_factory=set)

    def named(self, what: What) -> Collection[str]:
        return {
            What.SCORE: self.parts.keys() - self.indicators,
            What.SLOTS: self.slots.keys(),
            What.SELECTION: self.selections,
            What.INDICATORS: self.indicators,
            What.ENTITLEMENT: self.entitlements,
            What.STEP: self.steps,
        }[what]


def stated_in(layered: Layered, layer: int) -> StatedMechanisms:
    found = StatedMechanisms()
    for number in (*sorted(layered.above[layer]), layer):
        for remark in layered.documents[number].remarks:
            _take(found, remark.node, own=number == layer)
    return found


def _take(found: StatedMechanisms, node: ast.Statement, *, own: bool) -> None:
    match node:
        case ast.Score(name=name, groups=groups):
            parts = [part for group in groups for part in group.parts]
            raters = [part.rater.text for part in parts if part.rater is not None]
            found.parts[name.text] = frozenset((*(part.name.text for part in parts), *raters))
        case ast.Indicators(name=name, indicators=indicators):
            found.indicators.add(name.text)
            words = ((i.name, i.kind, i.nature, i.source, i.owner) for i in indicators)
            found.parts[name.text] = frozenset(word.text for row in words for word in row if word is not None)
        case ast.Slots(name=name, fact=fact):
            found.slots[name.text] = fact.text
        case ast.Select(name=name):
            found.selections.add(name.text)
        case ast.Entitlement(name=name):
            found.entitlements.add(name.text)
        case ast.Ladder(fact=fact, moves=moves):
            raising = (move for move in moves if move.direction is ast.Direction.RAISES)
            found.raises.update((fact.text, move.decision.text) for move in raising)
        case ast.Procedure(steps=steps) if not own:
            found.steps.update(step.name.text for step in steps)
        case _:
            pass
