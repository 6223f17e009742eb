"""`rankdsl propose` with a log of the steps that were taken: findings at its lines, beside the proposal."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rankdsl.cli.main import main
from tests.population.unit_files import BUREAU
from tests.schema_of import held

CALENDAR = Path(__file__).parents[2] / "policies" / "calendars" / "2026.yaml"
PROCEDURE = """\

第四条【程序】
    程序 晋升程序 用于 可晋升：
        （一）考察；
        （二）公示，不少于 5个工作日；
        （三）审批。
"""
LOG = """\
log:
  procedure: 晋升程序
  steps:
    - {step: 考察, on: 2026-09-21}
    - {step: 公示, on: 2026-09-28, until: 2026-10-09}
    - {step: 审批, on: 2026-10-12}
"""


@pytest.fixture
def bureau(tmp_path: Path) -> Path:
    """The bureau of 12, whose rules have a procedure, with the working days of 2026."""
    folder = tmp_path / "局"
    shutil.copytree(BUREAU, folder)
    (folder / "calendars").mkdir()
    shutil.copy(CALENDAR, folder / "calendars")
    rules, unit = folder / "某县局办法.rank", folder / "某县局.yaml"
    rules.write_text(rules.read_text("utf-8") + PROCEDURE, "utf-8")
    text = unit.read_text("utf-8").replace("as_of: 2026-06-30", "as_of: 2026-10-31").replace("\t未知\t", "\t否\t")
    unit.write_text(text.replace("\t2022-01\t\t", "\t2022-01\t60\t").partition("pool:")[0] + LOG, "utf-8")
    return unit


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["propose", *words])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def change(unit: Path, old: str, new: str) -> None:
    text = unit.read_text("utf-8")
    assert old in text
    unit.write_text(text.replace(old, new), "utf-8")


def line_of(unit: Path, words: str) -> int:
    return next(n for n, line in enumerate(unit.read_text("utf-8").splitlines(), 1) if words in line)


def test_a_publication_over_the_national_holidays_that_is_a_working_day_short(bureau, capsys):
    code, out, err = told(capsys, str(bureau), "--lang", "zh")
    assert code == 1
    assert "RD407" in err
    assert "从2026年9月28日到2026年10月9日只有4个工作日（起始当日不计）" in err
    assert f"某县局.yaml:{line_of(bureau, '公示, on')}" in err
    assert out.startswith("某县局 2026年10月31日：拟晋升")  # who is proposed does not hinge on the log
    _, out, _ = told(capsys, str(bureau), "--format", "json")
    assert held("rankdsl-propose-1", out) == []
    found = json.loads(out)
    assert [(f["code"], f["verdict"]) for f in found["findings"]] == [("RD407", "refuted")]
    assert found["proposal"] is not None


def test_the_saturday_that_makes_up_for_the_holidays_is_the_fifth_day(bureau, capsys):
    change(bureau, "until: 2026-10-09", "until: 2026-10-10")
    assert told(capsys, str(bureau), "--lang", "zh")[::2] == (0, "")


def test_days_that_no_calendar_knows_leave_it_open(bureau, capsys):
    change(bureau, "on: 2026-09-28, until: 2026-10-09", "on: 2026-12-24, until: 2026-12-31")
    change(bureau, "审批, on: 2026-10-12", "审批, on: 2027-01-10")
    code, out, err = told(capsys, str(bureau), "--lang", "zh")
    assert code == 3
    assert "不能确定“公示”从2026年12月24日到2026年12月31日是否合乎" in err
    assert out


def test_a_calendar_with_a_mistake_is_not_told_to_be_missing(bureau, capsys):
    calendar = bureau.parent / "calendars" / "2026.yaml"
    change(calendar, "last: 2026-10-07", "last: 2026-09-07")
    code, out, err = told(capsys, str(bureau), "--lang", "zh")
    assert (code, out != "") == (1, True)
    assert "calendars/2026.yaml" in err
    assert "RD121" in err.partition("RD407")[0]
    # Where no day hinges on it, it is nobody's business.
    change(bureau, "    - {step: 公示, on: 2026-09-28, until: 2026-10-09}\n    - {step: 审批, on: 2026-10-12}\n", "")
    assert told(capsys, str(bureau), "--lang", "zh")[::2] == (0, "")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("on: 2026-09-21", "on: 2026-13-21", "on 有误"),
        ("procedure: 晋升程序", "procedure: 提拔程序", "没有名为“提拔程序”的程序"),
        ("- {step: 考察, ", "- {steps: 考察, ", "steps"),
        (
            "  procedure:",
            "  appeals: [{against: 可晋升, appeal: 复核, notified: 2026-10-12, asked: 2026-10-13}]\n  procedure:",
            "文件没有为“可晋升”写明申诉的办法",
        ),
    ],
)
def test_a_log_that_is_written_wrong_is_a_mistake_of_the_file(bureau, capsys, old, new, message):
    change(bureau, old, new)
    code, out, err = told(capsys, str(bureau), "--lang", "zh")
    assert (code, out) == (1, "")
    assert "RD122" in err
    assert message in err


def test_a_document_without_a_procedure(bureau, capsys):
    change(bureau, "  procedure: 晋升程序\n", "")
    rules = next(bureau.parent.glob("*.rank"))
    text = rules.read_text("utf-8")
    rules.write_text(text[: text.index("    程序 ")], "utf-8")
    code, out, err = told(capsys, str(bureau), "--lang", "zh")
    assert (code, out) == (1, "")
    assert "文件没有写程序，这份记录的步骤无从对照" in err
    assert "处理办法：请核对 document；规则确实没有写程序的，删去 steps" in err
