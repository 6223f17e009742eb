"""Search for Chinese words without a dictionary: every pair of neighbouring characters is a term, in the index and in
what is asked. A page is found if it has all pairs of the word; nothing depends on where a segmenter would cut
“隐性门槛”. English words are stemmed as Sphinx does.

Sphinx shows a few words of each page that was found by fetching it, which a browser refuses for files. So the words
lie in a script beside the index, and `static/found.js` takes them from there.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import snowballstemmer
from sphinx.search import SearchLanguage
from sphinx.search._stopwords.en import ENGLISH_STOPWORDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HAN = "\u3400-\u9fff\uf900-\ufaff"
RUN = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")

SPLIT_QUERY = f"""
var splitQuery = (query) =>
  (query.match(/[{HAN}]+|[^\\W]+/gu) || []).flatMap((run) =>
    /[{HAN}]/.test(run) && run.length > 1
      ? Array.from({{ length: run.length - 1 }}, (_, i) => run.slice(i, i + 2))
      : [run],
  );
"""


class SearchPairs(SearchLanguage):
    """Chinese by pairs of characters, English by stems."""

    lang = "zh"
    language_name = "English"  # names the class in the stemmer below
    js_stemmer_rawcode = "english-stemmer.js"
    js_splitter_code = SPLIT_QUERY
    stopwords: ClassVar[frozenset[str]] = frozenset(ENGLISH_STOPWORDS)

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self.stemmed = cache(snowballstemmer.stemmer("english").stemWord)

    def split(self, text: str) -> list[str]:
        return [term for run in RUN.findall(text) for term in terms(run)]

    def stem(self, word: str) -> str:
        return self.stemmed(word.lower()) if word.isascii() else word


def terms(run: str) -> list[str]:
    """A run of Chinese characters as single ones and pairs; any other word as it is."""
    if not re.match(f"[{HAN}]", run):
        return [run]
    return [*run, *(run[i : i + 2] for i in range(len(run) - 1))]


def write_words(app: Sphinx, failure: Exception | None) -> None:
    if failure is not None or app.builder.format != "html":
        return
    words = {}
    for name in sorted(app.env.found_docs):
        text = re.sub(r"\s+", " ", app.env.get_doctree(name).astext())
        words[name] = text
    script = f"const WORDS_OF_PAGES = {json.dumps(words, ensure_ascii=False, sort_keys=True)};\n"
    (Path(app.outdir) / "_static" / "words.js").write_text(script, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_search_language(SearchPairs)
    app.connect("build-finished", write_words)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
