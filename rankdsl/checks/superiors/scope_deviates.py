"""RD408: a document covers people the superior does not, or leaves out people it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.faults import innermost
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.ir.nodes import YES, Expr, conjunction
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD408",
    name="scope-deviates",
    severity=Severity.ERROR,
    title=Text("适用范围与上位文件不一致", "a scope that differs from the superior's"),
    manual=Text(
        """\
本文件写了“适用”，它管的人与上位文件管的人不一样：有人上位文件不管，本文件却管（范围宽了）；或者有人上位文件管，又在本文件的辖区内，本文件
却不管（范围窄了）。前者没有依据，后者使这些人得不到上位文件给他们的待遇。

只管一个地方、一类机关的，写在“辖区”里：辖区内的人与上位文件比，辖区外的人不比。没有写“适用”的文件沿用上位文件的适用范围，不作这项检查。
有几份并列的上位文件的，同每一份分别比较。

**怎样处理**：按上位文件的适用范围改写“适用”，或者删去“适用”，沿用上位文件的；只管某个地方的，改写在“辖区”里。
""",
        """\
the document states a scope (适用), and it is about other people than its superior: it takes in somebody whom the
superior is not about, or leaves out somebody whom the superior is about and who is in this document's jurisdiction
(辖区). For the first it has no authority; the second are kept from what the superior gives them.

A document for one place or one sort of office says so under 辖区: only those inside are compared. A document without
适用 keeps the superior's scope and is not asked. Of several superiors side by side, each is compared.

**What to do**: word 适用 as the superior has it, or leave it out and keep the superior's; where the document is for
one place, say so under 辖区.
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【适用范围】
  适用：在编，且 现职级 低于 正处级。

第二条【年限】
  定义 应任年限：3年。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 辖区：省份 = 某省。 施行：2020年1月1日。

第一条【适用范围】
  适用：在编，且 现职级 低于 副处级。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【适用范围】
  适用：在编，且 现职级 低于 正处级。

第二条【年限】
  定义 应任年限：3年。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 辖区：省份 = 某省。 施行：2020年1月1日。

第一条【适用范围】
  适用：在编，且 现职级 不高于 副处级。
""",
)

TAKES_IN = Diagnostic(
    PAGE,
    zh="适用范围比上位文件宽：有人不在{superior}的适用范围内，本文件却对他适用",
    en="the scope is wider than the superior's: somebody is outside that of {superior} and taken in here",
    help_zh="在“适用”中去掉上位文件不管的人，或者删去“适用”，沿用上位文件的",
    help_en="take those whom the superior is not about out of 适用, or leave 适用 out and keep the superior's",
)
LEAVES_OUT = Diagnostic(
    PAGE,
    zh="适用范围比上位文件窄：有人在{superior}的适用范围内，也在本文件的辖区内，本文件却对他不适用",
    en=(
        "the scope is narrower than the superior's: somebody is within that of {superior} and in this jurisdiction, "
        "and this document leaves them out"
    ),
    help_zh="在“适用”中补上这些人；只管某个地方或者某类机关的，写在“辖区”里",
    help_en="take these people into 适用; where the document is for one place or sort of office, say so under 辖区",
)
SUPERIORS_SCOPE = Text("上位文件的适用范围", "the superior's scope")
APPLIES = {True: "适用", False: "不适用"}


class Scopes(Struct, frozen=True):
    """Whom this document is about within its jurisdiction (`here`), and whom one above it is (`there`)."""

    above: Program
    here: Expr
    there: Expr
    place: Place


def examine(under: Examination) -> Iterator[Outcome]:
    for scopes in _compared(under):
        for template, here in ((TAKES_IN, True), (LEAVES_OUT, False)):
            yield _outcome(under, scopes, template, here)


def _compared(under: Examination) -> Iterator[Scopes]:
    """Where this document states a scope, or changes a norm that the one it keeps rests on."""
    place = _says_whom(under)
    if place is None:
        return
    here = _scope(under.program)
    for above in _nearest(under):
        yield Scopes(above, here, conjunction(above.coverage), place)


def _says_whom(under: Examination) -> Place | None:
    """Where this document says whom it is about; None if it keeps the superior's scope as it is."""
    own = under.program.scopes[-1]
    if own.scope != YES:
        return own.place
    behind = needed(under.program, (_scope(under.program),))
    changed = [under.program.definitions[s] for s in behind if s.layer == under.layer]
    return innermost(changed[0]) if changed else None


def _scope(program: Program) -> Expr:
    """The 适用 that holds in a document: its own, or that of the nearest document above that has one."""
    return next((s.scope for s in reversed(program.scopes) if s.scope != YES), YES)


def _nearest(under: Examination) -> Iterator[Program]:
    """The document just above; of several side by side, each."""
    ancestors = [program for _, program in under.piece.ancestors]
    if ancestors and ancestors[-1] is under.superior:
        yield ancestors[-1]
        return
    own_scope = under.program.scopes[-1].scope != YES
    yield from (p for p in ancestors if own_scope and p.document.title in under.model.superiors)


def _outcome(under: Examination, scopes: Scopes, template: Diagnostic, here: bool) -> Outcome:
    """Somebody in the jurisdiction whom this document is about (`here`) and the superior is not, or the reverse."""
    inside = tuple(
        Wanted(0, under.program, s.jurisdiction, True) for s in under.program.scopes if s.jurisdiction != YES
    )
    question = Question(
        (*inside, Wanted(0, scopes.above, scopes.there, not here), Wanted(0, under.program, scopes.here, here))
    )
    superior = _where(scopes.above)
    subject, articles = under.program.document.title, articles_of(scopes.place, superior)
    about = f"{'wider' if here else 'narrower'}《{scopes.above.document.title}》"
    answer = under.prover.decide(question)
    match answer:
        case Nobody():
            return Outcome(subject, articles, Verdict.PROVED, about=about)
        case Undecided():
            return replace(undecided(PAGE, subject, scopes.place, answer), about=about)
        case Found():
            finding = _finding(under, scopes, template, answer, here)
            return Outcome(subject, articles, Verdict.REFUTED, (finding,), about)
        case _:
            assert_never(answer)


def _finding(under: Examination, scopes: Scopes, template: Diagnostic, found: Found, here: bool) -> Finding:
    superior = _where(scopes.above)
    finding = template.at(
        scopes.place,
        subject=under.program.document.title,
        superior=f"《{scopes.above.document.title}》",
        related=(Citation(superior, SUPERIORS_SCOPE),),
    )
    outcome = {"here": APPLIES[here], "superior": APPLIES[not here]}
    there = (scopes.above, scopes.there)
    return replace(finding, evidence=single(under.program, found, scopes.here, outcome, (scopes.place,), (there,)))


def _where(program: Program) -> Place:
    """Where a document says whom it is about, itself or the nearest above it that does."""
    return next((s.place for s in reversed(program.scopes) if s.scope != YES), program.document.place)
