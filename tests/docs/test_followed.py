"""The pages that a reader follows with a terminal: every command they show is run, and writes what they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.following import PageError, Reader, blocks, language_of

DOCS = Path(__file__).resolve().parents[2] / "docs"
COMMANDS = [DOCS / "diff.md", DOCS / "thresholds.md"]
PAGES = sorted([*DOCS.glob("tutorial*.md"), *DOCS.glob("cookbook/*.md"), *COMMANDS])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_line_by_line(page: Path, tmp_path: Path) -> None:
    followed = Reader(tmp_path, language_of(page)).follow(page)
    assert followed == len(list(blocks(page.read_text(encoding="utf-8"))))
    assert followed > 3


def wrong(page: str, folder: Path) -> str:
    (folder / "page.md").write_text(page, encoding="utf-8")
    with pytest.raises(PageError) as error:
        Reader(folder, "zh_CN").follow(folder / "page.md")
    return str(error.value)


def test_what_is_not_so_is_noticed(tmp_path: Path) -> None:
    assert "rankdsl 9.9.9" in wrong("```console\n$ rankdsl --version\nrankdsl 9.9.9\n```\n", tmp_path)
    assert "no such command" in wrong("```console\n$ rm -rf .\n```\n", tmp_path)
    assert "page.md:2: nothing is done" in wrong("```sh\nrankdsl check\n```\n", tmp_path)
    (tmp_path / "a.rank").write_text("甲\n乙\n", encoding="utf-8")
    assert "does not stand in a.rank" in wrong("<!-- edit: a.rank -->\n```diff\n-丙\n+丁\n```\n", tmp_path)
    assert "as the page shows it" in wrong("<!-- shown: a.rank -->\n```text\n乙\n甲\n```\n", tmp_path)


def test_lines_left_out_stand_for_any(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "<!-- file: a -->\n```text\n一\n二\n三\n四\n```\n\n```console\n$ cat a\n一\n…\n四\n```\n", encoding="utf-8"
    )
    assert Reader(tmp_path, "zh_CN").follow(page) == 2
