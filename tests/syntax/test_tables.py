"""The grammar, its tables and the keyword table agree; tables that are stale or lost are computed anew."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rankdsl.source import SourceFile
from rankdsl.syntax import ast, grammar, grammar_files, tabulating
from rankdsl.syntax.building import Builder
from rankdsl.syntax.expecting import spelling

PACKAGE = Path(grammar.__file__).resolve().parent.parent


def test_the_tables_are_fresh() -> None:
    """Else: make tables"""
    text = (grammar_files.folder() / "rankdsl.lark").read_text(encoding="utf-8")
    assert (grammar_files.folder() / "rankdsl.tables.json").read_text(encoding="utf-8") == tabulating.render_tables(
        text
    )


def test_tables_do_not_depend_on_hash_order(tmp_path: Path) -> None:
    script = "from rankdsl.syntax import tabulating, grammar_files; import hashlib; print(hashlib.sha256(tabulating."
    script += (
        "render_tables((grammar_files.folder() / 'rankdsl.lark').read_text(encoding='utf-8')).encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(PACKAGE.parent)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


def test_every_word_is_spelt_and_known() -> None:
    tables, words = grammar.load_tables(), grammar.load_words()
    assert grammar.check_words(tables, words) == []
    for terminals in words.instead.values():
        for terminal in terminals:
            assert spelling(terminal, words)


def test_no_word_stands_in_for_itself() -> None:
    """A word that is offered as a correction must not be the one that is corrected."""
    words = grammar.load_words()
    for word, terminals in words.instead.items():
        assert not set(terminals) & set(words.terminals.get(word, ())), word


def test_every_rule_has_its_method() -> None:
    builder = Builder(SourceFile("x", ""))
    for rule in grammar.load_tables().rules:
        if rule.name and rule.name != "file":
            assert callable(getattr(builder, rule.name)), rule


def test_words_of_the_tree_are_first_spellings() -> None:
    """Messages that show a value of the tree show a word that can be written."""
    words = grammar.load_words()
    for enumeration in (ast.Function, ast.AggregateKind, ast.RestrictionWord, ast.RoundingMode, ast.Deemed):
        for member in enumeration:
            assert str(member.value) in words.terminals, member


@pytest.mark.parametrize("spoil", ["lost", "stale", "broken", "another grammar"])
def test_tables_that_do_not_fit_are_not_used(spoil: str, tmp_path: Path) -> None:
    """In a copy, as it lies in a wheel: the grammar inside the package."""
    shutil.copytree(PACKAGE, tmp_path / "rankdsl", ignore=shutil.ignore_patterns("__pycache__", "_data"))
    place = tmp_path / "rankdsl" / "_data" / "grammar"
    shutil.copytree(PACKAGE.parent / "grammar", place)
    tables = place / "rankdsl.tables.json"
    if spoil == "lost":
        tables.unlink()
    elif spoil == "stale":
        text = re.sub(r'"grammar":"[0-9a-f]+"', '"grammar":"0"', tables.read_text(encoding="utf-8"))
        tables.write_text(text, encoding="utf-8")
    elif spoil == "broken":
        tables.write_text("{", encoding="utf-8")
    else:
        lark = place / "rankdsl.lark"
        lark.write_text(lark.read_text(encoding="utf-8") + "\n// changed\n", encoding="utf-8")
    script = (
        "from rankdsl.source import SourceFile; from rankdsl.syntax import parse, grammar_files; import sys;"
        "parsed = parse(SourceFile('x', '文件《甲》\\n第一条【乙】\\n定义 丙：1。'));"
        "print(grammar_files.folder(), len(parsed.node.documents[0].articles[0].statements), 'lark' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert run.stdout.split() == [str(place), "1", "True"]


def test_lark_is_not_needed_where_the_tables_are_fresh() -> None:
    script = (
        "import sys; from rankdsl.source import SourceFile; from rankdsl.syntax import parse;"
        "parse(SourceFile('x', '文件《甲》')); print('lark' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, cwd=PACKAGE.parent)
    assert run.stdout.strip() == "False"
