"""Which vocabulary files some documents need, told from the first lines of the files."""

from __future__ import annotations

from rankdsl.source import SourceFile
from rankdsl.vocabulary import files_needed

BASE = SourceFile("base.yaml", "vocabulary: 公务员\nextends: null\nfacts: {}\n")
OWN = SourceFile("own.yaml", "# 一县\nvocabulary: '甲县'  # 示例\nextends: 公务员\n")
OTHER = SourceFile("other.yaml", "vocabulary: 别的\nextends: null\n")
FILES = (OTHER, BASE, OWN)


def test_a_vocabulary_with_those_it_builds_on() -> None:
    assert files_needed(FILES, {"公务员"}) == (BASE,)
    assert files_needed(FILES, {"甲县"}) == (BASE, OWN)
    assert files_needed(FILES, {"甲县", "别的"}) == FILES


def test_all_where_one_is_not_there() -> None:
    """What is near a misspelt name is told from all names."""
    assert files_needed(FILES, {"甲先"}) == FILES
    assert files_needed((OTHER, OWN), {"甲县"}) == (OTHER, OWN)


def test_all_where_a_file_does_not_say_what_it_is() -> None:
    unclear = SourceFile("unclear.yaml", "{vocabulary: 一份, extends: null}\n")
    assert files_needed((*FILES, unclear), {"公务员"}) == (*FILES, unclear)
