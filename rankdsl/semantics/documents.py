"""One document by itself: its norms by name, what it says about them, and where each thing stands.

Nothing here knows other documents. Mistakes that one document has by itself (a name or an article twice, a source that
is not registered) are noted here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Generic, TypeVar, assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Diagnostic, Finding, Place, Text
from rankdsl.ir.definitions import Kind
from rankdsl.ir.model import Article
from rankdsl.ir.program import DocumentName
from rankdsl.semantics.expansion import expanded
from rankdsl.semantics.findings_documents import SOURCE_UNKNOWN
from rankdsl.semantics.findings_mechanisms import MECHANISM_TWICE
from rankdsl.semantics.findings_terms import (
    ARTICLE_TWICE,
    ITEM_TWICE,
    NAME_IS_A_NUMBER,
    NAME_TWICE,
    SCOPE_TWICE,
    SINCE_TWICE,
)
from rankdsl.semantics.near import near_text
from rankdsl.source import SourceFile, Span
from rankdsl.syntax import ast, parse_formula

Note = Callable[[Finding], None]
Node_co = TypeVar("Node_co", covariant=True)

_REGULATES = (
    ast.Parameter
    | ast.Define
    | ast.Decide
    | ast.DecideSame
    | ast.ExceptWhen
    | ast.Amend
    | ast.ScopeIs
    | ast.ForSubordinates
    | ast.Correspond
    | ast.Publish
    | ast.Assertion
    | ast.Mechanism
)
"""What a verdict covers: rules, and what is proved of them."""


class Norm(Struct, frozen=True):
    """A definition, parameter or decision that a document states in full."""

    kind: Kind
    node: ast.Parameter | ast.Define | ast.Decide | ast.DecideSame
    place: Place

    @property
    def name(self) -> str:
        return self.node.name.text


class Placed(Struct, Generic[Node_co], frozen=True):
    """A statement and where it stands."""

    node: Node_co
    place: Place


class Document(Struct, frozen=True, eq=False):
    """A document as it was written. `effective` is the first day of time where none is written (which was noted)."""

    node: ast.DocumentNode
    name: DocumentName
    repealed: date | None
    order: int
    """Its position among all documents as they were read: mistakes that concern several are put to the first."""
    norms: Mapping[str, Norm]
    """In the order written; of two with one name, the first."""
    exceptions: tuple[Placed[ast.ExceptWhen], ...]
    amendments: tuple[Placed[ast.Amend], ...]
    scope: Placed[ast.ScopeIs] | None
    remarks: tuple[Placed[ast.Statement], ...]
    """What is said about norms: 对下, 公布, 断言, 案例, 预期, 待判断, and mechanisms, in the order written."""
    articles: tuple[Article, ...]

    @property
    def title(self) -> str:
        return self.name.title

    @property
    def effective(self) -> date:
        return self.name.effective

    @property
    def superiors(self) -> tuple[str, ...]:
        """The titles under 依据, each once."""
        return tuple(dict.fromkeys(title.text for title in self.node.under))

    def in_force(self, day: date) -> bool:
        return self.effective <= day and (self.repealed is None or day < self.repealed)

    def has_article(self, name: str) -> bool:
        return any(article.name == name for article in self.articles)

    def articles_with(self, name: str) -> tuple[str, ...]:
        """The articles that state or amend a norm of this name."""
        stated = [norm.place for norm in self.norms.values() if norm.name == name]
        stated += [a.place for a in self.amendments if a.node.target.name.text == name]
        return tuple(dict.fromkeys(place.article for place in stated if place.article is not None))


def document_of(node: ast.DocumentNode, order: int, sources: frozenset[str] | None, note: Note) -> Document:
    """The document that a tree is. `sources`: the keys that 出处 may name; None: any."""
    title = node.title.text
    path = node.span.file.path
    head = Place(node.title.span, title)
    name = DocumentName(
        title,
        node.level.text if node.level is not None else "",
        node.effective.day if node.effective is not None else date.min,
        head,
        path,
    )
    collected = _Collected(note, chinese=node.span.text.startswith("文件"))
    for statement in node.statements:
        collected.take(statement, _at(title, None))
    articles = []
    first: dict[str, Place] = {}
    for article in node.articles:
        at = _at(title, article.name)
        place = at(article.name_span, None)
        if article.name in first:
            note(ARTICLE_TWICE.at(place, subject=article.name, name=article.name))
        first.setdefault(article.name, place)
        for statement in article.statements:
            collected.take(statement, at)
            if isinstance(statement, ast.Sources) and sources is not None:
                _check_sources(statement, at, sources, note)
        articles.append(
            Article(
                article.name,
                article.heading,
                sum(isinstance(s, _REGULATES) for s in article.statements),
                any(isinstance(s, ast.LeftToJudgement) for s in article.statements),
                place,
            )
        )
    return Document(
        node=node,
        name=name,
        repealed=node.repealed.day if node.repealed is not None else None,
        order=order,
        norms=collected.norms,
        exceptions=tuple(collected.exceptions),
        amendments=tuple(collected.amendments),
        scope=collected.scope,
        remarks=tuple(collected.remarks),
        articles=tuple(articles),
    )


def group_expressions(group: ast.ItemGroup) -> Iterator[ast.Expr]:
    """The formulas of the items, inner ones included, in the order written."""
    for item in group.items:
        match item.body:
            case ast.ItemGroup():
                yield from group_expressions(item.body)
            case ast.Readings(choices=choices):
                yield from (formula for _, formula in choices)
            case formula:
                yield formula


def written(span: Span) -> str:
    """The text as its author wrote it, on one line."""
    return " ".join(span.text.split())


def places(place: Place) -> Callable[[Span], Place]:
    """Where anything stands in the words of a statement: its document, article and item."""
    return lambda span: replace(place, span=span)


_Locate = Callable[[Span, str | None], Place]


def _at(title: str, article: str | None) -> _Locate:
    def place(span: Span, item: str | None) -> Place:
        return Place(span, title, article, item)

    return place


class _Collected:
    """Statements by what they are, as they come."""

    def __init__(self, note: Note, *, chinese: bool) -> None:
        self.note = note
        self.chinese = chinese
        self.norms: dict[str, Norm] = {}
        self.exceptions: list[Placed[ast.ExceptWhen]] = []
        self.amendments: list[Placed[ast.Amend]] = []
        self.scope: Placed[ast.ScopeIs] | None = None
        self.remarks: list[Placed[ast.Statement]] = []

    def take(self, statement: ast.Statement, at: _Locate) -> None:
        place = at(statement.span, None)
        match statement:
            case ast.Parameter() | ast.Define() | ast.Decide() | ast.DecideSame():
                self._norm(statement, place)
            case ast.ExceptWhen():
                self.exceptions.append(Placed(statement, place))
            case ast.Amend():
                self._check_change(statement, at)
                self.amendments.append(Placed(statement, place))
            case ast.ScopeIs():
                if self.scope is not None:
                    self._twice(SCOPE_TWICE, place, "适用", self.scope.place)
                else:
                    self.scope = Placed(statement, place)
            case ast.Score() | ast.Slots() | ast.Entitlement():
                if self._new(statement, place):
                    again = self._labels_once(statement, at)
                    for define, label in expanded(statement):
                        if label is None or label.span not in again or not define.name.text.endswith(label.text):
                            self._norm(define, at(define.span, label.text if label is not None else None))
                    self.remarks.append(Placed(statement, place))
            case ast.Gist() | ast.Sources():
                pass
            case _:
                self.remarks.append(Placed(statement, place))

    def _norm(self, node: ast.Parameter | ast.Define | ast.Decide | ast.DecideSame, place: Place) -> None:
        name = node.name.text
        match node:
            case ast.Parameter():
                kind = Kind.PARAMETER
                self._check_days(node, place)
            case ast.Define():
                kind = Kind.DEFINITION
            case ast.Decide():
                kind = Kind.DECISION
                self._check_labels(name, node.group, place)
            case ast.DecideSame():
                kind = Kind.DECISION
            case _:
                assert_never(node)
        if self.chinese and _reads_as_a_number(node.name.span.text):
            where = Place(node.name.span, place.document, place.article)
            self.note(NAME_IS_A_NUMBER.at(where, subject=name, name=name))
        if name in self.norms:
            self._twice(NAME_TWICE, Place(node.name.span, place.document, place.article), name, self.norms[name].place)
        else:
            self.norms[name] = Norm(kind, node, place)

    def _new(self, node: ast.Score | ast.Slots | ast.Entitlement, place: Place) -> bool:
        """Whether it is the first of its kind and name; of another, not each of its parts is to be told of."""
        for other in self.remarks:
            match other.node:
                case ast.Score(name=name) | ast.Slots(name=name) | ast.Entitlement(name=name):
                    if type(other.node) is type(node) and name.text == node.name.text:
                        self._twice(MECHANISM_TWICE, replace(place, span=node.name.span), name.text, other.place)
                        return False
                case _:
                    pass
        return True

    def _labels_once(self, node: ast.Score | ast.Slots | ast.Entitlement, at: _Locate) -> frozenset[Span]:
        """The labels that stood before; those are noted."""
        labels: list[ast.ItemLabel] = []
        match node:
            case ast.Score(groups=groups):
                labels = [part.label for group in groups for part in group.parts]
            case ast.Slots(lines=lines):
                labels = [line.label for line in lines]
            case ast.Entitlement():
                pass
        seen: set[str] = set()
        again: set[Span] = set()
        name = node.name.text
        for label in labels:
            if label.text in seen:
                self.note(ITEM_TWICE.at(at(label.span, label.text), subject=name, name=name, label=label.text))
                again.add(label.span)
            seen.add(label.text)
        return frozenset(again)

    def _check_change(self, node: ast.Amend, at: _Locate) -> None:
        if isinstance(node.change, ast.AddItems | ast.ReplaceGroup):
            self._check_labels(node.target.name.text, node.change.group, at(node.span, None))

    def _check_labels(self, name: str, group: ast.ItemGroup, place: Place) -> None:
        seen: set[str] = set()
        for item in group.items:
            if item.label is not None:
                if item.label.text in seen:
                    where = Place(item.label.span, place.document, place.article, item.label.text)
                    self.note(ITEM_TWICE.at(where, subject=name, name=name, label=item.label.text))
                seen.add(item.label.text)
            if isinstance(item.body, ast.ItemGroup):
                self._check_labels(name, item.body, place)

    def _check_days(self, node: ast.Parameter, place: Place) -> None:
        seen: set[date | None] = set()
        for value in node.values:
            if value.since in seen:
                day = Text.day(value.since) if value.since is not None else Text("施行之日", "the beginning")
                where = Place(value.span, place.document, place.article)
                self.note(SINCE_TWICE.at(where, subject=node.name.text, name=node.name.text, day=day))
            seen.add(value.since)

    def _twice(self, message: Diagnostic, place: Place, name: str, first: Place) -> None:
        self.note(message.at(place, subject=name, name=name, first=first.article or first.citation))


def _check_sources(node: ast.Sources, at: _Locate, known: frozenset[str], note: Note) -> None:
    for entry in node.entries:
        if entry.key not in known:
            near = near_text(entry.key, sorted(known))
            note(SOURCE_UNKNOWN.at(at(entry.span, None), subject=entry.key, key=entry.key, near=near))


_NUMERALS = frozenset("半〇零一二两三四五六七八九十百千万")


def _reads_as_a_number(name: str) -> bool:
    """Whether a name as it was written is a number in formulas of the Chinese surface: 三项, 半年."""
    if name[:1] not in _NUMERALS:
        return False
    formula, _ = parse_formula(SourceFile("", name), 0, len(name))
    return not isinstance(formula, ast.Name)
