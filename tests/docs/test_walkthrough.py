"""What docs/walkthrough.md shows is what the commands write today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.cli.main import main
from rankdsl.examining import Selection, Watched
from rankdsl.prove import Asked, Limits
from rankdsl.prove.cores import core
from rankdsl.workspace import open_workspace
from rankdsl.workspace.opening import shipped_vocabularies

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"
SKIPPED = "…"


def shown(kind: str) -> Iterator[tuple[str, list[str]]]:
    """The words behind each marker of this kind, and the block below it."""
    text = (ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")
    for words, block in re.findall(rf"<!-- {kind}: (.*?) -->\n```\w+\n(.*?)```", text, re.DOTALL):
        yield words, block.splitlines()


def in_order(block: list[str], written: str) -> None:
    """Every line of the block stands in what was written, in the same order; between "…" nothing is left out but empty
    lines and, in a comment, the rest of it."""
    lines = written.splitlines()
    at = 0
    for line in block:
        if line in ("", SKIPPED):
            continue
        found = next((i for i in range(at, len(lines)) if lines[i].rstrip() == line), None)
        assert found is not None, f"not there any more, or not in this order: {line}"
        at = found + 1


@pytest.mark.parametrize(("words", "block"), list(shown("smt")))
def test_the_excerpts_of_files(words: str, block: list[str], tmp_path: Path) -> None:
    path, code, name = words.split(" ", 2)
    main(["check", str(POLICIES / path), "--select", code, "--emit-smt", str(tmp_path / "smt"), "--lang", "zh"])
    in_order(block, (tmp_path / "smt" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("words", "block"), list(shown("check")))
def test_the_excerpts_of_reports(words: str, block: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    path, code = words.split(" ")
    main(["check", str(POLICIES / path), "--select", code, "--show-expected", "--lang", "zh"])
    in_order(block, capsys.readouterr().out)


@pytest.mark.parametrize(("words", "block"), list(shown("eval")))
def test_the_replay(words: str, block: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, case = words.split(" ")
    (written,) = [lines for name, lines in shown("case") if name == case]
    (tmp_path / case).write_text("\n".join(written) + "\n", encoding="utf-8")
    code = main(["eval", str(POLICIES / path), "--case", str(tmp_path / case), "--decision", "可晋升", "--lang", "zh"])
    assert code == 0
    in_order(block, capsys.readouterr().out)


@pytest.mark.parametrize(("words", "block"), list(shown("core")))
def test_the_articles_that_suffice(words: str, block: list[str]) -> None:
    path, code, subject = words.split(" ", 2)
    place = open_workspace([POLICIES / path], codes=pipeline.CODES, shipped=shipped_vocabularies())
    seen: list[Watched] = []
    pipeline.check(place, selection=Selection((code,)), watch=seen.append)
    (record,) = [r for w in seen if w.report is not None and w.report.subject == subject for r in w.asked]
    assert isinstance(record, Asked)
    places = core(record.period, record.question, record.programs, Limits())
    assert list(dict.fromkeys(p.citation for p in places)) == block


def test_every_block_is_checked() -> None:
    text = (ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")
    blocks = sum(1 for kind in ("smt", "check", "eval", "case", "core") for _ in shown(kind))
    assert blocks == text.count("```") // 2 == 7
