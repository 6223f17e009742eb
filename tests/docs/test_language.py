"""Every example of the language reference is checked: unmarked ones are right, marked ones have just that code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Severity
from rankdsl.workspace import Workspace, open_workspace
from rankdsl.workspace.opening import shipped_vocabularies
from tests.docs.language_settings import CHINESE, ENGLISH, TIERS, Surface

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {
    "language.md": CHINESE,
    "language.en.md": ENGLISH,
    "mechanisms.md": CHINESE,
    "mechanisms.en.md": ENGLISH,
}
TEXTS = {page: (DOCS / page).read_text(encoding="utf-8") for page in PAGES}
MARK = re.compile(r"<!-- ((?:under|within): .*?) -->")
WRONG = re.compile(r"^# (?:错：|wrong: )(RD\d+)\n")


def examples(page: str) -> list[tuple[str, str]]:
    """The fences of rules, each with the mark above it."""
    found = re.findall(r"(?:^<!-- ([^\n]*) -->\n)?^```rank\n(.*?)^```$", TEXTS[page], re.DOTALL | re.MULTILINE)
    return [(mark, block) for mark, block in found]


def yaml_of(page: str, key: str) -> str:
    """The first YAML example with this key."""
    blocks: list[str] = re.findall(r"^```yaml\n(.*?)^```$", TEXTS[page], re.DOTALL | re.MULTILINE)
    return next(block for block in blocks if re.search(rf"^{key}:", block, re.MULTILINE))


def opened(folder: Path, text: str) -> Workspace:
    (folder / "rankdsl.toml").touch()
    (folder / "vocabulary").mkdir()
    (folder / "vocabulary" / "档次.yaml").write_text(TIERS, encoding="utf-8")
    (folder / "vocabulary" / "公认.yaml").write_text(yaml_of("language.md", "vocabulary"), encoding="utf-8")
    (folder / "glossary.en.yaml").write_text(yaml_of("language.en.md", "names"), encoding="utf-8")
    (folder / "a.rank").write_text(text, encoding="utf-8")
    return open_workspace([folder / "a.rank"], codes=pipeline.CODES, shipped=shipped_vocabularies())


def whole(surface: Surface, mark: str, block: str) -> str:
    """The example as a document of its own."""
    text = WRONG.sub("", block)
    start = text.lstrip()
    if start.startswith(surface.document):
        return surface.whole + text
    return surface.settings[mark] + ("" if start.startswith(surface.article) else surface.head) + text


@pytest.mark.parametrize(
    ("page", "mark", "block"),
    [
        pytest.param(page, mark, block, id=f"{page}-{number}")
        for page in PAGES
        for number, (mark, block) in enumerate(examples(page))
    ],
)
def test_an_example(page: str, mark: str, block: str, tmp_path: Path) -> None:
    place = opened(tmp_path, whole(PAGES[page], mark, block))
    said = WRONG.match(block)
    if said is None and PAGES[page] is ENGLISH:  # the same examples, which are proved in Chinese
        assert [f.message.zh for f in pipeline.load(place).findings] == []
        return
    counted = {f.code: f for f in pipeline.check(place).findings if not f.set_aside}
    if said is not None:
        assert said[1] in counted
    serious = {code: f.message.zh for code, f in counted.items() if f.severity is Severity.ERROR}
    assert not {code: words for code, words in serious.items() if said is None or code != said[1]}


def test_both_pages_show_the_same_examples() -> None:
    codes = {page: [WRONG.match(block) and WRONG.match(block)[1] for _, block in examples(page)] for page in PAGES}  # type: ignore[index]
    assert codes["language.md"] == codes["language.en.md"]
    assert codes["mechanisms.md"] == codes["mechanisms.en.md"]
    assert len(codes["mechanisms.md"]) == 13
    assert len(codes["language.md"]) > 25
    assert sum(code is not None for code in codes["language.md"]) >= 8


def cells(page: str, heading: str) -> list[str]:
    """What stands in backquotes in the second column of the table with this heading."""
    _, _, table = TEXTS[page].partition(f"\n{heading}\n")
    rows = table.split("\n\n")[0].splitlines()
    return [code for row in rows for code in re.findall(r"`([^`]+)`", row.split("|")[2])]


@pytest.mark.parametrize("page", ["language.md", "language.en.md"])
def test_expressions_and_values_of_the_tables(page: str, tmp_path: Path) -> None:
    surface = PAGES[page]
    expressions, values = (cells(page, heading) for heading in surface.tables)
    assert len(expressions) > 12
    assert len(values) > 12
    lines = [
        surface.definition.format(name=f"{surface.name}{number}", code=code)
        for number, code in enumerate([*expressions, *values])
    ]
    place = opened(tmp_path, surface.settings[""] + surface.head + "".join(lines))
    assert [f.message.zh for f in pipeline.load(place).findings] == []
