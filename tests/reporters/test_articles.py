"""Sets of articles in words."""

from __future__ import annotations

from rankdsl.diagnostics import Place
from rankdsl.reporters.articles import MOST_ARTICLES, articles_in_words
from rankdsl.reporters.paper import Paper
from rankdsl.source import SourceFile, Span

ZH, EN = Paper("zh"), Paper("en")


def place(article: str, item: str | None = None, document: str = "意见") -> Place:
    return Place(None, document, article, item)


def test_by_document_with_the_items_of_an_article_together() -> None:
    places = [place("第二条"), place("第三条", "（一）"), place("第三条", "（二）"), place("第一条", document="细则")]
    assert articles_in_words(places, ZH) == "《意见》第二条、第三条（一）（二）；《细则》第一条"
    assert articles_in_words(places, EN) == "《意见》第二条, 第三条（一）（二）; 《细则》第一条"


def test_each_once() -> None:
    assert articles_in_words([place("第二条"), place("第二条")], ZH) == "《意见》第二条"


def test_many_are_counted() -> None:
    places = [place(f"第{n}条") for n in range(1, MOST_ARTICLES + 4)]
    assert articles_in_words(places[:MOST_ARTICLES], ZH).endswith(f"第{MOST_ARTICLES}条")
    assert articles_in_words(places, ZH).endswith(f"、第{MOST_ARTICLES}条等{MOST_ARTICLES + 3}条")
    assert articles_in_words(places, EN).endswith(f", 第{MOST_ARTICLES}条 and 3 more articles")


def test_what_is_no_article_is_named_by_its_line() -> None:
    file = SourceFile("词表.yaml", "a\nrange: [0, 1]\n")
    assert articles_in_words([Place(Span(file, 2, 5)), place("第二条")], ZH) == "《意见》第二条；词表.yaml:2"
