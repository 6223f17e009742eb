"""Mechanisms of any shape, whether they make sense or not."""

from __future__ import annotations

import itertools
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from rankdsl.source import SourceFile
from rankdsl.syntax import ast
from rankdsl.syntax.grammar import load_words
from rankdsl.syntax.numerals import chinese
from tests.syntax.test_writing import expressions

SPAN = SourceFile("c.rank", "").span(0, 0)
_HERE = st.just(SPAN)
_WORDS = tuple(word for spellings in load_words().spellings.values() for word in spellings)
_NAMES = st.sampled_from(("现职级", "甲", "前5名", "十分", "取 5", *_WORDS)).map(lambda text: ast.Ident(text, SPAN))
_LABELS = st.sampled_from("一二三十").map(lambda number: ast.ItemLabel(f"（{number}）", None, SPAN))
_FORMULAS = st.one_of(
    st.builds(ast.Number, st.builds(Fraction, st.integers(0, 500), st.sampled_from((1, 1, 2, 100))), _HERE),
    st.builds(ast.Quantity, st.integers(0, 99).map(Fraction), st.sampled_from(ast.WrittenUnit), _HERE),
    st.builds(ast.Name, _NAMES),
    expressions(),
)
_DAYS = st.one_of(st.none(), st.dates(date(1, 1, 1)))


def _maybe(parts: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), parts)


def _several(parts: st.SearchStrategy[object], least: int = 1) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(parts, min_size=least, max_size=3).map(tuple)


def _numbered(entries: tuple[Any, ...], first: int = 1) -> tuple[Any, ...]:
    """Labels count up."""
    labels = (ast.ItemLabel(f"（{chinese(number)}）", None, SPAN) for number in itertools.count(first))
    return tuple(replace(entry, label=label) for entry, label in zip(entries, labels, strict=False))


def _entries(parts: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return _several(parts).map(_numbered)


def _part(label: ast.ItemLabel, name: ast.Ident, form: ast.PartForm, amount: ast.Expr, *rest: object) -> ast.ScorePart:
    rater, value, unbounded = rest
    left_out = unbounded and form is ast.PartForm.DEDUCTION
    if form is ast.PartForm.WEIGHT and isinstance(amount, ast.Number):
        amount = ast.Quantity(amount.value, ast.WrittenUnit.PERCENT, SPAN)  # 占 40 is told to lack its %
    return ast.ScorePart(label, name, form, None if left_out else amount, rater, value, SPAN)  # type: ignore[arg-type]


def _groups(
    first: tuple[ast.ScorePart, ...], guarded: tuple[tuple[ast.Expr, tuple[ast.ScorePart, ...]], ...], last: object
) -> tuple[ast.ScoreGroup, ...]:
    groups = [ast.ScoreGroup(None, False, first, SPAN)]
    groups += (ast.ScoreGroup(guard, False, parts, SPAN) for guard, parts in guarded)
    if isinstance(last, tuple):
        groups.append(ast.ScoreGroup(None, True, last, SPAN))
    first_labels = itertools.accumulate((len(group.parts) for group in groups), initial=1)
    return tuple(
        replace(group, parts=_numbered(group.parts, number))
        for group, number in zip(groups, first_labels, strict=False)
    )


def _line(
    label: ast.ItemLabel, values: tuple[ast.Ident, ...], of: ast.ItemLabel | None, base: bool, limit: ast.Expr
) -> ast.SlotLine:
    return ast.SlotLine(label, values, of, base and of is None, limit, SPAN)


def mechanisms() -> st.SearchStrategy[ast.Mechanism]:
    orders = {down: load_words().spellings["HIGH_FIRST" if down else "LOW_FIRST"] for down in (True, False)}
    keys = st.booleans().flatmap(
        lambda down: st.builds(ast.Key, _NAMES, st.just(down), _HERE, st.sampled_from(orders[down]))
    )
    parts = _several(
        st.builds(
            _part, _LABELS, _NAMES, st.sampled_from(ast.PartForm), _FORMULAS, _maybe(_NAMES), _maybe(_FORMULAS),
            st.booleans(),
        )
    )  # fmt: skip
    groups = st.builds(_groups, parts, _several(st.tuples(_FORMULAS, parts), 0), _maybe(parts))
    shares = st.builds(ast.ShareRule, _NAMES, st.sampled_from(ast.CompareOp), _FORMULAS, _HERE)
    lines = st.builds(_line, _LABELS, _several(_NAMES), _maybe(_LABELS), st.booleans(), _FORMULAS)
    moves = st.builds(ast.Move, st.sampled_from(ast.Direction), _NAMES, _NAMES, _HERE)
    kinds = st.sampled_from(ast.TransferKind)
    transfers = st.builds(ast.Transfer, _LABELS, _NAMES, kinds, _NAMES, _FORMULAS, _DAYS, _DAYS, _HERE)
    published = _several(st.builds(ast.Published, _NAMES, st.booleans(), _HERE), 0)
    names, formulas = _maybe(_NAMES), _maybe(_FORMULAS)
    steps = st.builds(ast.Step, _LABELS, _NAMES, names, names, formulas, formulas, published, _HERE)
    indicators = st.builds(
        ast.Indicator, _LABELS, _NAMES, formulas, names, names, formulas, names, names, names, names, formulas,
        formulas, st.booleans(), _HERE,
    )  # fmt: skip
    bodies = st.builds(ast.PlainBody, _FORMULAS, _HERE)
    titles = _maybe(st.just(ast.TitleRef("某部意见", SPAN)))
    articles = _several(st.builds(ast.ArticleRef, titles, st.sampled_from(("第三条", "第十二条之一")), _HERE), 0)
    appeals = _several(st.builds(ast.Appeal, _NAMES, _FORMULAS, formulas, _HERE), 0)
    texts = _maybe(st.just(ast.Quoted("不少于六成", SPAN)))
    people = st.builds(ast.Cap, _NAMES, _FORMULAS, st.none(), _FORMULAS, _HERE)
    selected = {"among": _NAMES, "keys": _several(keys), "ties": _several(keys, 0), "span": _HERE}
    return st.one_of(
        st.builds(ast.Score, _NAMES, _FORMULAS, formulas, groups, _HERE),
        st.builds(ast.Shares, _NAMES, _several(shares), _HERE),
        people,
        st.builds(ast.Cap, _NAMES, st.none(), st.sampled_from(ast.Measure), _FORMULAS, _HERE),
        st.builds(ast.Slots, _NAMES, _NAMES, _FORMULAS, st.sampled_from(ast.RoundingMode), _entries(lines), _HERE),
        st.builds(ast.Ladder, _NAMES, _several(moves), _HERE),
        st.builds(ast.Select, _NAMES, slots=_NAMES, take=st.none(), **selected),
        st.builds(ast.Select, _NAMES, slots=st.none(), take=_FORMULAS, **selected),
        st.builds(ast.SlotPool, _NAMES, names, _entries(transfers), _HERE),
        st.builds(ast.Procedure, _NAMES, names, _entries(steps), _HERE),
        st.builds(ast.Indicators, _NAMES, _entries(indicators), _HERE),
        st.builds(ast.VetoList, _several(_NAMES), _HERE),
        st.builds(ast.Duties, _NAMES, _several(_NAMES), _HERE),
        st.builds(ast.Entitlement, _NAMES, bodies, _HERE),
        st.builds(ast.AdverseOutcome, _NAMES, articles, appeals, _HERE),
        st.builds(ast.Promise, texts, st.booleans(), _FORMULAS, _HERE),
        st.builds(ast.Figures, texts, _FORMULAS, _HERE),
    )
