"""What an exception or an amendment is about: the norm or item that its article, name and label lead to."""

from __future__ import annotations

from collections.abc import Iterable

from rankdsl.diagnostics import Edit, Place, Text
from rankdsl.ir.definitions import Kind
from rankdsl.semantics.documents import Note
from rankdsl.semantics.expansion import norm_at
from rankdsl.semantics.findings_documents import (
    ARTICLE_MISSING,
    ITEM_AMBIGUOUS,
    ITEM_DELETED,
    ITEM_MISSING,
    NAME_NOT_IN_ARTICLE,
    PART_BY_NAME,
    RESTATED_HERE,
    SAME_AS_OTHER_KIND,
    SAME_AS_OWN,
    SAME_NAME,
    TITLE_NOT_ABOVE,
)
from rankdsl.semantics.findings_terms import EXPECTED_UNKNOWN
from rankdsl.semantics.near import NOTHING_NEAR, near_text
from rankdsl.semantics.rules import ItemEntry, Layered
from rankdsl.source import Span
from rankdsl.syntax import ast

KIND_WORDS = {
    Kind.DERIVED: Text("词表算出的事实", "a derived fact of the vocabulary"),
    Kind.DEFINITION: Text("定义", "a definition"),
    Kind.PARAMETER: Text("参数", "a parameter"),
    Kind.DECISION: Text("决定", "a decision"),
    Kind.ITEM: Text("决定的一项条件", "an item of a decision"),
}
THIS_DOCUMENT = Text("本文件", "this document")


