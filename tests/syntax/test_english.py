"""The English surface gives the tree that the Chinese one gives, construct by construct."""

from __future__ import annotations

from pathlib import Path

import pytest

from rankdsl.source import SourceFile
from rankdsl.syntax import Parsed, ast, grammar, numerals_english, parse
from rankdsl.syntax.lexicons import language_of
from rankdsl.syntax.writing import same_tree, written
from tests.syntax.notation import notation, statement

HEADER = """\
document "Measures"
    level: central.
    vocabulary: people.
    effective: 1 January 2020.

article 1 [One]
"""
SAME = tuple(
    tuple(pair.splitlines())
    for pair in Path(__file__).with_name("same_in_english.txt").read_text(encoding="utf-8").split("\n\n")
)
"""A statement in Chinese, and the same in English."""


def read(text: str) -> Parsed:
    return parse(SourceFile("test.rank", text))


def english(body: str) -> ast.Statement:
    parsed = read(HEADER + body)
    assert [f.message.en for f in parsed.findings] == []
    assert parsed.language == "en"
    ((only,),) = [article.statements for article in parsed.node.documents[0].articles]
    return only


@pytest.mark.parametrize(("chinese", "body"), SAME, ids=lambda text: text[:20])
def test_it_is_the_same_tree(chinese: str, body: str) -> None:
    assert notation(english(body)) == notation(statement(chinese))


@pytest.mark.parametrize(("_", "body"), SAME, ids=lambda text: text[:20])
def test_what_is_written_is_read_as_it_was(_: str, body: str) -> None:
    parsed = read(HEADER + body)
    text = written(parsed.node, SourceFile("test.rank", HEADER + body), "en", "en")
    assert same_tree(read(text).node, parsed.node)
    assert written(read(text).node, SourceFile("test.rank", text), "en", "en") == text


def test_lines_and_header() -> None:
    text = 'Document "A"\n level: county. jurisdiction: a = b. under: "B" and "C". effective: 2020-01-01.\n'
    (document,) = read(text + "repealed: 2 March 2021.\nchapter 2 [Two]\nArticle 3\n").node.documents
    assert (document.title.text, [title.text for title in document.under]) == ("A", ["B", "C"])
    assert [(chapter.name, chapter.heading) for chapter in document.chapters] == [("第二章", "Two")]
    assert [article.name for article in document.articles] == ["第三条"]


def test_the_language_is_that_of_the_first_word() -> None:
    assert language_of("# 注\n// 又\n文件《A》") == "zh"
    assert language_of('# note\n  Document "A"') == "en"
    assert language_of("level: county.") == "en"
    assert language_of('“stray” document\ndocument "A"') == "en"
    assert language_of("") == language_of("hello") == language_of('文件《A》\ndocument "B"') == "zh"


def test_a_name_that_is_a_word_of_the_language_is_quoted() -> None:
    node = english("define `level`: `first match` + grade.")
    assert isinstance(node, ast.Define)
    assert node.name.text == "level"
    text = written(read(HEADER + "define `level`: `a b` + year.").node, SourceFile("t", HEADER), "en", "en")
    assert "define `level`: `a b` + year." in text


def test_mistakes_are_told_in_english_words() -> None:
    found = read(HEADER + "define a b.\nassert x is independent of y.\ndecision c requires: (2) d.").findings
    messages = [f"{f.message.en} {f.help.en if f.help else ''}" for f in found]
    assert any("“:”" in message for message in messages)
    assert any("(1)" in message for message in messages)
    assert not any(sign in message for message in messages for sign in "。：（定义断言")


def test_both_keyword_tables_are_whole() -> None:
    words = grammar.load_words("en")
    assert grammar.check_words(grammar.load_tables(), words) == []
    assert all(word.isascii() for word in words.terminals)
    chinese = grammar.load_words("zh")
    assert set(words.comparisons) == {
        w for t in ("EQ", "IS", "NE", "LT", "LE", "GT", "GE", "HIGH_FIRST", "LOW_FIRST") for w in chinese.spellings[t]
    }
    assert set(words.comparisons.values()) <= set(words.terminals)
    assert len(set(words.comparisons.values())) == len(words.comparisons)


def test_labels_and_numbers_go_both_ways() -> None:
    for number in range(1, 70):
        assert numerals_english.inner(numerals_english.written_inner(number)) == number
    for name in ("第一条", "第一百零五条", "第十二条之二"):
        assert numerals_english.article_name(numerals_english.written_article(name)) == name
    for label in ("（一）", "（二十）", "（一百零一）", "（九千九百九十九）"):
        assert numerals_english.label(numerals_english.written_label(label)) == label
