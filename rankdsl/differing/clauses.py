"""What a document says about its rules, beside them: what is published, what it allows below, its mechanisms."""

from __future__ import annotations

from collections.abc import Iterator

from rankdsl.diagnostics import Place, Text
from rankdsl.differing.mechanisms import mechanisms_compared
from rankdsl.differing.parts import Clause, ClauseKind
from rankdsl.explanation.wording import value_text
from rankdsl.ir.model import Piece
from rankdsl.ir.program import Program
from rankdsl.ir.reading import in_order
from rankdsl.ir.remarks import Delegation, Restriction

Said = dict[tuple[ClauseKind, str], tuple[Text, Place]]


def clauses_compared(old: Piece, new: Piece) -> Iterator[Clause]:
    """What is said otherwise, or on one side only; in the order of NEW."""
    before, after = dict(_said(old)), dict(_said(new))
    for key in dict.fromkeys((*after, *before)):
        there, here = before.get(key), after.get(key)
        if (there and there[0]) != (here and here[0]):
            yield Clause(
                *key,
                there[0] if there else None,
                here[0] if here else None,
                there[1] if there else None,
                here[1] if here else None,
            )
    for compared in mechanisms_compared(old, new):
        yield Clause(ClauseKind.MECHANISM, *compared)


def _said(piece: Piece) -> Said:
    program = piece.program
    told: dict[tuple[ClauseKind, str], list[Text]] = {}
    places: dict[tuple[ClauseKind, str], Place] = {}
    for publication in piece.publications:
        key = ClauseKind.PUBLISHED, publication.subject
        told.setdefault(key, []).extend(Text.same(name) for name in in_order(program, publication.facts))
        places.setdefault(key, publication.place)
    own = [clause for layer, clause in piece.delegations if layer == len(program.layers) - 1]
    for clause in sorted(own, key=lambda c: list(Restriction).index(c.restriction)):
        key = ClauseKind.ALLOWED_BELOW, clause.subject
        told.setdefault(key, []).append(_restriction(program, clause))
        places.setdefault(key, clause.place)
    return {key: (Text.join(words, "、", ", "), places[key]) for key, words in told.items()}


def _restriction(program: Program, clause: Delegation) -> Text:
    words = Text.same(clause.restriction.value)
    if clause.lowest is not None and clause.highest is not None:
        low, high = (value_text(c.value, c.type) for c in (clause.lowest, clause.highest))
        words = Text(f"可在{low.zh}至{high.zh}之间规定", f"between {low.en} and {high.en}")
    if clause.except_facts:
        names = "、".join(in_order(program, clause.except_facts))
        words += Text(f"（除{names}外）", f" (but by {names})")
    return words
