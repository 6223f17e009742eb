"""RD211: an article with no norm and no judgement: people would take "clean" to cover it."""

from __future__ import annotations

from collections.abc import Iterator

from rankdsl.diagnostics import Diagnostic, Finding, Page, Severity, Text
from rankdsl.ir.model import Model

PAGE = Page(
    code="RD211",
    name="unmodelled",
    severity=Severity.NOTE,
    title=Text("条文没有写成规则", "an article without rules"),
    manual=Text(
        """\
这一条只有标题、要旨或出处，没有任何规则，也没有用“待判断”标明由谁判断。检查结论不涵盖这一条；不提示的话，读者会误以为它也查过了。

**怎样处理**：把能写成规则的内容写出来；需要由人判断的，写“待判断：事实名。”；确实不含规则的（例如目的、解释权），保留本提示即可。
""",
        """\
the article has only a heading, a gist or a source: no rule, and no 待判断 to say that a person judges it. The
verdict of a check does not cover it, and without this note a reader would think that it does.

**What to do**: write as rules what can be written as rules; mark what a person must judge with 待判断; leave the
note where the article really regulates nothing (its purpose, who interprets it).
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：在编。

第二条【任职年限】
  要旨：“任职年限从严掌握”。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：在编。

第二条【任职年限】
  要旨：“现职级满两年”。
  定义 年限已满：任现职级年限 ≥ 2年。
""",
)

NO_NORM = Diagnostic(
    PAGE,
    zh="{article}没有写成规则，检查结论不涵盖这一条",
    en="{article} holds no rule, so no verdict covers it",
    help_zh="能写成规则的写成规则；由人判断的写“待判断：事实名。”",
    help_en="write it as a rule, or mark with 待判断 what a person must judge",
)


def examine(model: Model) -> Iterator[Finding]:
    for article in model.articles:
        if article.norms == 0 and not article.judged:
            yield NO_NORM.at(article.place, subject=article.name, article=article.name)
