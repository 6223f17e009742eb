"""Write the TextMate grammar from the keyword tables, and the folder of an extension for VS Code around it.

    python editors/generate.py            write them
    python editors/generate.py --check    write nothing; say what is stale, and exit 1

A TextMate grammar knows no grammar: it cuts a line into words, as the lexer does, and colours a word that is a keyword
of any surface language wherever it stands. Names are words too, so that a keyword inside a name is never met, and no
pattern needs to look behind itself. Whoever adds a terminal to a keyword table gives it a colour in `SCOPES`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from rankdsl import __version__

ROOT = Path(__file__).resolve().parents[1]
GRAMMAR = "editors/rankdsl.tmLanguage.json"
EXTENSION = "editors/vscode"
NAME = "rankdsl"

HEADER = "keyword.other.header"
STATEMENT = "storage.type.statement"
SHAPE = "keyword.control"
RESTRICTION = "keyword.other.restriction"
LOGIC = "keyword.operator.logical"
COMPARISON = "keyword.operator.comparison"
CONSTANT = "constant.language"
FUNCTION = "support.function"
SCOPES = {
    HEADER: "DOCUMENT LEVEL JURISDICTION UNDER VOCABULARY EFFECTIVE REPEALED",
    STATEMENT: "GIST SOURCE SCOPE PARAMETER DEFINE TABLE NEW DECISION EXCEPTION AMEND FOR_SUBORDINATES CORRESPONDS "
    "PUBLISH ASSERT CASE EXPECT EXPECT_FINDING JUDGED SCORE SHARES CAP SLOTS LADDER SELECT POOL PROCEDURE INDICATORS "
    "VETO_LIST DUTIES ENTITLEMENT OUTCOME PROMISE FIGURES",
    SHAPE: "SINCE FROM WHEN TIME OTHERWISE BY FIRST_HIT ANY_VALUE SAME_AS ADOPTS REQUIRES REQUIRES_ALL REQUIRES_ONE "
    "ONE_OF ALL_OF OVER DEEMED_MET DEEMED_NOT_MET ADDS REPLACE DELETE BESIDES OUTSIDE EXISTS ALONG NOT_DECREASING "
    "NOT_INCREASING WITH UNRELATED EXCLUSIVE REST TYPICAL REST_TYPICAL TO AMONG OF OF_TITLE AS_TO SET_FROM EXCEPT "
    "NEVER_FALLS_WITH NEVER_RISES_WITH INDEPENDENT_OF EXCLUDES OF_LIST IN_A_ROW RECENT "
    "MARKS LOWEST WEIGHS DEDUCTS BY_WHOM THE ITEMS POINTS MATERIALS VISITS TOTAL STEP BASE ROUNDED_DOWN ROUNDED_UP "
    "ROUNDED_HALF_UP RAISES LOWERS OUT_OF TIES_BY TAKE FRONT AS_MANY_AS WITHIN_THEM HIGH_FIRST LOW_FIRST USED_FOR "
    "HOLDS LENDS BORROWS UNTIL_IT BREAKDOWN KIND PART_OF DATA_FROM ABOUT NATURE VETO APPEALS IN_TIME ANSWERED",
    RESTRICTION: "NOT_STRICTER NOT_LAXER NOT_CHANGED NO_ADDED_CONDITION WITHIN BETWEEN FREE RESERVED",
    LOGIC: "OR AND NOT PAUSE",
    COMPARISON: "IS EQ NE GT LT GE LE BELONGS NOT_BELONGS FULL",
    CONSTANT: "TRUE FALSE CANNOT_TELL NO_VALUE NOT_APPLICABLE UNKNOWN AS_OF",
    FUNCTION: "LARGER SMALLER MONTHS DAYS YEAR_OF MONTH_OF ROUND HALF_UP UP DOWN PLACES COUNT SUM LARGEST SMALLEST "
    "SOME EVERY LATEST RUN",
}
NAMED_BY = (
    *("PARAMETER", "DEFINE", "TABLE", "DECISION", "FOR_SUBORDINATES", "PUBLISH"),
    *("SCORE", "SLOTS", "SELECT", "POOL", "PROCEDURE", "INDICATORS", "ENTITLEMENT"),
)
"""Statements whose first word is what they are about."""

DIGIT = "[0-9０-９]"
HAN_DIGIT = "[〇零一二两三四五六七八九十百千]"
UNIT = f"(?:周?年(?:半|零?{DIGIT}+个月)?|个月|个?工作日|[日天]|万?元|[%％]|次|[人名份件]|级|[分项](?![钟目之]))"
HAN_UNIT = "(?:周?年(?:半|零?[一二两三四五六七八九十]+个月)?|个月|个?工作日|[日天]|万?元|次|[人名分份项件]|级)"
ENGLISH_UNIT = (
    "(?:years?|months?|working +days?|days?|ten-thousand +yuan|yuan|percent|times|persons?|people|points?|cop(?:y|ies)|"
    "items?|matters?)"
)
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
ARTICLE = f"第(?:{DIGIT}{{1,4}}|{HAN_DIGIT}+)条(?:之[一二三四五六七八九十]+)?"
ENGLISH_ARTICLE = r"[Aa]rticle +[0-9]{1,4}(?:-[0-9]{1,2})?(?!\w)"
TITLE = "《(?:[^《》]|《[^《》]*》)*》"
ENDS = r"(?!\w)"


def all_files() -> dict[str, str]:
    """Path to its text, in a fixed order."""
    grammar = _json(textmate(tables()))
    return {
        GRAMMAR: grammar,
        f"{EXTENSION}/syntaxes/{NAME}.tmLanguage.json": grammar,
        f"{EXTENSION}/package.json": _json(manifest()),
        f"{EXTENSION}/language-configuration.json": _json(configuration()),
    }


def tables() -> list[dict[str, Any]]:
    """Every keyword table there is, Chinese first."""
    paths = sorted((ROOT / "grammar").glob("keywords.*.yaml"), key=lambda p: (p.name != "keywords.zh.yaml", p.name))
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]


def textmate(languages: list[dict[str, Any]]) -> dict[str, Any]:
    parts = ("comments", "strings", "titles", "articles", "declarations", "literals", "keywords", "names", "signs")
    repository = {
        "comments": [
            {"name": _scoped("comment.line.number-sign"), "match": "#.*$"},
            {"name": _scoped("comment.line.double-slash"), "match": "//.*$"},
        ],
        "strings": [_string("“", "”"), _string('"', '"')],
        "titles": list(_titles(languages)),
        "articles": list(_articles()),
        "declarations": list(_declarations(languages)),
        "literals": list(_literals()),
        "keywords": list(keywords(languages)),
        "names": [
            {"name": _scoped("variable.other.quoted"), "match": "「[^「」]*」|｢[^｢｣]*｣|`[^`]*`"},
            {"name": _scoped("variable.other"), "match": r"[^\W\d]\w*"},
        ],
        "signs": [
            {"name": _scoped("keyword.operator.arrow"), "match": "→|⇒|->|=>"},
            {"name": _scoped(COMPARISON), "match": "[≠≤≥≦≧⩽⩾]|[!=<>]=|<>|[=<>＝＜＞﹤﹥﹦]"},
            {"name": _scoped("keyword.operator.arithmetic"), "match": r"[+\-*/＋−–－＊／×÷]|—+"},
            {"name": _scoped("punctuation.separator"), "match": "[，。；：、,.;:．｡､]"},
        ],
    }
    return {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "information_for_contributors": "generated by editors/generate.py from grammar/keywords.*.yaml: do not edit",
        "name": NAME,
        "scopeName": f"source.{NAME}",
        "fileTypes": ["rank"],
        "patterns": [{"include": f"#{part}"} for part in parts],
        "repository": {part: {"patterns": repository[part]} for part in parts},
    }


def keywords(languages: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One pattern for each scope, those of more words first: `is at least` before `is`."""
    scope_of = {terminal: scope for scope, terminals in SCOPES.items() for terminal in terminals.split()}
    found: dict[tuple[int, str], list[str]] = {}
    for table in languages:
        for terminal, spellings in table["words"].items():
            if terminal not in scope_of:
                raise SystemExit(f"editors/generate.py: {terminal} of {table['language']} has no colour in SCOPES")
            for spelling in spellings:
                if re.match(r"\w", spelling):
                    key = (-len(spelling.split()), scope_of[terminal])
                    found.setdefault(key, []).append(_word(spelling, terminal, table))
    order = list(SCOPES)
    for (_, scope), words in sorted(found.items(), key=lambda item: (item[0][0], order.index(item[0][1]))):
        yield {"name": _scoped(scope), "match": _any(words)}


