"""Mechanisms that two versions have otherwise: steps, indicators, slots, appeals …, one by one, by their names.

Scores, slots and entitlements are definitions besides, whose values are compared with the others; here is what their
definitions do not show: weights, raters, which values a line is about. Two mechanisms are the same if they say the same
of the same names; where they stand and how they are numbered is no difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, assert_never

from msgspec import Struct

from rankdsl.diagnostics import Place, Text
from rankdsl.ir import mechanisms as ir
from rankdsl.ir.model import Piece
from rankdsl.ir.nodes import Symbol

Said = dict[str, tuple[Any, Text, Place]]
"""What is said of: how it stands to itself, as written, and where."""

_UNNAMED = frozenset(("place", "written", "label", "layer"))
"""Where and how a thing is written, which is no part of what it says."""
_Part = ir.ScorePart | ir.SlotLine | ir.Move | ir.Transfer | ir.Step | ir.Indicator | ir.Appeal


def mechanisms_compared(
    old: Piece, new: Piece
) -> Iterator[tuple[str, Text | None, Text | None, Place | None, Place | None]]:
    """(what, OLD's words, NEW's words, OLD's place, NEW's place) of all that is said otherwise, in the order of NEW."""
    before, after = _said(old), _said(new)
    for key in dict.fromkeys((*after, *before)):
        there, here = before.get(key), after.get(key)
        if (there and there[0]) != (here and here[0]):
            yield (
                key,
                there[1] if there else None,
                here[1] if here else None,
                there[2] if there else None,
                here[2] if here else None,
            )


def _said(piece: Piece) -> Said:
    own = len(piece.program.layers) - 1
    found: Said = {}
    for layer, mechanism in piece.mechanisms:
        if layer != own:
            continue
        name, parts = _about(mechanism)
        order = tuple(_name_of(part) for part in parts) if isinstance(mechanism, ir.Procedure) else ()
        _put(found, name, (_normal(mechanism, _of_parts(mechanism)), order), _opening(mechanism.place), mechanism.place)
        for part in parts:
            _put(found, f"{name} {_name_of(part)}", _normal(part), _words(part.place), part.place)
    return found


def _put(found: Said, key: str, normal: Any, words: Text, place: Place) -> None:
    """Under a key of its own, also where a document says two things of one name."""
    number, free = 2, key
    while free in found:
        free, number = f"{key} {number}", number + 1
    found[free] = normal, words, place


def _about(mechanism: ir.Mechanism) -> tuple[str, tuple[_Part, ...]]:
    match mechanism:
        case ir.Scoring(name=name, parts=parts):
            return f"积分 {name}", parts
        case ir.Slots(name=name, lines=lines):
            return f"职数 {name}", lines
        case ir.Ladder(fact=fact, moves=moves):
            return f"升降 {fact}", moves
        case ir.SlotPool(name=name, transfers=transfers):
            return f"周转池 {name}", transfers
        case ir.Procedure(name=name, steps=steps):
            return f"程序 {name}", steps
        case ir.IndicatorSet(name=name, indicators=indicators):
            return f"指标 {name}", indicators
        case ir.AdverseOutcome(decision=decision, appeals=appeals):
            return f"后果 {decision}", appeals
        case ir.Selection(name=name):
            return f"择优 {name}", ()
        case ir.ShareRule(score=score, subject=subject):
            return f"占比 {score} {subject}", ()
        case ir.PeopleCap(records=records):
            return f"上限 {records}", ()
        case ir.MeasureCap(subject=subject, measure=measure):
            return f"上限 {subject} {measure.value}", ()
        case ir.VetoList():
            return "否决清单", ()
        case ir.Duties(owner=owner):
            return f"职责清单 {owner}", ()
        case ir.Entitlement(name=name):
            return f"待遇 {name}", ()
        case ir.Promise(text=text, written=written):
            return f"承诺 {text or written}", ()
        case ir.Figures(text=text, written=written):
            return f"核算 {text or written}", ()
        case _:
            assert_never(mechanism)


def _name_of(part: _Part) -> str:
    match part:
        case ir.SlotLine(values=values):
            return "、".join(values)
        case ir.Move(direction=direction, decision=decision):
            return f"{direction.value} {decision}"
        case ir.Transfer(unit=unit, kind=kind, value=value):
            return f"{unit} {kind.value} {value}"
        case ir.ScorePart(name=name) | ir.Step(name=name) | ir.Indicator(name=name) | ir.Appeal(name=name):
            return name
        case _:
            assert_never(part)


def _of_parts(mechanism: ir.Mechanism) -> frozenset[str]:
    """The field that holds the parts, which are told one by one."""
    names = ("parts", "lines", "moves", "transfers", "steps", "indicators", "appeals")
    return frozenset(name for name in mechanism.__struct_fields__ if name in names)


def _normal(said: Any, without: frozenset[str] = frozenset()) -> Any:
    """What is said, without where and in which layer."""
    match said:
        case Symbol(name=name):
            return name
        case Place():
            return said.citation
        case Enum():
            return said.name
        case tuple():
            return tuple(_normal(part) for part in said)
        case Struct():
            kept = (name for name in said.__struct_fields__ if name not in _UNNAMED and name not in without)
            return (type(said).__name__, *(_normal(getattr(said, name)) for name in kept))
        case _:
            return said


def _words(place: Place) -> Text:
    """As its author wrote it, on one line."""
    return Text.same(" ".join(place.span.text.split()).rstrip("。；") if place.span is not None else "")


def _opening(place: Place) -> Text:
    """The statement up to its parts."""
    text = _words(place).zh
    opening = text.partition("：（")[0]
    return Text.same(opening)
