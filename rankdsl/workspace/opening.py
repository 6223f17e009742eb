"""From the paths that somebody asks for to the files of their workspace, all read.

The folder of the nearest `rankdsl.toml` above a path is its workspace. Where there is none, the folders asked for are
looked through with the default patterns, and beside a file that is asked for lie the files it may refer to.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from rankdsl.diagnostics import Finding, Place, Text, nearest, or_meant
from rankdsl.source import SourceFile
from rankdsl.syntax.reading import decode_source, read_source
from rankdsl.workspace import page
from rankdsl.workspace.discovery import Pattern, leads_out, walk
from rankdsl.workspace.mentions import closure, name_of_vocabulary, names_of_vocabulary, vocabularies_asked
from rankdsl.workspace.settings import FILE_NAME, Settings, place_of_key, read_settings

STANDARD_INPUT = "-"
STANDARD_INPUT_SHOWN = "<stdin>"
SHIPPED_SHOWN = "<rankdsl>/"
"""Stands before the name of a vocabulary that comes with the package."""
_BESIDE_A_FILE = Settings(
    documents=("*.rank",),
    vocabularies=("vocabulary/*.yaml",),
    calendars=("calendars/*.yaml",),
    cases=("cases/*.yaml", "cases/*.json"),
)
GLOSSARY = "glossary.en.yaml"
_PATTERN_SETTINGS = ("documents", "vocabularies", "calendars", "cases")
_DATA_ENDINGS = (".yaml", ".yml", ".json")


class Workspace(Struct, frozen=True):
    """Everything that a run looks at. Paths are shown relative to `root`, with forward slashes.

    documents: those asked for, and whatever in the workspace they may refer to; all where everything is asked for.
    wanted: shown paths of the files asked for, of any kind; empty where everything is. `findings` are what was met on
    opening (RD100, RD117). `faults`: the paths themselves are wrong, nothing was opened, and everything else is empty.
    """

    root: Path
    settings: Settings = field(default_factory=Settings)
    documents: tuple[SourceFile, ...] = ()
    wanted: frozenset[str] = frozenset()
    vocabularies: tuple[SourceFile, ...] = ()
    cases: tuple[SourceFile, ...] = ()
    sources: SourceFile | None = None
    glossary: SourceFile | None = None
    calendars: tuple[SourceFile, ...] = ()
    findings: tuple[Finding, ...] = ()
    faults: tuple[Text, ...] = ()

    def wants(self, path: str) -> bool:
        """Whether what is found in the file shown as `path` is to be reported."""
        return not self.wanted or path in self.wanted

    @property
    def wanted_documents(self) -> tuple[SourceFile, ...]:
        return tuple(d for d in self.documents if self.wants(d.path))

    @property
    def wanted_cases(self) -> tuple[SourceFile, ...]:
        return tuple(c for c in self.cases if self.wants(c.path))


def shipped_vocabularies() -> Path | None:
    """The folder of the vocabularies that come with the package: in a wheel among its data, else beside it."""
    package = Path(__file__).resolve().parent.parent
    candidates = (package / "_data" / "policies" / "vocabulary", package.parent / "policies" / "vocabulary")
    return next((c for c in candidates if c.is_dir()), None)


def open_workspace(
    paths: Sequence[str | Path],
    *,
    codes: Collection[str],
    stdin: bytes | None = None,
    shipped: Path | None = None,
) -> Workspace:
    """The workspace of `paths` (files, folders, `-`; none: the current folder) with every file read.

    codes: every code of the catalogue. stdin: what `-` stands for. shipped: a folder of vocabularies that are offered
    where a document names one that the workspace lacks.
    """
    asked, faults = _asked(paths or ["."])
    if faults:
        return Workspace(Path.cwd(), faults=tuple(faults))
    roots = list(dict.fromkeys(workspace_root(a.folder) for a in asked))
    if len(roots) > 1:
        return Workspace(Path.cwd(), faults=tuple(_elsewhere(asked, roots[0])))
    marked = roots[0]
    try:
        root = marked or Path(os.path.commonpath([a.folder for a in asked]))
    except ValueError:
        return Workspace(Path.cwd(), faults=(_on_other_drive(asked),))
    outside = [a for a in asked if a.path is not None and leads_out(a.path, root)]
    if outside:
        return Workspace(root, faults=tuple(_link_leads_out(a.given) for a in outside))
    return _Opening(root, marked is not None, codes).open(asked, stdin, shipped)


class _Asked(Struct, frozen=True):
    """One path of the command line. `folder`: itself, or the one it lies in.

    path: None for what has no place in a folder (standard input, a pipe); it is looked at as if it lay in the current
    folder.
    """

    given: str
    path: Path | None
    folder: Path

    @property
    def shown(self) -> str:
        return STANDARD_INPUT_SHOWN if self.given == STANDARD_INPUT else self.given

    @property
    def is_folder(self) -> bool:
        return self.path == self.folder


def _asked(paths: Sequence[str | Path]) -> tuple[list[_Asked], list[Text]]:
    asked, faults = [], []
    for given in dict.fromkeys(map(str, paths)):
        if given == STANDARD_INPUT:
            asked.append(_Asked(given, None, Path.cwd().resolve()))
            continue
        path = Path(given)
        try:
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode):
                path = path.resolve()
                asked.append(_Asked(given, path, path))
            elif not stat.S_ISREG(mode):
                asked.append(_Asked(given, None, Path.cwd().resolve()))
            else:
                folder = path.parent.resolve()
                asked.append(_Asked(given, folder / path.name, folder))
        except (OSError, ValueError) as error:
            faults.append(_no_such_path(path, given, error))
    return asked, faults


def workspace_root(folder: Path) -> Path | None:
    """The nearest folder at or above `folder` that holds a workspace file."""
    for candidate in (folder, *folder.parents):
        try:
            if (candidate / FILE_NAME).is_file():
                return candidate
        except OSError:
            return None
    return None


class _Opening(Struct):
    """The steps of opening one workspace; each adds to what is found."""

    root: Path
    marked: bool
    """Whether the root has a workspace file."""
    codes: Collection[str]
    file: SourceFile | None = None
    """The workspace file, where it could be read."""
    settings: Settings = field(default_factory=Settings)
    findings: list[Finding] = field(default_factory=list)
    named: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in _PATTERN_SETTINGS})
    """Setting to the shown paths of its files."""

    def open(self, asked: Sequence[_Asked], stdin: bytes | None, shipped: Path | None) -> Workspace:
        if self.marked:
            self._read_settings()
            self._look_through(self.root, self.settings)
            self._settings_without_files()
        else:
            for folder in dict.fromkeys(a.folder for a in asked):
                whole = any(a.is_folder and folder.is_relative_to(a.folder) for a in asked)
                self._look_through(folder, self.settings if whole else _BESIDE_A_FILE)
        wanted = self._wanted(asked)
        found, broken = self._read({path for paths in self.named.values() for path in paths})
        for stream in (a for a in asked if a.path is None):
            self.named["documents"].append(stream.shown)
            source = self._read_stream(stream, stdin)
            if isinstance(source, SourceFile):
                found[stream.shown] = source
            else:
                broken[stream.shown] = source
        documents = self._of("documents", found)
        if wanted:
            documents, wanted_too = self._needed(documents, wanted)
            broken = {path: f for path, f in broken.items() if path in wanted or wanted_too}
        vocabularies = self._of("vocabularies", found)
        vocabularies += self._shipped(documents, vocabularies, shipped)
        sources = self._named("sources", self.settings.sources)
        usual = GLOSSARY if (self.root / GLOSSARY).is_file() else None
        glossary = self._named("glossary", self.settings.glossary or usual)
        self.findings += (broken[path] for path in sorted(broken))
        return Workspace(
            self.root,
            self.settings,
            documents,
            wanted,
            vocabularies,
            self._of("cases", found),
            sources,
            glossary,
            self._of("calendars", found),
            tuple(sorted(self.findings, key=lambda f: f.sort_key)),
        )

    def _read_settings(self) -> None:
        source = read_source(self.root / FILE_NAME, FILE_NAME)
        if isinstance(source, SourceFile):
            self.settings, wrong = read_settings(source, self.codes)
            self.file = source
            self.findings += wrong
        else:
            self.findings.append(source)

    def _look_through(self, folder: Path, settings: Settings) -> None:
        """Add the files below `folder` that the patterns name, and what is odd about the folder."""
        prefix = "" if folder == self.root else f"{shown(folder, self.root)}/"
        groups = {name: tuple(map(Pattern, getattr(settings, name))) for name in _PATTERN_SETTINGS}
        patterns = [p for group in groups.values() for p in group]
        met = walk(folder, patterns, inside=self.root, boundary=FILE_NAME)
        for name, group in groups.items():
            for path in met.files:
                if any(p.matches(path.split("/")) for p in group) and prefix + path not in self.named[name]:
                    self.named[name].append(prefix + path)
        for path in met.closed:
            self.findings.append(page.UNREADABLE_FOLDER.at(self._at_folder(prefix + path), path=prefix + path))
        for path in met.outside:
            self.findings.append(page.LINK_LEADS_OUT.at(self._at_folder(prefix + path), path=prefix + path))
        for path in met.nested:
            self.findings.append(page.NESTED.at(self._at_folder(prefix + path), path=prefix + path))

    def _settings_without_files(self) -> None:
        """Patterns that somebody wrote and that name nothing."""
        for name in _PATTERN_SETTINGS:
            if name not in self.settings.written or self.file is None:
                continue
            for written in getattr(self.settings, name):
                pattern = Pattern(written)
                if not any(pattern.matches(path.split("/")) for path in self.named[name]):
                    place = place_of_key(self.file, name)
                    self.findings.append(page.MATCHES_NOTHING.at(place, name=name, pattern=written))

    def _wanted(self, asked: Sequence[_Asked]) -> frozenset[str]:
        """Shown paths of what is asked for; a file that no pattern names becomes one of its kind."""
        if any(a.path == self.root and a.is_folder for a in asked):
            return frozenset()
        wanted: set[str] = set()
        for each in asked:
            if each.path is None:
                wanted.add(each.shown)
                continue
            path = shown(each.path, self.root)
            if each.is_folder:
                wanted.update(
                    p for paths in self.named.values() for p in paths if PurePosixPath(p).is_relative_to(path)
                )
                continue
            wanted.add(path)
            if path != FILE_NAME and not any(path in paths for paths in self.named.values()):
                self.named["cases" if path.lower().endswith(_DATA_ENDINGS) else "documents"].append(path)
        return frozenset(wanted)

    def _read(self, paths: Iterable[str]) -> tuple[dict[str, SourceFile], dict[str, Finding]]:
        found, broken = {}, {}
        for path in sorted(paths):
            source = read_source(self.root / path, path)
            if isinstance(source, SourceFile):
                found[path] = source
            else:
                broken[path] = source
        return found, broken

    @staticmethod
    def _read_stream(asked: _Asked, stdin: bytes | None) -> SourceFile | Finding:
        if asked.given != STANDARD_INPUT:
            return read_source(Path(asked.given), asked.shown)
        assert stdin is not None, "standard input is asked for and was not given"
        return decode_source(stdin, asked.shown)

    def _of(self, name: str, found: Mapping[str, SourceFile]) -> tuple[SourceFile, ...]:
        return tuple(found[path] for path in sorted(self.named[name]) if path in found)

    def _needed(self, documents: tuple[SourceFile, ...], wanted: frozenset[str]) -> tuple[tuple[SourceFile, ...], bool]:
        """The documents asked for with those they may refer to; whether some title is in none of the files."""
        start = [d for d in documents if d.path in wanted]
        if not start:
            return documents, True
        needed, nowhere = closure(start, documents, versions=self.marked)
        return tuple(d for d in documents if d.path in needed), bool(nowhere)

    def _shipped(
        self, documents: Sequence[SourceFile], vocabularies: Sequence[SourceFile], folder: Path | None
    ) -> tuple[SourceFile, ...]:
        """Vocabularies of `folder` that documents name and the workspace lacks, or whose names are near such a name."""
        missing = vocabularies_asked(documents, vocabularies)
        if folder is None or not missing:
            return ()
        offered = []
        for path in sorted(folder.glob("*.yaml")):
            source = read_source(path, SHIPPED_SHOWN + path.name)
            if isinstance(source, SourceFile):
                offered.append(source)
        taken: list[SourceFile] = []
        while found := [f for f in offered if f not in taken and names_of_vocabulary(f) & missing]:
            taken += found
            missing = vocabularies_asked(documents, [*vocabularies, *taken])
        left = {name: f for f in offered if f not in taken and (name := name_of_vocabulary(f)) is not None}
        near = dict.fromkeys(name for wrong in sorted(missing) for name in nearest(wrong, left))
        return (*taken, *(left[name] for name in near))

    def _named(self, name: str, path: str | None) -> SourceFile | None:
        """The one file that a setting names."""
        if path is None:
            return None
        place = place_of_key(self.file, name) if self.file else self._at_folder(path)
        if not (self.root / path).exists():
            self.findings.append(page.NO_SUCH_FILE.at(place, name=name, path=path))
            return None
        if leads_out(self.root / path, self.root):
            self.findings.append(page.LEADS_OUT.at(place, path=path))
            return None
        source = read_source(self.root / path, path)
        if isinstance(source, SourceFile):
            return source
        self.findings.append(source)
        return None

    @staticmethod
    def _at_folder(path: str) -> Place:
        """A place in something without text: its beginning."""
        return Place(SourceFile(path, "").span(0, 0))


def shown(path: Path, root: Path) -> str:
    """A path as people see it: relative to the workspace, with forward slashes."""
    return path.relative_to(root).as_posix()


def _no_such_path(path: Path, given: str, error: Exception) -> Text:
    if not isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return Text(f"“{given}”无法打开；请核对访问权限", f"“{given}” cannot be opened: see whether you may read it")
    try:
        near = nearest(path.name, sorted(os.listdir(path.parent)))
    except (OSError, ValueError):
        near = []
    message = Text(f"没有“{given}”这个文件或文件夹", f"there is no file or folder “{given}”")
    if near:
        message += or_meant(near)
    return message


def _elsewhere(asked: Sequence[_Asked], root: Path | None) -> list[Text]:
    first = asked[0].given
    return [
        Text(
            f"“{a.given}”与“{first}”不在同一个工作区；请分别检查",
            f"“{a.given}” is not in the same workspace as “{first}”: name them in separate runs",
        )
        for a in asked
        if workspace_root(a.folder) != root
    ]


def _on_other_drive(asked: Sequence[_Asked]) -> Text:
    names = [a.given for a in asked]
    return Text(
        f"这些路径没有共同的文件夹：{'、'.join(names)}；请分别检查",
        f"these paths have no folder in common: {', '.join(names)}; name them in separate runs",
    )


def _link_leads_out(given: str) -> Text:
    return Text(
        f"“{given}”是指向工作区之外的链接，没有读取；请直接写出它所指的文件",
        f"“{given}” is a link that leads out of the workspace and was not read: name the file that it points to",
    )