def _word(spelling: str, terminal: str, table: Mapping[str, Any]) -> str:
    """A keyword with what may stand right behind it."""
    follows = [ENDS]
    if terminal in table["before_bracket"]:
        return f"{_spelt(spelling)}(?=[ 　]*[（(])"
    if terminal in table["against_number"]:
        follows.append(f"(?={DIGIT}|半年|{HAN_DIGIT}+{HAN_UNIT})")
    if terminal in table["against_article"]:
        follows.append(f"(?={ARTICLE})")
    if terminal in table["against_reading"]:
        follows.append("(?=读法)")
    return _spelt(spelling) + (follows[0] if len(follows) == 1 else f"(?:{'|'.join(follows)})")


def _spelt(spelling: str) -> str:
    """A spelling as a pattern. English is read whatever its capitals and blanks."""
    words = r"[ \t]+".join(map(re.escape, spelling.split()))
    return f"(?i:{words})" if spelling.isascii() else words


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(dict.fromkeys(words), key=lambda word: (-len(word), word)))


def _spellings(languages: list[dict[str, Any]], terminals: Iterable[str]) -> str:
    wanted = [w for t in languages for terminal in terminals for w in t["words"].get(terminal, ())]
    return _any(_spelt(word) for word in wanted)


def _string(begin: str, end: str) -> dict[str, Any]:
    return {"name": _scoped("string.quoted.double"), "begin": begin, "end": end}


