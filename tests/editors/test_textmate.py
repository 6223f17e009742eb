"""The grammar for editors: fresh, and every word of a rule document gets the colour of what it is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from editors import generate
from rankdsl.syntax.grammar import load_tables, load_words
from rankdsl.syntax.lexing import Lexicon, normal
from tests.editors.tokenizing import Tokenizer
from tests.lengths import generated

ROOT = Path(__file__).parents[2]
POLICIES = sorted((ROOT / "policies").rglob("*.rank"))
FEW = [path for path in POLICIES if path.stem.startswith(("2015", "甲县", "某省职级"))]
NAMED = ("variable.other", "entity.name.function")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(json.loads((ROOT / generate.GRAMMAR).read_text(encoding="utf-8")))


def scopes(tokenizer: Tokenizer, text: str) -> dict[str, str]:
    return {word.text: word.scope for word in tokenizer.words(text)}


def test_what_is_written_is_fresh() -> None:
    for name, text in generate.all_files().items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, f"{name} is stale: make editors"


def test_every_terminal_of_every_language_has_one_colour() -> None:
    placed = [terminal for terminals in generate.SCOPES.values() for terminal in terminals.split()]
    assert len(placed) == len(set(placed))
    assert set(placed) == {terminal for table in generate.tables() for terminal in table["words"]}
    table = generate.tables()[0]
    with pytest.raises(SystemExit, match="NOVEL of zh has no colour"):
        list(generate.keywords([{**table, "words": {"NOVEL": ["新词"]}}]))


def test_a_document(tokenizer: Tokenizer) -> None:
    text = """\
# 注释 文件
文件《甲县〈意见〉“实施”《细则》》 // 也是
    施行：2016年7月1日。
    词表：「是」。

第三条之一【晋升 条件】
    要旨：“写在两行上的，# 不是注释，
        第二行”。
    参数 应任年限：2年6个月；１８个月，自2020年1月1日起。
    表 规定 按 现职级：科员级 → 半年；其他 → 百分之六。
    决定 可晋升 须具备下列之一：
        （一）计数 近3年 年度考核 中（等次 = 优秀） ≥ 2次 且 非 须知次数；
        1. 年份（评定日） − 年份 ＞ 3.5；
    对下 可晋升：不得加严；可在 1年 至 3年 之间规定。
    例外《意见》第二条 优先于第四条 当 处分期内 时，可晋升 为 是。
    预期 RD401：“x”。
"""
    found = tokenizer.words(text)
    by_text = {word.text: word.scope for word in found}
    expected = {
        "# 注释 文件": "comment.line.number-sign",
        "文件": "keyword.other.header",
        "《甲县〈意见〉“实施”《细则》》": "entity.name.type.document",
        "// 也是": "comment.line.double-slash",
        "施行": "keyword.other.header",
        "2016年7月1日": "constant.numeric.date",
        "「是」": "variable.other.quoted",
        "第三条之一": "entity.name.section.article",
        "【晋升 条件】": "markup.heading",
        "写在两行上的，# 不是注释，": "string.quoted.double",
        "        第二行”": "string.quoted.double",
        "参数": "storage.type.statement",
        "应任年限": "entity.name.function",
        "2年6个月": "constant.numeric.quantity",
        "１８个月": "constant.numeric.quantity",
        "自": "keyword.control",
        "起": "keyword.control",
        "半年": "constant.numeric.quantity",
        "百分之六": "constant.numeric.quantity",
        "→": "keyword.operator.arrow",
        "须具备下列之一": "keyword.control",
        "（一）": "constant.other.label",
        "1.": "constant.other.label",
        "计数": "support.function",
        "近": "keyword.control",
        "3年": "constant.numeric.quantity",
        "中": "keyword.control",
        "且": "keyword.operator.logical",
        "须知次数": "variable.other",
        "评定日": "constant.language",
        "年份": "variable.other",  # the last one: without a bracket it is a name
        "3.5": "constant.numeric",
        "−": "keyword.operator.arithmetic",
        "＞": "keyword.operator.comparison",
        "不得加严": "keyword.other.restriction",
        "之间规定": "keyword.other.restriction",
        "《意见》": "string.other.title",
        "第二条": "entity.name.tag.article",
        "优先于": "keyword.control",
        "第四条": "entity.name.tag.article",
        "为": "keyword.operator.comparison",
        "是": "constant.language",
        "RD401": "constant.other.code",
    }
    assert {text: by_text.get(text) for text in expected} == expected
    years = [word.scope for word in found if word.text == "年份"]
    assert years == ["support.function", "variable.other"]


def test_english(tokenizer: Tokenizer) -> None:
    text = """\
