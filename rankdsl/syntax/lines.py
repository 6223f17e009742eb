"""Lines of documents, chapters and articles that are not written as they should be, but say enough to be used.

What comes after them belongs to this document and this article, so none of them is lost for a heading without its 【】.
"""

from __future__ import annotations

import re
from typing import Any

from rankdsl.diagnostics import Diagnostic, Edit, Finding, Place
from rankdsl.source import SourceFile, Span
from rankdsl.syntax import ast, findings_layout
from rankdsl.syntax import findings_habits as habits
from rankdsl.syntax import findings_unread as messages
from rankdsl.syntax.diagnosing import Diagnosis
from rankdsl.syntax.diagnosing.pairing import mark_of
from rankdsl.syntax.lexing import normal
from rankdsl.syntax.pieces import ArticleLine, ChapterLine, DocumentLine, Piece
from rankdsl.syntax.quoting import shown
from rankdsl.syntax.recognising import LINE_OPENERS, Halt, Recogniser

_BLANKS = " \t\u3000\u00a0\r：:"
_OUTER = '《〈<＜«『【〔[［“"（('
_CLOSERS = '》〉>＞»』】〕]］”"）)'
"""Marks that people put around titles and headings, in pairs."""
_CLOSING_MARKS = "》〉>＞」』】〕]］〗 \t"
_STRAY = re.compile(r"\s*(?:`{3,}\w*|[-=_*—–─~]{3,}|[—–-]\s*[0-9]+\s*[—–-]|第\s*[0-9]+\s*页[^：:。]*)\s*$")
"""Lines that only a typesetter needs."""
_REMARK = re.compile(r"[（(\[【]?\s*(?:注|备注|附注|说明|按语?)\s*[：:].*$|[（(][^（）()]*[）)]\s*$")
_LISTED = re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})、\s*【?(?P<heading>[^【】。；，：:;,\s]{1,20})】?\s*$")
_BARE_NUMBER = re.compile(r"(?:[〇零一二三四五六七八九十百]+|[0-9]{1,3})条(?:之[一二三四五六七八九十]+)?")
_PROSE = re.compile("[，。；]")
_LONGEST_HEADING = 30


def _bare(text: str) -> str:
    """Without the marks around it, also where the two do not go together; a bracket at one end stays."""
    text = text.strip(_BLANKS)
    while text:
        first, last = text[0] in _OUTER, text[-1] in _CLOSERS
        round_ends = [text[0] in "（(", text[-1] in "）)"]
        if first and last and round_ends[0] == round_ends[1]:
            text = text[1:-1]
        elif first and not round_ends[0]:
            text = text[1:]
        elif last and not round_ends[1]:
            text = text[:-1]
        else:
            break
        text = text.strip(_BLANKS)
    return text