def _titles(languages: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    document = _spellings(languages, ["DOCUMENT"])
    own = f'{TITLE}|“[^“”]*”|"[^"]*"'
    yield {
        "match": rf"^[\s　]*({document})[ \t　]*({own})",
        "captures": _captures(HEADER, "entity.name.type.document"),
    }
    yield {"name": _scoped("string.other.title"), "match": TITLE}
    yield {"name": _scoped("markup.heading"), "match": "【[^【】]*】"}


def _articles() -> Iterator[dict[str, Any]]:
    heading = r"【[^【】]*】|\[[^\[\]]*\]"
    for article in (ARTICLE, ENGLISH_ARTICLE):
        yield {
            "match": rf"^[\s　]*({article})[ \t　]*({heading})?",
            "captures": _captures("entity.name.section.article", "markup.heading"),
        }
        yield {"name": _scoped("entity.name.tag.article"), "match": article}
    yield {
        "match": rf"^[\s　]*(第(?:{DIGIT}{{1,4}}|{HAN_DIGIT}+)[编章节]|(?:[Pp]art|[Cc]hapter|[Ss]ection) +[0-9]{{1,4}})"
        r"(?!\w)(.*)$",
        "captures": _captures("entity.name.section.chapter", "markup.heading"),
    }
    yield {
        "name": _scoped("constant.other.label"),
        "match": rf"[（(]{HAN_DIGIT}+[)）]|读法[甲乙丙丁戊己庚辛](?!\w)",
    }
    yield {"name": _scoped("constant.other.label"), "match": r"\((?:[0-9]{1,4}|[abc]?[a-z])\)|[Rr]eading +[A-H](?!\w)"}
    yield {"match": rf"^[\s　]*({DIGIT}{{1,2}}[.．])(?!{DIGIT})", "captures": _captures("constant.other.label")}


def _declarations(languages: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    named = _spellings(languages, NAMED_BY)
    yield {
        "match": rf"({named})[ \t　]+([^\W\d]\w*|「[^「」]*」|`[^`]*`)",
        "captures": _captures(STATEMENT, "entity.name.function"),
    }
    expected = _spellings(languages, ["EXPECT_FINDING"])
    yield {
        "match": rf"({expected})[ \t　]+(RD[0-9]{{3}})(?!\w)",
        "captures": _captures(STATEMENT, "constant.other.code"),
    }


def _literals() -> Iterator[dict[str, Any]]:
    date = rf"{DIGIT}{{4}} ?年 ?{DIGIT}{{1,2}} ?月(?: ?{DIGIT}{{1,2}} ?日)?"
    han_date = "[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
    signs = (
        rf"{DIGIT}{{4}}[-－]{DIGIT}{{2}}(?:[-－]{DIGIT}{{2}})?(?!{DIGIT})|{DIGIT}{{4}}\.{DIGIT}{{1,2}}\.{DIGIT}{{1,2}}"
    )
    english = rf"(?:{DIGIT}{{1,2}} +)?{MONTH} +{DIGIT}{{4}}(?!\w)"
    yield {"name": _scoped("constant.numeric.date"), "match": f"{date}|{han_date}|{signs}|{english}"}
    share = f"百分之(?:{HAN_DIGIT}+(?:点{HAN_DIGIT}+)?|{DIGIT}+(?:[.．]{DIGIT}+)?)"
    number = rf"{DIGIT}+(?:[.．]{DIGIT}+)?"
    english = rf"{number} *{ENGLISH_UNIT}(?!\w)|[Hh]alf +a +year(?!\w)|level[ _]{DIGIT}+(?!\w)"
    quantity = rf"{number} *{UNIT}|{share}|(?:半|{HAN_DIGIT}+){HAN_UNIT}(?!\w)"
    yield {"name": _scoped("constant.numeric.quantity"), "match": f"{english}|{quantity}"}
    yield {"name": _scoped("constant.numeric"), "match": rf"{number}|{HAN_DIGIT}+(?!\w)"}


def _captures(*scopes: str) -> dict[str, dict[str, str]]:
    return {str(number): {"name": _scoped(scope)} for number, scope in enumerate(scopes, 1)}


def _scoped(scope: str) -> str:
    return f"{scope}.{NAME}"


def manifest() -> dict[str, Any]:
    return {
        "name": NAME,
        "displayName": "rankdsl 规则文件",
        "description": "给 .rank 规则文件着色 · colours rule documents",
        "version": __version__,
        "publisher": NAME,
        "license": "Apache-2.0",
        "engines": {"vscode": "^1.75.0"},
        "categories": ["Programming Languages"],
        "contributes": {
            "languages": [
                {
                    "id": NAME,
                    "aliases": ["规则文件", NAME],
                    "extensions": [".rank"],
                    "configuration": "./language-configuration.json",
                }
            ],
            "grammars": [
                {"language": NAME, "scopeName": f"source.{NAME}", "path": f"./syntaxes/{NAME}.tmLanguage.json"}
            ],
            "configurationDefaults": {f"[{NAME}]": {"editor.unicodeHighlight.ambiguousCharacters": False}},
        },
    }


def configuration() -> dict[str, Any]:
    brackets = [
        ["《", "》"],
        ["（", "）"],
        ["【", "】"],
        ["「", "」"],
        ["{", "}"],
        ["｛", "｝"],
        ["(", ")"],
        ["[", "]"],
    ]
    quotes = [["“", "”"]]
    closing = [{"open": left, "close": right, "notIn": ["comment"]} for left, right in brackets + quotes]
    return {
        "comments": {"lineComment": "#"},
        "brackets": brackets,
        "autoClosingPairs": [*closing, {"open": '"', "close": '"', "notIn": ["string", "comment"]}],
        "surroundingPairs": [*brackets, *quotes, ['"', '"']],
        "autoCloseBefore": "，。；：、）》】」 \n\t,;:)",
        "wordPattern": r"[^\s，。；：、（）《》【】「」“”｛｝{}()\[\],;:=≠≤≥<>＝＜＞→+\-−×÷*/]+",
        "indentationRules": {
            "increaseIndentPattern": r"^\s*(?:第.+条.*|.*[：:])\s*$",
            "decreaseIndentPattern": r"^\s*第[^条]+条",
        },
    }


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    files = all_files()
    stale = [n for n, text in files.items() if not (ROOT / n).is_file() or (ROOT / n).read_text("utf-8") != text]
    if check:
        for name in stale:
            print(f"stale: {name} (make editors)", file=sys.stderr)
        return 1 if stale else 0
    for name in stale:
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name], encoding="utf-8", newline="\n")
        print(f"wrote {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
