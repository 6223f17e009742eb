"""How each kind of statement is written in English, in one line: what `examples.py` is for Chinese."""

from __future__ import annotations

EXAMPLES = {
    "DOCUMENT": 'document "Measures of an Example County"',
    "LEVEL": "level: county.",
    "JURISDICTION": "jurisdiction: province = some_province.",
    "UNDER": 'under: "Example Provisions".',
    "VOCABULARY": "vocabulary: civil_servant.",
    "EFFECTIVE": "effective: 1 January 2020.",
    "REPEALED": "repealed: 1 January 2025.",
    "CHAPTER": "chapter 1 [General provisions]",
    "ARTICLE": "article 1 [Scope of application]",
    "GIST": 'gist: "the drafter\'s own words".',
    "SOURCE": 'source: S1 "article 3".',
    "SCOPE": "scope: established_staff and current_rank is lower than division.",
    "PARAMETER": "parameter required_years: 2 years; 3 years, from 1 July 2022.",
    "DEFINE": "define years_to_serve: required_years − half a year × excellent_years.",
    "TABLE": "table required_years by current_rank: clerk → 8 years; staff → 12 years.",
    "DECISION": "decision promotable requires: (1) years_in_rank ≥ 2 years; (2) not under_sanction.",
    "NEW": "new decision transferable requires: (1) years_in_rank ≥ 2 years.",
    "EXCEPTION": "exception to article 2 when hardship_area, years_to_serve is years_to_serve − 1 year.",
    "AMEND": 'amend article 3 of "Example Provisions": promotable also requires: (1) years_as_section_head ≥ 3 years.',
    "FOR_SUBORDINATES": "for subordinates promotable: may not tighten; may not relax.",
    "CORRESPONDS": "mapping assessment_band: passed → competent; failed → incompetent.",
    "PUBLISH": "publish promotable: current_rank, annual_assessments.",
    "ASSERT": "assert: promotable does not fall with annual_assessments.",
    "CASE": 'case "ordinary staff": current_rank = staff; expect promotable = yes; rest typical.',
    "EXPECT_FINDING": 'expected RD401: "why there is this finding".',
    "JUDGED": "judged: public_recognition, political_quality.",
}
FORMULA = "years_in_rank ≥ 2 years and not under_sanction"
BRANCHES = "define years_to_serve: when hardship_area, 6 years; otherwise, 8 years."
