"""Messages about 对应: whose values stand for whose."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic
from rankdsl.semantics.pages_terms import UNKNOWN_VALUE

ENUMERATION_UNKNOWN = Diagnostic(
    UNKNOWN_VALUE,
    zh="词表里没有叫“{name}”的一组值",
    en="the vocabulary has no set of values called “{name}”",
    help_zh="{near}“对应”后面写词表里一组值的名称，例如“对应 考核档次：合格 → 称职。”",
    help_en="{near}对应 is followed by the name of a set of values of the vocabulary",
)
VALUE_NOT_OF = Diagnostic(
    UNKNOWN_VALUE,
    zh="“{name}”不是“{of}”的值",
    en="“{name}” is not a value of “{of}”",
    help_zh="{near}箭头左边写本文件自己的值，右边写上位文件的值",
    help_en="{near}own values stand left of the arrow, the superior's right of it",
)
CORRESPONDENCE_TWICE = Diagnostic(
    UNKNOWN_VALUE,
    zh="“{name}”已经对应“{first}”，一个值只能对应一个",
    en="“{name}” stands for “{first}” already, and a value stands for one",
    help_zh="删去多出来的一处；确实分两种情形的，在词表里分成两个值",
    help_en="delete the other, or make two values of it in the vocabulary",
)
CORRESPONDS_TO_OWN = Diagnostic(
    UNKNOWN_VALUE,
    zh="“{name}”也是“{of}”自己的值，对应的要是上位文件的值",
    en="“{name}” is a value of “{of}” itself; it must stand for one of the superior's",
    help_zh="箭头右边写上位文件的等次、职级等的值",
    help_en="write a value of the superior's right of the arrow",
)
CORRESPONDS_TO_NOTHING = Diagnostic(
    UNKNOWN_VALUE,
    zh="没有一组值里有“{name}”",
    en="no set of values has “{name}”",
    help_zh="{near}箭头右边写上位文件的等次、职级等的值",
    help_en="{near}write a value of the superior's right of the arrow",
)
CORRESPONDS_TO_SEVERAL = Diagnostic(
    UNKNOWN_VALUE,
    zh="“{of}”的值对应到了“{first}”和“{second}”两组值",
    en="the values of “{of}” stand for those of two sets, “{first}” and “{second}”",
    help_zh="一组值只对应上位文件的一组值",
    help_en="let one set of values stand for one set of the superior's",
)
