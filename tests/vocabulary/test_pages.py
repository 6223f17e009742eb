"""The manual pages of this room: each wrong example shows its fault, each right one none."""

from __future__ import annotations

import pytest

from rankdsl.diagnostics import Diagnostic, Finding, Page
from rankdsl.source import SourceFile
from rankdsl.vocabulary import (
    PAGES,
    calendar_messages,
    case_messages,
    cases,
    load_calendars,
    load_vocabularies,
    messages,
)
from tests.vocabulary.files import civil_servants, policy


def findings(page: Page, text: str) -> tuple[Finding, ...]:
    file = SourceFile(page.example_file, text)
    if page.example_file.startswith("cases/"):
        return cases(file, civil_servants())[1]
    if page.example_file.startswith("calendars/"):
        return load_calendars([file])[1]
    return load_vocabularies([policy("vocabulary/公务员.yaml"), file])[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.code)
def test_examples(page):
    wrong = findings(page, page.wrong)
    assert {f.code for f in wrong} == {page.code}
    assert all(f.place.span is not None and f.place.span.file.path == page.example_file for f in wrong)
    assert findings(page, page.right) == ()


def test_codes_and_names():
    assert [(p.code, p.name) for p in PAGES] == [
        ("RD112", "vocabulary"),
        ("RD113", "vocabulary-narrows"),
        ("RD116", "case-file"),
        ("RD121", "calendar"),
    ]


@pytest.mark.parametrize("module", [messages, case_messages, calendar_messages], ids=lambda m: m.__name__)
def test_every_message_is_in_both_languages_and_in_plain_words(module):
    found = [d for d in vars(module).values() if isinstance(d, Diagnostic)]
    structure = module.STRUCTURE
    found += [getattr(structure, name) for name in structure.__slots__]
    assert len(found) > 10
    for diagnostic in found:
        assert diagnostic.page in PAGES
        for text in (diagnostic.zh, diagnostic.en, diagnostic.help_zh, diagnostic.help_en):
            assert text
            assert not text.endswith((".", "。"))
        assert not diagnostic.en[0].isupper()
        assert not any(word in diagnostic.zh for word in ("None", "dict", "str", "schema", "traceback"))