class Lines:
    def __init__(self, file: SourceFile, recogniser: Recogniser, diagnosis: Diagnosis, found: list[Finding]) -> None:
        self._file = file
        self._recogniser = recogniser
        self._diagnosis = diagnosis
        self._findings = found
        patterns = recogniser.lexicon.patterns
        self._numbered = re.compile(f"(?P<ARTICLE>{patterns['ARTICLE']})|(?P<CHAPTER>{patterns['CHAPTER']})")

    def salvage(self, index: int, halt: Halt, pieces: list[Piece]) -> int | None:
        """Add the line that begins at lexeme `index` to `pieces`, and give the index after it; None if it is none."""
        if self._heading_like_a_keyword(index, halt, pieces):
            return halt.index
        bare = (
            self._stray(index, halt)
            or self._bare_title(index, halt, pieces)
            or self._listed(index, halt, pieces)
            or self._bare_heading(index, halt, pieces)
        )
        if bare is not None:
            return bare
        lexemes = self._recogniser.lexemes
        glued = self._numbered.match(lexemes.texts[index])
        if halt.trail and halt.trail[0].terminal in LINE_OPENERS:
            terminal = halt.trail[0].terminal
            name_end = halt.trail[0].end
        elif glued is not None:
            terminal = glued.lastgroup or ""
            name_end = lexemes.starts[index] + glued.end()
        else:
            return None
        name = self._file.span(lexemes.starts[index], name_end)
        following = self._recogniser.next_line(max(halt.index, index + 1))
        title = next((t for t in halt.trail if t.terminal in ("TITLE", "HEADING")), None)
        if title is not None:
            text = self._file.text[title.start + 1 : title.end - 1]
            if following > halt.index:
                self._after_title(terminal, halt, following)
            span = self._file.span(title.start, title.end)
        else:
            span = self._rest_of_line(name_end, lexemes.starts[following])
            text = _bare(span.text)
            if text and self._tell(terminal, name, span, text) is messages.PROSE:
                text = ""
        pieces.append(self._line(terminal, name, span, text.strip()))
        return following

    def _after_title(self, terminal: str, halt: Halt, following: int) -> None:
        lexemes = self._recogniser.lexemes
        if terminal != "DOCUMENT":
            self._findings.append(self._diagnosis.of(halt))
            return
        span = self._rest_of_line(halt.start, lexemes.starts[following])
        self._note(messages.AFTER_TITLE, span, written=shown(span.text))

    def _heading_like_a_keyword(self, index: int, halt: Halt, pieces: list[Piece]) -> bool:
        """`第一条 适用范围`: the heading is read as the opening word of a statement that never comes."""
        if not pieces or halt.index != index + 1 or not self._recogniser.first_on_line(halt.index):
            return False
        line = pieces[-1]
        if not isinstance(line, ArticleLine) or line.heading or self._recogniser.first_on_line(index):
            return False
        span = self._file.span(self._recogniser.lexemes.starts[index], self._recogniser.lexemes.end(index))
        self._tell("ARTICLE", line.name_span, span, span.text)
        pieces[-1] = ArticleLine(line.name, span.text, line.name_span, line.span.to(span))
        return True

    def _stray(self, index: int, halt: Halt) -> int | None:
        """A rule, a page number, a fence, a remark: nothing of it is a statement."""
        if halt.trail:
            return None
        recogniser = self._recogniser
        start = recogniser.lexemes.starts[index]
        rest = self._file.text[start:].partition("\n")[0]
        end = start + len(rest)
        if recogniser.lexemes.texts[index] in ("。", ".", ";", ",", "、"):
            span = self._file.span(start, recogniser.lexemes.end(index))
            self._note(findings_layout.STRAY_STOP, span, Edit(span, ""), written=span.text)
            return index + 1
        if _STRAY.match(rest) and recogniser.first_on_line(index):
            begin = self._file.text.rfind("\n", 0, start) + 1
            whole = self._file.span(begin, min(end + 1, len(self._file.text)))
            span = self._file.span(start, start + len(rest.rstrip()))
            self._note(findings_layout.STRAY_LINE, span, Edit(whole, ""), written=shown(rest))
        elif _REMARK.match(rest):
            span = self._file.span(start, start + len(rest.rstrip()))
            self._note(
                findings_layout.STRAY_NOTE,
                span,
                Edit(self._file.span(start, start), "# " if self._file.text[start - 1 : start].isspace() else " # "),
                written=shown(rest),
            )
        else:
            return None
        while not recogniser.at_end(index) and recogniser.lexemes.starts[index] < end:
            index += 1
        return index

    def _listed(self, index: int, halt: Halt, pieces: list[Piece]) -> int | None:
        """`四、附则`: an article or a chapter. What follows is kept apart as if it were an article."""
        recogniser = self._recogniser
        if halt.trail or not recogniser.first_on_line(index):
            return None
        start = recogniser.lexemes.starts[index]
        rest = self._file.text[start:].partition("\n")[0]
        match = _LISTED.match(rest)
        if match is None:
            return None
        span = self._file.span(start, start + len(rest.rstrip()))
        article, chapter = f"第{match['number']}条", f"第{match['number']}章"
        words = {"heading": match["heading"], "article": article, "chapter": chapter}
        self._note(findings_layout.NUMBERED_LINE, span, written=shown(rest), **words)
        pieces.append(ArticleLine(article, match["heading"], span, span))
        while not recogniser.at_end(index) and recogniser.lexemes.starts[index] < span.end:
            index += 1
        return index

    def _bare_title(self, index: int, halt: Halt, pieces: list[Piece]) -> int | None:
        """`《…》` or `文档《…》` alone on a line: it can only be meant as the line that opens a document."""
        lexemes = self._recogniser.lexemes
        if halt.trail or not self._recogniser.first_on_line(index):
            return None
        title = index if lexemes.texts[index].startswith("《") else index + 1
        if len(lexemes.texts[title]) < 3 or not lexemes.texts[title].startswith("《"):
            return None
        if not self._recogniser.first_on_line(title + 1) and not self._recogniser.at_end(title + 1):
            return None
        span = self._file.span(lexemes.starts[title], lexemes.end(title))
        whole = self._file.span(lexemes.starts[index], span.end)
        word = self._recogniser.lexicon.words.first("DOCUMENT")
        self._note(messages.DOCUMENT_WORD, whole, Edit(whole, word + span.text), written=span.text, word=word)
        pieces.append(DocumentLine(ast.TitleRef(span.text[1:-1], span), whole))
        return title + 1

    def _bare_heading(self, index: int, halt: Halt, pieces: list[Piece]) -> int | None:
        """`【题】` or `一条【题】`: an article whose number is not right. It keeps its statements apart."""
        lexemes = self._recogniser.lexemes
        if halt.trail or not self._recogniser.first_on_line(index):
            return None
        heading = index if lexemes.texts[index].startswith("【") else index + 1
        if len(lexemes.texts[heading]) < 2 or not lexemes.texts[heading].startswith("【"):
            return None
        if heading > index and self._recogniser.first_on_line(heading):
            return None
        name = self._file.span(lexemes.starts[index], lexemes.starts[heading])
        whole = self._file.span(lexemes.starts[index], lexemes.end(heading))
        written = name.text.strip()
        text = lexemes.texts[heading][1:-1].strip()
        diagnostic = messages.ARTICLE_NUMBER if written else messages.ARTICLE_NUMBER_MISSING
        if _BARE_NUMBER.fullmatch(written):
            at = self._file.span(name.start, name.start)
            self._note(findings_layout.ARTICLE_WORD, name, Edit(at, "第"), written=written, heading=text)
            written = f"第{written}"
        else:
            self._note(diagnostic, whole, written=written, heading=text)
        pieces.append(ArticleLine(written, text, name, whole))
        return heading + 1

    def _rest_of_line(self, start: int, limit: int) -> Span:
        text = self._file.text[start:limit]
        line, _, _ = text.partition("\n")
        for comment in ("#", "//"):
            line = line.partition(comment)[0]
        blank = len(line) - len(line.lstrip())
        return self._file.span(start + blank, max(start + blank, start + len(line.rstrip())))

    def _tell(self, terminal: str, name: Span, span: Span, text: str) -> Diagnostic:
        first = span.text[:1]
        if first == ("《" if terminal == "DOCUMENT" else "【"):
            closing, kind = mark_of(first)
            kept = span.start + len(span.text.rstrip(_CLOSING_MARKS))
            edits = () if _PROSE.search(text) else (Edit(self._file.span(kept, span.end), closing),)
            words = {"kind": kind, "opening": first, "closing": closing, "meant": first + text + closing}
            return self._note(habits.LINE_UNCLOSED, span, *edits, **words)
        if terminal == "DOCUMENT":
            return self._note(messages.TITLE_MARKS, span, Edit(span, f"《{text}》"), title=text)
        if _PROSE.search(text) or len(text) > _LONGEST_HEADING:
            return self._note(messages.PROSE, span, article=name.text)
        edit = Edit(self._file.span(name.end, span.end), f"【{text}】")
        return self._note(messages.HEADING_MARKS, span, edit, article=name.text, heading=text)

    def _line(self, terminal: str, name: Span, span: Span, text: str) -> Piece:
        whole = name.to(span) if span.end > name.end else name
        match terminal:
            case "DOCUMENT":
                return DocumentLine(ast.TitleRef(text, span), whole)
            case "CHAPTER":
                return ChapterLine(name.text, text, whole)
            case _:
                return ArticleLine(self._recogniser.lexicon.article_name(normal(name.text)), text, name, whole)

    def _note(self, diagnostic: Diagnostic, span: Span, *edits: Edit, **words: Any) -> Diagnostic:
        self._findings.append(diagnostic.at(Place(span), edits=edits, **words))
        return diagnostic
