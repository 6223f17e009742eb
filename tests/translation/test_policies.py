"""The policies in English: every document there and back, and what is found of it there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rankdsl import pipeline, workspace
from rankdsl.source import SourceFile
from rankdsl.syntax import parse
from rankdsl.syntax.grammar import load_words
from rankdsl.syntax.writing import written
from rankdsl.translation.rewriting import Rewriting
from rankdsl.workspace import Workspace
from tests.reference import POLICIES

HAN_OR_SIGNS = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
COUNTY, OPINIONS = "counties/甲县-中层正职三年.rank", "central/2015-职务与职级并行意见.rank"
CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "good"


def opened(*paths: Path) -> Workspace:
    return workspace.open_workspace(paths, codes=pipeline.CODES)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The policies in English, as a workspace of their own."""
    target = tmp_path_factory.mktemp("english")
    shutil.copytree(POLICIES, target, dirs_exist_ok=True)
    place = opened(POLICIES)
    rewrite = pipeline.rewriter(place, "en")
    for document in place.documents:
        written = rewrite(document)
        assert written.text is not None, [f.message.en for f in written.findings]
        (target / document.path).write_text(written.text, encoding="utf-8")
    return target


def test_every_document_comes_back_letter_by_letter(english: Path) -> None:
    """Comments, words of comparison and chapters too: the text is that of the canonical tree."""
    here, there = opened(POLICIES), opened(english)
    own, back = pipeline.rewriter(here, None), pipeline.rewriter(there, "zh")
    assert len(here.documents) == len(there.documents) > 20
    for one, other in zip(here.documents, there.documents, strict=True):
        assert HAN_OR_SIGNS.search(other.text) is None, one.path
        assert own(one).text == back(other).text, one.path


def test_what_is_found_is_the_same(english: Path) -> None:
    def found(root: Path) -> list[tuple[str, str, str, str | None]]:
        report = pipeline.check(opened(root / COUNTY))
        assert report.obligations
        return [(f.code, f.fingerprint, f.subject, f.place.article) for f in report.findings]

    assert found(english) == found(POLICIES) != []


def test_documents_in_both_languages_stand_under_each_other(english: Path) -> None:
    """An English county under the Chinese Opinions."""
    (english / OPINIONS).write_bytes((POLICIES / OPINIONS).read_bytes())
    loaded = pipeline.load(opened(english / COUNTY))
    assert loaded.findings == ()
    county = next(model for model in loaded.models if model.name.path == COUNTY)
    superior = next(model for model in loaded.models if model.name.path == OPINIONS)
    assert county.superiors == (superior.name.title,)
    assert county.pieces


def names_as_they_are() -> Rewriting:
    """Names and texts stay: English reads Chinese ones, too."""
    words = load_words("en").comparisons

    def same(written: str, *_: object) -> str:
        return written

    return Rewriting(
        name=same,
        level=same,
        vocabulary=same,
        title=same,
        heading=same,
        text=same,
        word=lambda word: words.get(word, ""),
        values_of=lambda _: frozenset(),
    )


@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.rank")), ids=lambda path: path.stem)
def test_the_words_and_their_order_alone(path: Path) -> None:
    """Whatever the corpus holds is written in English and read again as the same tree, or LostError is raised."""
    file = SourceFile(path.name, path.read_text(encoding="utf-8-sig"))
    read = parse(file)
    assert read.findings == ()
    text = written(names_as_they_are().of(read.node), file, "zh", "en")
    again = parse(SourceFile(path.name, text))
    assert again.language == "en"
    assert written(again.node, SourceFile(path.name, text), "en", "en") == text
