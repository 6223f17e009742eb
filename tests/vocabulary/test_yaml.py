"""YAML as it was written: spans, and every file that cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdsl.source import SourceFile
from rankdsl.vocabulary.yaml_nodes import (
    MAX_CHARACTERS,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    YamlProblem,
    read_yaml,
)
from tests.vocabulary.files import POLICIES


def read(text: str) -> tuple[tuple[Node, ...], tuple[YamlProblem, ...]]:
    return read_yaml(SourceFile("a.yaml", text))


def problem(text: str) -> tuple[str, str]:
    """Message in Chinese and the text at fault of the only problem."""
    _, problems = read(text)
    assert len(problems) == 1, problems
    assert problems[0].help is not None
    assert problems[0].message.en
    return problems[0].message.zh, problems[0].span.text


def scalars(node: Node) -> list[ScalarNode]:
    match node:
        case ScalarNode():
            return [node]
        case MappingNode(entries=entries):
            return [s for e in entries for s in (e.key, *scalars(e.value))]
        case SequenceNode(items=items):
            return [s for item in items for s in scalars(item)]


@pytest.mark.parametrize("path", sorted(POLICIES.rglob("*.yaml")), ids=lambda p: p.name)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_value_knows_where_it_stands(path, end):
    text = path.read_text(encoding="utf-8").replace("\n", end)
    nodes, problems = read(text)
    assert problems == ()
    found = scalars(nodes[0])
    assert len(found) > 10
    assert all(s.span.text == s.text for s in found if "\n" not in s.span.text and not s.span.text.startswith(">"))


@pytest.mark.parametrize(
    "written",
    [
        "2015-01",
        "2015-01-15",
        "是",
        "yes",
        "no",
        "on",
        "0o17",
        "1e3",
        "110101199003071234",
        "2019.10",
        "1_000",
        "12:30",
    ],
)
def test_no_type_is_guessed(written):
    nodes, problems = read(f"a: {written}\n")
    assert problems == ()
    assert isinstance(nodes[0], MappingNode)
    value = nodes[0].scalar("a")
    assert value is not None
    assert value.text == written


def test_offsets_count_characters():
    nodes, _ = read("𠮷: “值”\nb: ['单', \"双\"]\n")
    assert [(s.text, s.span.text) for s in scalars(nodes[0])] == [(s, s) for s in ("𠮷", "“值”", "b", "单", "双")]


def test_names_are_canonical_and_texts_are_not():
    nodes, _ = read("ＡＢ: （一）\n")
    assert isinstance(nodes[0], MappingNode)
    assert [(e.name, e.key.text) for e in nodes[0].entries] == [("AB", "ＡＢ")]
    value = nodes[0].scalar("AB")
    assert value is not None
    assert value.text == "（一）"


def test_json_is_read():
    nodes, problems = read('{"a": [1, true, null, "x"], "b": {}}')
    assert problems == ()
    assert [s.text for s in scalars(nodes[0])] == ["a", "1", "true", "null", "x", "b"]


@pytest.mark.parametrize(
    ("text", "message", "at"),
    [
        ("a: &x [1]\n", "“&”和“*”（锚点和引用）在这里不用", "&x"),
        ("a: *x\n", "“&”和“*”（锚点和引用）在这里不用", "*x"),
        ("a: !!python/object:os.system x\n", "“!”开头的类型标记在这里不用", "!"),
        ("a: 1\na: 2\n", "“a”写了两次，第 1 行已有", "a"),
        ("Ａ: 1\nA: 2\n", "“A”写了两次，第 1 行已有", "A"),
        ("? [a, b]\n: 1\n", "冒号前应当是一个名称", "[a, b]"),
        ("a: b: c\n", "这里多了一个冒号", ":"),
        ("a:\n\tb: 1\n", "值不能以这个字符开头", "\t"),
        ("a: 1\n\tb: 2\n", "这一行用了制表符缩进", "\t"),
        ("a: [1, 2\n", "方括号里的内容没有写完整", "\n"),
        ("a: {b: 1\n", "花括号里的内容没有写完整", "\n"),
        ('a: "x\n', "引号没有合上", "\n"),
        ("a: @x\n", "值不能以这个字符开头", "@"),
        ('a: "\\q"\n', "双引号里的“\\”后面写了不认识的字符", "\\"),
        ("a: 1\n  b: 2\n", "这里多了一个冒号", ":"),
        ("a：1\nb: 2\n", "名称后面的冒号是全角“：”", "："),
        ("a: 1\nb：2\nc: 3\n", "名称后面的冒号是全角“：”", "："),
        ("cases：\n", "名称后面的冒号是全角“：”", "："),
        ("- 1\nb: 2\n", "这一行应当是列表的一项", "b"),
        ("a\x07b: 1\n", "含有看不见的控制字符（U+0007）", "\x07"),
        ("a\x00b: 1\n", "含有看不见的控制字符（U+0000）", "\x00"),
        ("a: \ufeffb\n", "含有看不见的控制字符（U+FEFF）", "\ufeff"),
        ("[" * 40, "层次太深：超过 32 层", "["),
        ("%YAML 9.9\n---\na: 1\n", "不认识这个 YAML 版本", "%"),
    ],
)
def test_what_cannot_be_read(text, message, at):
    assert problem(text) == (message, at)


def test_a_yaml_bomb_does_not_grow():
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    nodes, problems = read(bomb)
    assert nodes == ()
    assert len(problems) == 1


def test_large_files_are_refused_soon():
    assert problem("a" * (MAX_CHARACTERS + 1))[0] == f"文件过大：超过 {MAX_CHARACTERS} 个字符"
    assert problem("[" + "{}," * 150_000 + "]")[0] == "文件过大：内容超过 200000 项"


@given(st.text(alphabet="ab:-{}[]&*!|>'\"%@`#?, \n\t：，1\\", max_size=40))
def test_no_text_raises(text):
    nodes, problems = read(text)
    for found in problems:
        assert found.message.zh
        assert 0 <= found.span.start <= found.span.end <= len(text)
    for node in nodes:
        assert node.span.end <= len(text)


@given(st.text(max_size=40))
def test_no_character_raises(text):
    nodes, problems = read(text)
    assert isinstance(nodes, tuple)
    assert all(found.message.en for found in problems)
