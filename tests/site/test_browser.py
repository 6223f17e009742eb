"""The site opened from its folder in a browser, as a reader does it: search, click, change the language."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest


def found(browser: Any, words: str) -> dict[str, str]:
    """The titles that a search for these words lists, the first one first, and what is shown under each."""
    box = browser.find_element("css selector", "input.sidebar-search")
    box.clear()
    box.send_keys(words)
    box.submit()
    browser.find_element("css selector", "ul.search li p.context")
    listed = browser.find_elements("css selector", "ul.search li")
    return {entry.find_element("css selector", "a").text: entry.text for entry in listed}


def open_first(browser: Any) -> str:
    """Click on the first thing found; the name of the page that opens."""
    browser.find_element("css selector", "ul.search li a").click()
    return place(browser)


def place(browser: Any) -> str:
    return Path(unquote(urlsplit(browser.current_url).path)).name


@pytest.mark.slow
def test_a_chinese_word_is_found_and_leads_to_its_page(site: Path, browser: Any) -> None:
    browser.get((site / "index.html").as_uri())
    assert "/zh/index.html" in browser.current_url
    listed = found(browser, "隐性门槛")
    assert next(iter(listed)) == "RD301 隐性门槛"
    assert "公布" in listed["RD301 隐性门槛"]
    assert open_first(browser) == "RD301.html"
    assert browser.find_element("css selector", "h1").text.startswith("RD301 隐性门槛")
    # From there to the same page in English.
    browser.find_element("css selector", ".languages a[lang=en]").click()
    assert "/en/checks/RD301.html" in browser.current_url
    assert "an unpublished fact decides" in browser.find_element("css selector", "h1").text.lower()


def test_words_are_found(site: Path, browser: Any) -> None:
    for language, words, page in (
        ("zh", "中层正职", "tutorial.html"),
        ("zh", "不得增设条件", "language.html"),
        ("zh", "RD401", "RD401.html"),
        ("zh", "豁免有误", "RD120.html"),
        ("en", "waivers", "RD120.html"),
        ("en", "baseline", "ci.html"),
        ("en", "隐性门槛", "RD301.html"),
    ):
        browser.get((site / language / "language.html").as_uri())
        found(browser, words)
        links = [a.get_attribute("href") for a in browser.find_elements("css selector", "ul.search li > a")]
        names = [Path(unquote(urlsplit(link).path)).name for link in links]
        assert page in names, (language, words)
        assert not names[0].startswith("0"), "a page of decisions before what people look for"


def test_what_is_nowhere_is_not_found(site: Path, browser: Any) -> None:
    """All characters are there, their order is not."""
    browser.get((site / "zh" / "search.html").as_uri() + "?q=槛门性隐")
    said = browser.find_element("css selector", ".search-summary")
    end = time.monotonic() + 10
    while not said.text:
        assert time.monotonic() < end, "the search does not end"
        time.sleep(0.05)
    assert "没有匹配到" in said.text
    browser.implicitly_wait(0)
    assert browser.find_elements("css selector", "ul.search li") == []
    browser.implicitly_wait(10)


def test_nothing_is_fetched_and_no_script_fails(site: Path, browser: Any) -> None:
    browser.get_log("performance")
    browser.get_log("browser")
    for page in ("zh/index.html", "zh/tutorial.html", "en/checks/index.html", "zh/search.html?q=level"):
        browser.get(f"{site.as_uri()}/{page}")
    browser.find_element("css selector", ".search-summary")
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = {e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"}
    assert len(asked) > 10
    assert {urlsplit(address).scheme for address in asked} <= {"file", "data"}
    assert [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
