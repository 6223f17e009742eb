"""`check --as-of`: one day, and what can be said on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rankdsl.cli.main import main
from tests.test_corpus import CORPUS

POLICIES = CORPUS.parent.parent / "policies"
COUNTY = POLICIES / "counties" / "甲县-中层正职三年.rank"


def test_a_day_on_which_nothing_is_in_force_is_no_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(POLICIES), "--as-of", "1980-01-01", "--lang", "zh"]) == 2
    shown = capsys.readouterr()
    assert "1980-01-01没有一份文件在施行" in shown.err
    assert shown.out == ""


def test_an_expected_finding_need_not_appear_on_every_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(POLICIES), "--as-of", "2016-01-01", "--lang", "zh"]) == 0
    assert re.search("共检查 [0-9]+ 份文件", capsys.readouterr().out)


def test_the_county_is_at_fault_on_its_first_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(COUNTY), "--as-of", "2016-07-01", "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert "已预期或已豁免" in shown
    for code in ("RD301", "RD401", "RD403"):
        assert code in shown
