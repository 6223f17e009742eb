"""Every example of the language reference is checked: unmarked ones are right, marked ones have just that code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Severity
from rankdsl.workspace import open_workspace
from rankdsl.workspace.opening import shipped_vocabularies

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = ("language.md", "language.en.md")

ABOVE = """\
文件《某部意见》
  层级：中央。 词表：公务员。 施行：2015年1月15日。

第二条【年限】
  定义 应任年限：10年。
  表 规定年限 按 现职级：任意 → 3年。
  参数 工资标准：800元。

第三条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 应任年限；
    （二）级别 不低于 23级；
    （三）非 处分期内。
  决定 可申报 须：在编。
"""
BESIDE = """\
文件《某部办法》
  层级：中央。 词表：公务员。 施行：2015年1月15日。

第一条
  决定 可评优 须：任一 近1年 年度考核 中（等次 = 优秀）。

"""
SETTINGS = {
    "": "文件《某文件》\n  层级：县级。 词表：公务员。 施行：2016年7月1日。\n\n",
    "under: 某部意见": f"{ABOVE}\n文件《某文件》\n  层级：县级。 依据：《某部意见》。 施行：2016年7月1日。\n\n",
    "within: 某部意见": f"{ABOVE}\n",
    "under: 考核规定": (
        "文件《考核规定》\n  层级：中央。 词表：公务员。 施行：2015年1月1日。\n\n第一条\n"
        "  决定 可记功 须：任一 近1年 年度考核 中（等次 = 优秀）。\n\n"
        "文件《某文件》\n  层级：县级。 依据：《考核规定》。 词表：档次。 施行：2016年7月1日。\n\n"
    ),
    "under: 公认": "文件《某文件》\n  层级：县级。 词表：公认。 施行：2016年7月1日。\n\n",
}
"""What an example stands in, by the words of the mark above it (`<!-- under: 某部意见 -->`)."""
GRADES = """\
vocabulary: 档次
english: tiers
extends: 公务员
enumerations:
  考核档次:
    english: assessment_tier
    ordered: true
    values: {不合格: failed, 合格: passed, 良好: good}
  岗位类别:
    english: kind_of_job
    ordered: false
    values: {窗口: counter, 机关: office}
facts:
  岗位:
    english: job
    type: 岗位类别
    typical: 机关
    meaning: 岗位的类别
  档次:
    english: tier
    type: 考核档次
    typical: 合格
    meaning: 最近一次考核的档次
"""
TABLES = {"language.md": ("| 写法 | 例 | 含义 |", "| 值 | 写法 |")}
"""The heads of the tables of expressions and of values."""
MARK = re.compile(r"<!-- ((?:under|within): .*?) -->")
WRONG = re.compile(r"^# (?:错：|wrong: )(RD\d+)\n")


def examples(page: str) -> list[tuple[str, str]]:
    """The fences of rules, each with the mark above it."""
    text = (DOCS / page).read_text(encoding="utf-8") if (DOCS / page).exists() else ""
    found = re.findall(r"(?:^(<!-- [^\n]* -->)\n)?^```rank\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [(MARK.fullmatch(mark)[1] if mark else "", block) for mark, block in found]  # type: ignore[index]


EXAMPLES = [
    pytest.param(mark, block, id=f"{page}-{i}") for page in PAGES for i, (mark, block) in enumerate(examples(page))
]


def whole(mark: str, block: str) -> str:
    """The example as a document of its own."""
    text = WRONG.sub("", block)
    start = text.lstrip()
    if start.startswith("文件"):
        return ABOVE + BESIDE + text
    return SETTINGS[mark] + ("" if start.startswith("第") else "第八条\n") + text


@pytest.mark.parametrize(("mark", "block"), EXAMPLES)
def test_an_example(mark: str, block: str, tmp_path: Path) -> None:
    (tmp_path / "rankdsl.toml").touch()
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "档次.yaml").write_text(GRADES, encoding="utf-8")
    (tmp_path / "vocabulary" / "公认.yaml").write_text(vocabulary_of_the_page(), encoding="utf-8")
    (tmp_path / "a.rank").write_text(whole(mark, block), encoding="utf-8")
    report = pipeline.check(open_workspace([tmp_path / "a.rank"], codes=pipeline.CODES, shipped=shipped_vocabularies()))
    counted = {f.code: f for f in report.findings if not f.set_aside}
    said = WRONG.match(block)
    if said is not None:
        assert said[1] in counted, sorted(counted)
    serious = {code: f.message.zh for code, f in counted.items() if f.severity is Severity.ERROR}
    assert not {code: words for code, words in serious.items() if said is None or code != said[1]}


def vocabulary_of_the_page() -> str:
    text = (DOCS / "language.md").read_text(encoding="utf-8")
    blocks: list[str] = re.findall(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return next(block for block in blocks if "vocabulary:" in block)


def cells(page: str, heading: str, column: int) -> list[str]:
    """What stands in backquotes in a column of the table with this heading."""
    text = (DOCS / page).read_text(encoding="utf-8") if (DOCS / page).exists() else ""
    _, _, table = text.partition(f"\n{heading}\n")
    rows = table.split("\n\n")[0].splitlines()
    return [code for row in rows for code in re.findall(r"`([^`]+)`", row.split("|")[column])]


@pytest.mark.parametrize("page", [page for page in PAGES if (DOCS / page).exists()])
def test_expressions_and_values_of_the_tables(page: str, tmp_path: Path) -> None:
    expressions = cells(page, TABLES[page][0], 2)
    values = cells(page, TABLES[page][1], 2)
    assert len(expressions) > 12
    assert len(values) > 15
    lines = [f"  定义 例{number}：{code}。" for number, code in enumerate([*expressions, *values])]
    (tmp_path / "rankdsl.toml").touch()
    (tmp_path / "a.rank").write_text(f"{SETTINGS['']}第一条\n" + "\n".join(lines) + "\n", encoding="utf-8")
    place = open_workspace([tmp_path / "a.rank"], codes=pipeline.CODES, shipped=shipped_vocabularies())
    assert [f.message.zh for f in pipeline.load(place).findings] == []
