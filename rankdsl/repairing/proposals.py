"""What could be written instead, for a finding: edits near the place at fault, each still to be tried.

Only words of the document at fault are changed, never those of a document above. What is proposed depends on the kind
of the finding, so that nobody is told to delete what a document is for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction

from rankdsl.diagnostics import Edit, Finding, Text
from rankdsl.repairing import cutting
from rankdsl.repairing.mends import Mend, Renumbered
from rankdsl.repairing.region import Region
from rankdsl.repairing.renumbering import renumbering
from rankdsl.repairing.tree import Met, below, span_of
from rankdsl.source import Span
from rankdsl.syntax import ast


class Kind(Enum):
    """Ways of mending."""

    NUMBERS = auto()
    COMPARISONS = auto()
    DELETIONS = auto()
    ORDER = auto()
    PUBLISHING = auto()
    NOT_PUBLISHING = auto()
    NEWNESS = auto()
    DATES = auto()


ANY_CHANGE = frozenset((Kind.NUMBERS, Kind.COMPARISONS, Kind.DELETIONS))
KINDS: dict[str, frozenset[Kind]] = {
    "RD201": ANY_CHANGE | {Kind.ORDER},
    "RD202": ANY_CHANGE,
    "RD203": ANY_CHANGE,
    "RD204": frozenset((Kind.DELETIONS,)),
    "RD205": frozenset((Kind.DELETIONS,)),
    "RD207": ANY_CHANGE,
    "RD208": ANY_CHANGE,
    "RD301": frozenset((Kind.PUBLISHING, Kind.DELETIONS)),
    "RD302": ANY_CHANGE,
    "RD303": ANY_CHANGE,
    "RD304": ANY_CHANGE,
    "RD306": frozenset((Kind.DELETIONS,)),
    "RD307": frozenset((Kind.NOT_PUBLISHING, Kind.DELETIONS)),
    "RD401": ANY_CHANGE,
    "RD402": ANY_CHANGE,
    "RD403": ANY_CHANGE,
    "RD404": ANY_CHANGE,
    "RD405": ANY_CHANGE | {Kind.NEWNESS},
    "RD406": frozenset((Kind.DELETIONS,)),
    "RD408": ANY_CHANGE,
    "RD409": frozenset((Kind.DATES,)),
}
"""How findings of each code can be mended; of other codes, by none of these."""
_WITH_ITEMS = (ast.Decide, ast.Amend)
ONLY_THERE = frozenset(("RD204", "RD205"))
"""What is found is idle: nothing but that itself is to be taken out."""
ONLY_ITS_ITEM = frozenset(("RD304", "RD306", "RD307", "RD403"))
"""Of the conditions of a decision only the one at fault is to be taken out."""
NOT_ITS_ITEM = frozenset(("RD302",))
"""The condition at fault says openly what another raises: it is not the one to be taken out."""

_GREATER = {
    ast.CompareOp.GE: (">", "高于"),
    ast.CompareOp.GT: ("≥", "不低于"),
    ast.CompareOp.LE: ("<", "低于"),
    ast.CompareOp.LT: ("≤", "不高于"),
}


@dataclass(frozen=True, slots=True)
class Proposer:
    """Proposals for one finding. `region`: where they may be made."""

    finding: Finding
    region: Region

    def mends(self) -> Iterator[Mend]:
        """All but those that turn a number."""
        kinds = KINDS.get(self.finding.code, frozenset())
        met = list(self.region.holders)
        if Kind.COMPARISONS in kinds:
            yield from self._comparisons(met)
        if Kind.DELETIONS in kinds:
            yield from self._deletions()
        if Kind.ORDER in kinds:
            yield from self._orders(met)
        if Kind.PUBLISHING in kinds:
            yield from self._publishing()
        if Kind.NOT_PUBLISHING in kinds:
            yield from self._not_publishing(met)
        if Kind.NEWNESS in kinds:
            yield from self._newness(met)
        if Kind.DATES in kinds:
            yield from self._dates()

    @property
    def turns_numbers(self) -> bool:
        return Kind.NUMBERS in KINDS.get(self.finding.code, frozenset())

    # --- comparisons

    def _comparisons(self, holders: Iterable[Met]) -> Iterator[Mend]:
        seen: set[Span] = set()
        for holder in holders:
            for met in below(holder):
                match met.node:
                    case ast.Comparison(op=op, left=left, right=right) as node if node.span not in seen:
                        seen.add(node.span)
                        sign = _sign(left.span, right.span)
                        if sign is None:
                            continue
                        for far, other in enumerate(_other_signs(op, sign.text)):
                            yield _instead(self.region, met, sign, other, node.span, far)
                    case _:
                        pass

    # --- deletions

    def _deletions(self) -> Iterator[Mend]:
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
            if isinstance(holder.node, _WITH_ITEMS):
                if not number or not to_the_point:
                    yield from self._items(holder)
                    yield from self._operands(holder)
            else:
                yield from self._operands(holder)
        for holder in self.region.behind:
            yield from self._whole(holder)
            if not isinstance(holder.node, (*_WITH_ITEMS, ast.ItemNode)):
                yield from self._operands(holder)

    def _just_that(self, accused: Iterable[Met]) -> Iterator[Mend]:
        """What the finding says is idle, and nothing that would make it work."""
        for holder in accused:
            if span_of(holder.node).text == self._place.text:
                yield from self._whole(holder)
            else:
                yield from (mend for span, mend in self._operands_in(holder) if span.text == self._place.text)

    @property
    def _place(self) -> Span:
        assert self.finding.place.span is not None
        return self.finding.place.span

    def _whole(self, holder: Met) -> Iterator[Mend]:
        node = holder.node
        match node:
            case ast.ItemNode():
                if holder in self.region.accused:
                    yield from self._item(holder, node)
            case ast.Branch() | ast.Row():
                yield from self._row(holder, node)
            case _ if self._can_go(node):
                yield _deleted(self.region, holder, cutting.statement(span_of(node)))
            case _:
                pass

    def _items(self, holder: Met) -> Iterator[Mend]:
        match holder.node:
            case ast.Decide(group=group) | ast.Amend(change=ast.AddItems(group=group) | ast.ReplaceGroup(group=group)):
                for met in below(holder):
                    if isinstance(met.node, ast.ItemNode) and met.node in group.items:
                        yield from self._item(met, met.node)
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

    def _item(self, met: Met, node: ast.ItemNode) -> Iterator[Mend]:
        group = next(n for n in reversed(met.above) if isinstance(n, ast.ItemGroup))
        if len(group.items) > 1:
            index = group.items.index(node)
            renumbered = renumbering(self.region, met, group, index)
            if renumbered is not None:
                edits = cutting.member([item.span for item in group.items], index)
                yield _deleted(self.region, met, (*edits, *renumbered[0]), renumbered[1])
            return
        statement = met.statement
        if isinstance(statement, ast.Amend) and isinstance(statement.change, ast.AddItems):
            owner = next(m for m in self.region.all_met if m.node is statement)
            yield _deleted(self.region, owner, cutting.statement(statement.span))

    def _row(self, met: Met, node: ast.Branch | ast.Row) -> Iterator[Mend]:
        body = met.above[-1]
        rows: tuple[ast.Branch | ast.Row, ...] = ()
        match body:
            case ast.BranchBody(branches=branches):
                rows = branches
            case ast.TableBody(rows=written):
                rows = written
            case _:
                pass
        if len(rows) > 1:
            spans = [row.span for row in rows]
            yield _deleted(self.region, met, cutting.member(spans, spans.index(node.span)))

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

    # --- order of exceptions, and of rows

    def _orders(self, holders: Iterable[Met]) -> Iterator[Mend]:
        exceptions = [m for m in holders if isinstance(m.node, ast.ExceptWhen)]
        for first in exceptions:
            for second in exceptions:
                if first.node is not second.node and first.article is not second.article:
                    yield from self._before(first, second)
        for met in holders:
            table = next((n for n in (*met.above, met.node) if isinstance(n, ast.TableBody)), None)
            body = met.node.body if isinstance(met.node, ast.Define) else table
            if isinstance(body, ast.TableBody) and not body.first_hit:
                at = span_of(body.columns[-1]).end
                edit = Edit(body.span.file.span(at, at), " 逐行")
                where = self.region.citation(met)
                yield Mend(
                    Text(f"{where.zh}的表写明“逐行”，以先写的一行为准", f"say 逐行 in {where.en}"),
                    (edit,),
                )

    def _before(self, first: Met, second: Met) -> Iterator[Mend]:
        node, article = first.node, second.article
        assert isinstance(node, ast.ExceptWhen)
        if article is None:
            return
        if node.over:
            at, words = node.over[-1].span.end, f"、{article.name}"
        elif node.article is not None:
            at, words = node.article.span.end, f" 优先于 {article.name}"
        else:
            at, words = node.span.start + len("例外"), f" 优先于 {article.name}"
        here, there = self.region.citation(first), self.region.citation(second)
        yield Mend(
            Text(f"写明{here.zh}优先于{there.zh}", f"say that {here.en} takes precedence over {there.en} (优先于)"),
            (Edit(node.span.file.span(at, at), words),),
        )

    # --- 公布, 新设

    def _publishing(self) -> Iterator[Mend]:
        facts = [f for f in self.finding.evidence.decisive if f] if self.finding.evidence is not None else []
        for met in self.region.all_met:
            match met.node:
                case ast.Publish(name=name, facts=published) if name.text == self.finding.subject and facts:
                    at = published[-1].span.end
                    words, where = "、".join(facts), self.region.citation(met)
                    yield Mend(
                        Text(
                            f"在{where.zh}“公布 {name.text}”中加上“{words}”",
                            f"add “{words}” to 公布 {name.text} in {where.en}",
                        ),
                        (Edit(met.node.span.file.span(at, at), f"、{words}"),),
                    )
                case _:
                    pass

    def _not_publishing(self, holders: Iterable[Met]) -> Iterator[Mend]:
        for met in holders:
            match met.node:
                case ast.Publish(facts=facts) if len(facts) > 1:
                    spans = [fact.span for fact in facts]
                    for index, fact in enumerate(facts):
                        where = self.region.citation(met)
                        yield Mend(
                            Text(
                                f"从{where.zh}的公布中去掉“{fact.text}”",
                                f"take “{fact.text}” out of 公布 in {where.en}",
                            ),
                            cutting.listed(spans, index),
                        )
                case _:
                    pass

    def _newness(self, holders: Iterable[Met]) -> Iterator[Mend]:
        for met in holders:
            match met.node:
                case ast.Decide(new=False, name=name, span=span) if name.text not in self.region.names_above:
                    edit = Edit(span.file.span(span.start, span.start), "新设 ")
                    yield Mend(
                        Text(f"写明“{name.text}”是新设的决定", f"say that “{name.text}” is a new decision (新设)"),
                        (edit,),
                    )
                case _:
                    pass

    def _dates(self) -> Iterator[Mend]:
        """The day on which a document above takes effect, instead of an earlier one."""
        for document in {id(met.document): met.document for met in self.region.all_met}.values():
            written = document.effective
            for day in sorted({model.name.effective for model in self.region.above}):
                if written is None or day <= written.day:
                    continue
                old, new = written.span.text, Text.day(day)
                words = new.zh if "年" in old else new.en
                zh = f"把“施行”的日期由{old}改为{words}"
                yield Mend(Text(zh, f"change the day of 施行 from {old} to {words}"), (Edit(written.span, words),))


def _deleted(region: Region, met: Met, edits: tuple[Edit, ...], renumbered: Renumbered | None = None) -> Mend:
    where, remote = region.citation(met), region.is_remote(span_of(met.node))
    match met.node:
        case ast.ItemNode():
            message = Text(f"删去{where.zh}", f"delete {where.en}")
            if renumbered is not None and renumbered.before:
                message += Text("，其后各项依次前移", " and renumber those after it")
            return Mend(message, edits, remote=remote, renumbered=renumbered)
        case ast.Branch() | ast.Row():
            words = " ".join(span_of(met.node).text.split())
            return Mend(Text(f"删去{where.zh}的“{words}”", f"delete “{words}” in {where.en}"), edits, remote=remote)
        case _:
            what = _WHAT.get(type(met.node).__name__, Text("这一句", "the sentence"))
            return Mend(Text(f"删去{where.zh}的{what.zh}", f"delete {what.en} in {where.en}"), edits, remote=remote)


_WHAT = {
    "ExceptWhen": Text("这条例外", "the exception"),
    "Amend": Text("这处修改", "the amendment"),
    "ScopeIs": Text("“适用”", "适用"),
    "Define": Text("这条定义", "the definition"),
    "Parameter": Text("这个参数", "the parameter"),
    "Decide": Text("这项决定", "the decision"),
}


def _instead(region: Region, met: Met, sign: Span, other: str, whole: Span, far: int) -> Mend:
    before = whole.text
    after = whole.file.text[whole.start : sign.start] + other + whole.file.text[sign.end : whole.end]
    where = region.citation(met)
    return Mend(
        Text(f"把{where.zh}的“{before}”改为“{after}”", f"change “{before}” to “{after}” in {where.en}"),
        (Edit(sign, other),),
        Fraction(far + 1, 2),
        region.is_remote(whole),
    )


def _sign(left: Span, right: Span) -> Span | None:
    """The sign or word of comparison between two sides."""
    between = left.file.text[left.end : right.start]
    start = left.end + len(between) - len(between.lstrip(" \t\n\r\u3000）)"))
    end = right.start - (len(between) - len(between.rstrip(" \t\n\r\u3000（(")))
    return left.file.span(start, end) if start < end else None


def _other_signs(op: ast.CompareOp, sign: str) -> tuple[str, ...]:
    """With its boundary instead of without, and the other way round; = with what lies on one side of it."""
    in_words = sign[0].isalpha()
    match op:
        case ast.CompareOp.EQ:
            return ("不低于", "不高于") if in_words else ("≥", "≤")
        case ast.CompareOp.NE:
            return ()
        case _:
            return (_GREATER[op][1 if in_words else 0],)
