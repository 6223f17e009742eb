"""Every manual page keeps its word: its wrong example yields its code, its right one yields nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding, Page
from rankdsl.population.reading import open_unit
from rankdsl.source import SourceFile
from rankdsl.workspace import open_workspace
from rankdsl.workspace.opening import shipped_vocabularies
from tests.lengths import generated
from tests.test_corpus import CORPUS

POLICIES = CORPUS.parent.parent / "policies"
BUDGET = generated(20_000, 1_000_000)
"""Of the page on limits: with the usual one, which shows the same, its wrong example takes half a minute."""
SOUND = POLICIES / "central" / "2015-职务与职级并行意见.rank"


def examine(page: Page, example: str, folder: Path) -> tuple[Finding, ...]:
    """What is found in a workspace that holds the example, the shipped vocabulary and the shipped list of sources."""
    budget = f"budget = {BUDGET}\n" if page.code == "RD901" else ""
    (folder / "rankdsl.toml").write_text(f'sources = "sources.yaml"\n{budget}', encoding="utf-8")
    (folder / "sources.yaml").write_bytes((POLICIES / "sources.yaml").read_bytes())
    if page.beside is not None:
        beside = folder / page.beside[0]
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(page.beside[1], encoding="utf-8")
    file = folder / page.example_file
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix != ".rank":
        (folder / "sound.rank").write_bytes(SOUND.read_bytes())
    file.write_text(example, encoding="gb18030" if page.code == "RD100" and example == page.wrong else "utf-8")
    if page.code == "RD122":  # a unit file, which nothing but `propose` reads
        return proposed(file)
    return pipeline.check_paths([folder]).findings


def proposed(file: Path) -> tuple[Finding, ...]:
    opened = open_unit(SourceFile(file.name, file.read_text(encoding="utf-8")))
    assert opened.heading.path is not None
    document = file.parent / opened.heading.path
    place = open_workspace([document], codes=pipeline.CODES, shipped=shipped_vocabularies())
    return pipeline.propose(place, opened).findings


@pytest.mark.parametrize("page", pipeline.pages(), ids=lambda page: page.code)
def test_the_wrong_example_yields_the_code(page: Page, tmp_path: Path) -> None:
    found = examine(page, page.wrong, tmp_path)
    assert page.code in {finding.code for finding in found}, [f.message.zh for f in found]


@pytest.mark.parametrize("page", pipeline.pages(), ids=lambda page: page.code)
def test_the_right_example_yields_nothing(page: Page, tmp_path: Path) -> None:
    assert [(f.code, f.message.zh) for f in examine(page, page.right, tmp_path) if f.waiver is None] == []


@pytest.mark.parametrize("page", pipeline.pages(), ids=lambda page: page.code)
def test_a_page_says_what_and_how(page: Page) -> None:
    assert "怎样" in page.manual.zh or page.code.startswith("RD1")
    for text in (page.title, page.manual):
        assert text.zh.strip()
        assert text.en.strip()
    assert page.name == page.name.lower()


def test_codes_are_in_order_and_stand_once() -> None:
    codes = [page.code for page in pipeline.pages()]
    assert codes == sorted(set(codes))
