"""Proposals that add a word: which rule goes first, what is published, what is new; and another day of 施行."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from rankdsl.checks.conditions import published_by_default
from rankdsl.checks.examination import Examination
from rankdsl.diagnostics import Edit, Finding, Text
from rankdsl.ir.reading import in_order
from rankdsl.prove import Limits, Prover
from rankdsl.repairing import cutting
from rankdsl.repairing.mends import Mend
from rankdsl.repairing.region import Region
from rankdsl.repairing.tree import Met, span_of
from rankdsl.repairing.wording import begins_with, surface_of
from rankdsl.source import Span
from rankdsl.syntax import ast


class Additions(Struct, frozen=True):
    finding: Finding
    region: Region

    # --- which of several counts

    def orders(self) -> Iterator[Mend]:
        exceptions = [m for m in self.region.holders if isinstance(m.node, ast.ExceptWhen)]
        for first in exceptions:
            for second in exceptions:
                if first.article is not None and second.article is not None and first.article is not second.article:
                    yield self._before(first, second, second.article)
        for met in self.region.holders:
            table = next((n for n in (*met.above, met.node) if isinstance(n, ast.TableBody)), None)
            body = met.node.body if isinstance(met.node, ast.Define) else table
            if isinstance(body, ast.TableBody) and not body.first_hit:
                at, word = span_of(body.columns[-1]), surface_of(body.span.file).word("FIRST_HIT")
                zh = f"{self.region.citation(met).zh}的表写明“{word}”，以先写的一行为准"
                en = f"say “{word}” in {self.region.citation(met).en}: the first row that applies counts"
                yield Mend(Text(zh, en), (_after(at, f" {word}"),))

    def _before(self, first: Met, second: Met, article: ast.ArticleNode) -> Mend:
        node = first.node
        assert isinstance(node, ast.ExceptWhen)
        surface = surface_of(node.span.file)
        over = f" {surface.word('OVER')} {surface.article(article.name)}"
        if node.over:
            edit = _after(node.over[-1].span, f"{surface.pause}{surface.gap}{surface.article(article.name)}")
        elif node.article is not None:
            edit = _after(node.article.span, over)
        else:
            keyword = begins_with(node.span.text, "EXCEPTION", node.span.file)
            edit = _after(node.span.file.span(node.span.start, node.span.start + keyword), over)
        here, there = self.region.citation(first), self.region.citation(second)
        return Mend(Text(f"写明{here.zh}优先于{there.zh}", f"say that {here.en} prevails over {there.en}"), (edit,))

    # --- what people are told

    def publishing(self) -> Iterator[Mend]:
        evidence, subject = self.finding.evidence, self.finding.subject
        facts = evidence.decisive if evidence is not None else ()
        if not facts:
            return
        published = False
        for met in self.region.all_met:
            match met.node:
                case ast.Publish(name=name, facts=written) if name.text == subject:
                    published = True
                    surface, where, words = surface_of(name.span.file), self.region.citation(met), "、".join(facts)
                    added = "".join(f"{surface.pause}{surface.gap}{surface.name(fact)}" for fact in facts)
                    zh = f"在{where.zh}“公布 {subject}”中加上“{words}”"
                    yield Mend(
                        Text(zh, f"publish “{words}” of {subject} too, in {where.en}"),
                        (_after(written[-1].span, added),),
                    )
                case _:
                    pass
        if not published:
            yield from self._publishing_anew(facts)

    def _publishing_anew(self, facts: tuple[str, ...]) -> Iterator[Mend]:
        """Where nothing is written, some facts count as published all the same: these, with those that decide."""
        met = next((m for m in self.region.accused if m.statement is not None), None)
        model = next(
            (m for m in self.region.models if any(self.finding.subject in p.program.top for p in m.pieces)), None
        )
        if met is None or model is None or met.statement is None:
            return
        piece, subject = next(p for p in model.pieces if self.finding.subject in p.program.top), self.finding.subject
        under = Examination(model, piece, Prover(piece.program.period, (piece.program,), Limits()))
        names = in_order(piece.program, published_by_default(under, subject).union(facts))
        surface, where, words = surface_of(met.statement.span.file), self.region.citation(met), "、".join(facts)
        listed = f"{surface.pause}{surface.gap}".join(map(surface.name, names))
        said = f"{surface.word('PUBLISH')} {surface.name(subject)}{surface.colon}{surface.gap}{listed}{surface.end}"
        zh = f"在{where.zh}写明“公布 {subject}”，包括“{words}”"
        en = f"say in {where.en} what is published of {subject}, “{words}” included"
        yield Mend(Text(zh, en), (cutting.new_line(met.statement.span, said),))

    def not_publishing(self) -> Iterator[Mend]:
        for met in self.region.holders:
            match met.node:
                case ast.Publish(facts=facts) if len(facts) > 1:
                    for index, fact in enumerate(facts):
                        where = self.region.citation(met)
                        zh = f"从{where.zh}的公布中去掉“{fact.text}”"
                        en = f"do not publish “{fact.text}” in {where.en}"
                        yield Mend(Text(zh, en), cutting.listed([f.span for f in facts], index))
                case _:
                    pass

    # --- what it is, and from when

    def newness(self) -> Iterator[Mend]:
        for met in self.region.holders:
            match met.node:
                case ast.Decide(new=False, name=name, span=span) if name.text not in self.region.names_above:
                    word = surface_of(span.file).word("NEW")
                    edit = Edit(span.file.span(span.start, span.start), f"{word} ")
                    zh = f"写明“{name.text}”是新设的决定"
                    yield Mend(Text(zh, f"say that “{name.text}” is a new decision"), (edit,))
                case _:
                    pass

    def dates(self) -> Iterator[Mend]:
        """The day on which a document above takes effect, instead of an earlier one."""
        for document in {id(met.document): met.document for met in self.region.all_met}.values():
            written = document.effective
            for day in sorted({model.name.effective for model in self.region.above}):
                if written is None or day <= written.day:
                    continue
                old = written.span.text
                words = day.isoformat() if old.isascii() and old[:1].isdigit() and "-" in old else None
                words = words or surface_of(written.span.file).day(day)
                zh = f"把“施行”的日期由{old}改为{words}"
                yield Mend(Text(zh, f"let it take effect on {words} instead of {old}"), (Edit(written.span, words),))


def _after(span: Span, words: str) -> Edit:
    return Edit(span.file.span(span.end, span.end), words)
