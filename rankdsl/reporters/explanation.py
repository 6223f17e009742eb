"""The explanation of one person's outcome, in sentences that can be read aloud to that person.

Invariants: the article stands beside everything that a document says; a value is derived once, where it first counts;
every line has gone through `Paper.fit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from msgspec.structs import replace

from rankdsl.diagnostics import Place, Text
from rankdsl.explanation.outcomes import Outcome
from rankdsl.explanation.parts import Condition, Explanation, Figure, FigureKind, Rule, Ruling, Standing
from rankdsl.ir.definitions import Mode
from rankdsl.ir.types import TRUTH
from rankdsl.ir.values import render
from rankdsl.reporters.explanation_ways import (
    above_lines,
    heading,
    missing_lines,
    next_lines,
    no_value_lines,
    sentence,
    turn_lines,
)
from rankdsl.reporters.paper import Paper

_OUTCOMES = {
    Outcome.YES: (Text("是", "yes"), "good"),
    Outcome.NO: (Text("否", "no"), "error"),
    Outcome.CANNOT_TELL: (Text("不能确定", "cannot be determined"), "warning"),
    Outcome.NO_VALUE: (Text("没有结果（无值）", "no value"), "warning"),
    Outcome.NOT_IN_SCOPE: (
        Text("无值（此人不在适用范围内）", "no value (this person is out of scope)"),
        "warning",
    ),
    Outcome.NOT_IN_FORCE: (
        Text("无值（文件在评定日没有施行）", "no value (the document is not in force on that day)"),
        "warning",
    ),
}
_STANDINGS = {
    Standing.MET: (Text("符合", "met"), "good"),
    Standing.NOT_MET: (Text("不符合", "not met"), "error"),
    Standing.CANNOT_TELL: (Text("不能确定", "cannot be determined"), "warning"),
    Standing.NO_VALUE: (Text("没有结果", "no value"), "warning"),
}
DEEPEST = 6
"""Derivations are indented no further."""


def explanations_text(explanations: Sequence[Explanation], paper: Paper, name: str | None = None) -> str:
    """Everything about one person; `name`: what the case file calls them."""
    lines: list[str] = []
    for explanation in explanations:
        if not lines:
            lines += _headline(explanation, paper, name)
        lines += _Telling(explanation, paper).lines()
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def _headline(explanation: Explanation, paper: Paper, name: str | None) -> list[str]:
    classes = Text.join(list(explanation.classes), "、", ", ")
    who = Text(name or "此人", name or "this person")
    if classes.zh:
        who += Text(f"（{classes.zh}）", f" ({classes.en})")
    day = explanation.person.as_of
    words = who + Text(f"，评定日 {day.year}年{day.month}月{day.day}日", f" on {day.isoformat()}")
    return [paper.style(paper.say(words), "strong")]


class _Telling:
    """One explanation, line by line."""

    def __init__(self, explanation: Explanation, paper: Paper) -> None:
        self.told = explanation
        self.paper = paper
        self.figures = {figure.key: figure for figure in explanation.figures}
        self.derived: set[str] = set()

    def lines(self) -> list[str]:
        told, paper = self.told, self.paper
        lines = [self._outcome()]
        match told.outcome:
            case Outcome.NOT_IN_FORCE:
                lines.append(self._periods())
            case Outcome.NOT_IN_SCOPE:
                lines += self._scope()
                lines.append(
                    self.say(
                        sentence("应当按适用于此人的其他文件评定", "see which other document is about this person")
                    )
                )
            case Outcome.VALUE | Outcome.YES | Outcome.NO | Outcome.CANNOT_TELL | Outcome.NO_VALUE:
                lines += self._scope()
                lines += no_value_lines(told, paper)
                lines += self._value() if told.root is not None else self._conditions()
                lines += missing_lines(told, paper)
            case _:
                assert_never(told.outcome)
        lines += above_lines(told, paper)
        lines += next_lines(told, paper)
        lines += turn_lines(told, paper)
        return lines

    def say(self, text: Text) -> str:
        return self.paper.say(text)

    def _outcome(self) -> str:
        told, paper = self.told, self.paper
        words, style = _OUTCOMES.get(told.outcome, (told.value, "strong"))
        if told.outcome is Outcome.CANNOT_TELL and told.root is not None:
            words = told.value
        subject = paper.fit(told.subject) + paper.choose("：", ": ")
        return paper.style(subject, "strong") + paper.style(self.say(words), style)

    def _periods(self) -> str:
        told = self.told
        spoken = []
        for start, end in told.periods:
            first = f"{start.year}年{start.month}月{start.day}日"
            if end is None:
                spoken.append(Text(f"{first}起", f"from {start.isoformat()}"))
            else:
                last = f"{end.year}年{end.month}月{end.day}日"
                spoken.append(Text(f"{first}起，{last}废止", f"from {start.isoformat()} until {end.isoformat()}"))
        when = Text.join(spoken, "；", "; ")
        title = told.document.title
        return self.say(sentence(f"《{title}》的施行时间：{when.zh}", f"《{title}》 is in force {when.en}"))

    # -- whom the document is about

    def _scope(self) -> list[str]:
        """One line for all that is met; what is not is told."""
        told, lines = self.told, []
        for standing in Standing:
            here = [c for c in told.scope if c.standing is standing]
            if not here:
                continue
            words, style = _STANDINGS[standing]
            cited = "、".join(dict.fromkeys(self._cite(c.place, None) for c in here))
            label = self.say(Text(f"适用范围（{cited}）：", f"scope ({cited}): "))
            lines.append(label + self.paper.style(self.say(words), style))
            if standing is Standing.MET:
                continue
            for condition in here:
                parts = [p for p in condition.parts if p.decides] or [replace(condition, place=None, decides=False)]
                for part in parts:
                    lines += self._condition(part, self._home(condition), 1)
        return lines

    # -- conditions

    def _conditions(self) -> list[str]:
        told = self.told
        lines: list[str] = []
        if told.ruling is not None:
            place = told.ruling.place
            based = Text(f"依据{place.citation}的例外：", f"by the exception of {place.citation}: ")
            lines += ["", self.say(based + self._ruling_words(told.ruling))]
            if told.ruling.surely:
                return [*lines, *self._derivations(told.uses, place.document, 2)]
        for number, group in enumerate(_by_article(told.conditions)):
            lines += ["", self._based_on(group, number > 0)]
            for condition in group:
                lines += self._condition(condition, self._home(condition), 1)
        return lines

    def _based_on(self, group: Sequence[Condition], more: bool) -> str:
        place = group[0].under or group[0].place or self.told.place
        cited = f"《{place.document}》{place.article or ''}" if place.document else place.citation
        if self.told.mode is Mode.ANY and len(self.told.conditions) > 1:
            needed = Text("，具备下列之一即可：", ", one of these is enough:")
            if more:
                needed = Text("，或者具备下列之一：", ", or one of these:")
        elif len(group) == 1:
            needed = Text("，另须符合：", ", this is required besides:") if more else Text("，须符合：", ", required:")
        else:
            needed = Text("，须符合下列各项：", ", all of these are required:")
            if more:
                needed = Text("，另须符合下列各项：", ", all of these are required besides:")
        return self.say(Text(f"依据{cited}", f"by {cited}") + needed)

    def _home(self, condition: Condition) -> str:
        return condition.place.document if condition.place is not None else self.told.place.document

    def _condition(self, condition: Condition, home: str, depth: int, outer: str = "") -> list[str]:
        words, style = _STANDINGS[condition.standing]
        label = condition.label.removeprefix(outer) if condition.label != outer else condition.label
        if label.isdigit():
            label += "."
        elif not label and depth > 1:
            label = "· "
        text = self.say(heading(condition) + self._changed(condition))
        indent = "  " * depth
        line = (
            f"{indent}{self.paper.fit(label)}{text} {self.paper.fit('……')} {self.paper.style(self.say(words), style)}"
        )
        lines = [line]
        if condition.ruling is not None:
            ruling = condition.ruling
            cited = self._cite(ruling.place, home)
            spoken = Text(f"例外（{cited}）：", f"exception ({cited}): ") + self._ruling_words(ruling)
            lines.append("  " * (depth + 2) + self.say(spoken))
            if ruling.surely:
                return lines + self._derivations(condition.uses, home, depth + 2)
        values = self._values(condition)
        if values is not None:
            lines.append("  " * (depth + 2) + self.say(values))
        if condition.decides:
            lines += ["  " * (depth + 2) + self.say(remark) for remark in condition.remarks]
            lines += self._parts(condition, home, depth + 1)
            lines += self._derivations(condition.uses, home, depth + 2)
        return lines

    def _changed(self, condition: Condition) -> Text:
        """Whose words an item has now, where another document than the decision's changed it."""
        place, under = condition.place, condition.under
        if place is None or under is None or (place.document, place.article) == (under.document, under.article):
            return Text("", "")
        return Text(f"（{place.citation}）", f" ({place.citation})")

    def _parts(self, condition: Condition, home: str, depth: int) -> list[str]:
        """The parts that count, and every numbered one."""
        lines = []
        for part in condition.parts:
            if part.decides or part.place is not None:
                lines += self._condition(part, home if part.place is None else self._home(part), depth, condition.label)
        return lines

    def _values(self, condition: Condition) -> Text | None:
        """`任现职级年限 10年10个月，应任年限 12年，还差 1年2个月`"""
        compared = condition.comparison
        if compared is not None:
            parts = [_equals(compared.left, compared.left_value, compared.left_is_figure)]
            if not compared.right_is_constant:
                parts.append(_equals(compared.right, compared.right_value, compared.right_is_figure))
            if compared.gap is not None:
                parts.append(compared.gap)
            return Text.join(parts, "，", ", ")
        if condition.parts:
            return None
        figures = [self.figures[key] for key in condition.uses if self.figures[key].kind is not FigureKind.LIST]
        return Text.join([f.label + Text.same(" ") + f.value for f in figures], "，", ", ") if figures else None

    # -- derivations

    def _value(self) -> list[str]:
        root = self.told.root
        assert root is not None
        place = self.figures[root].place
        home = self.told.document.title
        lines = [""]
        if place is not None and place.document:
            home = place.document
            lines.append(self.say(Text(f"依据《{home}》：", f"by 《{home}》:")))
        return [*lines, *self._derivations((root,), home, 1)]

    def _derivations(self, keys: Iterable[str], home: str, depth: int) -> list[str]:
        """How the values came to be, each once, those behind a value indented below it."""
        lines: list[str] = []
        stack = [(key, depth) for key in reversed(tuple(keys))]
        while stack:
            key, at = stack.pop()
            figure = self.figures[key]
            if key in self.derived or figure.kind is FigureKind.FACT:
                continue
            self.derived.add(key)
            lines.append("  " * min(at, depth + DEEPEST) + self.say(self._derivation(figure, home)))
            stack.extend((used, at + 1) for used in reversed(figure.uses))
        return lines

    def _derivation(self, figure: Figure, home: str) -> Text:
        """`应任年限 12年（第二条）：规定年限 12年 − 半年 × 优秀年数 0`"""
        words = figure.label + Text.same(" ") + figure.value
        if figure.kind is FigureKind.LIST:
            return words
        settled = next((r for r in figure.rulings if r.rule is Rule.EXCEPTION and r.surely), None)
        cited = "" if figure.kind is FigureKind.DERIVED else self._cite(figure.place, home)
        if settled is not None:
            words += Text(
                f"（{self._cite(settled.place, home)}的例外", f" (exception of {self._cite(settled.place, home)}"
            )
            words += _when(settled, "，当 {} 时）", ", when {})")
        elif cited:
            words += Text(f"（{cited}）", f" ({cited})")
        rulings = () if settled is not None else figure.rulings
        reasons = [self._ruled(ruling, figure.formula is not None, home) for ruling in rulings]
        if figure.formula is not None:
            reasons.append(figure.formula)
        reasons += figure.remarks
        return words + Text("：", ": ") + Text.join(reasons, "，", ", ") if reasons else words

    def _ruled(self, ruling: Ruling, derived: bool, home: str) -> Text:
        if ruling.rule is Rule.EXCEPTION:
            cited = self._cite(ruling.place, home)
            return Text(f"例外（{cited}）：", f"exception ({cited}): ") + self._ruling_words(ruling)
        if not ruling.surely:
            where = Text("其他情形", "otherwise") if ruling.guard is None else ruling.guard
            return Text("可能：", "perhaps: ") + where + _says(ruling)
        if ruling.guard is None:
            return Text("其他情形", "otherwise")
        return _when(ruling, "当 {} 时", "when {}") if derived else ruling.guard

    def _ruling_words(self, ruling: Ruling) -> Text:
        """`当 艰苦边远地区 时，为 应任年限 − 1年`"""
        perhaps = Text("", "") if ruling.surely else Text("（尚不知道是否适用）", " (not known whether it applies)")
        value = ruling.value
        if value.zh in (render(True, TRUTH), render(False, TRUTH)):
            yes = value.zh == render(True, TRUTH)
            value = Text("结果为是", "the answer is yes") if yes else Text("结果为否", "the answer is no")
        else:
            value = Text(f"为 {value.zh}", f"it is {value.en}")
        guard = ruling.guard or Text("其他情形", "otherwise")
        return Text(f"当 {guard.zh} 时，{value.zh}", f"when {guard.en}, {value.en}") + perhaps

    def _cite(self, place: Place | None, home: str | None) -> str:
        """The article; with its document where that is not `home`."""
        if place is None:
            return ""
        if place.document == home and place.article:
            return f"{place.article}{place.item or ''}"
        return place.citation


def _equals(words: Text, value: Text, is_name: bool) -> Text:
    """`应任年限 12年`, `计数 近3年 年度考核：2`"""
    return words + (Text.same(" ") if is_name else Text("：", ": ")) + value


def _when(ruling: Ruling, zh: str, en: str) -> Text:
    guard = ruling.guard or Text("其他情形", "otherwise")
    return Text(zh.format(guard.zh), en.format(guard.en))


def _says(ruling: Ruling) -> Text:
    return Text(f"的，{ruling.value.zh}", f": {ruling.value.en}")


def _by_article(conditions: Sequence[Condition]) -> list[list[Condition]]:
    """Neighbours that one article lists together."""
    groups: list[list[Condition]] = []
    before: tuple[str, str | None] | None = None
    for condition in conditions:
        place = condition.under or condition.place
        here = (place.document, place.article) if place is not None else before
        if groups and here == before:
            groups[-1].append(condition)
        else:
            groups.append([condition])
        before = here
    return groups
