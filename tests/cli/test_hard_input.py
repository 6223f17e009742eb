"""Documents that are hard on the prover: an end, a clear answer, and never a pass where there was none."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from rankdsl.checks.consistency.contradictory_definitions import MOST_TOLD
from rankdsl.cli.main import main
from tests.lengths import generated

HEAD = "文件《甲县办法》\n  层级：县级。 词表：公务员。 施行：2020年1月1日。\n\n"
LEVELS = ("中央", "中央", "省级", "省级", "市级", "市级", "县级", "县级", "乡级", "乡级")


def checked(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, Any]]:
    (tmp_path / "a.rank").write_text(text, encoding="utf-8")
    code = main(["check", str(tmp_path / "a.rank"), "--format", "json", *options])
    return code, json.loads(capsys.readouterr().out)


def codes(found: dict[str, Any]) -> Counter[str]:
    return Counter(finding["code"] for finding in found["findings"])


def exceptions(values: int, number: int = 200) -> str:
    """So many exceptions that all apply to whoever is old enough, with so many different values."""
    written = [
        f"第{n + 2}条【例外】\n  例外 当 任现职级年限 ≥ {n + 1}个月 时，补贴 为 {n % values + 1}元。\n\n"
        for n in range(number)
    ]
    return HEAD + "第1条【标准】\n  定义 补贴：0元。\n  决定 可发放 须：补贴 ≥ 1元。\n\n" + "".join(written)


def test_many_overlapping_exceptions_that_disagree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = checked(exceptions(7, generated(100, 200)), tmp_path, capsys, "--select", "RD201,RD202,RD203")
    assert code == 1
    assert codes(found)["RD201"] == MOST_TOLD
    assert {o["verdict"] for o in found["obligations"] if o["check"] == "RD201"} == {"refuted"}


def test_two_hundred_overlapping_exceptions_that_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = checked(exceptions(1), tmp_path, capsys, "--ignore", "RD204")
    assert (code, found["findings"]) == (0, [])


@pytest.mark.slow
def test_of_many_exceptions_all_but_one_do_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The time grows with the square of their number, so 200 are for a long run."""
    number = generated(80, 200)
    code, found = checked(exceptions(1, number), tmp_path, capsys, "--select", "RD204")
    assert code == 0
    assert codes(found) == {"RD204": number - 1}
    assert sum(finding["witness"] is not None for finding in found["findings"]) == 3


@pytest.mark.parametrize(("written", "code"), [("≥ 3年", 1), ("≥ 24个月", 0)])
def test_ten_levels_of_superiors(written: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lowest of ten documents is compared with the highest, whose 对下 names the decision."""
    highest = "文件《第0级办法》\n  层级：中央。 词表：公务员。 施行：2020年1月1日。\n\n第一条\n"
    documents = [highest + "  决定 可晋升 须：任现职级年限 ≥ 2年。\n  对下 可晋升：不得加严。\n\n"]
    for n in range(1, 10):
        own = f"  定义 甲{n}：任现职级年限 + {n}个月。\n\n"
        last = f"  修改《第0级办法》第一条 可晋升 另须：任现职级年限 {written}。\n\n"
        documents.append(
            f"文件《第{n}级办法》\n  层级：{LEVELS[n]}。 依据：《第{n - 1}级办法》。 施行：2020年1月1日。\n\n第一条\n"
            + (last if n == 9 else own)
        )
    found_code, found = checked("".join(documents), tmp_path, capsys, "--select", "RD401")
    assert found_code == code
    assert [(f["code"], f["document"]) for f in found["findings"]] == [("RD401", "第9级办法")] * code
    if code:
        assert [related["document"] for related in found["findings"][0]["related"]] == ["第0级办法", "第0级办法"]


def test_a_product_of_two_facts_that_are_not_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEAD + (
        "第一条【测算】\n  定义 甲数：任职年限月数 × 任现职级月数。\n"
        "  定义 任职年限月数：月数（任职起，评定日）÷ 1个月。\n"
        "  定义 任现职级月数：月数（任现职级起，评定日）÷ 1个月。\n"
        "  决定 可发放 须：甲数 × 甲数 = 甲数 × 7 + 1。\n"
    )
    code, found = checked(text, tmp_path, capsys, "--select", "RD203", "--budget", "50000")
    assert code == 3
    assert codes(found) == {"RD901": 1}
    assert "其中有两个不定的数相乘或者相除" in found["findings"][0]["message"] or (
        "multiplies or divides two numbers" in found["findings"][0]["message"]
    )
    assert found["documents"][0]["verdict"] == "unknown"


def test_a_list_at_its_bound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """45 records are possible, also in a row; a 46th is not."""
    excellent = "年度考核 中（等次 = 优秀）"
    text = HEAD + (
        f"第一条【条件】\n  决定 可评 须：计数 {excellent} ≥ 45。\n  决定 可连 须：连续 45次 {excellent}。\n"
        f"第二条【条件】\n  决定 可选 须：计数 {excellent} ≥ 46。\n"
        "第三条【核对】\n  断言：计数 年度考核 ≤ 45。\n"
    )
    code, found = checked(text, tmp_path, capsys, "--select", "RD203,RD209")
    assert code == 1
    assert [(f["code"], f["subject"]) for f in found["findings"]] == [("RD203", "可选")]
    verdicts = {(o["check"], o["subject"]): o["verdict"] for o in found["obligations"]}
    assert verdicts["RD203", "可评"] == verdicts["RD203", "可连"] == "proved"
    assert [v for (check, _), v in verdicts.items() if check == "RD209"] == ["proved"]


@pytest.mark.parametrize("options", [(), ("--certify",)], ids=["alone", "certified"])
def test_a_budget_of_one_step_is_no_pass(
    options: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if options:
        pytest.importorskip("cvc5")
    text = HEAD + "第一条\n  决定 可晋升 须：任现职级年限 ≥ 2年。\n"
    code, found = checked(text, tmp_path, capsys, "--budget", "1", *options)
    assert code == 3
    assert found["summary"]["unknown"] > 0
    assert found["documents"][0]["verdict"] == "unknown"
    assert set(codes(found)) == {"RD901"}
    assert checked(text, tmp_path, capsys)[0] == 0


def test_a_document_without_a_decision_has_nothing_to_evaluate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "文件《甲规定》\n  层级：县级。 词表：公务员。 施行：2020年1月1日。\n\n第一条\n"
    (tmp_path / "a.rank").write_text(head + "  定义 老同志：任职年限 ≥ 20年。\n", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("as_of: 2021-01-01\nfacts: {任职起: 2000-01}\n", encoding="utf-8")
    words = ["eval", str(tmp_path / "a.rank"), "--case", str(tmp_path / "c.yaml"), "--lang", "zh"]
    assert main(words) == 1
    assert "文件没有决定" in capsys.readouterr().err
    assert main([*words, "--decision", "老同志"]) == 0
