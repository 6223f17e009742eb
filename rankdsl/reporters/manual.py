"""The manual page of a code, for people at a terminal; and the list of all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rankdsl.diagnostics import Page
from rankdsl.reporters.paper import Paper, width

_EMPHASIS = re.compile(r"\*\*(.+?)\*\*")
_TABLE_RULE = re.compile(r"[|: -]*---[|: -]*")


def page_text(page: Page, paper: Paper) -> str:
    """Code, name, what is wrong, then a wrong and a right example, indented."""
    title = f"{page.code} {page.name}{paper.choose('：', ': ')}{paper.say(page.title)}"
    lines = [paper.style(title, "strong"), f"{paper.choose('级别：', 'severity: ')}{paper.severity(page.severity)}", ""]
    lines += _manual(page.manual.in_language(paper.language), paper)
    for heading, example in (
        (paper.choose("错误的写法", "wrong"), page.wrong),
        (paper.choose("正确的写法", "right"), page.right),
    ):
        lines += ["", paper.style(f"{heading}{paper.choose('：', ': ')}{page.example_file}", "strong"), ""]
        lines += _block(example, paper, "    ")
    if page.beside is not None:
        path, text = page.beside
        lines += [
            "",
            paper.style(f"{paper.choose('两个例子都用到', 'both need')}{paper.choose('：', ': ')}{path}", "strong"),
            "",
        ]
        lines += _block(text, paper, "    ")
    return "\n".join(lines) + "\n"


def pages_text(pages: Sequence[Page], paper: Paper) -> str:
    """A line for each code: code, severity, name, what is wrong."""
    rows = [(p.code, paper.severity(p.severity), p.name, paper.say(p.title)) for p in pages]
    plain = [(p.code, Paper(paper.language, False, paper.encoding).severity(p.severity), p.name) for p in pages]
    widths = [max(width(row[i]) for row in plain) for i in range(3)]
    lines = []
    for shown, bare in zip(rows, plain, strict=True):
        cells = [cell + " " * (widths[i] - width(bare[i])) for i, cell in enumerate(shown[:3])]
        lines.append("  ".join([*cells, shown[3]]))
    lines += ["", paper.choose("某一项的说明：rankdsl explain 编号", "more on one: rankdsl explain CODE")]
    return "\n".join(lines) + "\n"


def _manual(text: str, paper: Paper) -> list[str]:
    """The manual without its marks: emphasis becomes style, the rule below a table's head is left out."""
    text = text.strip("\n")
    text = text[:1].upper() + text[1:]
    lines = [line for line in text.split("\n") if not _TABLE_RULE.fullmatch(line)]
    return [_EMPHASIS.sub(lambda m: paper.style(m[1], "strong"), paper.fit(line)).rstrip() for line in lines]


def _block(text: str, paper: Paper, indent: str) -> list[str]:
    return [(indent + paper.fit(line)).rstrip() for line in text.strip("\n").split("\n")]
