"""Habits with items, tables and cases: bullets for labels, pasted rows, facts with a colon."""

from __future__ import annotations

import re

from rankdsl.syntax import findings_layout, numerals
from rankdsl.syntax.diagnosing.rewriting import Change, Found, Habit, Passage, Seen, swap

_NAME = r"[^\W\d]\w{0,40}"
_WITH_ENTRIES = ("SLOTS", "POOL", "PROCEDURE", "INDICATORS")
_WITH_ITEMS = ("DECISION", "NEW", "AMEND", "SCORE", *_WITH_ENTRIES)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_IN_BRACKETS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽"
_PROPER = re.compile(r"\([零一二三四五六七八九十百千]+\)")
_LABEL = re.compile(
    r"(?:(?<=\n)|(?<=[;:]))[ \t]*(?P<label>"
    rf"[{_CIRCLED}{_BRACKETED}{_IN_BRACKETS}]|\(?(?P<number>[0-9]{{1,2}})[)、]|\((?P<many>[0-9]{{3,4}})\)|(?P<dotted>[0-9]{{1,2}})\.(?![0-9])|"
    r"(?P<han>[一二三四五六七八九十]{1,3})、|第(?P<ordinal>[一二三四五六七八九十]{1,3})[,、项:]|"
    r"(?P<letter>\(?[a-zA-Z][)、.])|(?P<bullet>[-*+•·●○■□◆▪‧◦➢√]))[ \t]*"
)
_ARROWS = r"(?P<arrow>-{2,}>|={2,}>|:|——+|—|=(?!>)|~|…+|\t+|为)"


def _number(match: re.Match[str]) -> int | None:
    """The number that a label says; None for a bullet."""
    written = match["label"]
    for row in (_CIRCLED, _BRACKETED, _IN_BRACKETS):
        if written in row:
            return row.index(written) + 1
    figure = match["number"] or match["many"] or match["dotted"]
    if figure:
        return int(figure) or None
    han = match["han"] or match["ordinal"]
    if han:
        return int(numerals.number(han))
    if match["letter"]:
        return ord(match["letter"].strip("()、.").lower()) - ord("a") + 1
    return None


def _labels(*, inner: bool) -> object:
    def find(passage: Passage) -> Found | None:
        if passage.first not in _WITH_ITEMS or ":" not in passage.text:
            return None
        proper = [m.start() for m in _PROPER.finditer(passage.text)]
        if inner != bool(proper):
            return None
        changes = []
        count = 0
        last = -1
        for match in _LABEL.finditer(passage.text, passage.text.index(":") + 1):
            outer = max((p for p in proper if p < match.start()), default=-1)
            count = count + 1 if outer == last else 1
            last = outer
            number = _number(match) or count
            text = f"{number}. " if inner else f"（{numerals.chinese(number)}）"
            if text.strip() != match["label"]:
                changes.append(Change(match.start("label"), match.end(), text))
        if not changes:
            return None
        first = changes[0]
        written = passage.raw[first.start : first.end].strip()
        return Found(tuple(changes), {"written": written, "meant": first.text.strip()})

    return find


def _unlabelled(passage: Passage) -> Found | None:
    """须： a；b。 ── each on a line of its own"""
    if passage.first not in _WITH_ITEMS or _PROPER.search(passage.text) or ":" not in passage.text:
        return None
    begin = passage.text.index(":") + 1
    parts = [m for m in re.finditer(r"[^;。]+", passage.text[begin:]) if m.group().strip()]
    guarded = passage.first == "SCORE" and any(m.group().strip().startswith(("当", "其他")) for m in parts)
    if len(parts) < (1 if passage.first in _WITH_ENTRIES else 2) or guarded:
        return None
    changes = []
    for number, part in enumerate(parts, start=1):
        at = begin + part.start() + len(part.group()) - len(part.group().lstrip())
        changes.append(Change(at, at, f"（{numerals.chinese(number)}）"))
    return Found(tuple(changes))


