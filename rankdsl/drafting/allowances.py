"""What the documents above allow of one of their names, in the words that a drafter needs: what may be changed, within
which range, what may not, and which check says so. The words are Chinese, as they go into a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from rankdsl.ir.mentions import expressions
from rankdsl.ir.model import Piece
from rankdsl.ir.reading import needed
from rankdsl.ir.remarks import Delegation, Restriction
from rankdsl.ir.values import render


def allowances(piece: Piece, name: str) -> list[str]:
    """Sentences about a name that the chain above states: one for each 对下 on it, or that there is none."""
    lines = [f"{_clause(clause, piece)}{_cited(piece, layer, clause)}。" for layer, clause in _clauses(piece, name)]
    return lines or [_without_clause(piece, name)]


def dependants(piece: Piece, name: str) -> list[str]:
    """The decisions above that a name has an influence on, itself not counted."""
    program = piece.program
    symbol = program.top[name]
    return [
        decision
        for decision in program.decisions
        if decision != name and symbol in needed(program, expressions(program.definitions[program.top[decision]]))
    ]


def _clauses(piece: Piece, name: str) -> Sequence[tuple[int, Delegation]]:
    return [(layer, clause) for layer, clause in piece.delegations if clause.subject == name]


def _clause(clause: Delegation, piece: Piece) -> str:
    match clause.restriction:
        case Restriction.NOT_STRICTER:
            return "不得加严：上位文件准予的人，这里不能不准（RD401）"
        case Restriction.NOT_LAXER:
            return "不得放宽：上位文件不准的人，这里不能准予（RD402）"
        case Restriction.NOT_CHANGED if _is_decision(piece, clause.subject):
            return "不得变更：对任何人都不能有不同的结果（RD401、RD402）"
        case Restriction.NOT_CHANGED:
            return "不得变更：对任何人都不能有不同的值（RD405）"
        case Restriction.NO_ADDED_CONDITION if clause.except_facts:
            facts = "、".join(f.name for f in piece.program.vocabulary.facts if f.name in clause.except_facts)
            return f"不得增设条件（RD403）；只看{facts}的条件除外，可以增设"
        case Restriction.NO_ADDED_CONDITION:
            return "不得增设条件：不能另须别的条件，也不能让别的事实影响结果（RD403）"
        case Restriction.WITHIN:
            return f"可以规定为{_range(clause, piece)}，含两端；超出的是 RD404"
        case Restriction.FREE:
            return "可以自行规定，不与上位文件比较"
        case Restriction.RESERVED:
            return "专属上位文件：这里写什么都不行（RD406）"
        case _:
            assert_never(clause.restriction)


def _is_decision(piece: Piece, name: str) -> bool:
    return name in piece.program.decisions


def _range(clause: Delegation, piece: Piece) -> str:
    type_ = piece.program.definitions[piece.program.top[clause.subject]].type
    ends = (clause.lowest, clause.highest)
    return "至".join(render(end.value, type_) for end in ends if end is not None)


def _cited(piece: Piece, layer: int, clause: Delegation) -> str:
    return f"（《{piece.program.layers[layer].title}》{clause.place.article or ''}）"


def _without_clause(piece: Piece, name: str) -> str:
    """No 对下 names it: what follows depends on whether it decides something that one does name."""
    bound = [d for d in dependants(piece, name) if _clauses(piece, d)]
    if bound:
        return f"没有单独的对下要求；它影响{'、'.join(bound)}，改动以后仍要符合对{'、'.join(bound)}的要求。"
    if _is_decision(piece, name):
        return "没有对下要求，可以改动；使结果不同的，检查时给出警告。"
    return "没有对下要求，可以改动。"
