"""What is said of a log of dated steps: RD407 of steps, RD507 of appeals, RD122 of how it is written."""

from __future__ import annotations

from rankdsl.checks.mechanisms.no_appeal import PAGE as NO_APPEAL
from rankdsl.checks.superiors.procedure_deviates import PAGE as PROCEDURE
from rankdsl.diagnostics import Diagnostic, Severity, Text
from rankdsl.population.pages import UNIT_FILE

SKIPPED = Diagnostic(
    PROCEDURE,
    zh="没有“{step}”的记录，“{later}”已经在{on}进行：{rule}规定先有“{step}”",
    en="no “{step}” is recorded, and “{later}” took place on {on}: {rule} has “{step}” before it",
    help_zh="{near}补上“{step}”的记录；确实没有进行的，应当先进行再作后面的步骤",
    help_en="{near}record “{step}”; where it did not take place, it has to, before the steps after it",
)
EARLY = Diagnostic(
    PROCEDURE,
    zh="“{step}”（{on}）早于“{other}”（{other_on}），{rule}规定在它之后",
    en="“{step}” ({on}) came before “{other}” ({other_on}), and {rule} has it after that",
    help_zh="核对日期；次序确实颠倒的，应当按程序重新进行",
    help_en="see whether the dates are right; where the order was wrong, the steps have to be taken again",
)
LATE = Diagnostic(
    PROCEDURE,
    zh="“{step}”（{on}）晚于“{other}”（{other_on}），{rule}规定在它之前",
    en="“{step}” ({on}) came after “{other}” ({other_on}), and {rule} has it before that",
    help_zh="核对日期；次序确实颠倒的，应当按程序重新进行",
    help_en="see whether the dates are right; where the order was wrong, the steps have to be taken again",
)
BEFORE_IT_ENDED = Diagnostic(
    PROCEDURE,
    zh="“{step}”在{on}就开始了，“{other}”到{until}才结束",
    en="“{step}” began on {on}, and “{other}” did not end before {until}",
    help_zh="核对日期；“{other}”期满以后才能进行“{step}”",
    help_en="see whether the dates are right; “{step}” has to wait until “{other}” has run its time",
)
TOO_SHORT = Diagnostic(
    PROCEDURE,
    zh="“{step}”从{on}到{until}只有{found}（起始当日不计），{rule}规定不少于{least}",
    en="“{step}” lasted {found} from {on} to {until} (the first day is not counted), and {rule} has at least {least}",
    help_zh="核对起止日期；日数确实不足的，应当重新进行或者延长到期满",
    help_en="see whether the dates are right; where it was too short, it has to go on or be done again",
)
TOO_LONG = Diagnostic(
    PROCEDURE,
    zh="“{step}”从{on}到{until}，超过{rule}规定的{most}（起始当日不计）",
    en="“{step}” lasted from {on} to {until}, longer than the {most} of {rule} (the first day is not counted)",
    help_zh="核对起止日期；确实超过的，说明原因",
    help_en="see whether the dates are right; where it took longer, say why",
)
OTHER_BODY = Diagnostic(
    PROCEDURE,
    zh="“{step}”由“{body}”进行，{rule}规定由“{wanted}”负责",
    en="“{step}” was taken by “{body}”, and {rule} has “{wanted}” in charge",
    help_zh="核对记录；确实由别的机构进行的，应当由“{wanted}”重新进行",
    help_en="see whether the record is right; otherwise “{wanted}” has to do it again",
)
UNPUBLISHED = Diagnostic(
    PROCEDURE,
    zh="“{step}”没有公布{missing}，{rule}规定应当公布",
    en="“{step}” did not publish {missing}, as {rule} has it",
    help_zh="补充公布{missing}；已经公布的，在 published 中写明",
    help_en="publish {missing}; where that was done, say so under published",
)
NOT_RECORDED = Diagnostic(
    PROCEDURE,
    zh="不能确定“{step}”是否合乎{rule}：没有记录{what}",
    en="it cannot be told whether “{step}” is as {rule} has it: {what} is not recorded",
    help_zh="补记{what}",
    help_en="record {what}",
    severity=Severity.WARNING,
)
DAYS_UNKNOWN = Diagnostic(
    PROCEDURE,
    zh="不能确定“{step}”从{on}到{until}是否合乎{rule}规定的{wanted}：工作日历没有写到其中的日子",
    en="it cannot be told whether “{step}”, from {on} to {until}, keeps to the {wanted} of {rule}: the calendars of "
    "working days do not reach these days",
    help_zh="补上这一年的工作日历（RD121）",
    help_en="add the calendar of the year (RD121)",
    severity=Severity.WARNING,
)
ASKED_LATE = Diagnostic(
    NO_APPEAL,
    zh="“{appeal}”在{day}提出，从{since}起已经超过{rule}规定的{within}（起始当日不计）",
    en="“{appeal}” was asked for on {day}, more than the {within} of {rule} after {since} (that day is not counted)",
    help_zh="核对日期；确实超过期限的，说明是否有正当理由",
    help_en="see whether the dates are right; where it was late, say whether there was good reason",
)
ANSWERED_LATE = Diagnostic(
    NO_APPEAL,
    zh="“{appeal}”在{since}提出，到{day}才答复，超过{rule}规定的{within}（起始当日不计）",
    en="“{appeal}” was asked for on {since} and answered on {day}, later than the {within} of {rule} (the first day is "
    "not counted)",
    help_zh="核对日期；确实超过期限的，说明原因",
    help_en="see whether the dates are right; where the answer was late, say why",
)
NOT_ANSWERED = Diagnostic(
    NO_APPEAL,
    zh="“{appeal}”在{since}提出，到{day}还没有答复，超过{rule}规定的{within}（起始当日不计）",
    en="“{appeal}” was asked for on {since} and not answered by {day}, later than the {within} of {rule} (the first "
    "day is not counted)",
    help_zh="尽快答复；已经答复的，写明 answered",
    help_en="answer it; where that was done, write answered",
)
APPEAL_DAYS_UNKNOWN = Diagnostic(
    NO_APPEAL,
    zh="不能确定从{since}到{day}是否在{rule}规定的{within}内：工作日历没有写到其中的日子",
    en="it cannot be told whether {day} is within the {within} of {rule} after {since}: the calendars of working days "
    "do not reach these days",
    help_zh="补上这一年的工作日历（RD121）",
    help_en="add the calendar of the year (RD121)",
    severity=Severity.WARNING,
)

