"""Every mistake of the book: what is said of it is what stands there, one thing of each, and the mends are sound."""

from __future__ import annotations

import re

import pytest

from rankdsl.diagnostics.edits import edited
from rankdsl.syntax import parse
from rankdsl.workspace.fixing import fix
from tests.mistakes.book import PATH, POOR, Mistake, look, mistakes, parts_today, place_of, told

BOOK = mistakes()
SEVERAL = {"several": 6, "row-stop": 2, "header-signs": 3, "markdown-fence": 2, "slots-of-base": 2}
"""Those that make a mistake in more than one place; every other is told of once."""
FEWEST = 120
OTHER_WORDS = re.compile(r"\b[A-Z][A-Z_]{2,}\b|None|token|lexeme|terminal|Span")


def test_the_book_is_long() -> None:
    assert len(BOOK) >= FEWEST
    assert len({mistake.parts["wrong"] for mistake in BOOK}) == len(BOOK)


@pytest.mark.parametrize("mistake", [*BOOK, *mistakes(POOR)], ids=lambda mistake: mistake.name)
def test_what_is_said(mistake: Mistake) -> None:
    """`python -m tests.mistakes.book` writes it anew; read what changed before it is committed."""
    assert parts_today(mistake) == mistake.parts


def test_one_finding_for_one_mistake() -> None:
    for mistake in BOOK:
        found = told(mistake).findings
        assert len(found) == SEVERAL.get(mistake.name, 1), mistake.name
        for finding in found:
            assert finding.code.startswith("RD1")
            assert finding.help is not None
            for text in (finding.message, finding.help):
                assert not OTHER_WORDS.search(text.zh + text.en), mistake.name
                assert not text.en.endswith("."), mistake.name
                assert text.zh
                assert text.en


def test_a_mend_leaves_nothing_to_mend() -> None:
    for mistake in BOOK:
        today = told(mistake)
        if today.fixed.texts:
            assert [finding.message.zh for finding in today.left] == [], mistake.name
        else:
            sure = [finding for finding in today.findings if finding.fix is not None and finding.fix.sure]
            assert sure == [], mistake.name


def test_nothing_else_is_lost() -> None:
    """The statements before and after the mistake are read."""
    for mistake in BOOK:
        if mistake.frame == "article":
            (file,) = place_of(mistake.text).documents
            (document,) = parse(file).node.documents
            first, last = document.articles[0], document.articles[-1]
            assert (len(first.statements), len(last.statements)) == (2, 1), mistake.name


def test_line_ends_of_windows_stay() -> None:
    """The same is mended, and every line end that was not mended away is still what it was."""
    for mistake in BOOK[::9]:
        fixed = fix(place_of(mistake.text.replace("\n", "\r\n")), look)
        today = told(mistake).fixed
        assert [f.message.zh for f in fixed.made] == [f.message.zh for f in today.made]
        if fixed.texts:
            assert fixed.texts[PATH].replace("\r\n", "\n") == today.texts[PATH]
            assert fixed.texts[PATH].count("\r\n") == fixed.texts[PATH].count("\n")


def test_only_what_the_edits_say_is_changed() -> None:
    for mistake in BOOK:
        today = told(mistake)
        edits = [e for f in today.findings if f.fix is not None and f.fix.sure for e in f.fix.edits]
        if len(today.findings) == 1 and edits:
            assert today.fixed.texts[PATH] == edited(mistake.text, edits)


def test_most_mistakes_are_mended() -> None:
    """What has no mend could mean two things, or is for the drafter to decide."""
    mended = [mistake.name for mistake in BOOK if told(mistake).fixed.texts]
    assert len(mended) >= 100


def test_a_poor_message_says_why_it_is_on_the_list() -> None:
    for mistake in mistakes(POOR):
        assert mistake.head["why"]
        assert mistake.head["why_en"]
        assert not told(mistake).fixed.texts
