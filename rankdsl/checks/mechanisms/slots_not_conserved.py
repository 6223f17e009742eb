"""RD503: lending and borrowing of slots do not balance, or a lender goes over what it holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from rankdsl.checks.alterations import altered, amended
from rankdsl.checks.chain import own
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.faults import SUPERIORS_NORM
from rankdsl.checks.mechanisms.pool_circles import circles
from rankdsl.checks.mechanisms.pool_periods import (
    ALWAYS,
    Stretch,
    day_after,
    during,
    ends_first,
    number,
    runs,
    stretches,
)
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.mechanisms import SlotPool, Transfer, TransferKind
from rankdsl.ir.model import Altered, Piece
from rankdsl.ir.values import Exact, render_exact

PAGE = Page(
    code="RD503",
    name="slots-not-conserved",
    severity=Severity.ERROR,
    title=Text("职数借出借入不平衡", "slots that do not balance"),
    manual=Text(
        """\
周转池只是调剂，不增加职数：任何一天，每个职级借出多少，就应当借入多少。本项检查把写明的日期排成一段一段，逐段核对：

- 借出的与借入的不相等；
- 一个单位借出的超过它核定的（写了“核定”的才核对）；
- 名额是零、负数，或者不是整数；
- 同一时间，同一单位对同一职级又借出又借入，或者几个单位循环借用；
- 借出、借入没有写明归还日期（“至…”）；止日早于起日。

各段核对的是周转池自己写的日期，与按哪一天检查无关；名额来自参数、参数前后不同的，各按参数施行的期间核对。

**怎样处理**：按报告列出的名额和日期改正；借出、借入的起止日期应当一致，归还日期应当写明。
""",
        """\
a pool moves slots about and makes none: on any day, as many of each rank are lent as are borrowed. Time is cut wherever
a date is written, and each stretch is added up: what is lent and what is borrowed differ; a unit lends more than it
holds (核定, where that is written); a number is negative, zero or not whole; a unit lends and borrows the same rank at
the same time, or several units lend in a circle; a loan has no day of return (至), or ends before it begins. It is the
dates of the pool that count, on whatever day the document is looked at; where a parameter changes a number, those days
count on which the parameter is so.

**What to do**: mend the numbers and dates named; lending and borrowing should begin and end on the same days, and the
day of return should be written.
""",
    ),
    wrong="""\
文件《某县职数周转办法》
  层级：县级。 词表：公务员职级。 施行：2025年1月1日。

第一条【周转】
  周转池 专项周转池：
    （一）住建局 核定 四级调研员 5名；
    （二）住建局 借出 四级调研员 3名，自2025年1月1日起，至2026年12月31日；
    （三）甲镇 借入 四级调研员 2名，自2025年1月1日起，至2026年12月31日；
    （四）乙镇 借入 四级调研员 2名，自2025年1月1日起，至2026年12月31日。
""",
    right="""\
文件《某县职数周转办法》
  层级：县级。 词表：公务员职级。 施行：2025年1月1日。

第一条【周转】
  周转池 专项周转池：
    （一）住建局 核定 四级调研员 5名；
    （二）住建局 借出 四级调研员 4名，自2025年1月1日起，至2026年12月31日；
    （三）甲镇 借入 四级调研员 2名，自2025年1月1日起，至2026年12月31日；
    （四）乙镇 借入 四级调研员 2名，自2025年1月1日起，至2026年12月31日。
