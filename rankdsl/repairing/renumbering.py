"""Items after one that is taken out move up by one number, and so does whatever refers to them."""

from __future__ import annotations

from rankdsl.diagnostics import Edit
from rankdsl.repairing.mends import Renumbered
from rankdsl.repairing.region import Region
from rankdsl.repairing.tree import Met
from rankdsl.syntax import ast


def renumbering(
    region: Region, met: Met, group: ast.ItemGroup, index: int
) -> tuple[tuple[Edit, ...], Renumbered | None] | None:
    """The edits that close the gap which item `index` leaves, and what then has another number. None where some
    document refers to the item itself, or another document to one after it: its author must say what is meant."""
    labels = [item.label for item in group.items]
    if any(label is None for label in labels) or met.article is None:
        return (), None
    written = [label for label in labels if label is not None]
    decision = _decision(met)
    moves = dict(zip([w.text for w in written[index + 1 :]], written[index:-1], strict=True))
    edits = [Edit(a.span, b.span.text) for a, b in zip(written[index + 1 :], written[index:-1], strict=True)]
    for reference, own in _references(region, decision, met):
        label = reference.label
        assert label is not None
        if label.text == written[index].text or label.text.startswith(written[index].text):
            return None
        moved = moves.get(label.text) or moves.get(label.outer)
        if moved is None:
            continue
        if not own or moved.inner is not None or label.inner is not None:
            return None
        edits.append(Edit(label.span, moved.outer))
    before = tuple((new.text, old) for old, new in moves.items())
    return tuple(edits), Renumbered(decision, met.article.name, before)


def _decision(met: Met) -> str:
    match met.statement:
        case ast.Decide(name=name):
            return name.text
        case ast.Amend(target=target):
            return target.name.text
        case _:
            return ""


def _references(region: Region, decision: str, met: Met) -> list[tuple[ast.NormRef, bool]]:
    """Where items of the decision are referred to by number, and whether by this document; not where the reference says
    that it means those of another document."""
    title = met.document.title.text
    found = []
    for nodes in region.trees.values():
        for each in nodes:
            match each.node:
                case ast.NormRef(name=name, label=label) as reference if label is not None and name.text == decision:
                    article = getattr(each.above[-1], "article", None)
                    named = article.title if isinstance(article, ast.ArticleRef) else None
                    if named is None or named.text == title:
                        found.append((reference, each.document is met.document))
                case _:
                    pass
    return found
