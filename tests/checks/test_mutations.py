"""A clean pair of documents, and one change to the lower one: the code of that change comes, at its article."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rankdsl import pipeline

CLEAN = """\
文件《某部晋升规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。 废止：2021年1月1日。

第一条【年限】
  定义 应任年限：
    当 现职级 低于 副科级 时，2年；
    其他，3年。

第二条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 应任年限；
    （二）计数 近3年 年度考核 中（等次 = 优秀） ≥ 1；
    （三）非 处分期内。
  对下 可晋升：不得加严；不得放宽；不得增设条件。
  公布 可晋升：任现职级起、现职级、年度考核、处分期内。

文件《甲省晋升细则》
  层级：省级。 依据：《某部晋升规定》。 施行：2020年1月1日。 废止：2021年1月1日。

第一条【年限】
  定义 应任年限：
    当 现职级 不高于 科员级 时，24个月；
    其他，36个月。

第二条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 应任年限；
    （二）任一 近3年 年度考核 中（等次 ≥ 优秀）；
    （三）非 处分期内。
  公布 可晋升：任现职级起、现职级、年度考核、处分期内。
  断言：可晋升 随 年度考核 不减。
  断言：可晋升 与 中层正职年限 无关。
"""
CHANGES = [
    ("其他，36个月", "其他，37个月", "RD401 RD403 RD405"),
    ("其他，36个月", "其他，35个月", "RD402 RD405"),
    ("时，24个月", "时，25个月", "RD401 RD403 RD405"),
    ("不高于 科员级", "低于 科员级", "RD401 RD403 RD405"),
    ("不高于 科员级", "不高于 副科级", "RD402 RD405"),
    ("年限 ≥ 应任年限；\n    （二）任一", "年限 ＞ 应任年限；\n    （二）任一", "RD401 RD403"),
    ("等次 ≥ 优秀", "等次 ≥ 称职", "RD402"),
    ("任一 近3年", "任一 近2年", "RD401 RD403"),
    ("任一 近3年", "任一 近4年", "RD402"),
    ("任一 近3年", "每个 近3年", "RD401 RD402 RD403"),
    ("；\n    （三）非 处分期内。\n  公布 可晋升：任现职级起、现职级、年度考核、处分期内。\n  断", "。\n  断", "RD402"),
    (
        "（三）非 处分期内。\n  公布 可晋升：任现职级起、现职级、年度考核、处分期内。\n  断",
        "（三）处分期内。\n  断",
        "RD304 RD401 RD402 RD403",
    ),
    # Whoever has no years to serve has no yes either: whole ranks are left out, and ranks no longer count.
    ("时，24个月；\n    其他，36个月", "时，24个月", "RD202 RD303 RD307"),
    ("其他，36个月", "当 在编 时，36个月；其他，36个月", "RD201"),
    (
        "；\n    （三）非 处分期内。\n  公布 可晋升：任现职级起、现职级、年度考核、处分期内。\n  断",
        "；\n    （三）非 处分期内；\n    （四）中层正职年限 ≥ 1年。\n  断",
        "RD401 RD403 RD209",
    ),
    ("（二）任一", "（二）在编，且 任一", "RD401 RD403 RD301"),
    ("与 中层正职年限 无关", "与 处分期内 无关", "RD209"),
    ("随 年度考核 不减", "随 年度考核 不增", "RD209"),
]


def codes(folder: Path, text: str) -> Counter[tuple[str, str]]:
    (folder / "documents.rank").write_text(text, encoding="utf-8")
    return Counter((f.place.document, f.code) for f in pipeline.check_paths([folder]).findings)


def test_the_pair_is_clean(tmp_path: Path) -> None:
    assert codes(tmp_path, CLEAN) == Counter()


@pytest.mark.parametrize(("old", "new", "wanted"), CHANGES)
def test_one_change(tmp_path: Path, old: str, new: str, wanted: str) -> None:
    above, here = CLEAN.split("文件《甲省")
    assert here.count(old) == 1
    found = codes(tmp_path, f"{above}文件《甲省{here.replace(old, new)}")
    assert set(found) == {("甲省晋升细则", code) for code in wanted.split()}
