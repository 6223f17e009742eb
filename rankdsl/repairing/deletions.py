"""Proposals that take something out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from rankdsl.diagnostics import Edit, Finding, Text
from rankdsl.repairing import cutting
from rankdsl.repairing.kinds import NOT_ITS_ITEM, ONLY_ITS_ITEM, ONLY_THERE
from rankdsl.repairing.mends import Mend, Renumbered
from rankdsl.repairing.region import Region
from rankdsl.repairing.renumbering import renumbering
from rankdsl.repairing.tree import Met, below, span_of
from rankdsl.source import Span
from rankdsl.syntax import ast

_WITH_ITEMS = (ast.Decide, ast.Amend)
_NAMED: dict[type[Struct], Text] = {
    ast.ExceptWhen: Text("这条例外", "the exception"),
    ast.Amend: Text("这处修改", "the amendment"),
    ast.ScopeIs: Text("“适用”", "the scope"),
    ast.Define: Text("这条定义", "the definition"),
    ast.Parameter: Text("这个参数", "the parameter"),
    ast.Decide: Text("这项决定", "the decision"),
    ast.ExpectFinding: Text("这条预期", "the announcement"),
}


class Deletions(Struct, frozen=True):
    finding: Finding
    region: Region

    def mends(self) -> Iterator[Mend]:
        """Of the place at fault and of what is accused with it; of norms behind it, but not of the other conditions of
        a decision one condition of which is at fault."""
        accused = self.region.accused
        if self.finding.code in ONLY_THERE:
            yield from self._just_that(accused[:1])
            return
        if self.finding.code in ONLY_ITS_ITEM:
            accused = (*accused[:1], *(m for m in accused[1:] if not isinstance(m.node, ast.ItemNode)))
        to_the_point = any(isinstance(m.node, ast.ItemNode) for m in accused)
        for number, holder in enumerate(accused):
            if number or self.finding.code not in NOT_ITS_ITEM or not isinstance(holder.node, ast.ItemNode):
                yield from self._whole(holder)
            if not isinstance(holder.node, _WITH_ITEMS):
                yield from self._operands(holder)
            elif not number or not to_the_point:
                yield from self._items(holder)
                yield from self._operands(holder)
        for holder in self.region.behind:
            yield from self._whole(holder)
            if not isinstance(holder.node, (*_WITH_ITEMS, ast.ItemNode)):
                yield from self._operands(holder)

    def announcement(self) -> Iterator[Mend]:
        """The 预期 that the finding is about."""
        for met in self.region.accused:
            if isinstance(met.node, ast.ExpectFinding):
                yield self._deleted(met, cutting.statement(met.node.span))

    def _just_that(self, accused: Iterable[Met]) -> Iterator[Mend]:
        """What the finding says is idle, and nothing that would make it work."""
        assert self.finding.place.span is not None
        idle = self.finding.place.span.text
        for holder in accused:
            if span_of(holder.node).text == idle:
                yield from self._whole(holder)
            else:
                yield from (mend for span, mend in self._operands_in(holder) if span.text == idle)

    def _whole(self, holder: Met) -> Iterator[Mend]:
        node = holder.node
        match node:
            case ast.ItemNode():
                if holder in self.region.accused:
                    yield from self._item(holder, node)
            case ast.Branch() | ast.Row():
                yield from self._row(holder, node)
            case _ if self._can_go(node):
                yield self._deleted(holder, cutting.statement(span_of(node)))
            case _:
                pass

    def _can_go(self, node: object) -> bool:
        """Whether a statement may be deleted as a whole: what changes the words of a document above, or says once more
        what it has. What a document adds of its own stays."""
        match node:
            case ast.ExceptWhen() | ast.Amend():
                return True
            case ast.ScopeIs():
                return self.region.subordinate
            case ast.Define(name=name) | ast.Parameter(name=name) | ast.Decide(name=name):
                return name.text in self.region.names_above
            case _:
                return False

    # --- conditions

    def _items(self, holder: Met) -> Iterator[Mend]:
        match holder.node:
            case ast.Decide(group=group) | ast.Amend(change=ast.AddItems(group=group) | ast.ReplaceGroup(group=group)):
                for met in below(holder):
                    if isinstance(met.node, ast.ItemNode) and met.node in group.items:
                        yield from self._item(met, met.node)
            case _:
                pass

    def _item(self, met: Met, node: ast.ItemNode) -> Iterator[Mend]:
        group = next(n for n in reversed(met.above) if isinstance(n, ast.ItemGroup))
        if len(group.items) > 1:
            index = group.items.index(node)
            renumbered = renumbering(self.region, met, group, index)
            if renumbered is not None:
                edits = cutting.member([item.span for item in group.items], index)
                yield self._deleted(met, (*edits, *renumbered[0]), renumbered[1])
            return
        statement = met.statement
        if isinstance(statement, ast.Amend) and isinstance(statement.change, ast.AddItems):
            owner = next(m for m in self.region.all_met if m.node is statement)
            yield self._deleted(owner, cutting.statement(statement.span))

    # --- branches, rows, and what 且 and 或 join

    def _row(self, met: Met, node: ast.Branch | ast.Row) -> Iterator[Mend]:
        rows: tuple[ast.Branch | ast.Row, ...] = ()
        match met.above[-1]:
            case ast.BranchBody(branches=branches):
                rows = branches
            case ast.TableBody(rows=written):
                rows = written
            case _:
                pass
        if len(rows) > 1:
            spans = [row.span for row in rows]
            yield self._deleted(met, cutting.member(spans, spans.index(node.span)))

    def _operands(self, holder: Met) -> Iterator[Mend]:
        return (mend for _, mend in self._operands_in(holder))

    def _operands_in(self, holder: Met) -> Iterator[tuple[Span, Mend]]:
        for met in below(holder):
            match met.node:
                case ast.Logic(operands=operands, span=span):
                    spans = [span_of(each) for each in operands]
                    for index, each in enumerate(spans):
                        edits = cutting.operand(spans, index, span)
                        where = self.region.citation(met)
                        zh, en = f"删去{where.zh}中的“{each.text}”", f"delete “{each.text}” in {where.en}"
                        yield each, Mend(Text(zh, en), edits, remote=self.region.is_remote(each))
                case _:
                    pass

    def _deleted(self, met: Met, edits: tuple[Edit, ...], renumbered: Renumbered | None = None) -> Mend:
        where, remote = self.region.citation(met), self.region.is_remote(span_of(met.node))
        match met.node:
            case ast.ItemNode():
                message = Text(f"删去{where.zh}", f"delete {where.en}")
                if renumbered is not None and renumbered.before:
                    message += Text("，其后各项依次前移", " and renumber those after it")
            case ast.Branch() | ast.Row():
                words = " ".join(span_of(met.node).text.split())
                message = Text(f"删去{where.zh}的“{words}”", f"delete “{words}” in {where.en}")
            case _:
                what = next(named for kind, named in _NAMED.items() if isinstance(met.node, kind))
                message = Text(f"删去{where.zh}的{what.zh}", f"delete {what.en} in {where.en}")
        return Mend(message, edits, remote=remote, renumbered=renumbered)
