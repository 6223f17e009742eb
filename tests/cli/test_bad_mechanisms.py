"""Bad input about scores, slots, loans, indicators and units: what a clerk reads in both languages, where, and that a
way out is named. One test for each kind of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rankdsl.cli.main import main
from rankdsl.syntax.numerals import chinese
from tests.population.unit_files import BUREAU

Said = tuple[int, str, str]
"""The exit code, what is said in Chinese, and in English."""

HEADER = "文件《某县办法》\n  层级：县级。 词表：公务员。 施行：2026年1月1日。\n\n第一条【规定】\n"
_NEVER_SAID = re.compile(r"Traceback|程序自身出错|\bz3\b|solver|unsat|\bsat\b|\bNone\b|Fraction")


@pytest.fixture
def checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Said]:
    """What `check` says of a document with these statements."""
    path = tmp_path / "办法.rank"

    def check(statements: str) -> Said:
        path.write_text(HEADER + statements, "utf-8")
        return said(capsys, "check", str(path))

    return check


@pytest.fixture
def proposed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """What `propose` says of a bureau of 12 in which these words are others."""
    folder = tmp_path / "局"
    shutil.copytree(BUREAU, folder)

    def propose(*changes: tuple[str, str], rules: str = "") -> Said:
        unit = folder / "某县局.yaml"
        text = unit.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        unit.write_text(text, "utf-8")
        with (folder / "某县局办法.rank").open("a", encoding="utf-8") as document:
            document.write(rules)
        return said(capsys, "propose", str(unit))

    return propose


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    code, told = 0, []
    for language in ("zh", "en"):
        code = main([*words, "--lang", language])
        shown = capsys.readouterr()
        told.append(shown.out + shown.err)
        assert _NEVER_SAID.search(told[-1]) is None, told[-1]
    return code, told[0], told[1]


def test_more_people_than_slots(proposed):
    code, zh, en = proposed(("\t赵一\t三级", "\t赵一\t二级"), ("\t钱二\t三级", "\t钱二\t二级"))
    assert code == 3
    assert "    “本局职数（一）”现有2名，已经超过1名，本轮不能再增加\n" in zh
    assert "“本局职数（一）” is exceeded already: 2 held of 1; nobody can be added\n" in en


def test_a_fraction_of_a_post(proposed, checked):
    code, zh, en = proposed(("编制数: 20", "编制数: 20.5"))
    assert (code, "某县局.yaml:4:32" in zh) == (1, True)
    assert "“编制数”的值有误：“20.5”不是整数" in zh
    assert "“20.5” is no whole number" in en
    code, zh, en = checked("  职数 本局职数 按 现职级 基数 7 向下取整：（一）科员级 不超过 2.5名。\n")
    assert (code, "办法.rank:5:38" in zh) == (1, True)
    assert "这里要写人数，“2.5名”不是0或者正整数" in zh
    assert "处理办法：写成整数；要按比例计算的，写“基数 的 …%”，并写明怎样取整" in zh
    assert "“2.5名” is no whole number from 0 up" in en


def test_negative_lending(proposed, checked):
    code, zh, en = proposed(("count: 1,", "count: -1,"))
    assert (code, "某县局.yaml:21:24" in zh) == (1, True)
    assert "借出的职数应当是大于0的整数，写的是“-1”" in zh
    assert "must be a whole number greater than 0, not “-1”" in en
    code, zh, en = checked("  周转池 专项：（一）住建局 借出 副科级 -3名，自2026年1月1日起，至2026年12月31日。\n")
    assert (code, "办法.rank:5:24" in zh) == (1, True)
    assert "职数不能是负数，写的是“-3名”" in zh
    assert "处理办法：方向用“借出”“借入”表示，数写成正数" in zh
    assert "a number of slots cannot be negative" in en


def test_lending_in_a_circle(proposed, checked):
    loan = "  - {{value: 四级, count: 1, lender: {}, borrower: {}, since: 2026-01-01, until: 2026-12-31}}\n"
    first, back = loan.format("住建局", "某县局"), loan.format("某县局", "住建局")
    code, zh, en = proposed((first, first + back))
    assert (code, "某县局.yaml:22:13" in zh) == (1, True)
    assert "四级的职数借来借去又回到原处：某县局→住建局→某县局" in zh
    assert "处理办法：同一时期、同一职级，借入的单位不能又直接或者间接借给原来的单位；请删去其中一笔" in zh
    line = "（{}）{} {} 副科级 3名，自2026年1月1日起，至2026年12月31日"
    pools = [
        f"  周转池 {name}：（一）{lender} 核定 副科级 5名；{line.format('二', lender, '借出')}；"
        f"{line.format('三', borrower, '借入')}。\n"
        for name, lender, borrower in (("甲池", "住建局", "甲镇"), ("乙池", "甲镇", "住建局"))
    ]
    code, zh, en = checked("".join(pools))
    assert (code, zh.count("RD503")) == (1, 1)
    assert "“副科级”循环借用：自2026年1月1日起，至2026年12月31日，“住建局” → “甲镇” → “住建局”" in zh
    assert "“副科级” is lent in a circle" in en


def test_a_year_without_a_calendar(proposed):
    code, zh, en = proposed(
        ("pool:\n", "log: {steps: [{step: 公示, on: 2031-06-02, until: 2031-06-10, by: 组织部}]}\npool:\n"),
        ("as_of: 2026-06-30", "as_of: 2031-06-30"),
        rules="    程序 晋升程序 用于 晋升人选：（一）公示，由 组织部，不少于 5个工作日。\n",
    )
    assert code == 3
    assert "RD407 procedure-deviates（未得出结论）" in zh
    assert "不能确定“公示”从2031年6月2日到2031年6月10日是否合乎" in zh
    assert "处理办法：补上这一年的工作日历（RD121）" in zh
    assert "the calendars of working days do not reach these days" in en


def test_two_people_with_one_identity(proposed):
    code, zh, en = proposed(("    02\t", "    01\t"))
    assert (code, "某县局.yaml:9:5" in zh) == (1, True)
    assert "编号“01”有两个人：赵一（第 8 行）和钱二" in zh
    assert "处理办法：每个人写一次，编号各不相同；同名的人以编号区分" in zh
    assert "two people have the identity “01”: 赵一 (line 8) and 钱二" in en


def test_weights_that_are_almost_enough(checked):
    code, zh, en = checked(
        "  积分 综合得分 满分 100：（一）年限分 占 40%：任现职级年限 ÷ 1个月；（二）测评分 占 59.9%：80。\n"
    )
    assert (code, zh.count("RD501")) == (1, 1)
    assert "“综合得分”各项权重合计99.9%，差0.1%：适用范围内的人都是如此" in zh
    assert "处理办法：调整权重，使每一类人的各项合计为 100%" in zh
    assert "add up to 99.9%, 0.1% too little: everybody in scope" in en


def test_a_thousand_indicators(checked, tmp_path, capsys):
    lines = "；\n".join(f"    （{chinese(i)}）指标{i}，分值 1，由 某科，材料 1" for i in range(1, 1001))
    statements = f"  指标 平时考核：\n{lines}。\n  上限 平时考核 的 项数 不超过 11。\n"
    code, zh, en = checked(statements)
    assert (code, zh.count("RD504")) == (1, 1)
    assert "指标“平时考核”的项数超过上限：共 1000，上限是 11" in zh
    assert "1000" in en
    assert len(zh.splitlines()) < 30  # not a thousand lines of sums
    code, zh, _ = checked(statements.replace("（九百零二）", "（九百零三）"))
    assert "编号不连续：这里应当是“（九百零二）”，写的是“（九百零三）”" in zh
    assert main(["fmt", "--check", str(tmp_path / "办法.rank")]) in (0, 1)
    capsys.readouterr()


def test_a_category_without_an_indicator(checked):
    code, zh, en = checked(
        "  指标 平时考核：（一）办结率，分值 60，适用 处分期内；（二）满意度，分值 40，适用 处分期内。\n"
    )
    assert (code, zh.count("RD501")) == (1, 1)
    assert "“平时考核”的指标对有的人一个也不适用" in zh
    assert "处理办法：给这一类人规定适用的指标，或者写明他们不在适用范围内" in zh
    assert "no indicator of “平时考核” applies to some people" in en


def test_an_empty_unit(proposed):
    people = (BUREAU / "某县局.yaml").read_text("utf-8")
    table = people[people.index("table:") : people.index("pool:")]
    code, zh, en = proposed((table, "people: []\n"))
    assert (code, "某县局.yaml:4:14" in zh) == (1, True)
    assert "单位“某县局”没有人员" in zh
    assert "处理办法：把人员写在 people 或者 table 下面" in zh
    assert "there is nobody in the unit “某县局”" in en
