"""The reference policies, read once, and people of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from rankdsl import pipeline
from rankdsl.backends.reference import evaluate
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.model import Model
from rankdsl.ir.values import Person, Records, Value, year_month
from rankdsl.vocabulary import fill_typical
from rankdsl.workspace import open_workspace

POLICIES = Path(__file__).resolve().parents[2] / "policies"

OPINION = "关于县以下机关建立公务员职务与职级并行制度的意见"
PROVINCE = "某省县以下机关公务员职务与职级并行实施办法（示例）"
LAW = "中华人民共和国公务员法"
SANCTIONS = "中华人民共和国公职人员政务处分法"
PROVISIONS = "公务员职务与职级并行规定"
PILOT = "关于授权在部分地区和部分在京中央机关暂时调整适用公务员法有关规定的决定"
ASSESSMENT = "公务员考核规定"
ASSESSMENT_2007 = "公务员考核规定（试行）"
ASSESSMENT_1994 = "国家公务员考核暂行规定"
TWO_WAYS = "核对：基本称职的两种算法（本库）"
CENTRAL = {OPINION, LAW, SANCTIONS, PROVISIONS, PILOT, ASSESSMENT, ASSESSMENT_2007, ASSESSMENT_1994, TWO_WAYS}


@cache
def loaded() -> pipeline.Loaded:
    return pipeline.load(open_workspace([POLICIES], codes=pipeline.CODES))


@cache
def model(title: str, day: date) -> Model:
    """The document of that title, in the version of that day."""
    return next(m for m in loaded().models if m.name.title == title and m.piece_at(day) is not None)


def in_force(title: str, day: date) -> bool:
    return any(m.name.title == title and m.piece_at(day) is not None for m in loaded().models)


def vocabulary(title: str, day: date) -> Vocabulary:
    return model(title, day).vocabulary


def since(year: int, month: int = 1) -> Value:
    return year_month(year, month)


def grades(first: int, last: int, grade: str = "称职", **others: str) -> Records:
    """The same grade in every year; `others`: y2020="优秀"."""
    named = {int(year[1:]): grade for year, grade in others.items()}
    return Records({year: {"等次": named.get(year, grade)} for year in range(first, last + 1)})


def person(title: str, day: date, **facts: Value) -> Person:
    """Somebody with these facts and otherwise ordinary, in the vocabulary of the document."""
    return Person(fill_typical(vocabulary(title, day), facts, day), day)


def ask(title: str, day: date, names: tuple[str, ...], facts: Mapping[str, Value]) -> tuple[Value | None, ...]:
    """What the document says of somebody with these facts and otherwise ordinary."""
    piece = model(title, day).piece_at(day)
    assert piece is not None
    found = evaluate(piece.program, person(title, day, **facts))
    return tuple(found.named(name).value for name in names)
