"""docs/english.md: its example is sound, its table is right."""

from __future__ import annotations

import re
from pathlib import Path

from rankdsl import pipeline
from rankdsl.source import SourceFile
from rankdsl.syntax import grammar, parse
from rankdsl.syntax.writing import written

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "english.md").read_text(encoding="utf-8")


def test_the_example_is_in_canonical_writing_and_says_what_is_found_of_it(tmp_path: Path) -> None:
    (example,) = re.findall(r"```rank\n(.*?)```", PAGE, re.DOTALL)
    file = SourceFile("example.rank", example)
    assert written(parse(file).node, file, "en", "en") == example
    (tmp_path / "example.rank").write_text(example, encoding="utf-8")
    report = pipeline.check_paths([tmp_path])
    assert [f.message.en for f in report.findings if not f.expected] == []
    assert sorted({f.code for f in report.findings}) == ["RD301", "RD401", "RD403"]


def test_every_keyword_of_either_language_that_it_names_is_one() -> None:
    table = PAGE.split("## What stands for what")[1].split("\n\n")[1]
    chinese, english = grammar.load_words("zh"), grammar.load_words("en")
    for row in table.splitlines()[2:]:
        left, right = (re.sub(r"[`|]", "", cell) for cell in row.strip("|").split(" | "))
        terminals = {t for word in re.findall("[\u4e00-\u9fff]+", left) for t in chinese.terminals.get(word, ())}
        spelt = [english.spellings[t] for t in terminals if t in english.spellings]
        assert all(any(word in right for word in words) for words in spelt if len(spelt) == 1), row
