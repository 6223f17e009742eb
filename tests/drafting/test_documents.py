"""Documents drafted under others: they check clean, and the line to be tried gives the one finding that it promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rankdsl import syntax
from rankdsl.diagnostics import Finding
from rankdsl.drafting.subordinate import Draft, draft, right_title, usual_title
from rankdsl.drafting.superior import Refused, Superior, read_superior
from rankdsl.syntax import ast
from tests.lengths import generated

CENTRAL = Path(__file__).parents[2] / "policies" / "central"
QUICK = ("2016-试点决定",)  # the Opinion of 2015 is drafted under below
ALL = tuple(sorted(path.stem for path in CENTRAL.glob("*.rank")))
BREAKS = {
    "1994-国家公务员考核暂行规定": "RD209",
    "2015-职务与职级并行意见": "RD401",
    "2018-公务员法": "RD406",
    "2019-职务与职级并行规定": "RD401",
}


def superior(stem: str) -> Superior:
    found = read_superior(CENTRAL / f"{stem}.rank")
    assert isinstance(found, Superior)
    return found


def drafted(above: Superior, title: str | None = None) -> Draft:
    made = draft(above, "新.rank", title or usual_title(above))
    assert isinstance(made, Draft)
    return made


def found_in(above: Superior, text: str) -> tuple[Finding, ...]:
    return above.found("新.rank", text)


def tried(text: str) -> str:
    """The document with its line to be tried uncommented."""
    changed, count = re.subn(r"^ *# (?=第[^条]+条【试一试】)", "", text, flags=re.MULTILINE)
    assert count == 1
    return changed


@pytest.mark.parametrize("stem", generated(QUICK, ALL))
def test_a_document_under_each_of_the_central_ones(stem: str) -> None:
    above = superior(stem)
    made = drafted(above)
    (node,) = syntax.parse(above.with_document("新.rank", made.text).documents[-1]).node.documents
    assert node.level is not None
    assert (node.title.text, node.level.text) == (usual_title(above), "省级")
    assert [title.text for title in node.under] == [above.title]
    assert node.effective is not None
    assert above.node.effective is not None
    assert node.effective.day >= above.node.effective.day
    for article in above.node.articles:
        assert f"    # ── {article.name}【{article.heading}】" in made.text
        for statement in article.statements:
            if isinstance(statement, ast.Gist):
                assert f"    #    要旨：{statement.text.text}" in made.text
    found = found_in(above, tried(made.text))
    assert made.breaking is not None
    assert [f.code for f in found] == [made.breaking.finding.code]
    assert found[0].message == made.breaking.finding.message
    assert f"（{found[0].code}）" in made.text
    if stem in BREAKS:
        assert found[0].code == BREAKS[stem]


@pytest.fixture(scope="module")
def opinion() -> tuple[Superior, Draft]:
    above = superior("2015-职务与职级并行意见")
    return above, drafted(above)


def test_what_may_be_changed_is_said(opinion: tuple[Superior, Draft]) -> None:
    above, made = opinion
    lines = made.text.splitlines()
    limit = "（《关于县以下机关建立公务员职务与职级并行制度的意见》第十二条）。"
    assert f"    #      ▸ 不得加严：上位文件准予的人，这里不能不准（RD401）{limit}" in lines
    assert f"    #      ▸ 不得增设条件：不能另须别的条件，也不能让别的事实影响结果（RD403）{limit}" in lines
    assert "    #      ▸ 没有单独的对下要求；它影响可晋升，改动以后仍要符合对可晋升的要求。" in lines
    assert "    #        科员级 → 12年；" in lines
    assert [f.code for f in found_in(above, tried(made.text))] == ["RD401"]
    assert not any(line.startswith(("    #    出处", "    #    案例")) for line in lines)


def test_the_other_headers_can_be_uncommented(opinion: tuple[Superior, Draft]) -> None:
    above, made = opinion
    for entry in ("辖区：省份 = 某省。", "词表：公务员。"):
        assert f"    # {entry}" in made.text
        assert found_in(above, made.text.replace(f"    # {entry}", f"    {entry}")) == ()


ABOVE = """\
文件《某部办法》
  层级：乡级。 词表：公务员。 施行：2020年3月1日。

