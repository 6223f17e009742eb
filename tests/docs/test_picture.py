"""The picture of a finding: each run of characters at its column, as wide as on a terminal, nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from docs.picture import COLUMN, MARGIN, svg
from rankdsl.reporters.paper import width

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"


def test_runs_stand_at_their_columns() -> None:
    drawn = ElementTree.fromstring(svg(["$ rankdsl check", " 6 │ \x1b[1;31m错误\x1b[0m “可晋升” < 3年"], "a & b"))
    runs = [(text.text, text.get("x"), text.get("textLength"), text.get("class")) for text in drawn.iter(f"{SVG}text")]
    at = {words: (float(x or 0) - MARGIN) / COLUMN for words, x, _, _ in runs}
    assert at == {
        "$": 0,
        "rankdsl": 2,
        "check": 10,
        "6": 1,
        "│": 3,
        "错误": 5,
        "“": 10,
        "可晋升": 11,
        "”": 17,
        "<": 19,
        "3": 21,
        "年": 22,
    }
    assert ("错误", "58", "32", "e h") in runs
    assert all(float(length or 0) == COLUMN * width(words or "") for words, _, length, _ in runs)
    title = drawn.find(f"{SVG}title")
    assert title is not None
    assert title.text == drawn.get("aria-label") == "a & b"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_picture_in_the_readme(language: str) -> None:
    text = (ROOT / "docs" / "images" / f"finding.{language}.svg").read_text(encoding="utf-8")
    drawn = ElementTree.fromstring(text)
    right = float(drawn.get("width") or 0) - MARGIN
    assert all(float(t.get("x") or 0) + float(t.get("textLength") or 0) <= right for t in drawn.iter(f"{SVG}text"))
    assert "prefers-color-scheme:dark" in text
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    readme = "README.zh-CN.md" if language == "zh" else "README.md"
    assert f"](docs/images/finding.{language}.svg)" in (ROOT / readme).read_text(encoding="utf-8")
