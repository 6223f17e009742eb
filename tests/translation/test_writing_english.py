"""Any tree that can be written is written in English so that it is read as it was."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rankdsl.source import SourceFile
from rankdsl.syntax import ast, parse
from rankdsl.syntax.grammar import load_words
from rankdsl.syntax.writing import same_tree, written
from rankdsl.syntax.writing.english import English
from rankdsl.syntax.writing.writer_english import EnglishWriter
from tests.lengths import generated
from tests.syntax.canonical import EVERYTHING
from tests.syntax.test_writing import expressions
from tests.translation.test_policies import names_as_they_are

TOP = 'document "A"\n    level: county.\n\narticle 1\n'
ENGLISH_WORDS = tuple(word for spellings in load_words("en").spellings.values() for word in spellings)


def test_every_construct() -> None:
    file = SourceFile("a.rank", EVERYTHING)
    text = written(names_as_they_are().of(parse(file).node), file, "zh", "en")
    again = SourceFile("a.rank", text)
    assert written(parse(again).node, again, "en", "en") == text
    assert max(map(len, text.splitlines())) <= 120


@settings(max_examples=generated(60, 5000))
@given(expressions(), st.lists(st.sampled_from(ENGLISH_WORDS), min_size=1, max_size=3))
def test_any_formula(formula: ast.Expr, words: list[str]) -> None:
    formula = names_as_they_are().of(formula)
    named = [ast.Name(ast.Ident(word, formula.span)) for word in words]
    whole = ast.Logic(ast.LogicOp.AND, (formula, *named), formula.span)
    if isinstance(formula, ast.Logic) and formula.op is ast.LogicOp.AND:
        whole = replace(formula, operands=(*formula.operands, *named))
    writer = EnglishWriter(English())
    writer.statement(ast.ScopeIs(whole, whole.span))
    text = TOP + "\n".join(writer.lines)
    parsed = parse(SourceFile("b.rank", text))
    assert [f.message.en for f in parsed.findings] == [], text
    (statement,) = parsed.node.documents[0].articles[0].statements
    assert isinstance(statement, ast.ScopeIs)
    assert same_tree(statement.formula, whole), text
