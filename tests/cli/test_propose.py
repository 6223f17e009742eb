"""`rankdsl propose`: what a clerk sees, what a program reads, and what is said of a file that is wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rankdsl.cli.main import main
from tests.population.unit_files import BUREAU
from tests.schema_of import held


@pytest.fixture
def bureau(tmp_path: Path) -> Path:
    """The unit file of a bureau of 12, with the document and the vocabulary that it needs beside it."""
    shutil.copytree(BUREAU, tmp_path / "局")
    return tmp_path / "局" / "某县局.yaml"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["propose", *words])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_what_a_clerk_reads(bureau, capsys):
    code, out, err = told(capsys, str(bureau), "--lang", "zh")
    assert (code, err) == (3, "")
    lines = out.splitlines()
    assert lines[0] == "某县局 2026年6月30日：拟晋升3名"
    assert lines[2] == "人员12名：符合条件8名，不符合3名，不能确定1名"
    score = "（一）年限分 100 × 40% = 40；（二）考核分 40 × 30% = 12；（三）实绩分 90 × 30% = 27；（四）处分扣分 0"
    for line in (
        "晋升二级：1名（符合条件2名）",
        "    1  赵一（01）  三级 → 二级  综合得分 79，任职起 2018年1月",
        f"       第二条：{score}",
        "  未入选：“本局职数（一）”已满（第三条（一））；与赵一相比，综合得分 还差 15.8",
        "    1  郑七（07）  科员 → 四级  综合得分 63.2，任职起 2019年7月",
        "  其后还有2名",
        "  第一条（二） 任职年限 ≥ 最少年限：2名（只差这一项的2名）",
        "  卫二（12）：是否符合条件，缺少处分期内",
        "排队：符合条件8名（不能确定的1名不在内），一年2个职数，轮完一遍要4年",
        "  从住建局借入四级1名，自2026年1月1日起至2026年12月31日",
        "  变为不能确定：王八（08） → 四级、冯九（09） → 四级",
    ):
        assert line in lines, line


def test_who_cannot_be_determined_matters_only_to_those_whom_he_may_reach(bureau, capsys):
    """12 has 21.2 to 51.2 points with the years that he has, and 40 to 70 with seven more; 07 has 63.2."""
    text = bureau.read_text("utf-8")
    marked = "综合得分 63.2，任职起 2019年7月（视不能确定的人而定）"
    assert marked not in told(capsys, str(bureau), "--lang", "zh")[1]
    bureau.write_text(text.replace("卫二\t科员\t2022-01", "卫二\t科员\t2015-01"), "utf-8")
    assert marked in told(capsys, str(bureau), "--lang", "zh")[1]


def test_a_tie_at_the_cut_names_the_article_that_is_silent(bureau, capsys):
    bureau.write_text(bureau.read_text("utf-8").replace("编制数: 20", "编制数: 24"), "utf-8")
    _, out, _ = told(capsys, str(bureau), "--lang", "zh")
    assert "  不能确定：这2名次序相同，第三条没有规定谁在先：王八（08）、冯九（09）" in out.splitlines()
    assert out.startswith("某县局 2026年6月30日：拟晋升3名，另有2名不能确定")
    _, out, _ = told(capsys, str(bureau), "--lang", "en")
    assert "  undetermined: these 2 stand equal, and 第三条 does not say who goes first: 王八 (08), 冯九 (09)" in out


def test_in_english(bureau, capsys):
    code, out, _ = told(capsys, str(bureau), "--lang", "en", "--all")
    assert code == 3
    assert out.startswith("某县局, 2026-06-30: 3 proposed\n")
    assert (
        "the queue: 8 eligible (1 undetermined not counted), 2 slots a year: 4 years for everybody to have a turn"
        in out
    )
    assert "      周五 (05), 陈十 (10)" in out
    assert "缺少" not in out


def test_one_person(bureau, capsys):
    code, out, _ = told(capsys, str(bureau), "--lang", "zh", "--person", "09")
    assert code == 3
    assert out.startswith("冯九（科员），评定日 2026年6月30日\n可晋升：是\n")
    assert "（二）任职年限 ≥ 最少年限 …… 符合" in out
    assert out.endswith("未入选：“本局职数（二）”已满（第三条（二））；与郑七相比，综合得分 还差 4.8\n")
    code, out, _ = told(capsys, str(bureau), "--lang", "zh", "--person", "06")
    assert "（三）非 处分期内 …… 不符合" in out
    code, _, err = told(capsys, str(bureau), "--lang", "zh", "--person", "9")
    assert code == 2
    assert err.startswith("rankdsl：单位里没有编号为“9”的人；是否应为 09\n")


def test_for_programs(bureau, capsys):
    code, out, _ = told(capsys, str(bureau), "--format", "json", "--person", "09")
    assert code == 3
    assert held("rankdsl-propose-1", out) == []
    found = json.loads(out)
    proposal = found["proposal"]
    assert [(p["id"], p["to"], p["rank"]) for p in proposal["eligible"] if p["fate"] == "selected"] == [
        ("01", "二级", 1),
        ("03", "三级", 1),
        ("07", "四级", 1),
    ]
    score = proposal["eligible"][1]["keys"][0]["score"]
    assert score["value"] == "316/5"
    assert [p["contribution"] for p in score["parts"]] == ["154/5", 6, "132/5", 0]
    assert proposal["queue"] == {"eligible": 8, "slots_per_year": 2, "years": 4}
    assert [p["id"] for p in proposal["pool"]["undetermined"]] == ["08", "09"]
    assert found["person"]["explanations"][0]["outcome"] == "yes"
    again = told(capsys, str(bureau), "--format", "json", "--person", "09")[1]
    assert again == out


def test_everything_settled_is_0(bureau, capsys):
    text = bureau.read_text("utf-8").replace("\t\t未知\t", "\t60\t是\t")
    bureau.write_text(text, "utf-8")
    code, out, _ = told(capsys, str(bureau), "--lang", "zh")
    assert (code, "不能确定" in out) == (0, True)  # the pool would leave two undetermined, which nobody asked about
    assert "不能确定的" not in out


def test_a_wrong_file_proposes_nobody(bureau, capsys):
    text = bureau.read_text("utf-8").replace("    02\t", "    01\t").replace("编制数: 20", "编制数: 149.5")
    bureau.write_text(text, "utf-8")
    code, out, err = told(capsys, str(bureau), "--lang", "zh")
    assert (code, out) == (1, "")
    assert "“编制数”的值有误：“149.5”不是整数" in err
    assert "编号“01”有两个人：赵一（第 8 行）和钱二" in err
    assert "某县局.yaml:4" in err
    code, out, _ = told(capsys, str(bureau), "--format", "json")
    assert code == 1
    assert held("rankdsl-propose-1", out) == []
    assert (json.loads(out)["proposal"], len(json.loads(out)["findings"])) == (None, 2)


@pytest.mark.parametrize(
    ("before", "after", "code", "message"),
    [
        ("document: 某县局", "document: 某县", 1, "没有标题为《某县职级晋升量化办法（示例）》的文件"),
        ("document: ", "selection: ", 1, "没有写明适用哪份文件"),
        ("as_of: 2026-06-30", "as_of: 2025-06-30", 1, "在2025年6月30日没有施行"),
        ("document: 某县局职级晋升量化办法（示例）", "path: 某县局办法.rank", 3, ""),
        ("document: 某县局职级晋升量化办法（示例）", "path: 别的.rank", 2, "没有"),
        ("as_of: 2026-06-30", "selection: 别的", 1, "没有名为“别的”的择优"),
    ],
)
def test_the_heading(bureau, capsys, before, after, code, message):
    bureau.write_text(bureau.read_text("utf-8").replace(before, after), "utf-8")
    found = told(capsys, str(bureau), "--lang", "zh")
    assert found[0] == code
    assert message in found[2]


def test_the_day_and_the_selection_of_the_command_line_count(bureau, capsys):
    assert told(capsys, str(bureau), "--lang", "zh", "--as-of", "2027-03-01")[1].startswith("某县局 2027年3月1日")
    assert told(capsys, str(bureau), "--lang", "zh", "--selection", "别的")[0] == 1


def test_files_that_cannot_be_read(tmp_path, capsys):
    assert told(capsys, str(tmp_path / "没有.yaml"))[0] == 2
    (tmp_path / "空.yaml").write_text("", "utf-8")
    code, _, err = told(capsys, str(tmp_path / "空.yaml"), "--lang", "zh")
    assert code == 1
    assert "文件里没有单位" in err


def test_the_document_alone_is_read_and_no_solver(bureau):
    """Another document of the workspace that is wrong does not matter, and z3 is never loaded."""
    (bureau.parent / "坏.rank").write_text("文件《别的》\n    层级：县级。\n第一条\n    定义 甲：乙。\n", "utf-8")
    script = (
        "import sys, io, contextlib\nfrom rankdsl.cli.main import main\nout = io.StringIO()\n"
        "with contextlib.redirect_stdout(out): code = main(['propose', sys.argv[1], '--lang', 'zh'])\n"
        "print(code, [m for m in ('z3', 'cvc5', 'jsonschema', 'lark') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(bureau)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "3 []", done.stderr


def test_a_unit_from_standard_input(bureau, capsys, monkeypatch):
    import io

    monkeypatch.chdir(bureau.parent)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(bureau.read_bytes())))
    assert told(capsys, "-", "--lang", "zh")[1].startswith("某县局 2026年6月30日：拟晋升3名")


def test_slots_that_are_exceeded_borrowed_or_lent_away(bureau, capsys):
    """Posts of 7: two slots of 三级 and 四级, none of 三级 alone. Three hold 三级."""
    rules = bureau.parent / "某县局办法.rank"
    written = rules.read_text("utf-8")
    text = bureau.read_text("utf-8").replace("编制数: 20", "编制数: 7")
    text = text[: text.index("    04\t")].replace("\t四级\t", "\t三级\t") + text[text.index("    08\t") :]
    bureau.write_text(text[: text.index("pool:")], "utf-8")
    time = "，自2026年1月1日起，至2026年12月31日"
    one, other = f"借入 「四级」 1名{time}", f"借出 「四级」 1名{time}"

    def lines(pool: str, language: str) -> list[str]:
        rules.write_text(written + pool, "utf-8")
        return told(capsys, str(bureau), "--lang", language)[1].splitlines()

    borrowed = lines(f"    周转池 专项：（一）某县局 {one}；（二）住建局 {other}。\n", "zh")
    assert "晋升四级：0名，不能确定2名（符合条件3名）" in borrowed  # a tie for the slot that is borrowed
    row = "    本局职数（二）  2+1   3     1     4       三级、四级（第三条（二））"
    assert row in borrowed
    assert "    “本局职数（二）”除借入的以外现有3名，已经超过2名，本轮只能使用借入的职数" in borrowed
    assert "  未入选：“本局职数（一）”没有职数（第三条（一））" in borrowed
    assert "  missed: “本局职数（一）”: no slots (第三条（一）)" in lines("", "en")
    other = other.replace("1名", "3名")
    lent = lines(f"    周转池 专项：（一）某县局 {other}；（二）住建局 {one.replace('1名', '3名')}。\n", "zh")
    assert "    本局职数（二）  2-3   3     0     3       三级、四级（第三条（二））" in lent
    assert "    “本局职数（二）”核定2名，借出3名，多借出1名，本轮不能增加" in lent


def test_figures_stay_below_their_heads_in_80_columns(bureau, capsys):
    """What may be long stands last in a row."""
    _, out, _ = told(capsys, str(bureau), "--lang", "zh")
    assert "    职数            核定  现有  空缺  本轮后  现职级（依据）" in out.splitlines()


def test_what_the_queue_says_is_read_aloud(bureau, capsys):
    text = bureau.read_text("utf-8").replace("\t\t未知\t", "\t60\t是\t")
    for slots, zh, en in (
        ("8", "一年8个职数，轮完一遍要1年", "8 slots a year: 1 year for everybody to have a turn"),
        ("1", "一年1个职数，轮完一遍要8年", "1 slot a year: 8 years for everybody to have a turn"),
        ("3", "一年3个职数，轮完一遍大约要2.7年", "3 slots a year: about 2.7 years for everybody to have a turn"),
    ):
        bureau.write_text(text.replace("slots_per_year: 2", f"slots_per_year: {slots}"), "utf-8")
        assert f"排队：符合条件8名，{zh}\n" in told(capsys, str(bureau), "--lang", "zh")[1]
        assert f"the queue: 8 eligible, {en}\n" in told(capsys, str(bureau), "--lang", "en")[1]


def test_scores_without_an_end_and_scores_that_an_exception_says(bureau, capsys):
    rules = bureau.parent / "某县局办法.rank"
    text = rules.read_text("utf-8").replace("由 组织部：分数", "由 组织部：分数 ÷ 7")
    text = text.replace("第三条【职数】", "    例外 当 分数 ≥ 90 时，综合得分 为 99。\n\n第三条【职数】")
    rules.write_text(text, "utf-8")
    _, out, _ = told(capsys, str(bureau), "--lang", "zh")
    lines = out.splitlines()
    assert "    1  赵一（01）  三级 → 二级  综合得分 99，任职起 2018年1月" in lines
    assert "       第二条：例外或者修改写明了得分，不是各项相加" in lines
    assert "    1  孙三（03）  四级 → 三级  综合得分 3531/70（约50.44），任职起 2019年3月" in lines  # 34.8 + 12 + 51/14
    _, out, _ = told(capsys, str(bureau), "--lang", "en")
    assert "综合得分 3531/70 (about 50.44), 任职起 2019-03" in out


def test_people_who_all_lack_the_same_are_told_together(bureau, capsys):
    rows = "".join(f"    {n:02}\t科员\t2018-01\n" for n in range(1, 13))
    head = "    编号\t现职级\t任职起\n"
    text = bureau.read_text("utf-8")
    bureau.write_text(text[: text.index("    编号")] + head + rows, "utf-8")
    _, out, _ = told(capsys, str(bureau), "--lang", "zh")
    ten = "、".join(f"{n:02}" for n in range(1, 11))
    assert f"  {ten}等12名：是否符合条件，缺少处分期内" in out.splitlines()
    assert "  没有写明的事实都是通常情况的，在 table 或者每个人名下写 typical: true" in out.splitlines()
    assert f"  {ten}、11、12：是否" in told(capsys, str(bureau), "--lang", "zh", "--all")[1]
    assert ", 10 and 2 more: whether the" in told(capsys, str(bureau), "--lang", "en")[1]
    bureau.write_text(bureau.read_text("utf-8").replace("table:\n", "table:\n  typical: true\n"), "utf-8")
    assert "typical" not in told(capsys, str(bureau), "--lang", "zh")[1]
