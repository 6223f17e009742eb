"""Mechanisms: scores, slots, selections, procedures, indicators, entitlements, promises."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Edit
from rankdsl.source import Span
from rankdsl.syntax import ast, findings
from rankdsl.syntax.building.norms import Norms, numerals_of
from rankdsl.syntax.building.terminals import Values
from rankdsl.syntax.findings_mechanisms import STEP_DAYS, WEIGHT_PERCENT
from rankdsl.syntax.findings_unread import GLUED

_MEASURES = {measure.name: measure for measure in ast.Measure}
_DIRECTIONS = {direction.name: direction for direction in ast.Direction}
_ROUNDINGS = {f"ROUNDED_{mode.name}": mode for mode in ast.RoundingMode}
_WITHIN = ("之内", "以内")
_WITH_DAYS = re.compile(r"\w*?((?:[0-9]+|[一二三四五六七八九十]+)(?:个?工作日|日|天|个月))")
_TRANSFERS = {kind.name: kind for kind in ast.TransferKind}


class Tagged(Struct, frozen=True):
    """An optional part of a statement: which one it is, and what it says."""

    tag: str
    value: Any
    span: Span


Found = TypeVar("Found")


class Mechanisms(Norms):
    def _tagged(self, tag: str, value: Any, start: int, end: int) -> Tagged:
        return Tagged(tag, value, Span(self.file, start, end))

    def _parts(self, found: Sequence[Tagged]) -> dict[str, Any]:
        """What each part says; of one that is written twice, the first."""
        parts: dict[str, Any] = {}
        for part in found:
            if part.tag in parts:
                self.note(findings.PART_TWICE, part.span, written=part.span.text)
            else:
                parts[part.tag] = part.value
        return parts

    # --- 积分, 占比

    def _numbered(self, entries: Sequence[Any]) -> None:
        """Notes labels that do not count up; those of another case may begin again."""
        self._check_labels([(numerals_of(entry.label), entry.label) for entry in entries])

    def score(self, v: Values, start: int, end: int) -> ast.Score:
        name, full = v[0], v[1]
        lowest = v[2].value if isinstance(v[2], Tagged) else None
        groups: list[ast.ScoreGroup] = []
        for entry in v[2 if lowest is None else 3 :]:
            if isinstance(entry, ast.ScoreGroup):
                groups.append(entry)
            elif groups:
                last = groups[-1]
                span = Span(self.file, last.span.start, entry.span.end)
                groups[-1] = replace(last, parts=(*last.parts, entry), span=span)
            else:
                groups.append(ast.ScoreGroup(None, False, (entry,), entry.span))
        if all(group.parts[0].label.outer == groups[0].parts[0].label.outer for group in groups):
            for group in groups:
                self._numbered(group.parts)
        else:
            self._numbered([part for group in groups for part in group.parts])
        for group in groups[:-1]:
            if group.otherwise:
                self.note(findings.OTHERWISE_LAST, group.span)
        return ast.Score(name, full, lowest, tuple(groups), Span(self.file, start, end))

    def lowest(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("lowest", v[0], start, end)

    def guarded_part(self, v: Values, start: int, end: int) -> ast.ScoreGroup:
        return ast.ScoreGroup(v[0], False, (v[1],), Span(self.file, start, end))

    def other_part(self, v: Values, start: int, end: int) -> ast.ScoreGroup:
        return ast.ScoreGroup(None, True, (v[0],), Span(self.file, start, end))

    def part(self, v: Values, start: int, end: int) -> ast.ScorePart:
        form, amount = v[2]
        if form is ast.PartForm.WEIGHT and isinstance(amount, ast.Number) and amount.value > 1:
            at = Span(self.file, amount.span.end, amount.span.end)
            self.note(WEIGHT_PERCENT, amount.span, edits=(Edit(at, "%"),), written=amount.span.text)
        said = self._parts(v[3:])
        return ast.ScorePart(
            v[0], v[1], form, amount, said.get("rater"), said.get("value"), Span(self.file, start, end)
        )

    def weight(self, v: Values, start: int, end: int) -> tuple[ast.PartForm, ast.Expr | None]:
        return ast.PartForm.WEIGHT, v[0]

    def marks(self, v: Values, start: int, end: int) -> tuple[ast.PartForm, ast.Expr | None]:
        return ast.PartForm.MARKS, v[0]

    def deduction(self, v: Values, start: int, end: int) -> tuple[ast.PartForm, ast.Expr | None]:
        return ast.PartForm.DEDUCTION, v[-1] if v else None

    def rater(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("rater", v[0], start, end)

    def given_by(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("value", v[0], start, end)

    def shares(self, v: Values, start: int, end: int) -> ast.Shares:
        return ast.Shares(v[0], tuple(v[1:]), Span(self.file, start, end))

    def share(self, v: Values, start: int, end: int) -> ast.ShareRule:
        op, word = v[1]
        return ast.ShareRule(v[0], op, v[2], Span(self.file, start, end), word)

    # --- 上限

    def people_cap(self, v: Values, start: int, end: int) -> ast.Cap:
        return ast.Cap(v[0], v[1].formula, None, v[-1], Span(self.file, start, end))

    def measure_cap(self, v: Values, start: int, end: int) -> ast.Cap:
        return ast.Cap(v[0], None, v[1], v[-1], Span(self.file, start, end))

    def cap_measure(self, v: Values, start: int, end: int) -> ast.Cap:
        return ast.Cap(v[1], None, v[0], v[-1], Span(self.file, start, end))

    def measure(self, v: Values, start: int, end: int) -> ast.Measure:
        return _MEASURES[v[0]]

    # --- 职数, 升降, 择优, 周转池

    def slots(self, v: Values, start: int, end: int) -> ast.Slots:
        self._numbered(v[4:])
        return ast.Slots(v[0], v[1], v[2], v[3], tuple(v[4:]), Span(self.file, start, end))

    def slot_rounding(self, v: Values, start: int, end: int) -> ast.RoundingMode:
        return _ROUNDINGS[v[0]]

    def slots_number(self, v: Values, start: int, end: int) -> ast.SlotLine:
        return ast.SlotLine(v[0], v[1], None, False, v[-1], Span(self.file, start, end))

    def slots_of_base(self, v: Values, start: int, end: int) -> ast.SlotLine:
        return ast.SlotLine(v[0], v[1], None, True, v[-1], Span(self.file, start, end))

    def slots_of_line(self, v: Values, start: int, end: int) -> ast.SlotLine:
        return ast.SlotLine(v[0], v[1], v[-2], False, v[-1], Span(self.file, start, end))

    def slots_line_of(self, v: Values, start: int, end: int) -> ast.SlotLine:
        return ast.SlotLine(v[0], v[1], v[-1], False, v[-2], Span(self.file, start, end))

    def ladder(self, v: Values, start: int, end: int) -> ast.Ladder:
        return ast.Ladder(v[0], tuple(v[1:]), Span(self.file, start, end))

    def move(self, v: Values, start: int, end: int) -> ast.Move:
        return ast.Move(v[0], v[1], v[2], Span(self.file, start, end))

    def direction(self, v: Values, start: int, end: int) -> ast.Direction:
        return _DIRECTIONS[v[0]]

    def select(self, v: Values, start: int, end: int) -> ast.Select:
        take = v[-1]
        if isinstance(take, ast.Name) and take.ident.span.text.endswith(_WITHIN):
            name, word = take.ident.span.text[:-2], take.ident.span.text[-2:]
            edits = (Edit(take.span, f"{name} {word}"),)
            self.note(GLUED, take.span, edits=edits, written=name + word, word=word, apart=f"{name} {word}")
        return self._selection(v[:-1], None, take, start, end)

    def select_within(self, v: Values, start: int, end: int) -> ast.Select:
        return self._selection(v[:-1], v[-1], None, start, end)

    def _selection(self, v: Values, slots: ast.Ident | None, take: ast.Expr | None, start: int, end: int) -> ast.Select:
        ties: tuple[ast.Key, ...] = v[3].value if len(v) > 3 else ()
        return ast.Select(v[0], v[1], v[2].value, ties, slots, take, Span(self.file, start, end))

    def keys(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("keys", tuple(v), start, end)

    def ties(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("ties", tuple(v), start, end)

    def key(self, v: Values, start: int, end: int) -> ast.Key:
        descending, word = v[1]
        return ast.Key(v[0], descending, Span(self.file, start, end), word)

    def key_order(self, v: Values, start: int, end: int) -> tuple[bool, str]:
        return v[0] == "HIGH_FIRST", self.word(start, end)

    def pool(self, v: Values, start: int, end: int) -> ast.SlotPool:
        slots, rest = _used_for(v[1:])
        self._numbered(rest)
        return ast.SlotPool(v[0], slots, tuple(rest), Span(self.file, start, end))

    def used_for(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("used for", v[0], start, end)

    def transfer(self, v: Values, start: int, end: int) -> ast.Transfer:
        said = self._parts(v[5:])
        since, until = said.get("since"), said.get("until")
        return ast.Transfer(v[0], v[1], v[2], v[3], v[4], since, until, Span(self.file, start, end))

    def transfer_of(self, v: Values, start: int, end: int) -> ast.Transfer:
        """In English: lends 3 of V"""
        return self.transfer([*v[:3], v[4], v[3], *v[5:]], start, end)

    def transfer_kind(self, v: Values, start: int, end: int) -> ast.TransferKind:
        return _TRANSFERS[v[0]]

    def transfer_since(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("since", v[0], start, end)

    def transfer_until(self, v: Values, start: int, end: int) -> Tagged:
        day: date = v[0].day
        return self._tagged("until", day, start, end)

    # --- 程序

    def procedure(self, v: Values, start: int, end: int) -> ast.Procedure:
        of, rest = _used_for(v[1:])
        self._numbered(rest)
        return ast.Procedure(v[0], of, tuple(rest), Span(self.file, start, end))

    def step(self, v: Values, start: int, end: int) -> ast.Step:
        said = self._parts(v[2:])
        days = _WITH_DAYS.fullmatch(v[1].span.text)
        if days is not None:
            self.note(STEP_DAYS, v[1].span, written=v[1].span.text, days=days[1])
        return ast.Step(
            v[0],
            v[1],
            said.get("same as"),
            said.get("body"),
            said.get("least"),
            said.get("most"),
            said.get("published", ()),
            Span(self.file, start, end),
        )

    def step_same(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("same as", v[0], start, end)

    def step_body(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("body", v[0], start, end)

    def step_least(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("least", v[-1], start, end)

    def step_most(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("most", v[-1], start, end)

    def step_published(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("published", tuple(v), start, end)

    def published(self, v: Values, start: int, end: int) -> ast.Published:
        return ast.Published(v[0], len(v) > 1, Span(self.file, start, end))

    def breakdown(self, v: Values, start: int, end: int) -> bool:
        return True

    # --- 指标, 否决清单, 职责清单

    def indicators(self, v: Values, start: int, end: int) -> ast.Indicators:
        self._numbered(v[1:])
        return ast.Indicators(v[0], tuple(v[1:]), Span(self.file, start, end))

    def indicator(self, v: Values, start: int, end: int) -> ast.Indicator:
        said = self._parts(v[2:])
        return ast.Indicator(
            label=v[0],
            name=v[1],
            points=said.get("points"),
            kind=said.get("kind"),
            parent=said.get("parent"),
            applies=said.get("applies"),
            source=said.get("data from"),
            owner=said.get("owner"),
            about=said.get("about"),
            nature=said.get("nature"),
            materials=said.get("materials"),
            visits=said.get("visits"),
            veto="veto" in said,
            span=Span(self.file, start, end),
        )

    def points(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("points", v[0], start, end)

    def kind(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("kind", v[0], start, end)

    def parent(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("parent", v[0], start, end)

    def applies(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("applies", v[0], start, end)

    def data_from(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("data from", v[0], start, end)

    def owner(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("owner", v[0], start, end)

    def about(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("about", v[0], start, end)

    def nature(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("nature", v[0], start, end)

    def materials(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("materials", v[0], start, end)

    def visits(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("visits", v[0], start, end)

    def veto(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("veto", True, start, end)

    def veto_list(self, v: Values, start: int, end: int) -> ast.VetoList:
        return ast.VetoList(v[0], Span(self.file, start, end))

    def duties(self, v: Values, start: int, end: int) -> ast.Duties:
        return ast.Duties(v[0], v[1], Span(self.file, start, end))

    # --- 待遇, 后果, 承诺, 核算

    def entitlement(self, v: Values, start: int, end: int) -> ast.Entitlement:
        return ast.Entitlement(v[0], v[1], Span(self.file, start, end))

    def outcome(self, v: Values, start: int, end: int) -> ast.AdverseOutcome:
        said = self._parts(v[1:])
        return ast.AdverseOutcome(v[0], said.get("grounds", ()), said.get("appeals", ()), Span(self.file, start, end))

    def grounds(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("grounds", tuple(v), start, end)

    def appeals(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("appeals", tuple(v), start, end)

    def appeal(self, v: Values, start: int, end: int) -> ast.Appeal:
        answered: ast.Expr | None = v[2].value if len(v) > 2 else None
        return ast.Appeal(v[0], v[1], answered, Span(self.file, start, end))

    def answered(self, v: Values, start: int, end: int) -> Tagged:
        return self._tagged("answered", v[0], start, end)

    def promise_holds(self, v: Values, start: int, end: int) -> ast.Promise:
        return ast.Promise(_text(v), False, v[-1], Span(self.file, start, end))

    def promise_exists(self, v: Values, start: int, end: int) -> ast.Promise:
        return ast.Promise(_text(v), True, v[-1], Span(self.file, start, end))

    def figures(self, v: Values, start: int, end: int) -> ast.Figures:
        return ast.Figures(_text(v), v[-1], Span(self.file, start, end))


def _text(v: Values) -> ast.Quoted | None:
    return v[0] if isinstance(v[0], ast.Quoted) else None


def _used_for(values: Sequence[Any]) -> tuple[ast.Ident | None, Sequence[Any]]:
    if isinstance(values[0], Tagged):
        return values[0].value, values[1:]
    return None, values
