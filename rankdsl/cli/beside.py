"""What `rankdsl check` does beside checking: writing SMT-LIB files, asking a second solver."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rankdsl.cli.arguments import Request
from rankdsl.cli.console import Console
from rankdsl.diagnostics import Report, Text
from rankdsl.examining import Watch

if TYPE_CHECKING:
    from rankdsl.cli.smt_folder import SmtFolder
    from rankdsl.prove.second_opinion import Disagreement, SecondSolver

NOT_INSTALLED = Text(
    "--certify 需要 cvc5，本机没有安装；请运行 pip install 'rankdsl[certify]'",
    "--certify needs cvc5, which is not installed: run pip install 'rankdsl[certify]'",
)


class Beside:
    """By the options --emit-smt and --certify."""

    def __init__(self, request: Request, console: Console) -> None:
        self.console = console
        self.second: SecondSolver | None = None
        self._folder: SmtFolder | None = None
        self._wants_second = request.has("certify")
        self._wants_folder = request.value("emit_smt")

    def ready(self) -> bool:
        """Whether everything asked for can be had; what cannot has been said."""
        faults: list[Text] = []
        if self._wants_second:
            from rankdsl.prove.second_opinion import second_solver

            self.second = second_solver()
            if self.second is None:
                faults.append(NOT_INSTALLED)
        if self._wants_folder is not None and not faults:
            from rankdsl.cli.smt_folder import SmtFolder

            self._folder = SmtFolder(Path(self._wants_folder), self.console.language)
            fault = self._folder.open()
            faults += [] if fault is None else [fault]
        if faults:
            self.console.fault(*faults)
        return not faults

    @property
    def watch(self) -> Watch | None:
        return None if self._folder is None else self._folder.take

    def following(self, check: Callable[[], Report]) -> Report | None:
        """The report; None where files cannot be written or the second solver disagrees, which then has been said."""
        if self._folder is None and self.second is None:
            return check()
        from rankdsl.cli.smt_folder import unwritable
        from rankdsl.prove.second_opinion import Disagreement

        try:
            report = check()
            if self._folder is not None:
                self._folder.close()
        except Disagreement as found:
            self.console.fault(*_told(found, self.second.name if self.second else ""))
            return None
        except OSError as error:
            if self._folder is None:
                raise
            self.console.fault(unwritable(self._folder.folder, error))
            return None
        return report


def _told(found: Disagreement, other: str) -> tuple[Text, Text]:
    words = {"sat": Text("有这样的人", "there is such a person"), "unsat": Text("没有这样的人", "there is nobody such")}
    ours, theirs = words[found.ours], words[found.theirs]
    return (
        Text(
            f"程序自身出错，不是您的文件写错了：{found.code}《{found.document}》“{found.subject}”，"
            f"本工具的结论是“{ours.zh}”，{other} 的结论是“{theirs.zh}”；这一次没有得出结论",
            f"a fault of the tool, not of your files: {found.code} 《{found.document}》 “{found.subject}”: "
            f"the answer was “{ours.en}”, and {other} says “{theirs.en}”; nothing was concluded",
        ),
        Text(
            "请把有关文件发给 rankdsl 的维护者；--emit-smt 可以写出这个问题",
            "please send the files to the maintainers of rankdsl; --emit-smt writes the question",
        ),
    )
