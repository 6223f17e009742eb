"""docs/mistakes.md: the book of mistakes as a page for those who write documents."""

from __future__ import annotations

from rankdsl.diagnostics import Finding
from tests.mistakes.book import HERE as SLOT
from tests.mistakes.book import PATH, POOR, Mistake, frames, mistakes, told

NAME = "docs/mistakes.md"
GROUPS = (
    ("marks", "标点", "punctuation"),
    ("headings", "文件开头、章和条", "headers and headings"),
    ("names", "名称和开头的词", "names and opening words"),
    ("quantities", "数量、期限、等次", "quantities, periods, grades"),
    ("operators", "且、或、非和计算", "and, or, not, sums"),
    ("cases", "分情形、例外、修改", "cases, exceptions, amendments"),
    ("items", "各项、表、案例", "items, tables, cases of tests"),
    ("mechanisms", "积分、职数、择优、程序", "scores, slots, selections, procedures"),
    ("leftovers", "从别的程序带来的", "what other programs leave behind"),
)
INTRODUCED = """\
# 常见的写法错误 · mistakes people make

写规则文件的人最容易写错的 {count} 处：写的是什么，工具怎样说，改成什么样。标着“可以自动改”的 {mended} 处只可能有
一个意思，`rankdsl check 文件.rank --fix` 直接改好；其余的可能有两个意思，或者要由起草人决定，提示里写明怎样改。这一页由
测试生成，每一处都核对过（`tests/mistakes/`）。

The {count} mistakes that people are most likely to make: what was written, what is said of it, and what it becomes.
Those marked “mended by --fix” ({mended}) can mean one thing only; with the others the drafter decides. Each is a test.

"""


def page() -> str:
    book = mistakes()
    mended = sum(bool(told(mistake).fixed.texts) for mistake in book)
    parts = [INTRODUCED.format(count=len(book), mended=mended)]
    for group, zh, en in GROUPS:
        parts.append(f"## {zh} · {en}\n\n")
        parts += (_entry(mistake) for mistake in book if mistake.head["group"] == group)
    parts.append("## 说得还不够清楚的 · not yet told well\n\n")
    parts += (
        f"- **{poor.head['title']}**：{poor.head['why']}。 *{poor.head['english']}: {poor.head['why_en']}*\n"
        for poor in mistakes(POOR)
    )
    return "".join(parts)


def _entry(mistake: Mistake) -> str:
    today = told(mistake)
    mark = "可以自动改 · mended by --fix" if today.fixed.texts else "由起草人改 · for the drafter"
    said = "".join(dict.fromkeys(map(_said, today.findings)))
    after = ""
    if today.fixed.texts:
        before, _, rest = frames()[mistake.frame].partition(SLOT)
        after = _fenced(today.fixed.texts[PATH].removeprefix(before).removesuffix(rest))
    title = f"### {mistake.head['title']}\n\n*{mistake.head['english']}* — {mark}\n\n"
    return f"{title}{_fenced(mistake.parts['wrong'])}{said}\n{after}"


def _said(finding: Finding) -> str:
    assert finding.help is not None
    return (
        f"> **{finding.code}** {finding.message.zh}。处理办法：{finding.help.zh}。\\\n"
        f"> *{finding.message.en} — {finding.help.en}*\n"
    ).replace("。。", "。")


def _fenced(text: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}rank\n{text.strip(chr(10)).rstrip()}\n{fence}\n\n"
