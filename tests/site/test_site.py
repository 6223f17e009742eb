"""The documentation site as it was built: whole, in both languages, and nothing in it comes from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from rankdsl import pipeline

LOADED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
}


class Page(HTMLParser):
    """What a page loads, where its links lead, and the marks that links to it may name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.marks: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.marks.add(given["id"])
        if tag in LOADED and given.get(LOADED[tag]):
            self.loaded.append(given[LOADED[tag]])
        if tag == "link":
            self.loaded.append(given["href"])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def test_the_pages_are_there_in_both_languages(site: Path) -> None:
    names = {
        language: {path.relative_to(site / language).as_posix() for path in (site / language).rglob("*.html")}
        for language in ("zh", "en")
    }
    assert names["zh"] == names["en"]
    wanted = {"tutorial", "language", "semantics", "trust", "ci", "changelog", "decisions/index", "checks/index"}
    wanted |= {f"cookbook/{role}" for role in ("drafter", "reviewer", "ci")}
    wanted |= {f"checks/{page.code}" for page in pipeline.pages()}
    assert {f"{name}.html" for name in wanted} <= names["zh"]


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[Path, Page]) -> None:
    foreign = [
        f"{path.relative_to(site)}: {address}"
        for path, page in pages.items()
        for address in page.loaded
        if re.match(r"\w+:|//", address) and not address.startswith("data:")
    ]
    for path in site.rglob("*.css"):
        found = re.findall(r"""(?:@import|url\()\s*["']?(?:https?:)?//[^)"']*""", path.read_text(encoding="utf-8"))
        foreign += [f"{path.relative_to(site)}: {address}" for address in found]
    assert foreign == []


def test_links_within_the_site_lead_somewhere(site: Path, pages: dict[Path, Page]) -> None:
    lost = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            there = pages.get(target)
            if not target.is_file() or (parts.fragment and there and unquote(parts.fragment) not in there.marks):
                lost.append(f"{path.relative_to(site)}: {link}")
    assert lost == []
