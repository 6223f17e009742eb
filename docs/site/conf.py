"""Sphinx reads this once for each language; `build.py` says which (docs/decisions/0471-docs-site.md says why Sphinx).

Nothing that a page needs comes from another place than the site: no fonts, no scripts, no icons from a network.
"""

import gc
import os
import sys
from pathlib import Path

from sphinx.locale import _ as translate

# Most of what Sphinx makes stays until the end; to look for garbage among it again and again takes a third of the time.
gc.freeze()
gc.set_threshold(200_000)

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

CHINESE = os.environ.get("RANKDSL_SITE_LANGUAGE", "zh") == "zh"

project = "rankdsl"
language = "zh_CN" if CHINESE else "en"
html_title = "rankdsl"

extensions = ["myst_parser", "docs.site.highlighting", "docs.site.searching"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["files"]
# No smart quotes: what a page shows is to be copied as it stands.
smartquotes = False

myst_heading_anchors = 4
myst_enable_extensions = ["attrs_block"]
# A page may say more than the contents list; headings may start at any level under the title.
suppress_warnings = ["myst.header"]

highlight_language = "none"
pygments_style = "friendly"
pygments_dark_style = "github-dark"

html_theme = "furo"
html_static_path = ["static"]
templates_path = ["templates"]
html_css_files = ["site.css"]
html_copy_source = False
html_use_index = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_last_updated_fmt = None
html_search_language = "zh"
html_search_scorer = str(Path(__file__).with_name("scorer.js"))
html_permalinks_icon = "¶"
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "languages.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_theme_options = {"footer_icons": []}
html_context = {
    "is_chinese": CHINESE,
    # Pages of the other language, so that the switch leads to the same page where there is one.
    "pages_there": frozenset(os.environ.get("RANKDSL_SITE_OTHER", "").split("|")),
}

# Words of the theme that Sphinx has no Chinese for.
WORDS = {"Next": "下一页", "Previous": "上一页"}


def in_chinese(app, pagename, templatename, context, doctree):
    context["_"] = lambda words: WORDS.get(words) or translate(words)


def setup(app):
    if CHINESE:
        app.connect("html-page-context", in_chinese)
