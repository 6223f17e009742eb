"""What a person can do: what is missing, when it becomes a yes, and what would turn it today."""

from __future__ import annotations

from rankdsl.diagnostics import Text
from rankdsl.explanation.outcomes import Outcome
from rankdsl.explanation.parts import Condition, Explanation, Missing, NextYes
from rankdsl.explanation.wording import many
from rankdsl.ir.definitions import Mode
from rankdsl.reporters.paper import Paper

_RESULTS = {
    Outcome.YES: Text("是", "yes"),
    Outcome.NO: Text("否", "no"),
    Outcome.VALUE: Text("可以确定", "known"),
    Outcome.CANNOT_TELL: Text("仍不能确定", "still not known"),
    Outcome.NO_VALUE: Text("无值", "no value"),
    Outcome.NOT_IN_SCOPE: Text("不在适用范围内", "out of scope"),
    Outcome.NOT_IN_FORCE: Text("文件没有施行", "not in force"),
}


def sentence(zh: str, en: str) -> Text:
    """A whole sentence: Chinese closes with a full stop, English messages do without."""
    return Text(f"{zh}。", en)


def no_value_lines(told: Explanation, paper: Paper) -> list[str]:
    """Why there is no value, with every article concerned, and who has to act."""
    lines = []
    for trouble in told.troubles:
        places = dict.fromkeys(p.citation for p in (trouble.place, *trouble.places) if p is not None and p.citation)
        cited = "、".join(places)
        where = Text(f"（{cited}）", f" ({cited})") if cited else Text("", "")
        lines.append(f"  {paper.say(trouble.words + where)}")
    if told.outcome is Outcome.NO_VALUE:
        lines.append(
            paper.say(
                sentence(
                    "这不是此人缺少条件，是文件没有说清楚，应当请起草机关明确",
                    "nothing is wanting in the person: the document does not say, and its drafters must make it clear",
                )
            )
        )
    elif lines:
        lines.insert(0, paper.choose("有的情形下文件没有给出结果：", "in some cases the document says nothing:"))
    return lines


def above_lines(told: Explanation, paper: Paper) -> list[str]:
    """What the documents above say of the same person, where it is something else."""
    other = [a for a in told.above if a.outcome is not told.outcome and a.outcome in (Outcome.YES, Outcome.NO)]
    lines = [""] if other else []
    for above in other:
        cited = above.place.citation or f"《{above.document.title}》"
        whose = Text(
            f"同一个人同一天，按上位文件{cited}，", f"the same person on the same day, by the superior {cited}, "
        )
        lines.append(paper.say(whose + _result(told.subject, above.outcome)))
    return lines


def missing_lines(told: Explanation, paper: Paper) -> list[str]:
    if not told.missing:
        return []
    lines = ["", paper.choose("还缺少下列情况，补上后才能确定：", "these facts are missing:")]
    for missing in told.missing:
        lines.append(f"  {paper.say(_missing_words(missing))}")
        lines += (f"      {paper.say(words)}" for words in _trial_words(missing, told.subject))
    return lines


def _missing_words(missing: Missing) -> Text:
    name = Text.same(missing.name)
    if missing.year is not None:
        name = Text(f"{missing.year}年的{missing.name}", f"{missing.name} of {missing.year}")
    elif missing.meaning:
        name += Text(f"：{missing.meaning}", "")  # a vocabulary explains its facts in Chinese only
    if missing.judged_by:
        name += Text(f"；由{missing.judged_by}判断", f"; {missing.judged_by} must judge")
    if missing.decides:
        name += Text("；有了这一项就能确定", "; this alone settles it")
    return name


def _trial_words(missing: Missing, subject: str) -> list[Text]:
    ifs = [Text(f"若为“{t.values.zh}”，", f"if it is “{t.values.en}”, ") for t in missing.trials]
    return [words + _result(subject, t.outcome) for words, t in zip(ifs, missing.trials, strict=True)]


def _result(subject: str, outcome: Outcome) -> Text:
    """`可晋升：是`"""
    result = _RESULTS[outcome]
    return Text(f"{subject}：{result.zh}", f"{subject}: {result.en}")


