"""Which pages the site has in each language, from docs/*.md as they are.

| page | Chinese site | English site |
|---|---|---|
| `NAME.md` beside `NAME.en.md` | the first | the second |
| a page whose title is in both, and so the rest | its Chinese | its English |
| a page of each check | from the check itself, in one language | likewise |
| any other | as it is, with a word on its language | likewise |
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from docs import generate
from docs.site.languages import AS_THEY_ARE, BESIDE, Language, joined, split, tongue
from rankdsl import pipeline
from rankdsl.diagnostics import Page

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
HERE = Path(__file__).resolve().parent

NOTES = {
    ("zh", "en"): "```{note}\n本页只有英文。\n```",
    ("en", "zh"): "```{note}\nThis page is in Chinese, with the gist in English.\n```",
}
LINK = re.compile(r"(?<!!)\[(?P<words>[^\]\[]*)\]\((?P<target>[^)\s]+)\)")


def pages(language: Language) -> dict[str, str]:
    """Name of the page in the site (`checks/RD401.md`) to its text."""
    found = {"index.md": (HERE / f"index.{language}.md").read_text(encoding="utf-8")}
    for path in sorted(DOCS.glob("*.md")) + sorted((DOCS / "cookbook").glob("*.md")):
        name = path.relative_to(DOCS).as_posix()
        if not name.endswith(".en.md"):
            found[name] = in_language(path, name, language)
    found |= checks(language) | decisions(language)
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found["changelog.md"] = changes.replace("# Changelog", "# 更新记录" if language == "zh" else "# Changelog", 1)
    found["changelog.md"] = with_note(found["changelog.md"], language, "en")
    found["index.md"] = with_others(found["index.md"], found)
    return {name: joined(prepared(text)) for name, text in found.items()}


def with_others(index: str, found: Mapping[str, str]) -> str:
    """The contents with every page that they do not name, so that a new one is never left out."""
    names = sorted(name.removesuffix(".md") for name in found if name.count("/") == 0 and name != "index.md")
    others = [name for name in names if not re.search(rf"^(?:.*<)?{re.escape(name)}>?$", index, re.MULTILINE)]
    return index.replace("OTHERS\n", "".join(f"{name}\n" for name in others))


def in_language(path: Path, name: str, language: Language) -> str:
    english = path.with_name(path.name.removesuffix(".md") + ".en.md")
    if language == "en" and english.exists():
        return english.read_text(encoding="utf-8")
    text = prepared(path.read_text(encoding="utf-8"))
    title = heading(text)
    both = BESIDE.match(title)
    if both and name in AS_THEY_ARE:
        return with_note(text.replace(title, sentence(both[language]), 1), language, "zh")
    return split(text, language) if both else with_note(text, language, tongue(title) or "zh")


def with_note(text: str, here: Language, written: Language) -> str:
    """A word under the title where the page is in the other language."""
    if (here, written) not in NOTES:
        return text
    title, _, rest = text.partition("\n")
    return f"{title}\n\n{NOTES[here, written]}\n{rest}"


def prepared(text: str) -> str:
    """Without the marks that only generators and tests read."""
    return re.sub(r"^<!--.*?-->\n+", "", text, flags=re.DOTALL | re.MULTILINE)


ASIDE = "---\norphan: true\n---\n"
"""Above pages that the contents on the left leave out: it would be four times as long with them, on every page."""


def checks(language: Language) -> dict[str, str]:
    """A page for each check and their list, in one language, from the checks themselves."""
    ordered = sorted(pipeline.pages(), key=lambda page: page.code)
    found = {f"checks/{page.code}.md": ASIDE + check(page, language) for page in ordered}
    found["checks/index.md"] = split(generate.index(ordered).replace(generate.GENERATED, ""), language)
    return found


def check(page: Page, language: Language) -> str:
    chinese = language == "zh"
    title = page.title.in_language(language)
    words = generate.SEVERITIES[page.severity].split()
    code = "rank" if page.example_file.endswith(".rank") else Path(page.example_file).suffix.lstrip(".")
    file = "" if page.example_file == "example.rank" else f" ({page.example_file})"
    severity = words[0] if chinese else words[1].capitalize()
    back = f"[{'全部检查项目' if chinese else 'all checks'}](index.md)"
    parts = [
        f"# {page.code} {title}" + ("" if chinese else f" · {page.title.zh}"),
        f"{severity} · `{page.name}` · `rankdsl explain {page.code}` · {back}",
        sentence(page.manual.in_language(language)),
        f"## {'错误示例' if chinese else 'Wrong'}{file}",
        generate.fenced(page.wrong, code),
        f"## {'正确示例' if chinese else 'Right'}",
        generate.fenced(page.right, code),
    ]
    if page.beside is not None:
        path, text = page.beside
        both = f"两个例子都用到：{path}" if chinese else f"Both need {path}"
        parts += [f"## {both}", generate.fenced(text, Path(path).suffix.lstrip("."))]
    return "\n\n".join(parts) + "\n"


def sentence(words: str) -> str:
    """Manuals start in lower case in English, as messages do; a page does not."""
    words = words.strip()
    return words[:1].upper() + words[1:]


def decisions(language: Language) -> dict[str, str]:
    found = {f"decisions/{path.name}": path.read_text(encoding="utf-8") for path in (DOCS / "decisions").glob("*.md")}
    names = sorted(found)
    title, said = (
        ("# 决定", "一项决定一页：为什么这样定，量过什么，代价是什么。各页只有英文。")
        if language == "zh"
        else ("# Decisions", "What a newcomer would question: context, decision, what was measured, what it costs.")
    )
    contents = "\n".join(f"- [{heading(found[name])}]({Path(name).name})" for name in names)
    found = {name: ASIDE + text for name, text in found.items()}
    found["decisions/index.md"] = f"{title}\n\n{said}\n\n{contents}\n"
    return found


def heading(text: str) -> str:
    return next(line.removeprefix("# ") for line in text.splitlines() if line.startswith("# "))


def linked(found: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Path]]:
    """The pages with links that lead somewhere in the site, and the files of the repository that they then need."""
    files: dict[str, Path] = {}

    def mended(name: str, link: re.Match[str]) -> str:
        target, _, mark = link["target"].partition("#")
        if "://" in target or target.startswith("mailto:") or not target:
            return link[0]
        path = os.path.normpath(os.path.join(os.path.dirname(name), target))
        place = ROOT / "docs" / path
        page = page_of(path)
        if page in found:
            return f"[{link['words']}]({os.path.relpath(page, os.path.dirname(name) or '.')}{mark and '#' + mark})"
        if place.suffix == ".md" and place.is_file():  # of the repository, not of the site
            known = Path(path).name in link["words"]
            return link["words"] if known else f"{link['words']} (`{os.path.relpath(place.resolve(), ROOT)}`)"
        if place.is_file():
            copied = "files/" + os.path.relpath(place.resolve(), ROOT)
            files[copied] = place.resolve()
            return f"[{link['words']}]({os.path.relpath(copied, os.path.dirname(name) or '.')})"
        raise ValueError(f"docs/{name}: {target} is nowhere")

    texts = {name: LINK.sub(partial(mended, name), text) for name, text in found.items()}
    return texts, files


def page_of(path: str) -> str:
    """The page of the site that a file of docs/ became."""
    special = {
        "checks/README.md": "checks/index.md",
        "decisions": "decisions/index.md",
        "../CHANGELOG.md": "changelog.md",
    }
    return special.get(path, path.removesuffix(".en.md") + ".md" if path.endswith(".en.md") else path)