def _pasted(passage: Passage) -> Found | None:
    """Rows of a table whose cells are set apart by tabs or strokes; a row of column names or rules is dropped."""
    head = re.match(r"表\s+(?P<name>\S+)\s+按\s+(?P<columns>[^:\n]+):?[ \t]*\n", passage.text)
    if head is None:
        return None
    columns = [c.strip() for c in re.split("、", head["columns"])]
    changes = []
    rows: list[tuple[int, int, str]] = []
    position = head.end()
    if ":" not in head.group():
        changes.append(Change(head.end() - 1, head.end() - 1, "："))
    for line in passage.text[head.end() :].split("\n"):
        begin, end = position, position + len(line)
        raw_line = passage.raw[begin:end]
        position = end + 1
        if not line.strip():
            continue
        cells = [c.strip(" 。;；") for c in re.split(r"[|｜\t]", raw_line.strip().strip("|｜")) if c.strip()]
        if not re.search(r"[|\t]", line.strip()):
            return None
        if all(re.fullmatch(r":?-+:?", c) for c in cells) or (cells and cells[0] == columns[0]):
            changes.append(Change(begin, min(end + 1, len(passage.text)), ""))
            continue
        if len(cells) != len(columns) + 1:
            return None
        indent = line[: len(line) - len(line.lstrip())]
        rows.append((begin + len(indent), begin + len(line.rstrip()), f"{'，'.join(cells[:-1])} → {cells[-1]}"))
    if not rows:
        return None
    last = len(rows) - 1
    changes += (Change(s, e, text + ("。" if i == last else "；")) for i, (s, e, text) in enumerate(rows))
    changes.sort(key=lambda change: change.start)
    return Found(tuple(changes), {"meant": rows[0][2] + "；"})


_YEAR = r"[12][0-9]{3}年?(?:度)?"
_RECORD = rf"\s*{_YEAR}(?:\s*(?:至|到|-|—+)\s*{_YEAR})?\s*[:=]?\s*[^\W\d_年月日至和及与]{{1,20}}"


def _records(match: Seen) -> str:
    years = []
    for found in re.finditer(_RECORD, match.mapped("years")):
        first, *last = re.findall("[12][0-9]{3}", found.group())
        value = re.split(r"[0-9年度:=\s至到—-]+", found.group())[-1]
        years.append(f"{first}{''.join(f'至{year}' for year in last)}：{value}")
    return "{" + "、".join(years) + "}"


HABITS = (
    Habit(findings_layout.TABLE_PASTED, _pasted),
    Habit(
        findings_layout.TABLE_ARROW,
        swap(
            rf"(?<=[\w)])[ ]*{_ARROWS}[ ]*(?=[\w(])",
            " → ",
            everywhere=True,
            opens=("TABLE", "ENTITLEMENT"),
            unless="\\A(?!(?:表|待遇)[^\n:]*:)",
        ),
    ),
    Habit(findings_layout.LABELS, _labels(inner=False)),  # type: ignore[arg-type]
    Habit(findings_layout.INNER_LABELS, _labels(inner=True)),  # type: ignore[arg-type]
    Habit(findings_layout.LABELS_MISSING, _unlabelled),
    Habit(
        findings_layout.CASE_RECORDS,
        swap(
            rf"(?<==)\s*\{{?(?P<years>{_RECORD}(?:\s*[、,;和及与]?{_RECORD})*)\s*[、,;]?\s*\}}?(?=\s*[;,。])",
            lambda m: " " + _records(m),
            opens=("CASE",),
        ),
    ),
    Habit(
        findings_layout.CASE_EQUALS,
        swap(
            rf"(?:(?<=[;,:])|(?<=期望))(?P<name>\s*{_NAME})\s*:\s*(?=[^\s“])",
            r"\g<name> = ",
            everywhere=True,
            opens=("CASE",),
        ),
    ),
)