def next_lines(told: Explanation, paper: Paper) -> list[str]:
    found = told.next_yes
    if found is None:
        return []
    lines = [""]
    if found.day is None:
        lines.append(paper.say(_never(found, told)))
        stuck = [_named(condition, told.document.title) for condition in found.stuck]
        if stuck:
            listed = Text.join(stuck, "；", "; ")
            lines.append(paper.say(Text("到那时仍不符合的：", "still not met then: ") + listed))
    else:
        subject = Text(f"最早{told.subject}：", f"earliest {told.subject}: ")
        tail = Text(f"，假定{found.assumption.zh}", f", assuming that {found.assumption.en}")
        words = subject + when(found) + tail
        if not found.certain:
            names = Text("、".join(found.missing), ", ".join(found.missing))
            words += Text(f"；还要看现在缺少的情况：{names.zh}", f"; this also depends on missing facts: {names.en}")
        lines.append(paper.style(paper.say(words), "strong"))
    if told.sooner is not None:
        sooner = told.sooner
        assumed = Text(f"如果{sooner.assumption.zh}，最早：", f"if {sooner.assumption.en}, earliest: ")
        lines.append(paper.say(assumed + when(sooner)))
    return lines


def _named(condition: Condition, home: str) -> Text:
    """`第十条（二）级别 不低于 规定级别`, with the document where that is not `home`."""
    under = condition.under or condition.place
    where = "" if under is None else f"{under.article or ''}{condition.label}"
    if under is not None and under.document and under.document != home:
        where = f"《{under.document}》{where}"
    return Text.same(where) + Text("：", ": ") + heading(condition)


def heading(condition: Condition) -> Text:
    """What was written; a group of numbered items is only announced, since its items follow."""
    if condition.mode is not None and any(part.label for part in condition.parts):
        if condition.mode is Mode.ANY:
            return Text("具备下列之一", "one of these")
        return Text("符合下列各项", "all of these")
    return condition.words


def when(found: NextYes) -> Text:
    """When, and in how long: `2017年3月（还有14个月）`, `2017年3月5日（还有20日）`."""
    day = found.day
    assert day is not None
    date = Text(f"{day.year}年{day.month}月", f"{day.year}-{day.month:02}")
    if not found.by_month:
        date = Text(f"{date.zh}{day.day}日", day.isoformat())
    if found.months >= 1:
        wait = Text(f"{found.months}个月", many(found.months, "month"))
    else:
        wait = Text(f"{found.days}日", many(found.days, "day"))
    return date + Text(f"（还有{wait.zh}）", f" (in {wait.en})")


def _never(found: NextYes, told: Explanation) -> Text:
    until = found.until
    end = Text(f"{until.year}年{until.month}月{until.day}日", until.isoformat())
    assumed = Text(f"假定{found.assumption.zh}，", f"assuming that {found.assumption.en}, ")
    if not found.complete:
        return assumed + Text(
            "没有查完，不知道最早是哪一天", "the search was not finished, so the earliest day is not known"
        )
    if found.open_end:
        return assumed + Text(f"到{end.zh}为止，“{told.subject}”一直为“否”", f"{told.subject} stays no until {end.en}")
    return assumed + Text(
        f"这项规定到{end.zh}为止，在此以前“{told.subject}”一直为“否”",
        f"{told.subject} stays no until {end.en}, when the rule ends",
    )


def turn_lines(told: Explanation, paper: Paper) -> list[str]:
    if not told.turns:
        return []
    lines = [
        paper.choose(
            f"其他情况不变，有下列任何一项变化，“{told.subject}”当天就为“是”：",
            f"all else equal, any one of these makes {told.subject} yes that very day:",
        )
    ]
    for turn in told.turns:
        change = Text(f" 由 {turn.now.zh} 变为 {turn.becomes.zh}", f" from {turn.now.en} to {turn.becomes.en}")
        lines.append(f"  {paper.say(Text.same(turn.name) + change)}")
    return lines
