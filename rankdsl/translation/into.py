"""A canonical tree with its words in English, or as they are for Chinese; what nothing translates is listed.

What is listed is what would stand in the wrong script: Han characters in an English document, and in a Chinese one
words of Latin letters that were an English document's own. A Latin name that the glossary gives as itself (`KPI: KPI`)
is at home in both.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field

from rankdsl.diagnostics import Diagnostic, Finding, Place, Text
from rankdsl.source import Span
from rankdsl.syntax import ast
from rankdsl.syntax.building.statements import AS_OF_DAY
from rankdsl.translation import messages
from rankdsl.translation.dictionary import Dictionary
from rankdsl.translation.documents import ENGLISH, Dictionaries
from rankdsl.translation.glossary import HEADINGS, NAMES, TEXTS, TITLES, Glossary, Section
from rankdsl.translation.rewriting import Rewriting

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN_WORD = re.compile("[a-z]{2}")
_KINDS = {
    NAMES: Text("名称", "name"),
    TITLES: Text("标题", "title"),
    HEADINGS: Text("条题", "heading"),
    TEXTS: Text("文字", "text"),
}
_PLAIN = re.compile(r"[\w（）《》“”、，。；][^:#'\"\n]*")
_SHOWN = 40


class Translated(Struct, frozen=True):
    node: ast.FileNode
    findings: tuple[Finding, ...]


class _Lacking(Struct):
    """What has no translation, each once, in the order met."""

    glossary: Glossary
    to: str
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)

    def note(self, section: str, written: str, span: Span, document: str = "") -> None:
        diagnostic = messages.NO_ENGLISH if self.to == ENGLISH else messages.NO_CHINESE
        self._say(diagnostic, section, written, span, document, line=self._line(written))

    def not_back(self, written: str, translated: str, other: str, span: Span, document: str) -> None:
        words = {"translated": translated, "other": other}
        self._say(messages.NOT_BACK, NAMES, written, span, document, **words)

    def _line(self, written: str) -> str:
        key, value = (written, "…") if self.to == ENGLISH else ("…", written)
        return f"{_scalar(key)}: {_scalar(value)}"

    def _say(self, diagnostic: Diagnostic, section: str, written: str, span: Span, document: str, **words: Any) -> None:
        if (section, written) in self.findings:
            return
        about = {"kind": _KINDS[section], "section": section, "file": self.glossary.path, **words}
        place = Place(span, document)
        shown = written if len(written) <= _SHOWN else written[:_SHOWN] + "…"
        self.findings[section, written] = diagnostic.at(place, subject=written, written=shown, **about)


def translated(
    node: ast.FileNode, known: Dictionaries, to: str, comments: tuple[tuple[str, Span], ...] = ()
) -> Translated:
    """The documents of a canonical tree as `to` (en, zh) writes them; `comments`: those of the file, to be looked
    through for what is not translated."""
    documents = []
    findings: list[Finding] = []
    lacking: _Lacking | None = None
    for document in node.documents:
        names = known.of(document)
        if lacking is None:
            lacking = _Lacking(names.glossary, to)
        writing = _writing(names, to, lacking, document.title.text)
        documents.append(writing.of(document))
    if lacking is not None:
        for comment, span in comments:
            _word(lacking.glossary.texts, TEXTS, comment, span, to, lacking, "")
        findings = sorted(lacking.findings.values(), key=lambda f: f.sort_key)
    return Translated(ast.FileNode(tuple(documents)), tuple(findings))


def comment_into(comment: str, glossary: Glossary, to: str) -> str:
    """A comment with its mark, from the other language."""
    pairs = glossary.texts.english if to == ENGLISH else glossary.texts.chinese
    words = words_of(comment)
    at = comment.rfind(words)
    return comment[:at] + pairs.get(words, words)


def words_of(comment: str) -> str:
    """A comment without its mark."""
    return comment.removeprefix("//").lstrip("#＃／").strip()


def _writing(names: Dictionary, to: str, lacking: _Lacking, document: str) -> Rewriting:
    glossary = names.glossary

    def name(written: str, span: Span, wanted: frozenset[str]) -> str:
        if to != ENGLISH:
            if written not in names.english and _foreign(written, to):
                lacking.note(NAMES, written, span, document)
            return written
        english = names.english.get(written, written)
        if _HAN.search(english):
            lacking.note(NAMES, written, span, document)
        else:
            back = names.chinese(english, wanted)
            if (back or english) != written:
                lacking.not_back(written, english, back or english, span, document)
        return english

    def word(section: Section, kind: str) -> Any:
        return lambda written, span: _word(section, kind, written, span, to, lacking, document)

    def by_table(table: Any) -> Any:
        return lambda written, span: table.get(written, written) if to == ENGLISH else written

    return Rewriting(
        name=name,
        level=by_table(names.levels),
        vocabulary=by_table(names.vocabularies),
        title=word(glossary.titles, TITLES),
        heading=word(glossary.headings, HEADINGS),
        text=word(glossary.texts, TEXTS),
        word=lambda written: names.comparisons.get(written, "") if to == ENGLISH else written,
        values_of=lambda written: names.values.get(written, frozenset()),
    )


def _word(section: Section, kind: str, written: str, span: Span, to: str, lacking: _Lacking, document: str) -> str:
    """A title, heading, text or comment, which in the canonical tree is Chinese if it is translated at all."""
    if to == ENGLISH:
        found = section.english.get(written, written)
        missing = _HAN.search(found) is not None
    else:
        found = written
        missing = written not in section.english and _foreign(section.chinese.get(written, written), to)
    if missing:
        lacking.note(kind, written, span, document)
    return found


def _foreign(written: str, to: str) -> bool:
    """Whether what nothing translates would stand in the wrong script."""
    if written == AS_OF_DAY:
        return False
    if to == ENGLISH:
        return _HAN.search(written) is not None
    return _HAN.search(written) is None and _LATIN_WORD.search(written) is not None


def _scalar(text: str) -> str:
    """As YAML writes it."""
    if text == "…" or (_PLAIN.fullmatch(text) and text == text.strip()):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
