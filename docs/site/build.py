"""Build the site: `python -m docs.site.build [--out site]`.

The pages of docs/ go into a temporary folder, as `pages.py` says, and Sphinx makes a site of them for each language:
site/zh/, site/en/, and site/index.html that leads to the reader's. Anything Sphinx warns of is a failure.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from docs.site.languages import Language
from docs.site.pages import linked, pages

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def lay_out(place: Path) -> dict[Language, frozenset[str]]:
    """The sources of each language, in a folder each; the names of its pages without their endings."""
    names: dict[Language, frozenset[str]] = {}
    for language in LANGUAGES:
        texts, files = linked(pages(language))
        for name, text in texts.items():
            path = place / language / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        for name, file in files.items():
            path = place / language / name
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, path)
        if (ROOT / "docs" / "images").is_dir():
            shutil.copytree(ROOT / "docs" / "images", place / language / "images")
        names[language] = frozenset(name.removesuffix(".md") for name in texts)
    return names


def clear(out: Path) -> None:
    """Only what this writes is removed: a folder in which anything else lies is somebody's."""
    if out.exists() and not {path.name for path in out.iterdir()} <= {*LANGUAGES, "index.html"}:
        raise SystemExit(f"{out} is there and is no site; name another folder")
    shutil.rmtree(out, ignore_errors=True)


def build(out: Path) -> int:
    """0, or the first exit code of Sphinx that is not."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        names = lay_out(place)
        clear(out)
        running = []
        for language in LANGUAGES:
            other = next(one for one in LANGUAGES if one != language)
            words = {"RANKDSL_SITE_LANGUAGE": language, "RANKDSL_SITE_OTHER": "|".join(sorted(names[other]))}
            trees = place / f"{language}.trees"
            command = [sys.executable, "-m", "sphinx", "-b", "html", "-c", str(HERE), "-d", str(trees), "-q", "-W"]
            command += ["--keep-going", str(place / language), str(out / language)]
            running.append(subprocess.Popen(command, env=os.environ | words))
        codes = [process.wait() for process in running]
    shutil.copyfile(HERE / "start.html", out / "index.html")
    return max(codes)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="build the documentation site")
    parser.add_argument("--out", type=Path, default=ROOT / "site", help="the folder to write (emptied first)")
    out = parser.parse_args(arguments).out
    code = build(out)
    if code == 0:
        print(f"open {out / 'index.html'}")
    return code


if __name__ == "__main__":
    sys.exit(main())
