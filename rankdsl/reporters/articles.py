"""Places in words: one place, or a set of articles by document, the items of an article together, and no more than
people read."""

from __future__ import annotations

from collections.abc import Sequence

from rankdsl.diagnostics import Place
from rankdsl.reporters.paper import Paper

MOST_ARTICLES = 8
"""Articles of one document that are named; of more, these and how many there are (JSON has all)."""


def articles_in_words(places: Sequence[Place], paper: Paper) -> str:
    """`《意见》第二条、第三条（一）（二）；《细则》第五条`. What has no citation is named by its file and line."""
    documents: dict[str, dict[str, dict[str, None]]] = {}
    elsewhere: dict[str, None] = {}
    for place in places:
        if place.document:
            documents.setdefault(place.document, {}).setdefault(place.article or "", {}).setdefault(place.item or "")
        else:
            elsewhere.setdefault(where_short(place))
    parts = [f"《{title}》{_of_one(articles, paper)}" for title, articles in documents.items()]
    return paper.fit(paper.choose("；", "; ").join((*parts, *elsewhere)))


def _of_one(articles: dict[str, dict[str, None]], paper: Paper) -> str:
    named = [article + "".join(items) for article, items in articles.items()]
    words = paper.choose("、", ", ").join(named[:MOST_ARTICLES])
    if len(named) <= MOST_ARTICLES:
        return words
    return words + paper.choose(f"等{len(named)}条", f" and {len(named) - MOST_ARTICLES} more articles")


def where(place: Place, paper: Paper) -> str:
    """`path:line:column 《title》第三条（一）`, as far as it is known."""
    parts = []
    if place.span is not None:
        line, column = place.span.file.position(place.span.start)
        parts.append(f"{place.span.file.path}:{line}:{column}")
    if place.citation:
        parts.append(place.citation)
    return paper.fit(" ".join(parts))


def where_short(place: Place) -> str:
    """The citation, or the file and line where there is none."""
    if place.citation or place.span is None:
        return place.citation
    return f"{place.span.file.path}:{place.span.file.position(place.span.start)[0]}"
