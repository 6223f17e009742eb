"""A folder of SMT-LIB files: one folder a document, one file a question, and an index of every obligation.

Names depend on what an obligation is about, not on what else was asked: `RD401-可晋升-2016-07-01.smt2`, and for several
questions `…-2of3.smt2`; where items of documents above have several readings, all but the adopted one are named.
"""

from __future__ import annotations

import re
from pathlib import Path

from rankdsl.diagnostics import Text
from rankdsl.diagnostics.text import Language
from rankdsl.examining import Watched
from rankdsl.prove.script import script
from rankdsl.reporters.json import Json, dumps
from rankdsl.reporters.smtlib import Title, smtlib_text, without_question

LONGEST = 80
"""Characters of a name; some file systems allow 255 bytes, and a Han character takes three."""
INDEX = "index.json"


class SmtFolder:
    """`take` writes the files of one obligation; `close` the index. Both raise OSError."""

    def __init__(self, folder: Path, language: Language) -> None:
        self.folder = folder
        self.language: Language = language
        self._taken: set[str] = set()
        self._index: list[Json] = []

    def open(self) -> Text | None:
        """Makes the folder; what is wrong with it, if it cannot be used."""
        name = self.folder
        try:
            if name.exists() and not name.is_dir():
                return Text(f"--emit-smt：“{name}”是文件，不是文件夹", f"--emit-smt: “{name}” is a file, not a folder")
            name.mkdir(parents=True, exist_ok=True)
            if any(name.iterdir()):
                return Text(
                    f"--emit-smt：文件夹“{name}”不是空的；请换一个新的文件夹，或者先清空它",
                    f"--emit-smt: the folder “{name}” is not empty: name a new one, or empty it first",
                )
            probe = name / INDEX
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            return unwritable(name, error)
        return None

    def take(self, watched: Watched) -> None:
        report = watched.report
        if report is None:
            return
        start = report.period[0] if report.period else ""
        reading = self._say(watched.reading)
        stem = "-".join(filter(None, (report.check, safe(report.subject), start, safe(reading) if reading else "")))
        base = self._unique(f"{safe(report.document)}/{stem}")
        files: list[str] = []
        count = len(watched.asked)
        for number, record in enumerate(watched.asked, 1):
            title = Title(report, watched.page, number, count, watched.reading)
            text = smtlib_text(title, record, script(record), self.language)
            files.append(f"{base}.smt2" if count == 1 else f"{base}-{number}of{count}.smt2")
            self._write(files[-1], text)
        if not watched.asked:
            files.append(f"{base}.smt2")
            self._write(files[-1], without_question(Title(report, watched.page, 0, 0, watched.reading), self.language))
        self._index.append(
            {
                "check": report.check,
                "subject": report.subject,
                "document": report.document,
                "articles": list(report.articles),
                "period": list(report.period) if report.period else None,
                "reading": reading or None,
                "verdict": report.verdict.value,
                "questions": count,
                "files": files,
            }
        )

    def close(self) -> None:
        self._write(INDEX, dumps({"schema": "rankdsl-smt/1", "obligations": self._index}))

    def _say(self, reading: Text | None) -> str:
        return "" if reading is None else reading.in_language(self.language)

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8", "backslashreplace"))

    def _unique(self, name: str) -> str:
        """The name, with a number where it is taken; capitals make no difference, as on some file systems."""
        found, number = name, 1
        while found.casefold() in self._taken:
            number += 1
            found = f"{name}~{number}"
        self._taken.add(found.casefold())
        return found


def safe(name: str) -> str:
    """The name as a part of a path on any system."""
    plain = re.sub(r'[\x00-\x1f<>:"/\\|?*\s]+', "_", name).strip("._ ")
    return plain[:LONGEST] or "_"


def unwritable(name: Path, error: OSError) -> Text:
    why = error.strerror or str(error)
    return Text(f"--emit-smt：“{name}”无法写入：{why}", f"--emit-smt: “{name}” cannot be written: {why}")
