"""The steps of one procedure beside those of another that it has to follow.

Steps are the same where their names are (`Step.name`, which 即 makes the superior's). What was added does not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product

from msgspec import Struct

from rankdsl.checks.lasting import in_words, longer, shorter
from rankdsl.diagnostics import Text
from rankdsl.ir.mechanisms import Step

MOST_WAYS = 400
"""Ways to match steps that bear one name several times; beyond them the first is taken."""


class Deviation(Struct, frozen=True):
    """`there`: the superior's step. `here`: what stands for it, None where nothing does; `faults`: what is wrong with
    it. `sure`: whether one of them is so in ordinary weeks already (`lasting`)."""

    there: Step
    here: Step | None
    faults: tuple[Text, ...] = ()
    sure: bool = True


def deviations(here: Sequence[Step], there: Sequence[Step]) -> tuple[Deviation, ...]:
    """What is missing or otherwise here, in the order of the superior's steps. Where a name stands several times the
    steps are matched, in order, so that least is wrong."""
    ways = (tuple(_deviations(here, there, way)) for way in islice(_ways(here, there), MOST_WAYS))
    return min(ways, key=len)


def _ways(here: Sequence[Step], there: Sequence[Step]) -> Iterator[dict[int, int]]:
    """Position there to position here, each name in order."""
    choices: list[list[tuple[tuple[int, int], ...]]] = []
    for name in dict.fromkeys(step.name for step in there):
        wanted = [at for at, step in enumerate(there) if step.name == name]
        found = [at for at, step in enumerate(here) if step.name == name]
        if len(found) >= len(wanted):
            ways = (zip(wanted, some, strict=True) for some in combinations(found, len(wanted)))
        else:
            ways = (zip(some, found, strict=True) for some in combinations(wanted, len(found)))
        choices.append([tuple(way) for way in islice(ways, MOST_WAYS)])
    for chosen in product(*choices):
        yield dict(pair for pairs in chosen for pair in pairs)


def _deviations(here: Sequence[Step], there: Sequence[Step], way: dict[int, int]) -> Iterator[Deviation]:
    kept = in_order(way)
    for at, step in enumerate(there):
        if at not in way:
            yield Deviation(step, None)
            continue
        own = here[way[at]]
        faults = [] if at in kept else [_moved(at, way, kept, there)]
        if own.body is not None and step.body is not None and own.body != step.body:
            zh = f"由“{own.body}”负责，上位文件规定由“{step.body}”负责"
            faults.append(Text(zh, f"“{own.body}” is in charge instead of “{step.body}”"))
        lasting = tuple(_lasting(own, step))
        sure = bool(faults) or any(certain for _, certain in lasting)
        if faults or lasting:
            yield Deviation(step, own, (*faults, *(fault for fault, _ in lasting)), sure)


def _lasting(own: Step, step: Step) -> Iterator[tuple[Text, bool]]:
    """What is wrong with how long the step takes, and whether for certain."""
    if step.least is not None:
        wanted = in_words(step.least)
        if own.least is None:
            zh = f"没有写不少于多少日，上位文件规定不少于{wanted.zh}"
            yield Text(zh, f"no least time is written, where the superior has at least {wanted.en}"), True
        elif off := shorter(own.least, step.least):
            written = in_words(own.least)
            zh = f"不少于{written.zh}，上位文件规定不少于{wanted.zh}{off.why.zh}"
            yield Text(zh, f"at least {written.en} instead of at least {wanted.en}{off.why.en}"), off.sure
    if step.most is not None:
        allowed = in_words(step.most)
        if own.most is not None and (off := longer(own.most, step.most)):
            written = in_words(own.most)
            zh = f"最长{written.zh}，上位文件规定不超过{allowed.zh}{off.why.zh}"
            yield Text(zh, f"up to {written.en} instead of at most {allowed.en}{off.why.en}"), off.sure
        elif own.least is not None and (off := longer(own.least, step.most)):
            written = in_words(own.least)
            zh = f"不少于{written.zh}，上位文件规定不超过{allowed.zh}{off.why.zh}"
            yield Text(zh, f"at least {written.en} instead of at most {allowed.en}{off.why.en}"), off.sure


def in_order(way: dict[int, int]) -> frozenset[int]:
    """The most steps that stand here in the superior's order, the first of several such sets."""
    best: dict[int, tuple[int, ...]] = {}
    for at in sorted(way):
        before = [best[other] for other in best if way[other] < way[at]]
        best[at] = (*max(before, key=len, default=()), at)
    return frozenset(best[max(best, key=lambda at: len(best[at]))]) if best else frozenset()


def _moved(at: int, way: dict[int, int], kept: frozenset[int], there: Sequence[Step]) -> Text:
    """One of the steps in order on whose other side this one stands."""
    earlier = [other for other in kept if other < at and way[other] > way[at]]
    if earlier:
        name = there[max(earlier)].name
        return Text(f"排在“{name}”之前，上位文件规定排在它之后", f"it comes before “{name}” instead of after it")
    name = there[min(other for other in kept if other > at and way[other] < way[at])].name
    return Text(f"排在“{name}”之后，上位文件规定排在它之前", f"it comes after “{name}” instead of before it")
