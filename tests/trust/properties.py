"""What holds of the tool, each property with the tests that hold it; the last table of docs/trust.md."""

from __future__ import annotations

PROPERTIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "任何文字都读得下来，读不懂的地方说清楚，不会中断",
        "any text is read; what cannot be is told, and nothing breaks off",
        ("tests/syntax/test_properties.py::test_any_text_is_read",),
    ),
    (
        "读出来的再写出来、再读，还是一样",
        "what was read and written out reads the same again",
        ("tests/syntax/test_properties.py::test_what_was_read_reads_the_same_again",),
    ),
    (
        "通过类型检查的式子，求值时没有类型错误，值在区间之内",
        "a formula that types never fails at run time, and its value lies in its interval",
        (
            "tests/semantics/test_formulas_sound.py::test_accepted_formulas_hold_what_their_types_say",
            "tests/semantics/test_intervals.py::test_binary_operators",
        ),
    ),
    (
        "缺少事实时答“是”或者“否”，补全以后不会变（克林逻辑单调）",
        "a yes or no with facts missing stays as it is however they are completed (Kleene, monotone)",
        ("tests/backends/test_reference_generated.py::test_answers_under_missing_facts_cover_every_completion",),
    ),
    (
        "参照求值器与Z3的编码对每个人说的一样",
        "the reference evaluator and the Z3 encoding say the same of every person",
        (
            "tests/prove/test_agreement.py::test_norms_agree",
            "tests/prove/test_agreement.py::test_operators_agree",
            "tests/prove/test_agreement.py::test_counting_years_agrees",
            "tests/backends/test_smt_generated.py::test_counting_admits_every_value_that_there_is",
        ),
    ),
    (
        "答“没有这样的人”的，逐个看过小世界里的每一个人，确实没有；答“有”的，确实有",
        "proved means that a look at everybody in a small world finds nobody; found means that somebody is there",
        (
            "tests/prove/test_brute_force.py::test_answers_are_those_of_everybody",
            "tests/prove/test_brute_force.py::test_answers_about_lists_are_those_of_everybody",
        ),
    ),
    (
        "四十五年的清单：写法不同而意思相同的，证明相同；差一个月的，举得出人",
        "over lists of 45 years equal rules are proved equal, and one month of difference is shown",
        (
            "tests/prove/test_long_careers.py::test_equal_over_45_years",
            "tests/prove/test_long_careers.py::test_a_month_more_or_less_is_seen",
        ),
    ),
    (
        "检查结果与各项检查的定义一致，不多也不少（随机文件，逐个看每一个人）",
        "what is found of generated documents is what the definitions of the codes ask for, over everybody",
        (
            "tests/checks/test_definitions.py::test_drawn",
            "tests/checks/test_definitions.py::test_seeded",
        ),
    ),
    (
        "选人的先后：逐对看过小世界里的每两个人，说某项不该影响先后、只由资历决定先后的，确实如此",
        "who goes before whom: what is found of an order is what a look at every two persons of a small world finds",
        (
            "tests/checks/test_orders.py::test_findings_are_those_of_every_pair",
            "tests/checks/test_orders_by_lists.py::test_findings_are_those_of_every_pair",
            "tests/checks/test_weight_in_selections.py::test_findings_are_those_of_every_pair",
        ),
    ),
    (
        "职数之内选人：每一个小单位都同逐一试过所有次序的结果一样，分不出先后的不替人决定",
        "selection within slots is what a look at every order gives, for every small unit; a tie is decided for nobody",
        (
            "tests/population/test_selecting.py::test_every_unit_agrees_with_every_order",
            "tests/population/test_selecting.py::test_a_tie_at_the_cut_is_undetermined_whatever_the_order_of_the_file",
        ),
    ),
    (
        "权重之和、暗含的名额、公布的内容能不能说明结果，都同逐个看过每一个人的结果一样",
        "sums of weights, hidden quotas, whether what is published shows what decides: as a look at everybody finds",
        (
            "tests/checks/test_weights.py::test_sums_are_those_of_everybody",
            "tests/checks/test_hidden_quota.py::test_the_arithmetic_is_the_best_way_to_share",
            "tests/checks/test_undisclosed_basis.py::test_pairs_that_agree_on_what_is_published",
        ),
    ),
    (
        "改过的积分项超出满分、得负分的，逐个看过每一个人",
        "a changed part of a score that leaves its marks is found where a look at everybody finds it",
        ("tests/checks/test_changed_parts.py::test_changed_parts_are_those_of_everybody",),
    ),
    (
        "日和工作日：没有报的，在已公布的日历里每一天起算都不差；对放假和调休的假定，由日历数出来",
        "days and working days: what is not told holds from each day of the known calendars, as does what is assumed",
        (
            "tests/checks/test_lasting.py::test_what_is_not_told_is_so_on_every_day_that_is_known",
            "tests/checks/test_lasting.py::test_no_thirty_days_move_more_than_the_limit",
        ),
    ),
    (
        "举出来的每一个人都可能存在，重新求值结论相同，而且最接近寻常的人",
        "every person shown is possible, replays, and is minimal",
        (
            "tests/checks/test_witnesses.py::test_people_shown",
            "tests/checks/test_evidence.py::test_people_shown",
            "tests/checks/test_evidence.py::test_boundary",
            "tests/prove/test_replay.py::test_conditions_ranges_and_invariants_are_checked",
        ),
    ),
    (
        "指出的条文合起来足以说明问题，而且一条也不能少",
        "the articles named suffice, and none can be spared",
        (
            "tests/checks/test_evidence.py::test_cores_are_minimal",
            "tests/prove/test_grounds.py::test_what_is_named_suffices_and_none_can_be_spared",
        ),
    ),
    (
        "改动一处，越权的改动都被报告，别的改动都不被报告（抽样；全部见上表）",
        "one change to a clean document: reported if it is not permitted, and only then (a sample; all of it above)",
        ("tests/mutation/test_mutation.py::test_a_sample_is_reported_where_it_must_be_and_nowhere_else",),
    ),
    (
        "有意在求解器一侧做错的，都能被发现",
        "what is made wrong on purpose on the solver's side is noticed",
        (
            "tests/prove/test_planted_faults.py::test_fault_is_noticed",
            "tests/prove/test_planted_faults.py::test_wrong_answer_is_noticed",
        ),
    ),
    (
        "另一个求解器（cvc5）结论相同；结论不同的，是本工具的错误",
        "another solver (cvc5) says the same; where it does not, that is told as a bug of the tool",
        (
            "tests/prove/test_script.py::test_answers_of_generated_worlds_are_confirmed",
            "tests/prove/test_script.py::test_a_planted_wrong_answer_is_caught",
        ),
    ),
    (
        "把所有名称都换掉，结论一个也不变",
        "exchanging every name changes no verdict",
        (
            "tests/test_invariance.py::test_names_do_not_matter_to_the_policies",
            "tests/test_invariance.py::test_names_do_not_matter_to_the_corpus",
        ),
    ),
    (
        "同样的输入，输出的字节相同：不论文件次序、散列种子、先问了什么",
        "the same input gives the same bytes, whatever the order of files, the hash seed, or what was asked before",
        (
            "tests/test_invariance.py::test_same_bytes_whatever_the_order_of_files_and_the_hash_seed",
            "tests/test_invariance.py::test_same_findings_asked_again_in_one_process",
            "tests/prove/test_prover.py::test_the_same_question_has_the_same_witness_after_a_hundred_others",
        ),
    ),
    (
        "步数用完不算通过；前提没有人符合的，也不算通过",
        "a limit that was hit is no pass, nor is a premise that nobody meets",
        (
            "tests/prove/test_prover.py::test_a_limit_is_said_in_words_and_comes_again",
            "tests/cli/test_whole.py::test_too_little_work_is_no_pass",
            "tests/cli/test_whole.py::test_of_nobody_nothing_passes_whatever_is_selected",
        ),
    ),
    (
        "每项检查的说明里，错误示例恰好触发这一项，正确示例什么也没有",
        "the wrong example of each manual page triggers that code, the right one nothing",
        (
            "tests/test_pages.py::test_the_wrong_example_yields_the_code",
            "tests/test_pages.py::test_the_right_example_yields_nothing",
        ),
    ),
    (
        "语料：错误的文件恰好得到行末写明的代码，正确的文件什么也没有",
        "the corpus: bad documents yield exactly the codes on their lines, good ones nothing",
        ("tests/test_corpus.py::test_bad", "tests/test_corpus.py::test_good"),
    ),
    (
        "各种输出格式里的问题相同",
        "every format carries the same findings",
        ("tests/reporters/test_formats.py::test_the_same_findings_in_every_format",),
    ),
)
"""What holds, in Chinese and English, and the tests that hold it."""