class Finder:
    """Follows the references of one document of a chain. `excused`: names that are not to be called unknown; None: no
    name is, because not everything that should be above is there."""

    def __init__(self, layered: Layered, layer: int, note: Note, excused: frozenset[str] | None) -> None:
        self.layered = layered
        self.layer = layer
        self.document = layered.documents[layer]
        self.note = note
        self.excused = excused

    def layer_of(self, ref: ast.ArticleRef, place: Place) -> int | None:
        """The document that the article is of; None was noted."""
        if ref.title is None or ref.title.text == self.document.title:
            return self.layer
        above = {self.layered.documents[i].title: i for i in self.layered.above[self.layer]}
        if ref.title.text not in above and self.excused is not None:
            near = near_text(ref.title.text, above)
            where = _at(place, ref.title.span)
            self.note(TITLE_NOT_ABOVE.at(where, subject=ref.title.text, title=ref.title.text, near=near))
        return above.get(ref.title.text)

    def document_with(self, ref: ast.ArticleRef, place: Place) -> str | None:
        """The title of the document that has the article. None was noted, where that is certain."""
        layer = self.layer_of(ref, place)
        if layer is None:
            return None
        document = self.layered.documents[layer]
        if document.has_article(ref.article):
            return document.title
        advice = Text("对照原文核对条号", "compare the number with the text")
        where, title = _at(place, ref.span), self._title(layer)
        self.note(ARTICLE_MISSING.at(where, subject=ref.article, document=title, article=ref.article, advice=advice))
        return None

    def norm(self, ref: ast.ArticleRef | None, target: ast.NormRef, place: Place) -> tuple[str, int | None] | None:
        """The name of the norm, and the document in whose article it was looked for. None was noted."""
        name = target.name.text
        layer: int | None = None
        if ref is not None:
            layer = self.layer_of(ref, place)
            if layer is None or self._is_part(layer, target, place) or not self._holds(layer, ref, target, place):
                return None
        if name not in self.layered.stated:
            if self.excused is not None and name not in self.excused:
                near = near_text(name, self.layered.stated)
                self.note(EXPECTED_UNKNOWN.at(_at(place, target.name.span), subject=name, name=name, near=near))
            return None
        return name, layer

    def decision_above(self, node: ast.DecideSame, place: Place) -> str | None:
        """The superior's decision that 即 names. None was noted."""
        name = node.target.text
        if node.title.text == self.document.title:
            self.note(SAME_AS_OWN.at(_at(place, node.title.span), subject=node.name.text))
            return None
        layer = self.layer_of(ast.ArticleRef(node.title, "", node.title.span), place)
        if layer is None:
            return None
        there = {layer, *self.layered.above[layer]}
        stated = [other for other, layers in self.layered.stated.items() if not there.isdisjoint(layers)]
        if name not in stated:
            if self.excused is not None and name not in self.excused:
                where = _at(place, node.target.span)
                self.note(EXPECTED_UNKNOWN.at(where, subject=name, name=name, near=near_text(name, stated)))
            return None
        kind = self.layered.rule_of(name).kind
        if kind is not Kind.DECISION or name == node.name.text:
            found = KIND_WORDS[kind]
            message = SAME_NAME if kind is Kind.DECISION else SAME_AS_OTHER_KIND
            self.note(message.at(_at(place, node.target.span), subject=node.name.text, name=name, found=found))
            return None
        return name

    def item(self, name: str, label: ast.ItemLabel, layer: int | None, place: Place) -> ItemEntry | None:
        """The item of a norm that was found, with this label. None was noted."""
        known = {self.layer, *self.layered.above[self.layer]}
        with_label = [
            i for i in self.layered.items_of(name) if i.label == label.text and not known.isdisjoint(i.layers)
        ]
        found = [item for item in with_label if layer is None or layer in item.layers]
        if len(found) == 1:
            return found[0]
        where = _at(place, label.span)
        if found:
            titles = "、".join(f"《{self.layered.documents[i.layers[0]].title}》" for i in found)
            self.note(ITEM_AMBIGUOUS.at(where, subject=name, name=name, label=label.text, titles=titles))
            return None
        gone = next((g for g in self.layered.gone if g.decision == name and g.label == label.text), None)
        stated = self.layered.stated.get(name, ())
        if gone is not None and (layer is None or layer in gone.layers):
            by, article = gone.title, gone.article
            self.note(ITEM_DELETED.at(where, subject=name, name=name, label=label.text, title=by, article=article))
        elif layer not in (None, self.layer) and self.layer in stated:
            first = next(iter(self.document.articles_with(name)), "")
            self.note(RESTATED_HERE.at(where, subject=name, name=name, first=first, label=label.text))
        else:
            title, advice = self._title(layer), self._labels(name)
            self.note(ITEM_MISSING.at(where, subject=name, document=title, name=name, label=label.text, advice=advice))
        return None

    def _holds(self, layer: int, ref: ast.ArticleRef, target: ast.NormRef, place: Place) -> bool:
        document, name = self.layered.documents[layer], target.name.text
        if self.excused is not None and name in self.excused:
            return True
        if not document.has_article(ref.article):
            where = _at(place, ref.span)
            title, advice = self._title(layer), self._stands(name)
            edits = self._only_article(layer, ref, name)
            self.note(
                ARTICLE_MISSING.at(
                    where, subject=ref.article, edits=edits, document=title, article=ref.article, advice=advice
                )
            )
            return False
        if ref.article not in document.articles_with(name):
            where = _at(place, target.name.span)
            title = self._title(layer)
            advice = self._stands(name) if name in self.layered.top else self._instead(layer, ref.article, name)
            self.note(
                NAME_NOT_IN_ARTICLE.at(
                    where, subject=name, document=title, article=ref.article, name=name, advice=advice
                )
            )
            return False
        return True

    def _is_part(self, layer: int, target: ast.NormRef, place: Place) -> bool:
        """Whether the label is that of a part of a score or a line of slots, which is a norm by itself: then noted."""
        for remark in self.layered.documents[layer].remarks:
            if not isinstance(remark.node, ast.Score | ast.Slots) or remark.node.name.text != target.name.text:
                continue
            part = norm_at(remark.node, target.label.text) if target.label is not None else None
            if target.label is not None and part is not None:
                label, where = target.label.text, _at(place, target.label.span)
                shown = part if label not in part else f"「{part}」"
                self.note(PART_BY_NAME.at(where, subject=part, name=target.name.text, label=label, part=shown))
                return True
        return False

    def _only_article(self, layer: int, ref: ast.ArticleRef, name: str) -> tuple[Edit, ...]:
        """The number of the one article that has the name, where the one written does not exist."""
        articles = tuple(self.layered.documents[layer].articles_with(name))
        start = ref.span.start + ref.span.text.rfind("第")
        if len(articles) != 1 or start < ref.span.start:
            return ()
        return (Edit(ref.span.file.span(start, ref.span.end), articles[0]),)

    def _title(self, layer: int | None) -> Text:
        if layer is None or layer == self.layer:
            return THIS_DOCUMENT if layer is not None else Text("", "the documents above")
        return Text.same(f"《{self.layered.documents[layer].title}》")

    def _stands(self, name: str) -> Text:
        """Where a name really stands."""
        places = []
        for layer in (*sorted(self.layered.above[self.layer]), self.layer):
            document = self.layered.documents[layer]
            if layer == self.layer:
                stated = [n.place.article for n in document.norms.values() if n.name == name]
                places += [article for article in stated if article is not None]
            else:
                places += [f"《{document.title}》{article}" for article in document.articles_with(name)]
        places = list(dict.fromkeys(places))
        if not places:
            return Text("对照原文核对条号和名称", "compare article and name with the text")
        return Text(f"“{name}”写在{'、'.join(places)}", f"“{name}” stands in {', '.join(places)}")

    def _instead(self, layer: int, article: str, name: str) -> Text:
        document = self.layered.documents[layer]
        here = [n for n in document.norms if article in document.articles_with(n)]
        near = near_text(name, here or document.norms)
        if near != NOTHING_NEAR:
            return near
        if not here:
            return Text(f"{article}没有写任何名称", f"{article} holds no name")
        return Text(f"{article}写的是{_listed(here)}", f"{article} holds {_listed(here)}")

    def _labels(self, name: str) -> Text:
        labels = [item.label for item in self.layered.items_of(name) if item.label is not None]
        if not labels:
            return Text(f"“{name}”没有分项", f"“{name}” has no items")
        return Text(f"它有{'、'.join(labels)}", f"it has {', '.join(labels)}")


def _listed(names: Iterable[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


def _at(place: Place, span: Span) -> Place:
    return Place(span, place.document, place.article)