""",
)

BAD_NUMBER = Diagnostic(
    PAGE,
    zh="“{unit}”{kind}“{value}”的名额是{number}，应当是正整数",
    en="“{unit}” {kind} {number} of “{value}”: this must be a whole number above zero",
    help_zh="写明几名；不再借的，删去这一项",
    help_en="write how many, or delete the line",
)
ENDS_FIRST = Diagnostic(
    PAGE,
    zh="“{unit}”{kind}“{value}”的止日（{until}）早于起日（{since}），没有一天有效",
    en="“{unit}” {kind} “{value}” until {until}, which is before {since}, when it begins: it is never in force",
    help_zh="改正起止日期",
    help_en="mend the dates",
)
NO_RETURN = Diagnostic(
    PAGE,
    zh="“{unit}”{kind}“{value}” {number}名，没有写明归还日期",
    en="“{unit}” {kind} {number} of “{value}” without a day of return",
    help_zh="补写止日，例如“至2026年12月31日”",
    help_en="add the last day (至…)",
)
UNBALANCED = Diagnostic(
    PAGE,
    zh="周转池“{subject}”的“{value}”不平衡：{when}，{lent}，{borrowed}，{difference}",
    en="“{value}” does not balance in the pool “{subject}”: {when}, {lent}, {borrowed}, {difference}",
    help_zh="改正名额或者起止日期，使借出与借入相等",
    help_en="mend the numbers or the dates so that as many are borrowed as are lent",
)
OVER_HELD = Diagnostic(
    PAGE,
    zh="“{unit}”借出的“{value}”超过核定：{when}，借出{lent}名，核定{held}名，超出{difference}名",
    en="“{unit}” lends more of “{value}” than it holds: {when}, {lent} lent, {held} held, {difference} too many",
    help_zh="减少借出的名额，或者更正核定的职数",
    help_en="lend fewer, or mend what the unit holds",
)
BOTH_WAYS = Diagnostic(
    PAGE,
    zh="“{unit}”同一时间又借出又借入“{value}”：{when}，借出{lent}名，借入{borrowed}名",
    en="“{unit}” lends and borrows “{value}” at the same time: {when}, {lent} lent, {borrowed} borrowed",
    help_zh="只保留一个方向的差额",
    help_en="keep the difference, in one direction",
)
CIRCLE = Diagnostic(
    PAGE,
    zh="“{value}”循环借用：{when}，{circle}",
    en="“{value}” is lent in a circle: {when}, {circle}",
    help_zh="相互抵销，只保留差额",
    help_en="set the loans off against each other and keep the difference",
)
_KINDS = {
    TransferKind.HOLDS: Text("核定", "holds"),
    TransferKind.LENDS: Text("借出", "lends"),
    TransferKind.BORROWS: Text("借入", "borrows"),
}
_LENT, _BORROWED = Text("借出", "lent"), Text("借入", "borrowed")

_Balance = tuple[tuple[Transfer, ...], tuple[Transfer, ...]]
"""What lends, what borrows."""


def examine(under: Examination) -> Iterator[Outcome]:
    pools, days = own(under, SlotPool), _days_of(under)
    for pool in pools:
        for about, findings in _of_pool(pool, days):
            yield _outcome(pool, about, findings)
    if pools:
        yield _outcome(pools[0], "单位", _of_units(pools, days))
    for here, there, changed in altered(under, SlotPool):
        known = {each.message for _, findings in _of_pool(there, ALWAYS) for each in findings}
        known |= {each.message for each in _of_units((there,), ALWAYS)}
        found = (each for _, findings in _of_pool(here, ALWAYS) for each in findings)
        yield _outcome(here, "#", _amended(under, changed, chain(found, _of_units((here,), ALWAYS)), known))


def _of_pool(pool: SlotPool, days: Stretch) -> Iterator[tuple[str, Iterable[Finding]]]:
    """The findings of a pool alone, by what they are about."""
    yield "", _written(pool)
    sound = _sound(pool.transfers)
    broken = {each.value for each in pool.transfers if each not in sound}
    for value in _values(sound):
        if value not in broken:  # what the wrong line was meant to say is not known
            yield value, _balance(pool, [t for t in sound if t.value == value], days)


def _amended(
    under: Examination, changed: Altered, found: Iterable[Finding], known: Collection[Text]
) -> Iterator[Finding]:
    """What is wrong with a pool above because this document amends a parameter that it names, told at the amendment."""
    for each in found:
        figure = amended(under, changed, changed.here.place, "")
        if figure is not None and each.message not in known:
            related = (Citation(each.place, SUPERIORS_NORM), *each.related)
            core = Evidence(core=(figure.place, each.place))
            yield replace(each, place=figure.place, related=related, evidence=core)


def _days_of(under: Examination) -> Stretch:
    """All days, where the pools say the same on all; where a parameter changes a number, those on which it is so."""
    numbers = {_numbers(piece) for piece in under.model.pieces}
    if len(numbers) <= 1:
        return ALWAYS
    period = under.program.period
    return Stretch(period.start, None if period.open_end else period.end)


def _numbers(piece: Piece) -> tuple[Exact, ...]:
    layer = len(piece.program.layers) - 1
    pools = (m for at, m in piece.mechanisms if at == layer and isinstance(m, SlotPool))
    return tuple(number(each) for pool in pools for each in pool.transfers)


def _outcome(pool: SlotPool, about: str, findings: Iterable[Finding]) -> Outcome:
    found = tuple(findings)
    verdict = Verdict.REFUTED if found else Verdict.PROVED
    return Outcome(pool.name, articles_of(pool.place), verdict, found, about)


def _sound(transfers: Iterable[Transfer]) -> tuple[Transfer, ...]:
    """Those that say something: how many, for some days."""
    return tuple(each for each in transfers if _counts(each) and not ends_first(each))


def _counts(transfer: Transfer) -> bool:
    held = transfer.kind is TransferKind.HOLDS
    value = number(transfer)
    return value == int(value) and (value > 0 or (held and value == 0))


def _values(transfers: Iterable[Transfer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.value for each in transfers))


# -- line by line


def _written(pool: SlotPool) -> Iterator[Finding]:
    for each in pool.transfers:
        kind = _KINDS[each.kind]
        if not _counts(each):
            count = render_exact(number(each))
            yield BAD_NUMBER.at(
                each.place, subject=pool.name, unit=each.unit, kind=kind, value=each.value, number=count
            )
        if ends_first(each):
            assert each.since is not None
            assert each.until is not None
            since, until = Text.day(each.since), Text.day(each.until)
            yield ENDS_FIRST.at(
                each.place, subject=pool.name, unit=each.unit, kind=kind, value=each.value, since=since, until=until
            )
        elif each.until is None and each.kind is not TransferKind.HOLDS:
            count = render_exact(number(each))
            yield NO_RETURN.at(each.place, subject=pool.name, unit=each.unit, kind=kind, value=each.value, number=count)


# -- a pool, value by value


def _balance(pool: SlotPool, transfers: Sequence[Transfer], days: Stretch) -> Iterator[Finding]:
    lines = [each for each in transfers if each.kind is not TransferKind.HOLDS]

    def state(stretch: Stretch) -> _Balance | None:
        here = during(lines, stretch)
        lent, borrowed = _of(here, TransferKind.LENDS), _of(here, TransferKind.BORROWS)
        more = _sum(lent) - _sum(borrowed)
        if not more or _for_want_of_a_return(lines, lent if more > 0 else borrowed, abs(more), stretch):
            return None
        return lent, borrowed

    for stretch, (lent, borrowed) in runs(stretches(lines, days), state):
        more = _sum(lent) - _sum(borrowed)
        gap = render_exact(abs(more))
        difference = (
            Text(f"有{gap}名没有单位借入", f"{gap} of them borrowed by nobody")
            if more > 0
            else Text(f"有{gap}名没有单位借出", f"{gap} of them lent by nobody")
        )
        concerned = (*lent, *borrowed) if more > 0 else (*borrowed, *lent)
        lacking = TransferKind.BORROWS if more > 0 else TransferKind.LENDS
        others = [each for each in _of(lines, lacking) if each not in concerned]
        yield UNBALANCED.at(
            concerned[0].place,
            subject=pool.name,
            value=concerned[0].value,
            when=stretch.words,
            lent=_listed(_LENT, lent),
            borrowed=_listed(_BORROWED, borrowed),
            difference=difference,
            related=(*_related(concerned[1:]), *_related(others, dated=True)),
        )


def _for_want_of_a_return(lines: Sequence[Transfer], more: Sequence[Transfer], gap: int, stretch: Stretch) -> bool:
    """Whether the gap may be there only because loans have no day of return, which is told of each of them: they come
    to it, and somebody on the other side has returned theirs before."""
    open_end = [each for each in more if each.until is None]
    other = (each for each in lines if open_end and each.kind is not open_end[0].kind)
    over = (day_after(each.until) for each in other)
    return _sum(open_end) >= gap and any(day and stretch.start and day <= stretch.start for day in over)


def _of(transfers: Iterable[Transfer], kind: TransferKind) -> tuple[Transfer, ...]:
    return tuple(each for each in transfers if each.kind is kind)


def _sum(transfers: Iterable[Transfer]) -> int:
    return sum(int(number(each)) for each in transfers)


def _listed(word: Text, transfers: Sequence[Transfer]) -> Text:
    """借出5名（甲局3名、乙局2名）"""
    total = _sum(transfers)
    units: dict[str, int] = {}
    for each in transfers:
        units[each.unit] = units.get(each.unit, 0) + int(number(each))
    if not units:
        return Text(f"{word.zh}0名", f"0 {word.en}")
    zh = "、".join(f"“{unit}”{count}名" for unit, count in units.items())
    en = ", ".join(f"“{unit}” {count}" for unit, count in units.items())
    return Text(f"{word.zh}{total}名（{zh}）", f"{total} {word.en} ({en})")


def _related(transfers: Iterable[Transfer], *, dated: bool = False) -> tuple[Citation, ...]:
    """`dated`: with the days, of what is not in force."""
    return tuple(Citation(each.place, _said(each, dated)) for each in transfers)


def _said(transfer: Transfer, dated: bool) -> Text:
    kind, count = _KINDS[transfer.kind], render_exact(number(transfer))
    said = Text(f"{kind.zh}{count}名", f"{kind.en} {count}")
    if not dated:
        return said
    days = Stretch(transfer.since, day_after(transfer.until)).words
    return said + Text(f"（{days.zh}）", f" ({days.en})")


# -- a unit, through all pools


def _of_units(pools: Sequence[SlotPool], days: Stretch) -> Iterator[Finding]:
    sound = {pool.name: _sound(pool.transfers) for pool in pools}
    every = [each for lines in sound.values() for each in lines]
    for value in _values(every):
        lines = [each for each in every if each.value == value]
        for unit in dict.fromkeys(each.unit for each in lines):
            yield from _over_held(pools[0], sound, [each for each in lines if each.unit == unit], days)
        yield from _circles(pools, sound, lines, days)


def _over_held(
    first: SlotPool, sound: dict[str, tuple[Transfer, ...]], own: Sequence[Transfer], days: Stretch
) -> Iterator[Finding]:
    """`own`: of one unit and value. Where several pools say what it holds, the most counts; when none says it, nothing
    is asked."""
    if not _of(own, TransferKind.HOLDS):
        return

    def state(stretch: Stretch) -> tuple[tuple[Transfer, ...], int] | None:
        here = during(own, stretch)
        holds = _of(here, TransferKind.HOLDS)
        if not holds:
            return None
        held = max(_sum(each for each in holds if each in lines) for lines in sound.values())
        lent = _of(here, TransferKind.LENDS)
        return (lent, held) if _sum(lent) > held else None

    for stretch, (lent, held) in runs(stretches(own, days), state):
        yield OVER_HELD.at(
            lent[0].place,
            subject=_pool_of(lent[0], sound) or first.name,
            unit=lent[0].unit,
            value=lent[0].value,
            when=stretch.words,
            lent=_sum(lent),
            held=held,
            difference=_sum(lent) - held,
            related=_related((*lent[1:], *_of(own, TransferKind.HOLDS))),
        )


def _circles(
    pools: Sequence[SlotPool], sound: dict[str, tuple[Transfer, ...]], lines: Sequence[Transfer], days: Stretch
) -> Iterator[Finding]:
    """`lines`: of one value. Whoever lends and borrows; several of them that lend to each other are told together."""

    def state(stretch: Stretch) -> tuple[tuple[tuple[str, ...], tuple[Transfer, ...]], ...] | None:
        here = [each for each in during(lines, stretch) if each.kind is not TransferKind.HOLDS]
        found = circles([[each for each in here if each in own] for own in sound.values()])
        return tuple((units, tuple(e for e in here if e.unit in units)) for units in found) or None

    for stretch, found in runs(stretches(lines, days), state):
        for units, group in found:
            lent = _of(group, TransferKind.LENDS)
            subject, place = _pool_of(lent[0], sound) or pools[0].name, lent[0].place
            value, related = lent[0].value, _related(each for each in group if each is not lent[0])
            if len(units) == 1:
                yield BOTH_WAYS.at(
                    place,
                    subject=subject,
                    value=value,
                    unit=units[0],
                    when=stretch.words,
                    lent=_sum(lent),
                    borrowed=_sum(_of(group, TransferKind.BORROWS)),
                    related=related,
                )
            else:
                circle = " → ".join(f"“{unit}”" for unit in (*units, units[0]))
                yield CIRCLE.at(place, subject=subject, value=value, when=stretch.words, circle=circle, related=related)


def _pool_of(transfer: Transfer, sound: dict[str, tuple[Transfer, ...]]) -> str | None:
    return next((name for name, lines in sound.items() if any(each is transfer for each in lines)), None)
