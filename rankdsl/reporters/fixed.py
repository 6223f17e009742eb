"""What `check --fix` put right, for people: where, what it was, what it is now."""

from __future__ import annotations

from collections.abc import Sequence

from rankdsl.diagnostics import Finding
from rankdsl.reporters.paper import Paper

MOST_SHOWN = 200


def fixed_text(made: Sequence[Finding], paper: Paper) -> list[str]:
    """A line for each fix, an empty line after the last; one line where nothing was to be fixed."""
    if not made:
        return [paper.choose("没有可以直接改正的写法错误。", "nothing could be put right without asking"), ""]
    count = len(made)
    lines = [
        paper.style(
            paper.choose(f"已改正 {count} 处写法：", f"put right in {count} place{'s'[: count > 1]}:"), "strong"
        )
    ]
    lines += (f"  {_line(finding, paper)}" for finding in made[:MOST_SHOWN])
    if count > MOST_SHOWN:
        more = count - MOST_SHOWN
        lines.append(paper.choose(f"  另有 {more} 处没有逐一列出", f"  and {more} more"))
    return [*lines, ""]


def fixable_text(findings: Sequence[Finding], paper: Paper) -> list[str]:
    """How many slips `--fix` would put right; nothing where there are none."""
    count = sum(f.fix is not None and f.fix.sure and not f.set_aside for f in findings)
    if not count:
        return []
    words = paper.choose(
        f"其中 {count} 处是有把握的写法错误，rankdsl check --fix 可以直接改正。",
        f"{count} of them {'is a slip' if count == 1 else 'are slips'} of the pen that rankdsl check --fix puts right",
    )
    return [words]


def _line(finding: Finding, paper: Paper) -> str:
    span = finding.place.span
    where = ""
    if span is not None:
        line, column = span.file.position(span.start)
        where = f"{span.file.path}:{line}:{column} "
    what = paper.say(finding.message)
    how = "" if finding.fix is None else paper.say(finding.fix.message)
    return f"{paper.fit(where)}{what}{paper.choose('——', ' -> ')}{how}" if how and how != what else f"{where}{what}"
