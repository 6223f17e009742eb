"""What `rankdsl check --burden-against OLD` compares with."""

from __future__ import annotations

from rankdsl import pipeline
from rankdsl.cli.arguments import Request
from rankdsl.cli.console import Console
from rankdsl.cli.places import nothing_there, open_paths
from rankdsl.diagnostics import Text
from rankdsl.examining import Selection
from rankdsl.workspace import Workspace
from rankdsl.workspace.opening import STANDARD_INPUT

CODE = "RD504"


class FormerVersions:
    """By the option --burden-against."""

    def __init__(self, request: Request, console: Console, selection: Selection) -> None:
        self.console = console
        self.given = request.value("burden_against") or ""
        self.words = request.words
        self.asked_for = selection.has(CODE)

    def versions(self, place: Workspace) -> pipeline.Former | None:
        """The former versions of what is to be checked; None where they cannot be had, which then has been said."""
        if not self.asked_for:
            self.console.fault(
                Text(
                    f"--burden-against 属于 {CODE}，--select、--ignore 没有选它",
                    f"--burden-against belongs to {CODE}, which --select and --ignore leave out",
                )
            )
            return None
        if self.given == STANDARD_INPUT and STANDARD_INPUT in self.words:
            self.console.fault(Text("两边不能都取自标准输入", "the two sides cannot both be standard input"))
            return None
        at_hand = self.console.at_hand
        old = open_paths([self.given], pipeline.CODES, self.console)
        if old is None:
            return None
        if not old.wanted_documents and not any(f.unreadable for f in old.findings):
            nothing_there([self.given], old, self.console)
            return None
        found = pipeline.former_versions(place, old)
        self.console.at_hand = at_hand
        if found.findings:
            from rankdsl.reporters.text import findings_text

            self.console.say("\n".join(findings_text(found.findings, self.console.err)))
            self.console.fault(
                Text(
                    "原来的版本有写错的地方，改正以后才能比较",
                    "the version before has mistakes: it can be compared with once mended",
                )
            )
            return None
        if not found.met:
            self.console.fault(
                Text(
                    f"“{self.given}”中没有要检查的文件原来的版本（按标题查找）",
                    f"“{self.given}” has no former version of what is to be checked (by title)",
                )
            )
            return None
        return found
