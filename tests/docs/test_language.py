"""What the language reference shows can be written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rankdsl import syntax
from rankdsl.source import SourceFile

PAGE = Path(__file__).resolve().parents[2] / "docs" / "language.md"
HEADER = "文件《某文件》\n  层级：县级。 词表：公务员。 施行：2020年1月1日。\n\n"
ARTICLE = "第一条\n"
BLOCKS = re.findall(r"^```\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def test_there_are_examples() -> None:
    assert len(BLOCKS) >= 10


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.strip().split("\n")[0])
def test_examples_parse(block: str) -> None:
    start = block.lstrip()
    prefix = "" if start.startswith("文件") else HEADER if start.startswith("第") else HEADER + ARTICLE
    parsed = syntax.parse(SourceFile("example.rank", prefix + block))
    assert [(f.message.zh, f.place.span.text if f.place.span else "") for f in parsed.findings] == []
    statements = [s for d in parsed.node.documents for a in d.articles for s in a.statements]
    assert statements or start.startswith("文件")
