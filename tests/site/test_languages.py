"""Pages that say everything twice, taken apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.site.languages import AS_THEY_ARE, BESIDE, joined, one_line, split, tongue

DOCS = Path(__file__).resolve().parents[2] / "docs"

PAGE = """\
# 持续集成 · In CI

规则文件每改一次，就检查一次。
Every change is checked.

| 检查 check | 给谁读 · for whom |
|---|---|
| `json` | 程序 · programs |

```sh
rankdsl check  # 核对 · check
```

## GitHub

*The figures are counted, of 可晋升 too.*
"""


def test_one_language_of_a_page() -> None:
    assert split(PAGE, "zh") == (
        "# 持续集成\n\n规则文件每改一次，就检查一次。\n\n| 检查 | 给谁读 |\n|---|---|\n| `json` | 程序 |\n\n"
        "```sh\nrankdsl check  # 核对 · check\n```\n\n## GitHub\n"
    )
    assert split(PAGE, "en") == (
        "# In CI\n\nEvery change is checked.\n\n| check | for whom |\n|---|---|\n| `json` | programs |\n\n"
        "```sh\nrankdsl check  # 核对 · check\n```\n\n## GitHub\n\n*The figures are counted, of 可晋升 too.*\n"
    )


IN_BOTH = [
    path.name
    for path in sorted(DOCS.glob("*.md"))
    if path.name not in AS_THEY_ARE
    and BESIDE.match(next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# ")))
]


def test_there_are_pages_in_both() -> None:
    assert {"ci.md", "operators.md", "policies.md", "trust.md"} <= set(IN_BOTH)


@pytest.mark.parametrize("name", IN_BOTH)
def test_every_line_is_in_one_of_them(name: str) -> None:
    """Nothing of the pages that are split is lost, and nothing is left of the other language's sentences."""
    text = (DOCS / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        assert one_line(line, "zh") or one_line(line, "en")
    in_code = False
    for line in split(text, "en").splitlines():
        in_code ^= line.startswith("```")
        if not in_code and not line.startswith("|"):
            assert tongue(line) != "zh", line


def test_chinese_lines_are_joined_without_blanks() -> None:
    assert (
        joined("一项\n决定，\n`a` 与 b\nand c\n\n```text\n一\n二\n```")
        == "一项决定，`a` 与 b\nand c\n\n```text\n一\n二\n```"
    )