第一条
  适用：在编
    且 现职级 = 科员级。
  参数 期限：6个月。
  对下 期限：可在 3个月 至 1年 之间规定。
  参数 免除：是。
  对下 免除：可自行规定。
  决定 可发放 须：（一）任现职级年限 ≥ 期限；（二）免除。
  对下 可发放：不得增设条件 除 中层正职年限、级别 外。
"""


def written(folder: Path, text: str, name: str = "上.rank") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_ranges_and_exceptions_in_words(tmp_path: Path) -> None:
    above = read_superior(written(tmp_path, ABOVE))
    assert isinstance(above, Superior)
    assert above.level_below == "乡级"
    made = drafted(above, "甲乡“细则”/其一")
    where = "（《某部办法》第一条）。"
    for said in (
        f"▸ 可以规定为3个月至1年，含两端；超出的是 RD404{where}",
        f"▸ 可以自行规定，不与上位文件比较{where}",
        f"▸ 不得增设条件（RD403）；只看级别、中层正职年限的条件除外，可以增设{where}",
        "    适用：在编 且 现职级 = 科员级。",
    ):
        assert said in made.text
    assert made.breaking is not None
    assert made.breaking.finding.code == "RD404"
    assert made.breaking.line.endswith("修改《某部办法》第一条 期限 改为：1年 + 1年。")


def test_without_anything_to_lean_on(tmp_path: Path) -> None:
    """No scope, no decision, no 对下: still a document, and still something to break."""
    bare = "文件《空白》\n 层级：县级。 词表：公务员。 施行：2020年3月1日。 废止：2021年1月1日。\n"
    above = read_superior(written(tmp_path, bare))
    assert isinstance(above, Superior)
    made = drafted(above)
    assert "    废止：2021年1月1日。\n" in made.text
    assert "# 第一条【试一试】 断言：" in made.text
    assert [f.code for f in found_in(above, tried(made.text))] == ["RD209"]


@pytest.mark.parametrize(
    ("text", "en"),
    [
        (ABOVE + "\n\n" + ABOVE.replace("某部", "乙部"), "holds 2 documents (《某部办法》、《乙部办法》)"),
        ("", None),
        (ABOVE.replace("词表：公务员", "词表：没有"), None),
        (ABOVE.replace("须：", "须"), None),
    ],
)
def test_what_nothing_can_stand_under(tmp_path: Path, text: str, en: str | None) -> None:
    refused = read_superior(written(tmp_path, text))
    assert isinstance(refused, Refused)
    if en is None:
        assert refused.findings
        assert all(f.code.startswith("RD1") for f in refused.findings)
    else:
        (fault,) = refused.faults
        assert en in fault.en
        assert "2 份文件" in fault.zh


def test_folders_and_nothing(tmp_path: Path) -> None:
    for path, en in (
        (tmp_path, "is a folder"),
        (tmp_path / "没有.rank", "there is no file or folder"),
        (Path("-"), "not standard input"),
    ):
        refused = read_superior(path)
        assert isinstance(refused, Refused)
        assert en in refused.faults[0].en


def test_a_title_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "rankdsl.toml").write_text("", encoding="utf-8")
    above = read_superior(written(tmp_path, ABOVE))
    assert isinstance(above, Superior)
    refused = draft(above, "新.rank", "某部办法")
    assert isinstance(refused, Refused)
    assert refused.faults[0].zh.startswith(f"已经有《某部办法》（{above.file.path}），标题不能相同")


@pytest.mark.parametrize(
    "title", ["甲县“晋升”办法", "a/b\\c", "甲'乙\"丙", "甲" * 200, "关于贯彻《意见》的办法", "甲：乙（试行）", "A & B"]
)
def test_titles(title: str) -> None:
    assert right_title(title) == title
    assert right_title(f"《{title}》") == title


@pytest.mark.parametrize("title", ["", "  ", "《》", "甲》乙", "甲《乙"])
def test_what_is_no_title(title: str) -> None:
    refused = right_title(title)
    assert isinstance(refused, Refused)
    assert "cannot be a title" in refused.faults[0].en
