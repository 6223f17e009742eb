"""Names, titles, labels: the words that everything else is made of."""

from __future__ import annotations

from dataclasses import dataclass

from rankdsl.source import Span


@dataclass(frozen=True, slots=True)
class Ident:
    """A name as written: of a fact, definition, decision, enumeration value, window, field."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quoted:
    """The inside of “…”."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class TitleRef:
    """《…》 without the marks; inner marks are kept."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class ItemLabel:
    """（一） or （一）2: `outer` is "（一）" in canonical full-width form, `inner` is 2 or None."""

    outer: str
    inner: int | None
    span: Span

    @property
    def text(self) -> str:
        return self.outer if self.inner is None else f"{self.outer}{self.inner}"


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """[《…》] 第N条. `article` canonical: "第三条"."""

    title: TitleRef | None
    article: str
    span: Span
