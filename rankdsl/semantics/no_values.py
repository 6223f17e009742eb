"""Names of a vocabulary that are no value by themselves: lists, their fields, windows, sets of values."""

from __future__ import annotations

from rankdsl.diagnostics import Text
from rankdsl.ir.facts import Vocabulary


def without_value(vocabulary: Vocabulary) -> dict[str, tuple[Text, Text]]:
    """What a name is, and what to write, for names that are no value by themselves."""
    found: dict[str, tuple[Text, Text]] = {}
    for enumeration in vocabulary.enumerations:
        holders = [f.name for f in vocabulary.facts if f.type == enumeration]
        instead = "、".join(f"“{n}”" for n in holders) or "…"
        found[enumeration.name] = (
            Text("一组值的名称", "the name of a set of values"),
            Text(f"写取这些值的事实，例如{instead}", f"write a fact that takes these values, such as {instead}"),
        )
    for fact in vocabulary.facts:
        if fact.records is None:
            continue
        for field in fact.records.fields:
            latest = f"最近一次 {fact.name} 的 {field.name}"
            found[field.name] = (
                Text(f"“{fact.name}”每条记录的一栏", f"a field of each record of “{fact.name}”"),
                Text(f"写在“中（…）”里面，或者写“{latest}”", f"write it inside 中（…）, or write {latest}"),
            )
        found[fact.name] = (
            Text("逐年记录", "a list of records"),
            Text(
                f"先用“计数”“任一”“最近一次”等归纳，例如“计数 近3年 {fact.name}”",
                f"sum it up first, with 计数, 任一, 最近一次 and the like, such as 计数 近3年 {fact.name}",
            ),
        )
    for window in vocabulary.windows:
        found[window.name] = (
            Text("一段时间", "a window of time"),
            Text(f"写在归纳词后面，例如“计数 {window.name} …”", f"it follows 计数 and the like: 计数 {window.name} …"),
        )
    return found
