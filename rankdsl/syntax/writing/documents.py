"""Whole files: documents with their headers, articles and chapters, blank lines, and comments between them."""

from __future__ import annotations

from collections.abc import Iterable

from rankdsl.source import Span
from rankdsl.syntax import ast
from rankdsl.syntax.writing.layout import CLOSE, FILLED, STEP
from rankdsl.syntax.writing.statements import Statements


class Writer(Statements):
    """Writes one file, once. Another language derives from it, and overrides what it says in another order."""

    def file(self, node: ast.FileNode) -> str:
        """The text of a file. It ends with a line end, and no two blank lines follow each other."""
        self.heeding = bool(self.remarks.pieces)
        for document in node.documents:
            self.document(document)
        return "".join(f"{line}\n" for line in self.lines)

    def document(self, node: ast.DocumentNode) -> None:
        self._blank()
        self._line(node.span, node.title.span, self.document_line(node.title))
        self.header(node)
        chapters = list(node.chapters)
        if node.statements and not (chapters and chapters[0].span.start < node.statements[0].span.start):
            self._blank()
        self._statements(node.statements, chapters)
        for article in node.articles:
            self._chapters(chapters, article.span.start)
            self._blank()
            self._line(article.span, article.name_span, self.article_line(article))
            self._statements(article.statements, chapters)
        self._chapters(chapters, node.span.end)

    def document_line(self, title: ast.TitleRef) -> str:
        """文件《T》"""
        return f"{self.word('DOCUMENT')}{self.surface.title(title.text)}"

    def article_line(self, article: ast.ArticleNode) -> str:
        """第三条【晋升条件】"""
        return self.surface.article(article.name) + self._heading(article.heading)

    def chapter_line(self, chapter: ast.ChapterNode) -> str:
        """第一章【总则】"""
        return self.surface.chapter(chapter.name) + self._heading(chapter.heading)

    def _heading(self, heading: str) -> str:
        return self.surface.gap + self.surface.heading(heading) if heading else ""

    # --- the header

    def header(self, node: ast.DocumentNode) -> None:
        """Its fields in the order of the grammar, whatever the order in the text."""
        if node.level is not None:
            self._field("LEVEL", node.level.span)
            self.name(node.level)
            self._end_field(node.level.span)
        if node.jurisdiction is not None:
            span = node.jurisdiction.span
            self._begin(span)
            self.row.append(self.word("JURISDICTION"))
            self.plain(node.jurisdiction)
            self._end_field(span)
        if node.under:
            self._field("UNDER", node.under[0].span)
            self.row.append(FILLED)
            for number, title in enumerate(node.under):
                if number:
                    self.row += (self.surface.pause, self.next)
                self.title(title)
            self.row.append(CLOSE)
            self._end_field(*(title.span for title in node.under))
        if node.vocabulary is not None:
            self._field("VOCABULARY", node.vocabulary.span)
            self.name(node.vocabulary)
            self._end_field(node.vocabulary.span)
        if node.effective is not None:
            self._day("EFFECTIVE", node.effective)
        if node.repealed is not None:
            self._day("REPEALED", node.repealed)

    def _day(self, terminal: str, day: ast.DayLiteral) -> None:
        self._field(terminal, day.span)
        self.row.append(self.surface.day(day.day))
        self._end_field(day.span)

    def _field(self, terminal: str, span: Span) -> None:
        self._begin(span)
        self._opened(terminal)

    def _begin(self, span: Span) -> None:
        self.new_line(STEP)
        self.before(span)

    def _end_field(self, *spans: Span) -> None:
        self.row.append(self.surface.end)
        for span in spans:
            self.after(span)
        self.new_line(STEP)
        for span in spans:
            self.below(span)

    # --- lines

    def _line(self, whole: Span, name: Span, text: str) -> None:
        """A line that begins as `whole` does; what stands beside and below it is held by the end of `name`."""
        self.new_line(0)
        self.before(whole)
        self.row.append(text)
        self.after(name)
        self.new_line(STEP)
        self.below(name)

    def _blank(self) -> None:
        self.new_line(0)
        self.put("")

    def _statements(self, statements: Iterable[ast.Statement], chapters: list[ast.ChapterNode]) -> None:
        for statement in statements:
            self._chapters(chapters, statement.span.start)
            self.heeding = statement.span.start in self.remarks.pieces
            self.statement(statement)
        self.heeding = bool(self.remarks.pieces)

    def _chapters(self, chapters: list[ast.ChapterNode], before: int) -> None:
        """Those of `chapters` that stand before an offset; they are taken out."""
        while chapters and chapters[0].span.start < before:
            chapter = chapters.pop(0)
            self._blank()
            self._line(chapter.span, chapter.span, self.chapter_line(chapter))
            self._blank()
