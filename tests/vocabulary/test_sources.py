"""The list of sources."""

import pytest

from rankdsl.vocabulary import sources
from tests.vocabulary.files import file, policy, shown


def test_the_sources_of_the_policies():
    keys, findings = sources(policy("sources.yaml"))
    assert findings == ()
    assert {"S0", "S3", "tw2015", "design", "gwyf"} <= keys
    assert len(keys) >= 17


@pytest.mark.parametrize(
    ("text", "keys", "message", "at"),
    [
        ("", set(), "文件是空的，没有出处", ""),
        ("S1: {title: 一, class: A}\n", set(), "出处清单中没有“S1”这一项", "S1"),
        ("sources: {S1: {title: 一}}\n", {"S1"}, "“S1”缺少“class”", "S1"),
        ("sources: {S1: {title: 一, clas: A, class: A}}\n", {"S1"}, "“S1”中没有“clas”这一项", "clas"),
        ("sources: {S1: {title: 一, class: D}}\n", {"S1"}, "“S1”的“class”的值“D”不认识，应当是“A”（规范原文）", "D"),
        ("sources: {S1: {title: [一], class: A}}\n", {"S1"}, "“S1”的“title”的写法不对，应当是一段文字", "title"),
        ("sources: {S1: 一}\n", {"S1"}, "“S1”的写法不对，应当是写明 title、class 的出处", "一"),
        ("sources: [S1]\n", set(), "“sources”的写法不对，应当是“键: 出处”的列表", "sources"),
        ("sources: {S 1: {title: 一, class: A}}\n", {"S 1"}, "“S 1”不能作名称", "S 1"),
        (
            "sources: {S1: {title: 一, class: A}, S1: {title: 二, class: A}}\n",
            {"S1"},
            "文件的写法不对：“S1”写了两次",
            "S1",
        ),
        ("sources: {S1: &a {title: 一, class: A}}\n", set(), "文件的写法不对：“&”和“*”（锚点和引用）在这里不用", "&a"),
        ("sources：{}\n", set(), "文件的写法不对：名称后面的冒号是全角“：”", "："),
    ],
)
def test_a_mistake(text, keys, message, at):
    found, findings = sources(file(text, "sources.yaml"))
    assert found == keys
    assert any(f.message.zh.startswith(message) and shown(f) == at for f in findings), [f.message.zh for f in findings]
    assert {f.code for f in findings} == {"RD112"}
    assert all(f.help is not None and f.help.zh for f in findings)


def test_the_example_of_an_empty_file_has_braces():
    (finding,) = sources(file(""))[1]
    assert finding.help is not None
    assert finding.help.zh == "请写成 sources: {S1: {title: …, class: A}}"
