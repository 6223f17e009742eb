"""RD410: ranks or grades that the superior does not know, and nothing that says what they are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.diagnostics import Diagnostic, Evidence, Page, Place, Severity, Text, Verdict
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.mentions import expressions, walk
from rankdsl.ir.nodes import Collection, Const, Expr, FactRef, FieldRef
from rankdsl.ir.program import Program
from rankdsl.ir.remarks import Correspondence
from rankdsl.ir.types import Enumeration

PAGE = Page(
    code="RD410",
    name="foreign-vocabulary",
    severity=Severity.ERROR,
    title=Text("上位文件没有的等次、职级", "ranks or grades the superior does not know"),
    manual=Text(
        """\
本文件用自己的词表里的一组值（如“合格、不合格”“初级、中级、高级”），上位文件的词表里没有，也没有写明它们相当于上位文件的什么。
别处的人拿着这里的结果，不知道算什么；上位文件的规定也用不到这些人身上。上位文件的一组值，在自己的词表里多加了几个并且用到的，同样算。

**怎样处理**：用“对应”逐个写明相当于上位文件的哪一个值；上位文件确实没有、也不相当于什么的，写“对应 …：新设”。
""",
        """\
the document uses values of its own vocabulary (such as 合格 and 不合格, or 初级, 中级, 高级) that the superior's
vocabulary does not have, and does not say what they are there. Elsewhere nobody can tell what a result here is worth,
and the superior's rules do not reach these people. Values added to one of the superior's own sets, and used, count too.

**What to do**: say under 对应 for each value which of the superior's it stands for; where the superior has nothing of
the sort, write 对应 …：新设.
""",
    ),
    beside=(
        "vocabulary/甲县.yaml",
        """\
vocabulary: 甲县公务员
english: county_a_civil_servants
extends: 公务员

enumerations:
  考核档次:
    english: assessment_band
    ordered: true
    values: {不合格: failed, 合格: passed, 良好: good}

facts:
  本县考核:
    english: county_assessment
    type: 考核档次
    typical: 合格
    meaning: 本县另行组织的考核所得的档次
    source: design
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【名称】
  定义 年限已满：任现职级年限 ≥ 2年。

文件《甲县示例办法》
  层级：县级。 依据：《某部示例规定》。 词表：甲县公务员。 施行：2020年1月1日。

第一条【考核】
  定义 考核过关：本县考核 ≥ 合格。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【名称】
  定义 年限已满：任现职级年限 ≥ 2年。

文件《甲县示例办法》
  层级：县级。 依据：《某部示例规定》。 词表：甲县公务员。 施行：2020年1月1日。

第一条【考核】
  定义 考核过关：本县考核 ≥ 合格。
  对应 考核档次：合格、良好 → 称职；不合格 → 不称职。
""",
)

FOREIGN = Diagnostic(
    PAGE,
    zh="“{subject}”的{values}是上位文件没有的，也没有写明相当于上位文件的什么",
    en="the superior knows no {values_en} of “{subject}”, and nothing says what they stand for there",
    help_zh="写“对应 {subject}：{first} → …”，逐个写明；上位文件没有这一类的，写“对应 {subject}：新设”",
    help_en="write 对应 {subject}：{first} → … for each, or 对应 {subject}：新设 if the superior has nothing like it",
)


class Used(Struct, frozen=True):
    """An enumeration that this document uses, where first, and those of its values that it writes."""

    enumeration: Enumeration
    place: Place
    written: tuple[str, ...]


def examine(under: Examination) -> Iterator[Outcome]:
    if under.superior is None or under.superior.vocabulary.name == under.program.vocabulary.name:
        return
    for used in _uses(under):
        foreign = _foreign(used, under.superior.vocabulary)
        if not foreign:
            continue
        name, articles = used.enumeration.name, articles_of(used.place)
        said = [c for c in under.piece.correspondences if c.enumeration == name]
        missing = _missing(foreign, said)
        if not missing:
            yield Outcome(name, articles, Verdict.PROVED)
            continue
        values = Text("、".join(f"“{v}”" for v in missing), ", ".join(f"“{v}”" for v in missing))
        finding = FOREIGN.at(used.place, subject=name, values=values.zh, values_en=values.en, first=missing[0])
        finding = replace(finding, evidence=Evidence(core=(used.place,)), distinguishing="")
        yield Outcome(name, articles, Verdict.REFUTED, (finding,))


def _foreign(used: Used, superior: Vocabulary) -> tuple[str, ...]:
    """The values that the superior's vocabulary does not have: of a set of its own those that are written."""
    known = next((e for e in superior.enumerations if e.name == used.enumeration.name), None)
    if known is None:
        return used.enumeration.values
    return tuple(v for v in used.enumeration.values if v in used.written and v not in known.values)


def _missing(foreign: Iterable[str], said: Iterable[Correspondence]) -> tuple[str, ...]:
    """Those of which nothing is said."""
    said = tuple(said)
    if any(c.new for c in said):
        return ()
    return tuple(value for value in foreign if not any(value in c.values for c in said))


def _uses(under: Examination) -> Iterator[Used]:
    """The enumerations that this document's own words use, in the order of the vocabulary."""
    places: dict[str, list[Place]] = {}
    written: dict[str, set[str]] = {}
    for place, part in _own_words(under):
        for node in walk(part):
            for type_ in _types(under.program, node):
                places.setdefault(type_.name, []).append(place)
                if isinstance(node, Const):
                    written.setdefault(type_.name, set()).add(str(node.value))
    for enumeration in under.program.vocabulary.enumerations:
        if enumeration.name in places:
            first = min(places[enumeration.name], key=lambda p: p.span.sort_key if p.span is not None else ("", 0, 0))
            mentioned = written.get(enumeration.name, ())
            yield Used(enumeration, first, tuple(v for v in enumeration.values if v in mentioned))


def _own_words(under: Examination) -> Iterator[tuple[Place, Expr]]:
    own = under.program.scopes[-1]
    yield own.place, own.scope
    yield own.place, own.jurisdiction
    for symbol, definition in under.program.definitions.items():
        if symbol.layer == under.layer:
            yield from ((definition.place, part) for part in expressions(replace(definition, exceptions=())))
            for exception in definition.exceptions:
                yield from ((exception.place, part) for part in (exception.guard, exception.value))


def _types(program: Program, node: Expr) -> Iterator[Enumeration]:
    """The enumeration of a fact, of a field of the list at hand, or of a value."""
    match node:
        case FactRef(type=Enumeration() as type_) | FieldRef(type=Enumeration() as type_):
            yield type_
        case Const(type=Enumeration() as type_) | Collection(type=Enumeration() as type_):
            yield type_
        case _:
            pass
