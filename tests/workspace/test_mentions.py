"""Which files one file may need, from their text alone."""

from __future__ import annotations

from rankdsl.source import SourceFile
from rankdsl.workspace.mentions import closure, name_of_vocabulary, own_titles, vocabularies_asked


def file(path: str, text: str) -> SourceFile:
    return SourceFile(path, text)


TOP = file("top.rank", "# 《别的》\n文件《上级规定》\n  词表：公务员。\n")
MIDDLE = file("middle.rank", "文件《中间规定》\n  依据：《上级规定》。\n")
LOW = file("low.rank", "文件《下级规定》\n  依据：《中 间规定》。\n")
OTHER = file("other.rank", "文件《无关规定》\n  依据：《上级规定》。\n")
STRANGE = file("strange.rank", "《没有表头》")


def test_titles_of_a_file() -> None:
    assert own_titles(TOP) == {"上级规定"}
    assert own_titles(file("two.rank", "文件《甲》层级：中央。\n文件 《乙》\n")) == {"甲", "乙"}
    assert own_titles(file("one.rank", "参见文件目录《甲》")) == frozenset()


def test_superiors_over_several_steps_and_nothing_else() -> None:
    taken, nowhere = closure([LOW], [TOP, MIDDLE, LOW, OTHER], versions=True)
    assert taken == {"low.rank", "middle.rank", "top.rank"}
    assert nowhere == {"别的"}


def test_a_file_that_cannot_be_told_is_taken() -> None:
    taken, _ = closure([LOW], [LOW, STRANGE], versions=True)
    assert taken == {"low.rank", "strange.rank"}


def test_another_version_is_taken_only_in_a_workspace() -> None:
    older = file("older.rank", "文件《上级规定》\n")
    both = file("both.rank", "文件《上级规定》\n文件《下级规定》\n  依据：《上级规定》。\n")
    assert closure([both], [both, older], versions=True)[0] == {"both.rank", "older.rank"}
    assert closure([both], [both, older], versions=False)[0] == {"both.rank"}


def test_vocabularies() -> None:
    own = file("vocabulary/新工人.yaml", "vocabulary: 新工人\nextends: 工人\n")
    document = file("a.rank", "文件《甲》\n  词表：「新工人」。 施行：2020年1月1日。\n")
    assert name_of_vocabulary(own) == "新工人"
    assert name_of_vocabulary(document) is None
    assert vocabularies_asked([document, TOP], [own]) == {"工人", "公务员"}
    assert vocabularies_asked([TOP], [file("v.yaml", 'vocabulary: "公务员" # x\nextends: null\n')]) == frozenset()
