"""减负一致性评估 in words: what each set of indicators asks for in all, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rankdsl.diagnostics.report import Asked, BurdenChange
from rankdsl.ir.values import render_exact
from rankdsl.reporters.paper import Paper

_FIGURES = (("项数", "indicators"), ("分值", "points"), ("材料", "materials"), ("检查", "visits"))


def burden_text(changes: Sequence[BurdenChange], paper: Paper, *, mistaken: bool) -> list[str]:
    """A line for each set, and one that says how it comes out. mistaken: there are mistakes of writing, behind which
    there may be more."""
    if not changes and not mistaken:
        return [
            paper.choose(
                "减负一致性评估：两个版本都没有指标。", "burden against the version before: neither has indicators"
            )
        ]
    lines = [_line(change, paper) for change in changes]
    grew, still_open = any(change.more for change in changes), any(change.open for change in changes)
    if grew:
        lines.append(paper.choose("减负一致性评估：有增加。", "burden against the version before: it grows"))
    elif mistaken:
        lines.append(
            paper.choose(
                "减负一致性评估：文件有写错的地方，没有得出结论；改正以后再比较。",
                "burden against the version before: not decided, since there are mistakes; mend them and compare again",
            )
        )
    elif still_open:
        lines.append(paper.choose("减负一致性评估：没有得出结论。", "burden against the version before: not decided"))
    else:
        lines.append(
            paper.choose("减负一致性评估：均没有增加。", "burden against the version before: it grows for none")
        )
    return lines


def _line(change: BurdenChange, paper: Paper) -> str:
    before, after = _amounts(change.before), _amounts(change.after)
    zh, en = [], []
    for (chinese, english), old, new in zip(_FIGURES, before, after, strict=True):
        more = chinese in change.more
        if old or new:
            moved = f"{render_exact(old)} → {render_exact(new)}"
            zh.append(f"{chinese} {moved}" + ("（有的增加）" if more else ""))
            en.append(f"{english} {moved}" + (" (more for some)" if more else ""))
    state = ("", "")
    if change.before is None:
        state = ("（新设）", " (new)")
    elif change.after is None:
        state = ("（已取消）", " (gone)")
    return paper.choose(
        f"《{change.document}》“{change.name}”{state[0]}合计：{'，'.join(zh)}。",
        f"《{change.document}》 “{change.name}”{state[1]}, in all: {', '.join(en)}",
    )


def _amounts(asked: Asked | None) -> tuple[Fraction, ...]:
    if asked is None:
        return (Fraction(0),) * len(_FIGURES)
    return asked.items, asked.points, asked.materials, asked.visits
