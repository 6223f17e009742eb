"""The page docs/systems.md: what has become of every system of the seeds, from policies/systems.yaml.

The table is held true by tests/policies/test_systems.py; this only sets it down, with links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

NAME = "docs/systems.md"
TABLE = Path("policies") / "systems.yaml"

INTRODUCED = """\
# 种子材料里的制度 · The systems of the seeds

五份种子材料说到的每一项制度，在本库里是哪个文件、哪个案例，查出什么问题或者得到什么数字，由哪个测试守住。
种子关于各地做法的说法都没有找到印证，文件里写明“示例”“未核实”。本页由 `policies/systems.yaml` 生成。

Every system that the five seeds speak of, with the file and the case that it became here, what is found of it or which
figure it gives, and the test that holds it. What the seeds say of named places is uncorroborated, and the files say so.
This page is written from `policies/systems.yaml`.

形式 · Forms: P 参数 parameter, R 规则 rule, C 检查 check, Q 数字或者报告 quantity or report.

出处后面的字母是可靠程度：A 规范原文，B 二手材料，C 种子或者自媒体的说法，P 本库的约定，见 `policies/sources.yaml`。

The letter after a source is its reliability: A the norm's own text, B secondary, C a claim, P a convention of this
library; see `policies/sources.yaml`.
"""
HEADINGS = {
    "S0": "职级并行成了“数字游戏” · ranks as a game of numbers",
    "S1": "绩效评估和激励 · assessment and incentives",
    "S2": "绩效考核的各地做法 · assessment as places practise it",
    "S3": "职务与职级并行的各种方案 · plans for parallel posts and ranks",
    "S4": "考核给基层的负担 · the burden of assessment",
}
HEAD = (
    "编号 id",
    "制度 system",
    "形式 form",
    "出处 source",
    "文件 file",
    "案例 case",
    "问题或者数字 finding or figure",
    "测试 test",
)


def table(root: Path) -> Mapping[str, Mapping[str, Any]]:
    """Id to its row, in the order of the file."""
    systems = yaml.safe_load((root / TABLE).read_text(encoding="utf-8"))["systems"]
    assert isinstance(systems, dict)
    return systems


def page(root: Path) -> str:
    rows = table(root)
    classes = yaml.safe_load((root / "policies" / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    parts = [INTRODUCED, summary(rows)]
    for seed, title in HEADINGS.items():
        parts.append(f"\n## {seed} {title}\n\n| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}\n")
        parts += (line(name, row, classes) for name, row in rows.items() if name.startswith(seed))
    return "".join(parts)


def summary(rows: Mapping[str, Mapping[str, Any]]) -> str:
    statuses = [row["status"] for row in rows.values()]
    stands, other, unwritten = (statuses.count(status) for status in ("stands", "no-rule", "open"))
    return (
        f"\n共 {len(rows)} 项：立住的规则 {stands} 项，写不成规则、由报告或者检查代替的 {other} 项，"
        f"还没有写的 {unwritten} 项。\n\n"
        f"{len(rows)} in all: {stands} stand as rules, {other} can be no rule and have a report or a check instead, "
        f"{unwritten} are still unwritten.\n"
    )


def line(name: str, row: Mapping[str, Any], classes: Mapping[str, Mapping[str, Any]]) -> str:
    cells = (
        name,
        both(row),
        "".join(row["form"]),
        "、".join(f"{key}（{classes[key]['class']}）" for key in row["source"]),
        "、".join(f"[{Path(path).stem}](../policies/{path})" for path in row.get("files", ())),
        "、".join(case(written) for written in row.get("cases", ())),
        outcome(row),
        test(row.get("test")),
    )
    return f"| {' | '.join(words.replace('|', chr(92) + '|') for words in cells)} |\n"


def both(words: Mapping[str, str]) -> str:
    return f"{words['zh']} · {words['en']}"


def case(written: str) -> str:
    path, _, name = written.partition("：")
    return f"[{name}](../policies/{path})"


def outcome(row: Mapping[str, Any]) -> str:
    if row["status"] == "open":
        return "还没有写 · not written yet"
    said = [both(row["why"])] if "why" in row else []
    said += [both(row["figure"])] if "figure" in row else []
    found = "、".join(findings(row.get("expected", ())))
    return "<br>".join([*([found] if found else []), *said])


def findings(expected: Sequence[str]) -> list[str]:
    """Each code with the documents that it is found of, a link a code."""
    documents: dict[str, list[str]] = {}
    for written in expected:
        code, _, title = written.partition("@")
        documents.setdefault(code, []).append(f"《{title}》")
    return [f"[{code}](checks/{code}.md){''.join(titles)}" for code, titles in documents.items()]


def test(node: str | None) -> str:
    if node is None:
        return ""
    path, _, name = node.partition("::")
    return f"[{name.removeprefix('test_').replace('_', ' ')}](../{path})"
