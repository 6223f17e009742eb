"""What each check proves where it finds nothing, in one sentence; the manual page says what it finds."""

from __future__ import annotations

from rankdsl.diagnostics import Page, Text

_CLAIMS = {
    "RD201": Text("没有人使同时适用的各处给出不同的结果", "nobody meets two rules at once that give different results"),
    "RD202": Text("适用范围内每个人都有一处规定适用", "for everybody in scope some rule applies"),
    "RD203": Text("适用范围内有人能够符合该项决定", "somebody in scope can meet the decision"),
    "RD204": Text("该处规定使某个人的结果有所不同", "the rule changes the outcome for somebody"),
    "RD205": Text("该项条件不能由其余条件推出", "the condition does not follow from the others"),
    "RD207": Text("没有人同时得到互相抵触的结果", "nobody gets two outcomes that exclude each other"),
    "RD208": Text("适用范围、取值范围和约束允许有人存在", "scope, ranges and invariants admit somebody"),
    "RD209": Text("断言对适用范围内每个人都成立", "the assertion is true of everybody in scope"),
    "RD210": Text("各种读法对每个人给出相同的结果", "all readings give everybody the same outcome"),
    "RD301": Text(
        "在公布的和允许的事实上相同的两个人，结果相同",
        "two persons equal in every published or permitted fact get the same outcome",
    ),
    "RD302": Text("达到写明标准的人不因标准本身被拒", "nobody who meets the bar as written is refused by it"),
    "RD303": Text("该类人员中有人能够符合该项决定", "somebody of the class can meet the decision"),
    "RD304": Text("记录变好，结果不会变差", "a better record never gives a worse outcome"),
    "RD305": Text("够条件的人数份额不低于规定的比例", "a sufficient share of people can qualify"),
    "RD306": Text("受保护的事实不影响结果", "no protected fact changes the outcome"),
    "RD307": Text(
        "该项标准能够影响结果，又不单独决定结果", "the criterion can change the outcome and does not decide alone"
    ),
    "RD308": Text(
        "一项事实差一个单位，待遇的差不超过级差的上限",
        "one unit of a fact moves the entitlement by no more than its cap",
    ),
    "RD401": Text("按上位文件符合条件的人，按本文件也符合", "whoever qualifies under the superior qualifies here"),
    "RD402": Text("按上位文件不符合条件的人，按本文件也不符合", "whoever the superior refuses is refused here"),
    "RD403": Text("本文件没有增加上位文件没有的条件", "no condition is added that the superior does not imply"),
    "RD404": Text("参数在授权的范围之内", "the parameter lies within the delegated range"),
    "RD405": Text("上位文件的用语，含义与上位文件相同", "a term of the superior means what it means there"),
    "RD408": Text("适用的人员与上位文件相同", "the same people are covered as by the superior"),
    "RD501": Text("每一类人的权重和比重都符合规定", "weights and shares are as they should be for every category"),
    "RD506": Text(
        "能够晋升到的，都能够降低；晋升是升，降低是降", "whoever can rise can be lowered, and moves lead where they say"
    ),
    "RD508": Text("公布的内容相同的两个人，结果相同", "two persons equal in all that is published fare alike"),
    "RD509": Text("职级高的，待遇多", "a higher rank earns more"),
}


def claim(page: Page) -> Text:
    """What holds where the check finds nothing."""
    return _CLAIMS.get(page.code) or Text(f"没有“{page.title.zh}”的情形", f"not so: {page.title.en}")
