"""What changed in meaning between two sides, for people: what came of each decision, for whom, by which articles.

Invariant: every line has gone through `Paper.fit`; nothing is shown that was not proved or replayed, and what is not
known is said to be so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rankdsl.diagnostics import Place, Text
from rankdsl.differing import (
    ArticleChange,
    Clause,
    ClauseKind,
    Comparison,
    DocumentDifference,
    Edit,
    Fate,
    Figure,
    Group,
    Person,
    Relation,
    ScopeChange,
)
from rankdsl.ir.facts import AS_OF
from rankdsl.ir.program import DocumentName
from rankdsl.reporters.articles import articles_in_words
from rankdsl.reporters.paper import Paper

RELATIONS = {
    Relation.EQUIVALENT: (Text("含义相同", "equivalent"), "good"),
    Relation.STRICTER: (Text("更严", "stricter"), "error"),
    Relation.LAXER: (Text("更宽", "laxer"), "warning"),
    Relation.INCOMPARABLE: (Text("有宽有严", "incomparable: laxer for some, stricter for others"), "error"),
    Relation.DIFFERENT: (Text("不同", "different"), "warning"),
    Relation.UNKNOWN: (Text("没有得出结论，不等于相同", "not decided, which is not the same as equivalent"), "warning"),
    Relation.NOBODY: (
        Text("两边的适用范围没有共同的人，无从比较", "nobody is in both scopes, so there is nothing to compare"),
        "warning",
    ),
    Relation.ADDED: (Text("新增的决定", "new"), "warning"),
    Relation.REMOVED: (Text("取消的决定", "gone"), "warning"),
}
_FATES = {
    Fate.GAINS: Text("由“否”变“是”的", "get a yes now"),
    Fate.LOSES: Text("由“是”变“否”的", "lose their yes"),
    Fate.NO_ANSWER: Text("原来为“否”，现在没有结果的", "had a no, and get no answer now"),
    Fate.ANSWERED: Text("原来没有结果，现在为“否”的", "had no answer, and get a no now"),
    Fate.COVERED: Text("新列入适用范围的", "covered now"),
    Fate.NOT_COVERED: Text("不再适用的", "not covered any more"),
}
_AMONG = {
    Fate.GAINS: Text("现在为“是”的人当中，", "of those who get a yes now, "),
    Fate.LOSES: Text("原来为“是”的人当中，", "of those who got a yes before, "),
    Fate.COVERED: Text("现在适用的人当中，", "of those covered now, "),
    Fate.NOT_COVERED: Text("原来适用的人当中，", "of those covered before, "),
}
_EDITS = {
    Edit.ADDED: Text("新增", "added"),
    Edit.REMOVED: Text("删去", "removed"),
    Edit.RENUMBERED: Text("改变条号", "renumbered"),
    Edit.CHANGED: Text("规则有变化", "rules changed"),
    Edit.REWORDED: Text("文字不同，规则相同", "other words, the same rules"),
}
_DATES = {"施行": Text("施行", "effective"), "废止": Text("废止", "repealed")}
_CLAUSES = {
    ClauseKind.PUBLISHED: Text("公布", "published"),
    ClauseKind.ALLOWED_BELOW: Text("对下", "allowed below"),
}
OLD, NEW = Text("旧", "old"), Text("新", "new")
NOTHING = Text("无", "none")


def diff_text(documents: Sequence[DocumentDifference], paper: Paper) -> str:
    lines: list[str] = []
    for document in documents:
        lines += [*_Telling(document, paper).lines(), ""]
    return "\n".join([*lines, *summary(documents, paper)]) + "\n"


def summary(documents: Sequence[DocumentDifference], paper: Paper) -> list[str]:
    changed = sum(d.differs for d in documents)
    unknown = sum(d.unknown for d in documents)
    if not changed and not unknown:
        words = Text("含义相同", "nothing means anything else")
        return [paper.style(paper.say(words), "good")]
    parts = []
    if changed:
        parts.append(
            Text(f"{changed}份文件的含义有变化", f"{changed} of {len(documents)} documents mean something else")
        )
    if unknown:
        parts.append(Text(f"{unknown}份没有全部得出结论", f"{unknown} not decided in full"))
    return [paper.style(paper.say(Text.join(parts, "，", "; ")), "error" if changed else "warning")]


class _Telling:
    """One document, line by line."""

    def __init__(self, document: DocumentDifference, paper: Paper) -> None:
        self.told = document
        self.paper = paper

    def lines(self) -> list[str]:
        told = self.told
        if told.old is None or told.new is None:
            return [self._only_one_side()]
        lines = [self._head(told.old, told.new)]
        if not (told.differs or told.unknown or told.articles or told.dates):
            words, style = RELATIONS[Relation.EQUIVALENT]
            return [lines[0] + self._colon() + self.paper.style(self.paper.say(words), style)]
        if told.reason is not None:
            return [*lines, f"  {self.paper.style(self.paper.say(told.reason), 'warning')}"]
        lines += self._time()
        lines += self._figures(Text("日期", "dates"), told.dates)
        lines += self._figures(Text("参数", "parameters"), told.parameters)
        lines += self._clauses()
        lines += self._scopes()
        lines += self._comparisons(Text("决定", "decisions"), told.decisions)
        lines += self._comparisons(Text("定义", "definitions"), told.definitions)
        if told.follows:
            names = "、".join(told.follows) if self.paper.language == "zh" else ", ".join(told.follows)
            lines.append(
                f"    {self.paper.say(Text('随之变化', 'changed with these'))}{self._colon()}{self.paper.fit(names)}"
            )
        lines += self._articles()
        return lines

    # -- heads

    def _head(self, old: DocumentName, new: DocumentName) -> str:
        before, after = _day(old.effective), _day(new.effective)
        if (old.title, old.effective) == (new.title, new.effective):
            words = Text(f"《{new.title}》（{after.zh}施行）", f"《{new.title}》 ({after.en})")
        elif old.title == new.title:
            words = Text(
                f"《{new.title}》：{before.zh}施行的与{after.zh}施行的",
                f"《{new.title}》: of {before.en} and of {after.en}",
            )
        else:
            words = Text(
                f"《{old.title}》（{before.zh}施行）与《{new.title}》（{after.zh}施行）",
                f"《{old.title}》 ({before.en}) and 《{new.title}》 ({after.en})",
            )
        return self.paper.style(self.paper.say(words), "strong")

    def _only_one_side(self) -> str:
        name = self.told.new or self.told.old
        assert name is not None
        words = (
            Text("只有新的一边有", "only on the new side")
            if self.told.new
            else Text("只有旧的一边有", "only on the old")
        )
        return self.paper.style(self.paper.fit(f"《{name.title}》"), "strong") + self._colon() + self.paper.say(words)

    def _time(self) -> list[str]:
        if self.told.together:
            return []
        words = Text(
            "两边没有同时施行：旧的按照仍在施行来比，评定日在新的施行期间",
            "the two are not in force at the same time: the old is read as if it still were, on days of the new",
        )
        return [f"  {self.paper.style(self.paper.say(words), 'faint')}"]

    def _title(self, title: Text) -> str:
        return f"  {self.paper.style(self.paper.say(title), 'strong')}"

    def _colon(self) -> str:
        return self.paper.choose("：", ": ")

    # -- parts

    def _figures(self, title: Text, figures: Sequence[Figure]) -> list[str]:
        if not figures:
            return []
        rows = []
        for figure in figures:
            before, after = (self.paper.say(v if v is not None else NOTHING) for v in (figure.old, figure.new))
            place = figure.new_place or figure.old_place
            where = place.article or "" if place is not None else ""
            since = ""
            if figure.since is not None and figure.new is not None:
                day = _day(figure.since)
                since = self.paper.say(Text(f"自{day.zh}起", f"from {day.en}"))
            name = _DATES[figure.name] if figure.name in _DATES else Text.same(figure.name)
            rows.append((self.paper.say(name), f"{before} {self.paper.fit('→')} {after}", where, since))
        return [self._title(title), *self.paper.table(rows)]

    def _clauses(self) -> list[str]:
        mechanisms = [c for c in self.told.clauses if c.kind is ClauseKind.MECHANISM]
        others = [c for c in self.told.clauses if c.kind is not ClauseKind.MECHANISM]
        return [
            *self._table_of(others, Text("公布和对下", "published, and allowed below")),
            *self._table_of(mechanisms, Text("程序、指标、职数等", "procedures, indicators, slots and the like")),
        ]

    def _table_of(self, clauses: list[Clause], title: Text) -> list[str]:
        rows = []
        for clause in clauses:
            before, after = (self.paper.say(v if v is not None else NOTHING) for v in (clause.old, clause.new))
            kind = _CLAUSES.get(clause.kind)
            name = kind + Text.same(f" {clause.subject}") if kind is not None else Text.same(clause.subject)
            where = _where(clause.new_place, clause.old_place)
            rows.append((self.paper.say(name), f"{before} {self.paper.fit('→')} {after}", where))
        return [self._title(title), *self.paper.table(rows)] if rows else []

    def _scopes(self) -> list[str]:
        if not self.told.scopes:
            return []
        lines = [self._title(Text("适用范围", "scope"))]
        for scope in self.told.scopes:
            lines += self._scope(scope)
        return lines

    def _scope(self, scope: ScopeChange) -> list[str]:
        words, style = (Text("有变化", "changed"), "error")
        if scope.same is None:
            words, style = RELATIONS[Relation.UNKNOWN]
        place = _where(scope.new_place, scope.old_place)
        lines = [f"    {self.paper.style(self.paper.say(words), style)}{self._in_brackets(place)}"]
        if scope.reason is not None:
            lines.append(f"      {self.paper.say(scope.reason)}")
        for group in scope.groups:
            lines += self._group(group)
        return lines

    def _comparisons(self, title: Text, comparisons: Sequence[Comparison]) -> list[str]:
        if not comparisons:
            return []
        lines = [self._title(title)]
        several = {c.subject for n, c in enumerate(comparisons) if c.subject in {o.subject for o in comparisons[:n]}}
        same = []
        for comparison in comparisons:
            dated = comparison.subject in several
            if comparison.relation is Relation.EQUIVALENT and not dated and comparison.name_before is None:
                same.append(comparison.subject)
            else:
                lines += self._comparison(comparison, dated=dated)
        if same:
            words, style = RELATIONS[Relation.EQUIVALENT]
            names = self.paper.fit(("、" if self.paper.language == "zh" else ", ").join(same))
            lines.append(f"    {self.paper.style(self.paper.say(words), style)}{self._colon()}{names}")
        return lines

    def _comparison(self, comparison: Comparison, *, dated: bool) -> list[str]:
        words, style = RELATIONS[comparison.relation]
        place = _where(comparison.new_place, comparison.old_place)
        head = f"    {self.paper.fit(comparison.subject)}{self._in_brackets(place)}{self._colon()}"
        if comparison.name_before is not None:
            name = comparison.name_before
            head += self.paper.say(Text(f"原名“{name}”，", f"“{name}” before, "))
        head += self.paper.style(self.paper.say(words), style)
        if dated:
            head += self._in_brackets(self.paper.say(_period(comparison.period)))
        lines = [head]
        if comparison.reason is not None:
            lines.append(f"      {self.paper.say(comparison.reason)}")
        rows = [
            (
                self.paper.say(Text.join(list(row.inputs), "、", ", ")),
                f"{self._value(row.old)} {self.paper.fit('→')} {self._value(row.new)}",
            )
            for row in comparison.rows
        ]
        lines += self.paper.table(rows, indent=6)
        for group in comparison.groups:
            lines += self._group(group)
        if comparison.person is not None:
            lines += self._person(comparison.person)
        return lines

    def _value(self, value: Text | None) -> str:
        return self.paper.say(value if value is not None else Text("无值", "no value"))

    def _in_brackets(self, words: str) -> str:
        return self.paper.choose(f"（{words}）", f" ({words})") if words else ""

    # -- groups and persons

    def _group(self, group: Group) -> list[str]:
        paper = self.paper
        head = paper.style(paper.say(_FATES[group.fate]), "strong")
        if not group.ways:
            return [f"      {head}", *self._person(group.person)]
        among = _AMONG.get(group.fate, Text("", ""))
        everybody = any(not way.conditions for way in group.ways)
        if everybody:
            words = among + Text("所有的人", "everybody")
        elif group.exact:
            words = among + Text("正是下列人员", "just these")
        else:
            words = among + Text("其中有下列人员（不止这些）", "these among others")
        lines = [f"      {head}{self._colon()}{paper.say(words)}"]
        told = (Text.join(list(way.conditions), "，", ", ") for way in group.ways if way.conditions)
        lines += (f"        - {paper.say(words)}" for words in told)
        for besides in dict.fromkeys(way.besides for way in group.ways if way.besides):
            joined = Text.join(list(besides), "，", ", ")
            lines.append(
                f"          {paper.say(Text(f'（这些人都符合：{joined.zh}）', f'(all of them: {joined.en})'))}"
            )
        if group.some is not None:
            some = Text.join(list(group.some.conditions), "，", ", ")
            lines.append(f"        {paper.say(Text(f'其中：{some.zh}', f'among them: {some.en}'))}")
        return lines + self._person(group.person)

    def _person(self, person: Person | None) -> list[str]:
        if person is None:
            return []
        paper = self.paper
        facts = dict(person.facts)
        chosen = {*person.decisive, *person.relevant}
        names = [name for name in facts if name in chosen and name != AS_OF] + [AS_OF]
        lines = [f"        {paper.style(paper.say(Text('例如', 'for example')), 'faint')}"]
        lines += paper.table([(paper.fit(name), paper.say(facts[name])) for name in names], indent=10)
        for side, value, places in ((OLD, person.old, person.old_places), (NEW, person.new, person.new_places)):
            cited = self._in_brackets(articles_in_words(places, paper)) if places else ""
            lines.append(f"        {paper.say(side)}{self._colon()}{paper.say(value)}{cited}")
        return lines

    # -- articles

    def _articles(self) -> list[str]:
        rows = []
        for edit in _EDITS:
            found = [self._article(change) for change in self.told.articles if change.edit is edit]
            if found:
                rows.append((self.paper.say(_EDITS[edit]), self.paper.choose("、", ", ").join(found)))
        return [self._title(Text("条文", "articles")), *self.paper.table(rows)] if rows else []

    def _article(self, change: ArticleChange) -> str:
        if change.edit is Edit.RENUMBERED:
            return self.paper.fit(f"{change.old}→{change.new}")
        heading = f"【{change.heading}】" if change.heading and change.edit in (Edit.ADDED, Edit.REMOVED) else ""
        return self.paper.fit(f"{change.new or change.old}{heading}")


def _where(new: Place | None, old: Place | None) -> str:
    place = new or old
    return "" if place is None else place.article or ""


def _day(day: date) -> Text:
    return Text.day(day)


def _period(period: tuple[date, date | None]) -> Text:
    start, end = period
    first = Text.day(start)
    if end is None:
        return Text(f"{first.zh}起", f"from {first.en}")
    last = Text.day(end - timedelta(days=1))
    return Text(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}")