document “Rules of a County”
    effective: 1 July 2016.
Article 3 [Promotion]
    define years_due: 2 years  # note
    Is not  lower than 3; is lower than `is`; half a year; level 25; yes
"""
    found = scopes(tokenizer, text)
    expected = {
        "document": "keyword.other.header",
        "“Rules of a County”": "entity.name.type.document",
        "1 July 2016": "constant.numeric.date",
        "Article 3": "entity.name.section.article",
        "[Promotion]": "markup.heading",
        "years_due": "entity.name.function",
        "2 years": "constant.numeric.quantity",
        "# note": "comment.line.number-sign",
        "is lower than": "keyword.operator.comparison",
        "Is not  lower than": "keyword.operator.comparison",
        "`is`": "variable.other.quoted",
        "half a year": "constant.numeric.quantity",
        "level 25": "constant.numeric.quantity",
        "yes": "constant.language",
    }
    assert {text: found.get(text) for text in expected} == expected


@pytest.mark.parametrize("path", generated(FEW, POLICIES), ids=lambda path: path.stem)
def test_the_colours_agree_with_the_lexer(tokenizer: Tokenizer, path: Path) -> None:
    """Where the lexer cuts a keyword, a name or a number, so does the grammar, over whole documents."""
    text = path.read_text(encoding="utf-8")
    words = load_words()
    lexemes = Lexicon(load_tables(), words).lexemes(normal(text), 0)
    scope_at = {(word.line, word.column): word for word in tokenizer.words(text)}
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    line = 0
    for lexeme, start in zip(lexemes.texts, lexemes.starts, strict=True):
        while line + 1 < len(starts) and starts[line + 1] <= start:
            line += 1
        if not re.match(r"[\w]", lexeme):
            continue
        word = scope_at.get((line + 1, start - starts[line] + 1))
        assert word is not None, lexeme
        if lexeme in words.before_bracket or word.scope == "constant.other.code":
            continue
        if lexeme in words.terminals:
            assert word.scope not in NAMED, lexeme
            assert word.text == lexeme
        elif re.match(r"[0-9]", lexeme):
            assert word.scope.startswith("constant."), lexeme
        elif word.text == lexeme:
            written = re.search("[一二三四五六七八九十百半第]|^读法", lexeme)  # a number or a label in Chinese
            assert word.scope in NAMED or written, (lexeme, word)


def test_the_extension() -> None:
    folder = ROOT / generate.EXTENSION
    manifest = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    (language,) = manifest["contributes"]["languages"]
    (grammar,) = manifest["contributes"]["grammars"]
    assert (language["id"], language["extensions"]) == (grammar["language"], [".rank"])
    written = json.loads((folder / grammar["path"]).read_text(encoding="utf-8"))
    assert written["scopeName"] == grammar["scopeName"]
    settings = json.loads((folder / language["configuration"]).read_text(encoding="utf-8"))
    assert settings["comments"] == {"lineComment": "#"}
    assert ["《", "》"] in settings["brackets"]
    for key in ("wordPattern",):
        assert re.fullmatch(settings[key], "任现职级年限")
        assert not re.search(settings[key], "：，。")
