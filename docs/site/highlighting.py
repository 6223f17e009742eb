"""Colours for rule documents, from the keyword tables of the grammar: nothing is listed twice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import yaml
from pygments.lexer import RegexLexer, bygroups
from pygments.lexers.lisp import CommonLispLexer
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, Punctuation, String, Text

if TYPE_CHECKING:
    from sphinx.application import Sphinx

GRAMMAR = Path(__file__).resolve().parents[2] / "grammar"


def keywords() -> list[str]:
    """Every spelling of every keyword, the longest first."""
    found: set[str] = set()
    for table in sorted(GRAMMAR.glob("keywords.*.yaml")):
        for spellings in yaml.safe_load(table.read_text(encoding="utf-8"))["words"].values():
            found.update(spelling for spelling in spellings if isinstance(spelling, str) and re.match(r"\w", spelling))
    return sorted(found, key=lambda word: (-len(word), word))


class RankLexer(RegexLexer):
    name = "rank"
    aliases: ClassVar[list[str]] = ["rank"]
    filenames: ClassVar[list[str]] = ["*.rank"]

    WORDS = "|".join(map(re.escape, keywords()))
    MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
    tokens: ClassVar[dict[str, Any]] = {
        "root": [
            (r"\s+", Text),
            (r"(#|//).*", Comment.Single),
            (r"“[^”\n]*”", String),
            (r'"[^"\n]*"', String),
            (r"《[^》\n]*》", Name.Class),
            (r"【[^】\n]*】", Generic.Subheading),
            (r"「[^」\n]*」", Name),
            (r"第[0-9一二三四五六七八九十百〇两]+[条章节](之[一二三四五六七八九十]+)?", Generic.Heading),
            (
                r"([Aa]rticle\s+[0-9]+(?:-[0-9]+)?)(\s*)(\[[^\]\n]*\])",
                bygroups(Generic.Heading, Text, Generic.Subheading),
            ),
            (r"[Aa]rticle\s+[0-9]+(-[0-9]+)?", Generic.Heading),
            (rf"([0-9]+\s+)?({MONTHS})\s+[0-9]{{4}}", Number),
            (r"([0-9]+(\.[0-9]+)?|half a)\s+(years?|months?|days?|yuan|percent)|level\s+[0-9]+", Number),
            (r"`[^`\n]*`", Name),
            (r"[0-9]{4}(-[0-9]+)+|[0-9]+年[0-9]+(个?月)?([0-9]+日)?", Number),
            (r"[0-9]+(\.[0-9]+)?\s?(%|％|年半|年|个月|月|日|元|万元|级|次|位)?", Number),
            (r"RD[0-9]{3}", Name.Constant),
            (rf"({WORDS})(?![\w])", Keyword),
            (r"(近|连续)[0-9]+[年次]", Keyword),
            (r"[≥≤≠＞＜><=+−\-×÷→—]", Operator),
            (r"[：；，。、（）{}()\[\],.:;%…！？]", Punctuation),
            (r"[一二三四五六七八九十百半]+(年半|年|个月|月|日|元|次)(?!\w)", Number),
            (r"\w+", Name),
            (r".", Text),
        ]
    }


class SmtLexer(CommonLispLexer):
    """Near enough for SMT-LIB, and with the sign for lines left out."""

    name = "SMT-LIB"
    aliases: ClassVar[list[str]] = ["smt2"]
    filenames: ClassVar[list[str]] = ["*.smt2"]
    tokens: ClassVar[dict[str, Any]] = CommonLispLexer.tokens | {
        "root": [(r"…\n", Comment), *CommonLispLexer.tokens["root"]],
        "body": [(r"…\n", Comment), *CommonLispLexer.tokens["body"]],
    }


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_lexer("rank", RankLexer)
    app.add_lexer("smt2", SmtLexer)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
