"""What holds for every text: it never raises, places lie inside it, and what was read reads the same again."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from rankdsl.source import SourceFile
from rankdsl.syntax import Parsed, ast, parse, parse_formula
from rankdsl.syntax.grammar import load_words
from rankdsl.syntax.lexing import normal
from tests.syntax.notation import HEADER, notation

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = tuple(
    path.read_text(encoding="utf-8-sig")
    for folder in ("policies", "tests/corpus/good")
    for path in sorted((ROOT / folder).rglob("*.rank"))
)
WORDS = tuple(word for words in load_words().spellings.values() for word in words)
SIGNS = (*'：；。、，（）{}《》【】“”「」=≥≤+−×÷→.#/"\n', " ", "\r\n", "\u3000", "\0", "？", "é", "😀")
VALUES = (
    "第一条",
    "第三条甲",
    "3年",
    "近3年",
    "（一）",
    "1.",
    "2015年1月1日",
    "2015年13月",
    "自2020年起",
    "甲",
    "乙",
    "百分之六",
)
PIECES = st.sampled_from((*WORDS, *SIGNS, *VALUES))


def check(text: str) -> Parsed:
    file = SourceFile("x.rank", text)
    parsed = parse(file)
    for finding in parsed.findings:
        span = finding.place.span
        assert span is not None
        assert 0 <= span.start <= span.end <= len(text)
        assert finding.code in ("RD101", "RD102", "RD107")
        assert finding.message.zh
        assert finding.message.en
        for edit in finding.fix.edits if finding.fix else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(text)
    keys = [finding.sort_key for finding in parsed.findings]
    assert keys == sorted(keys)
    for document in parsed.node.documents:
        for statement in all_statements(document):
            assert 0 <= statement.span.start < statement.span.end <= len(text)
    return parsed


def all_statements(document: ast.DocumentNode) -> list[ast.Statement]:
    return [*document.statements, *(s for article in document.articles for s in article.statements)]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    check(text)
    check(HEADER + text)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_row_of_words_is_read(text: str) -> None:
    check(HEADER + text)
    file = SourceFile("x.yaml", text)
    formula, findings = parse_formula(file, 0, len(text))
    assert formula is not None or findings


@settings(max_examples=200)
@given(st.sampled_from(DOCUMENTS), st.data())
def test_a_damaged_document_is_read(text: str, data: st.DataObject) -> None:
    """And what lies before the first mistake is read as in the whole document."""
    start = data.draw(st.integers(0, len(text)))
    end = min(len(text), start + data.draw(st.integers(0, 6)))
    damaged = text[:start] + "".join(data.draw(st.lists(PIECES, max_size=4))) + text[end:]
    whole, parsed = check(text), check(damaged)
    if not parsed.node.documents or not whole.node.documents:
        return
    before = [s for s in all_statements(whole.node.documents[0]) if s.span.end < start]
    kept = all_statements(parsed.node.documents[0])[: len(before)]
    assert [notation(s) for s in kept] == [notation(s) for s in before]


def test_what_was_read_reads_the_same_again() -> None:
    """The span of a statement is the whole statement."""
    for text in DOCUMENTS:
        for document in check(text).node.documents:
            for statement in all_statements(document):
                (again,) = check(f"文件《甲》\n{statement.span.text}\n").node.documents[0].statements
                assert notation(again) == notation(statement)


def test_statements_apart_from_each_other() -> None:
    """One statement destroyed: every other one is still there, and the mistake is told in its place."""
    for text in DOCUMENTS[:6]:
        document = check(text).node.documents[0]
        statements = all_statements(document)
        for number, statement in enumerate(statements):
            stop = statement.span.end - 1
            damaged = f"{text[:stop]} ？ {text[stop:]}"
            parsed = check(damaged)
            kept = [notation(s) for s in all_statements(parsed.node.documents[0])]
            assert kept == [notation(s) for n, s in enumerate(statements) if n != number]
            assert parsed.findings


@given(st.text())
def test_mapping_keeps_every_place(text: str) -> None:
    mapped = normal(text)
    assert len(mapped) == len(text)
    assert normal(mapped) == mapped