BAD_DATE = Diagnostic(
    UNIT_FILE, zh="{key} 有误：{problem}", en="{key} is wrong: {problem}", help_zh="{help}", help_en="{help}"
)
UPSIDE_DOWN = Diagnostic(
    UNIT_FILE,
    zh="{last} 早于 {first}",
    en="{last} is before {first}",
    help_zh="核对这一条的日期",
    help_en="see whether the dates of this entry are right",
)
UNKNOWN_NAME = Diagnostic(
    UNIT_FILE,
    zh="文件没有名为“{name}”的{what}",
    en="the document has no {what} “{name}”",
    help_zh="{near}",
    help_en="{near}",
)
NO_PROCEDURE = Diagnostic(
    UNIT_FILE,
    zh="文件没有写程序，这份记录的步骤无从对照",
    en="the document has no procedure to compare the steps of this log with",
    help_zh="请核对 document；规则确实没有写程序的，删去 steps",
    help_en="see whether document is right; where the rules have no procedure, delete steps",
)
NO_APPEALS = Diagnostic(
    UNIT_FILE,
    zh="文件没有为“{name}”写明申诉的办法",
    en="the document has no appeals against “{name}”",
    help_zh="{near}",
    help_en="{near}",
)
WHICH = Diagnostic(
    UNIT_FILE,
    zh="没有写明是哪一个程序的记录，文件有几个：{names}",
    en="which procedure this is a log of is not written, and the document has several: {names}",
    help_zh="写明 procedure",
    help_en="write procedure",
)

THE_PROCEDURE = Text("程序", "procedure")
THE_APPEAL = Text("申诉途径", "appeal")
RULE = Text("程序的规定", "the procedure says so here")
APPEAL_RULE = Text("申诉的规定", "the appeal is regulated here")
WHO = Text("由谁进行（by）", "who did it (by)")
WHAT = Text("公布了什么（published）", "what was published (published)")
