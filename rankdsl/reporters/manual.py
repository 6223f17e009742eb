"""The manual page of a code, for people at a terminal."""

from __future__ import annotations

from rankdsl.diagnostics import Page
from rankdsl.reporters.paper import Paper


def page_text(page: Page, paper: Paper) -> str:
    """Code, name, what is wrong, then a wrong and a right example, indented."""
    title = f"{page.code} {page.name}{paper.choose('：', ': ')}{paper.say(page.title)}"
    lines = [paper.style(title, "strong"), f"{paper.choose('级别：', 'severity: ')}{paper.severity(page.severity)}", ""]
    lines += _block(page.manual.in_language(paper.language), paper, "")
    for heading, example in (
        (paper.choose("错误的写法", "wrong"), page.wrong),
        (paper.choose("正确的写法", "right"), page.right),
    ):
        lines += ["", paper.style(f"{heading}{paper.choose('：', ': ')}{page.example_file}", "strong"), ""]
        lines += _block(example, paper, "    ")
    return "\n".join(lines) + "\n"


def _block(text: str, paper: Paper, indent: str) -> list[str]:
    return [(indent + paper.fit(line)).rstrip() for line in text.strip("\n").split("\n")]
