"""A new document under another: a header that is right, whom it is about, what it inherits, and one line to break it.

Invariant: what is handed back was checked where it is to stand, and nothing at all was found in it.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from rankdsl import syntax
from rankdsl.diagnostics import Finding, Text
from rankdsl.drafting.breaking import Breaking, breaking
from rankdsl.drafting.inherited import as_written, inherited
from rankdsl.drafting.superior import Refused, Superior
from rankdsl.ir.facts import Fact, Vocabulary
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.reading import reads
from rankdsl.ir.types import Enumeration
from rankdsl.source import SourceFile
from rankdsl.syntax import ast
from rankdsl.syntax.writing import formatted

INDENT = "    "


class Draft(Struct, frozen=True):
    """The text of a new document. `breaking`: the line that, uncommented, gives one finding; None: none was found."""

    title: str
    text: str
    model: Model
    breaking: Breaking | None


def usual_title(superior: Superior) -> str:
    return f"{superior.title}实施细则（草稿）"


def right_title(title: str) -> str | Refused:
    """The title as a document can bear it."""
    title = " ".join(title.split()).removeprefix("《").removesuffix("》")
    parsed = syntax.parse(SourceFile("", f"文件《{title}》\n  层级：县级。\n\n第一条\n  参数 甲：1。\n"))
    titles = [document.title.text for document in parsed.node.documents]
    if not title or parsed.findings or titles != [title]:
        return Refused((_not_a_title(title),))
    return title


def draft(superior: Superior, path: str, title: str) -> Draft | Refused:
    """A document at `path` (as the workspace shows it); Refused where it would not be clean, with what was found."""
    bearer = superior.bearer(title)
    if bearer is not None:
        return Refused((_title_taken(title, bearer),))
    until = superior.node.repealed.day if superior.node.repealed is not None else None
    lines = _header(superior, title, until, None)
    model = superior.model(path, _text(lines))
    if isinstance(model, Refused):
        return model
    start = model.pieces[0].program.period.start
    gaps = [s.period.start for s in model.silences if s.period.start > start]
    until = min([*gaps, *([until] if until is not None else [])], default=None)
    piece = model.pieces[0]
    head = _header(superior, title, until, piece)
    scope, fairness = _scope(superior, piece), _fairness(piece)
    body = _numbered([scope, fairness])
    for less in ([scope], []):
        if not superior.found(path, _text([*head, *body])):
            break
        body = _numbered(less)

    def broken(line: str) -> tuple[Finding, ...]:
        return superior.found(path, _text([*head, *body, line]))

    count = sum(line.startswith("第") for line in body)
    found = breaking(piece, _article(count + 1), broken)
    laid_out = inherited(piece, superior.chain(piece))
    whole = [*_foreword(superior), *head, *body, *_to_break(found), *_afterword(), *laid_out]
    text = _canonical(path, _text(whole))
    last = superior.found(path, text)
    if last:
        return Refused(findings=last)
    return Draft(title, text, model, found)


def _not_a_title(title: str) -> Text:
    return Text(
        f"“{title}”不能用作标题；标题里不能有换行、不成对的《》，请用 --title 另写一个",
        f"“{title}” cannot be a title: it may have no line break and no 《》 that is not a pair; write another one "
        "with --title",
    )


def _title_taken(title: str, path: str) -> Text:
    return Text(
        f"已经有《{title}》（{path}），标题不能相同；请用 --title 另写一个",
        f"there is a 《{title}》 already ({path}), and no two may bear one title: write another one with --title",
    )


def _header(superior: Superior, title: str, until: date | None, piece: Piece | None) -> list[str]:
    """`piece` None: without the comments that need to know what is above."""
    start = superior.node.effective
    assert start is not None, "a superior without 施行 was refused"
    lines = [f"文件《{title}》", f"{INDENT}层级：{superior.level_below}。"]
    if piece is not None and (example := _jurisdiction(piece)) is not None:
        lines.append(f"{INDENT}# 辖区：{example}。")
    lines.append(f"{INDENT}依据：《{superior.title}》。")
    if piece is not None:
        lines.append(f"{INDENT}# 词表：{piece.program.vocabulary.name}。")
    lines.append(f"{INDENT}施行：{_day(start.day)}。")
    if until is not None:
        lines.append(f"{INDENT}废止：{_day(until)}。")
    return [*lines, ""]


def _jurisdiction(piece: Piece) -> str | None:
    """A formula that could limit the document to a part of the people: a fact that no decision above reads."""
    program = piece.program
    read = {fact for decision in program.decisions for fact in reads(program, program.top[decision])}
    fact = next((f for f in _unordered(program.vocabulary) if f.name not in read), None)
    return None if fact is None else f"{fact.name} = {fact.typical}"


def _unordered(vocabulary: Vocabulary) -> list[Fact]:
    return [
        fact
        for fact in vocabulary.facts
        if isinstance(fact.type, Enumeration) and not fact.type.ordered and not fact.protected and fact.typical
    ]


def _scope(superior: Superior, piece: Piece) -> list[str]:
    """适用 as the nearest document above that has one writes it."""
    for name, node in superior.chain(piece):
        for article in node.articles:
            for statement in article.statements:
                if isinstance(statement, ast.ScopeIs):
                    return [
                        "【适用范围】",
                        f"{INDENT}要旨：“与《{name.title}》{article.name}相同”。",
                        *(INDENT + line for line in as_written(statement.span)),
                    ]
    return []


def _fairness(piece: Piece) -> list[str]:
    """Assertions that what must never influence a decision does not: for those that the nearest 对下 are about."""
    program = piece.program
    bound = [(layer, c.subject) for layer, c in piece.delegations if c.subject in program.decisions]
    nearest = max((layer for layer, _ in bound), default=None)
    named = dict.fromkeys(decision for layer, decision in bound if layer == nearest)
    facts = [fact.name for fact in program.vocabulary.facts if fact.protected]
    lines = [f"{INDENT}断言：{decision} 与 {fact} 无关。" for decision in named for fact in facts]
    return ["【公平】", f"{INDENT}要旨：“与上位文件一样，不因下列事实有所不同”。", *lines] if lines else []


def _numbered(articles: list[list[str]]) -> list[str]:
    lines: list[str] = []
    for number, (heading, *rest) in enumerate((a for a in articles if a), 1):
        lines += [f"{_article(number)}{heading}", *rest, ""]
    return lines


def _article(number: int) -> str:
    return f"第{'一二三四五六七八九'[number - 1]}条"


def _foreword(superior: Superior) -> list[str]:
    return [
        f"# 依据《{superior.title}》起草的文件。# 后面到行末是注释，只给人看。",
        "# 文件头：层级、依据、施行必须写；标题、施行日期请改成您的。",
        f"# 施行日期不能早于{_effective(superior)}：那时依据的文件还没有施行。",
        "# 只管一部分人的，去掉“辖区”一行的 #，改成您的范围；“词表”不写，就沿用上位文件的。",
        "",
    ]


def _to_break(found: Breaking | None) -> list[str]:
    if found is None:
        return []
    name = found.finding.code
    return [
        f"# 试一试：去掉下一行的“# ”，保存，再检查一次，就会查出一处问题（{name}）；看过以后请恢复。",
        f"# {found.line}",
        "",
    ]


def _afterword() -> list[str]:
    return [
        "# 从这里往下都是注释：上位文件的条文，逐条列出，供起草时对照。没有改动的，照上位文件执行，不必重写。",
        "# ▸ 说明这里可以怎样改、不可以怎样改。改动的写法（照抄条号和名称，填上省略号处）：",
        "#     修改《文件》第几条 名称 改为：……。                    参数、定义、表换一个值",
        "#     修改《文件》第几条 决定名称 另须：（一）……。           决定另加条件",
        "#     修改《文件》第几条 决定名称（一） 改为：……。           换掉决定的一项条件",
        "#     例外《文件》第几条 当 …… 时，名称 为 ……。             只对一部分人不同",
    ]


def _effective(superior: Superior) -> str:
    return _day(superior.node.effective.day) if superior.node.effective is not None else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _canonical(path: str, text: str) -> str:
    """As `fmt` writes it, so that it finds nothing to do."""
    return formatted(SourceFile(path, text)).text or text


def _text(lines: list[str]) -> str:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return "\n".join(lines) + "\n"
