"""Names, titles, labels: the words that everything else is made of."""

from __future__ import annotations

from msgspec import Struct

from rankdsl.source import Span


class Ident(Struct, frozen=True):
    """A name as written: of a fact, definition, decision, enumeration value, window, field."""

    text: str
    span: Span


class Quoted(Struct, frozen=True):
    """The inside of “…”."""

    text: str
    span: Span


class TitleRef(Struct, frozen=True):
    """《…》 without the marks; inner marks are kept."""

    text: str
    span: Span


class ItemLabel(Struct, frozen=True):
    """（一） or （一）2: `outer` is "（一）" in canonical full-width form, `inner` is 2 or None."""

    outer: str
    inner: int | None
    span: Span

    @property
    def text(self) -> str:
        return self.outer if self.inner is None else f"{self.outer}{self.inner}"


class ArticleRef(Struct, frozen=True):
    """[《…》] 第N条. `article` canonical: "第三条"."""

    title: TitleRef | None
    article: str
    span: Span
