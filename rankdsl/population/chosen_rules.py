"""What the documents of a chain say of a selection: the selection itself, its slots, the moves, the scores."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from rankdsl.diagnostics import Finding, Place, Text, did_you_mean, nearest
from rankdsl.ir.mechanisms import Direction, Ladder, Move, Scoring, Selection, SlotPool, Slots
from rankdsl.ir.model import Piece
from rankdsl.ir.program import DocumentName
from rankdsl.population import messages


class Rules(Struct, frozen=True):
    """slots None: the selection takes a number of people. moves: those by its decision that the lowest document has."""

    selection: Selection
    slots: Slots | None
    moves: tuple[Move, ...]
    pools: tuple[SlotPool, ...]
    scores: Mapping[str, Scoring]


def rules_of(piece: Piece, document: DocumentName, name: str | None, place: Place) -> Rules | Finding:
    """The rules of the selection `name` (None: the only one); of two of one name, those of the lower document count.
    `place`: where the unit file names it, or the document."""
    selections: dict[str, Selection] = {}
    slots: dict[str, Slots] = {}
    scores: dict[str, Scoring] = {}
    pools: list[SlotPool] = []
    for _, mechanism in piece.mechanisms:  # the highest document first
        match mechanism:
            case Selection():
                selections[mechanism.name] = mechanism
            case Slots():
                slots[mechanism.name] = mechanism
            case Scoring():
                scores[mechanism.name] = mechanism
            case SlotPool():
                pools.append(mechanism)
            case _:
                pass
    if not selections:
        return messages.NO_SELECTION.at(place, document=document.title)
    if name is None and len(selections) > 1:
        names = Text("、".join(selections), ", ".join(selections))
        return messages.SEVERAL_SELECTIONS.at(
            place, document=document.title, names=names, example=next(iter(selections))
        )
    if name is not None and name not in selections:
        near = nearest(name, selections)
        listed = Text(f"可以写：{'、'.join(selections)}", f"it can be: {', '.join(selections)}")
        help_text = did_you_mean(near) if near else listed
        return messages.UNKNOWN_SELECTION.at(place, subject=name, name=name, document=document.title, near=help_text)
    selection = selections[name] if name is not None else next(iter(selections.values()))
    within = slots.get(selection.slots) if selection.slots is not None else None
    moves = () if within is None else _moves(piece, within.fact, selection.among)
    return Rules(selection, within, moves, tuple(pools), scores)


def _moves(piece: Piece, fact: str, decision: str) -> tuple[Move, ...]:
    """The moves of people for whom the decision is yes, of the lowest document that has any."""
    names = piece.names_of(decision)
    by_layer: dict[int, list[Move]] = {}
    for layer, mechanism in piece.mechanisms:
        if isinstance(mechanism, Ladder) and mechanism.fact == fact:
            raises = (m for m in mechanism.moves if m.direction is Direction.RAISES and m.decision in names)
            by_layer.setdefault(layer, []).extend(raises)
    layers = [layer for layer, moves in by_layer.items() if moves]
    return tuple(by_layer[max(layers)]) if layers else ()
