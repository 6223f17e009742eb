"""`rankdsl propose`: what it gives cause to look at, in words and for programs, and what that does to the exit code."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rankdsl.cli.main import main
from tests.population.alerts.watching import WATCHED
from tests.schema_of import held


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    shutil.copytree(WATCHED, tmp_path / "局")
    return tmp_path / "局" / "察看局.yaml"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["propose", *words])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def change(unit: Path, old: str, new: str) -> None:
    text = unit.read_text("utf-8")
    assert old in text
    unit.write_text(text.replace(old, new), "utf-8")


def test_what_a_clerk_reads(unit, capsys):
    code, out, err = told(capsys, str(unit), "--lang", "zh")
    assert (code, err) == (0, "")  # nothing of it is a mistake of the file
    lines = out.splitlines()
    for line in (
        "申报8名，应当拦下4名",
        "  孙三（03）：第一条（三） 取决于单位的机关最高职级",
        "  李四（04）：第一条（一） 期限未满，2027年3月1日起符合",
        "  周五（05）：第一条（四） 限制期未满（处分、处分日），2026年10月10日起符合（第二条（二））",
        "  吴六（06）：第一条（四） 不因时间解除（立案）（第二条（一））",
        "  吴六（06）：第一条（二） 记录没有达到要求（年度考核），2028年1月1日起符合",
        "  绩效奖金：2人 × 2000元 + 1人 × 1500元 + 7人 × 1000元 = 12500元，限额 12000元，超过 500元（第五条）",
        "  注意：周五入选，但是不符合《某局晋升察看办法（示例）》第一条（四）（察看局.yaml:7）",
    ):
        assert line in lines, line
    assert out.count("\n  提示：") == 3
    assert "    这只是计数，不证明轮流，也不说明任何人有错" in out


def test_in_english(unit, capsys):
    _, out, _ = told(capsys, str(unit), "--lang", "en")
    assert "8 applications, 4 to be stopped\n" in out
    assert (
        "  周五 (05): 第一条（四） a bar has not run out (处分, 处分日), met from 2026-10-10 on (第二条（二）)\n" in out
    )
    assert "= 12500 yuan, limit 12000 yuan, exceeded 500 yuan (第五条)" in out
    assert "  note: " in out


def test_for_programs(unit, capsys):
    code, out, _ = told(capsys, str(unit), "--format", "json")
    assert code == 0
    assert held("rankdsl-propose-1", out) == []
    found = json.loads(out)["warnings"]
    assert (found["applicants"], len(found["stopped"])) == (8, 4)
    assert found["stopped"][2]["reasons"][0] == {
        "code": "《某局晋升察看办法（示例）》第一条（四）",
        "kind": "running",
        "message": found["stopped"][2]["reasons"][0]["message"],
        "condition": "非 不得晋升",
        "facts": ["处分", "处分日"],
        "met_from": "2026-10-10",
        "within": ["《某局晋升察看办法（示例）》第二条（二）"],
        "location": found["stopped"][2]["reasons"][0]["location"],
    }
    assert [r["about"] for r in found["remarks"]] == [
        "selected-not-eligible",
        "passed-over",
        "over-cap",
        "turns",
        "turns",
    ]
    (total,) = found["totals"]
    assert (total["least"], total["most"], total["limit"], total["kept"]) == (12500, 12500, 12000, False)
    assert told(capsys, str(unit), "--format", "json")[1] == out


def test_nothing_to_look_at_is_not_mentioned(unit, capsys):
    _, out, _ = told(capsys, str(unit), "--person", "08", "--lang", "zh")
    assert "请核对" not in out.splitlines()
    text = unit.read_text("utf-8")
    unit.write_text(text.replace("applicants", "slots_per_year: 1\n# applicants"), "utf-8")
    assert "应当拦下" not in told(capsys, str(unit), "--lang", "zh")[1]
    assert "不符合条件的5名，原因如下" in told(capsys, str(unit), "--lang", "zh", "--all")[1]


def test_an_application_that_cannot_be_determined_is_not_let_pass_in_silence(unit, capsys):
    change(
        unit,
        "王八	科员	2012-07	2019-01	76			",
        "王八	科员	2012-07	2019-01	76			未知",
    )
    code, out, _ = told(capsys, str(unit), "--lang", "zh")
    assert code == 3
    assert "申报8名，应当拦下4名，不能确定1名：王八（08）" in out.splitlines()
    assert "8 applications, 4 to be stopped, undetermined: 王八 (08)\n" in told(capsys, str(unit), "--lang", "en")[1]
    _, out, _ = told(capsys, str(unit), "--format", "json")
    assert held("rankdsl-propose-1", out) == []
    assert json.loads(out)["warnings"]["undetermined"] == ["08"]


def test_a_limit_that_cannot_be_compared_is_3(unit, capsys):
    change(unit, ", 奖金总额: 12000元", "")
    code, out, _ = told(capsys, str(unit), "--lang", "zh")
    assert code == 3
    assert "限额不能确定：没有写明奖金总额，不能确定是否超过（第五条）" in out
    _, out, _ = told(capsys, str(unit), "--format", "json")
    assert held("rankdsl-propose-1", out) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        # Nobody can be like that, as the vocabulary says:
        ("2008-07	2025-03", "2008-07	2008-03", 17, "这样的人不可能存在：与词表的“先参加工作”不符"),
        ("	80		", "	180		", 17, "分数"),
        ("2012-07	2019-01", "2022-07	2023-01", 21, "2020年的记录早于“参加工作”的那一年（2022年）"),
        ("年度考核 2025", "年度考核 2026", 14, "还没有2026年的记录"),
        ("    04	", "    03	", 17, "编号“03”有两个人：孙三（第 16 行）和李四"),
        # Parts of the file that ask for a closer look:
        ('people: ["09", "05"]', 'people: ["19", "05"]', 7, "单位里没有编号为“19”的人"),
        ('{id: "07", reason: 本人书面放弃}', '{id: "07"}', 9, "reason"),
        ('applicants: ["03",', 'applicants: ["33",', 5, "单位里没有编号为“33”的人"),
    ],
)
def test_mistakes_of_the_file_are_told_with_their_lines(unit, capsys, old, new, line, message):
    change(unit, old, new)
    code, out, err = told(capsys, str(unit), "--lang", "zh")
    assert (code, out) == (1, "")
    assert f"察看局.yaml:{line}:" in err
    assert message in err


def test_what_nobody_asked_about_is_not_loaded(tmp_path):
    """No solver, and of the alerts only what every unit is looked at by."""
    from tests.population.unit_files import BUREAU

    shutil.copytree(BUREAU, tmp_path / "局")
    script = (
        "import sys, io, contextlib\nfrom rankdsl.cli.main import main\nout = io.StringIO()\n"
        "with contextlib.redirect_stdout(out): main(['propose', sys.argv[1], '--lang', 'zh'])\n"
        "print([m for m in sys.modules if m == 'z3' or m.startswith(('rankdsl.population.log', "
        "'rankdsl.population.alerts.'))])"
    )
    unit = str(tmp_path / "局" / "某县局.yaml")
    done = subprocess.run([sys.executable, "-c", script, unit], capture_output=True, text=True, check=True)
    loaded = {name.rpartition(".")[2] for name in json.loads(done.stdout.replace("'", '"'))}
    assert loaded & {"z3", "stops", "days", "rounds", "totals", "over_cap", "log_checking", "log_reading"} == set()
