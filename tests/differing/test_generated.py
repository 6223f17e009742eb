"""Versions at random, against everybody there is: the relation, the boxes and who is in them."""

from __future__ import annotations

import random

import pytest
from msgspec import Struct

from rankdsl.backends.reference import evaluate
from rankdsl.differing import Relation, describing
from rankdsl.differing.growing import Target
from rankdsl.differing.traits import Box
from rankdsl.ir.model import Model
from rankdsl.ir.values import Person
from tests.differing.small import decision, difference, document, everybody, model
from tests.lengths import generated

SEEDS = range(generated(8, 400))
GRADES = ("低级", "中级", "高级")


def drawn(seed: int) -> tuple[str, str]:
    """Two rules of which the second differs from the first in one or two places."""
    draw = random.Random(seed)
    figures = {name: draw.randrange(1, 6) for name in ("甲", "乙", "丙", "丁")}
    rows = [draw.randrange(7) for _ in GRADES]
    other, others = dict(figures), list(rows)
    for _ in range(draw.randrange(1, 3)):
        if draw.random() < 0.5:
            others[draw.randrange(3)] = draw.randrange(7)
        else:
            other[draw.choice(list(other))] = draw.randrange(1, 6)
    form = draw.randrange(4)
    return document(_rule(figures, rows, form)), document(_rule(other, others, form))


def _rule(figures: dict[str, int], rows: list[int], form: int) -> str:
    cells = "；".join(f"{grade} → {months}个月" for grade, months in zip(GRADES, rows, strict=True))
    table = f"  表 须年限 按 级别：{cells}。\n"
    first, second = f"年限 ≥ 须年限 + {figures['甲']}个月 − 1个月 × 得分", f"得分 ≥ {figures['乙']}"
    third = f"在编 或 得分 ≥ {figures['丙']}"
    match form:
        case 0:
            return table + f"  决定 可晋升 须：（一）{first}；（二）{second}；（三）{third}。"
        case 1:
            return table + f"  决定 可晋升 须具备下列之一：（一）{first}；（二）{second} 且 在编。"
        case 2:
            exception = f"  例外 当 得分 ≥ {figures['丁']} 且 级别 = 高级 时，可晋升 为 是。"
            return table + f"  决定 可晋升 须：（一）年限 ≥ 须年限；（二）{third}。\n{exception}"
        case _:
            return table + f"  决定 可晋升 须：（一）年限 ≥ 须年限；（二）{second}。"


class Told(Struct):
    """What was proved of one group, before it became words."""

    target: Target
    boxes: list[Box]
    exact: bool


@pytest.mark.parametrize("seed", SEEDS)
def test_everybody_agrees(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Told] = []
    proving = describing._Proving.boxes

    def recorded(self: describing._Proving) -> tuple[list[Box], bool]:
        boxes, exact = proving(self)
        told.append(Told(self.target, boxes, exact))
        return boxes, exact

    monkeypatch.setattr(describing._Proving, "boxes", recorded)
    old, new = drawn(seed)
    found = decision(difference(old, new))
    before, after = model(old), model(new)
    answers = [(person, _yes(before, person), _yes(after, person)) for person in everybody()]
    assert found.relation is _relation([(was, now) for _, was, now in answers])
    for group in found.groups:
        assert group.person is not None
        assert group.person.old != group.person.new
    for each in told:
        gains = each.target.program is each.target.sides.old
        sides = ((p, was, now) if gains else (p, now, was) for p, was, now in answers)
        _holds(each, [(p, having and not lacking, having) for p, lacking, having in sides])


def _holds(each: Told, people: list[tuple[Person, bool, bool]]) -> None:
    """Of everybody with a yes on the other side: nobody in a box but people of the group; all of them if exact."""
    for person, member, of_base in people:
        if not of_base:
            continue
        evaluation = evaluate(each.target.program, person)
        inside = any(evaluation.value_of(box.formula).surely(True) for box in each.boxes)
        assert member or not inside
        if each.exact:
            assert inside is member


def _yes(of: Model, person: Person) -> bool:
    return evaluate(of.pieces[0].program, person).named("可晋升").surely(True)


def _relation(answers: list[tuple[bool, bool]]) -> Relation:
    gains, loses = any(now and not was for was, now in answers), any(was and not now for was, now in answers)
    if gains and loses:
        return Relation.INCOMPARABLE
    if gains or loses:
        return Relation.LAXER if gains else Relation.STRICTER
    return Relation.EQUIVALENT


def test_what_is_drawn() -> None:
    """Enough of everything, so that the property says something."""
    relations = [decision(difference(*drawn(seed))).relation for seed in SEEDS[:6]]
    assert {Relation.EQUIVALENT, Relation.STRICTER, Relation.LAXER} <= set(relations)
