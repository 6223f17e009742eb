"""What is said of a unit file that is wrong (RD122)."""

from __future__ import annotations

from msgspec.structs import replace

from rankdsl.diagnostics import Diagnostic
from rankdsl.population.pages import UNIT_FILE
from rankdsl.vocabulary import case_messages
from rankdsl.vocabulary.given import GivenMessages
from rankdsl.vocabulary.structure import Messages


def _of_units(diagnostic: Diagnostic) -> Diagnostic:
    """What is said of a case file in the same words."""
    return replace(diagnostic, page=UNIT_FILE)


UNREADABLE = _of_units(case_messages.UNREADABLE)
SEVERAL = Diagnostic(
    UNIT_FILE,
    zh="一个文件写一个单位，这里（“---”之后）又开始了一部分",
    en="a file holds one unit, and another part begins here, after “---”",
    help_zh="每个单位写一个文件",
    help_en="write a file for each unit",
)
EMPTY = Diagnostic(
    UNIT_FILE,
    zh="文件里没有单位",
    en="there is no unit in the file",
    help_zh="写明 unit 和 people；“rankdsl explain RD122”有一个例子",
    help_en="write unit and people; “rankdsl explain RD122” shows an example",
)
_STRUCTURE = case_messages.STRUCTURE
STRUCTURE = Messages(
    unknown_key=_of_units(_STRUCTURE.unknown_key),
    missing_key=_of_units(_STRUCTURE.missing_key),
    wrong_shape=_of_units(_STRUCTURE.wrong_shape),
    bad_name=_of_units(_STRUCTURE.bad_name),
    unknown_choice=_of_units(_STRUCTURE.unknown_choice),
)
BAD_AS_OF = _of_units(case_messages.BAD_AS_OF)
BAD_VALUE = _of_units(case_messages.BAD_VALUE)
GIVEN = GivenMessages(
    unknown=_of_units(case_messages.UNKNOWN_FACT),
    derived=_of_units(case_messages.DERIVED_FACT),
    as_of=_of_units(case_messages.AS_OF_AMONG_FACTS),
    duplicate=_of_units(case_messages.DUPLICATE_FACT),
    no_value=_of_units(case_messages.NO_VALUE_WRITTEN),
    bad_value=BAD_VALUE,
)
INVARIANT_BROKEN = Diagnostic(
    UNIT_FILE,
    zh="“{name}”这样的人不可能存在：与词表的“{invariant}”不符",
    en="somebody like “{name}” cannot exist: “{invariant}” of the vocabulary does not hold",
    help_zh="词表规定：{formula}；请核对写明的事实，没有写到的取通常的值",
    help_en="the vocabulary says: {formula}; see whether the facts are right; those not written have ordinary values",
)

TITLE_AND_PATH = Diagnostic(
    UNIT_FILE,
    zh="document 和 path 只写一项",
    en="write document or path, not both",
    help_zh="写标题的留下 document，写路径的留下 path",
    help_en="keep document for a title, path for a file",
)
NO_PEOPLE = Diagnostic(
    UNIT_FILE,
    zh="单位“{unit}”没有人员",
    en="there is nobody in the unit “{unit}”",
    help_zh="把人员写在 people 或者 table 下面",
    help_en="write its people under people or table",
)
DUPLICATE_ID = Diagnostic(
    UNIT_FILE,
    zh="编号“{id}”有两个人：{other}（第 {line} 行）和{name}",
    en="two people have the identity “{id}”: {other} (line {line}) and {name}",
    help_zh="每个人写一次，编号各不相同；同名的人以编号区分",
    help_en="write each person once, with an identity of their own",
)
NUMBER_AS_ID = Diagnostic(
    UNIT_FILE,
    zh="编号 {id} 写成了数值，超过15位的数值在电子表格里会丢失末几位",
    en="the identity {id} is written as a number; a spreadsheet loses the last digits of a number of more than 15",
    help_zh='请核对原件，把它写成文本，加上引号："{id}"；电子表格里先把这一列设为文本格式',
    help_en='compare it with the source and write it in quotes: "{id}"; make the column of the spreadsheet text first',
)
LOST_DIGITS = Diagnostic(
    UNIT_FILE,
    zh="编号“{id}”像是丢失了末几位：电子表格把它存成了数值",
    en="the identity “{id}” seems to have lost its last digits: a spreadsheet kept it as a number",
    help_zh="请按原件重新填写；电子表格里先把这一列设为文本格式",
    help_en="fill it in again from the source; make the column of the spreadsheet text first",
)
NO_ID = Diagnostic(
    UNIT_FILE,
    zh="这个人没有编号",
    en="this person has no identity",
    help_zh="请填写编号，每个人各不相同",
    help_en="give each person an identity of their own",
)
OF_THE_UNIT = Diagnostic(
    UNIT_FILE,
    zh="“{name}”是单位的事实，这里写的是{here}，与 unit 的 facts 中的{there}不同",
    en="“{name}” is a fact of the unit; {here} here differs from {there} in the facts of unit",
    help_zh="对单位里的每个人都一样：只在 unit 的 facts 中写一次",
    help_en="it is the same for everybody of the unit: write it once, in the facts of unit",
)
ONLY_OF_THE_UNIT = Diagnostic(
    UNIT_FILE,
    zh="“{name}”是单位的事实，不写在个人名下",
    en="“{name}” is a fact of the unit and is not given for a person",
    help_zh="请写在 unit 的 facts 中，一次即可",
    help_en="write it in the facts of unit, once",
)
OF_A_PERSON = Diagnostic(
    UNIT_FILE,
    zh="“{name}”是个人的事实，不能写给整个单位",
    en="“{name}” is a fact of a person and cannot be given for the whole unit",
    help_zh="请写在每个人的 facts 中；确实对单位里每个人都一样的，在词表中写明 of_unit: true",
    help_en="write it in the facts of each person; if everybody has the same, say of_unit: true in the vocabulary",
)
NO_COLUMNS = Diagnostic(
    UNIT_FILE,
    zh="表格没有列名",
    en="the table has no names of columns",
    help_zh="写明 columns，或者在粘贴的第一行写列名：编号、姓名、现职级……",
    help_en="write columns, or paste the names of columns as the first row: 编号, 姓名, 现职级, …",
)
NO_ID_COLUMN = Diagnostic(
    UNIT_FILE,
    zh="表格没有“编号”一列",
    en="the table has no column “编号” (id)",
    help_zh="请加一列编号，每个人各不相同",
    help_en="add a column with an identity for each person",
)
NO_TABS = Diagnostic(
    UNIT_FILE,
    zh="这一行只有一格：各格之间没有制表符",
    en="this row is a single cell: there are no tabs between the cells",
    help_zh="从电子表格直接粘贴，不要把制表符换成空格或者逗号；也可以写成 columns: [编号, 姓名] 和 rows: [[…], […]]",
    help_en="paste it from the spreadsheet as it is, with tabs and not blanks or commas; or write columns: [id, name] "
    "and rows: [[…], […]]",
)
DUPLICATE_COLUMN = Diagnostic(
    UNIT_FILE,
    zh="“{name}”有两列",
    en="there are two columns “{name}”",
    help_zh="请留下一列",
    help_en="keep one of them",
)
YEAR_COLUMN = Diagnostic(
    UNIT_FILE,
    zh="“{name}”的记录有几栏（{fields}），一格写不下",
    en="a record of “{name}” has several fields ({fields}), which do not go into a cell",
    help_zh="请把这些人写在 people 下面",
    help_en="write these people under people",
)
RECORDS_COLUMN = Diagnostic(
    UNIT_FILE,
    zh="“{name}”是逐年的记录，一格写不下",
    en="“{name}” is a list of records by year, which does not go into a cell",
    help_zh="一年一列，列名写“{name} 2024”；这一年没有记录的，格子留空",
    help_en="use a column for each year, called “{name} 2024”; leave the cell empty where there is no record",
)
TOO_MANY_CELLS = Diagnostic(
    UNIT_FILE,
    zh="这一行有 {cells} 格，表格只有 {columns} 列",
    en="this row has {cells} cells, and the table has {columns} columns",
    help_zh="请核对是否少写了列名，或者多了一格",
    help_en="see whether a name of a column is missing, or a cell is too many",
)
BAD_SLOTS_PER_YEAR = Diagnostic(
    UNIT_FILE,
    zh="slots_per_year 应当是大于0的数，写的是“{text}”",
    en="slots_per_year must be a number greater than 0, not “{text}”",
    help_zh="例如 slots_per_year: 5；不知道的，不写这一项",
    help_en="for example slots_per_year: 5; leave it out if it is not known",
)
BAD_COUNT = Diagnostic(
    UNIT_FILE,
    zh="借出的职数应当是大于0的整数，写的是“{text}”",
    en="the number of slots that are lent must be a whole number greater than 0, not “{text}”",
    help_zh="方向用 lender（借出单位）和 borrower（借入单位）表示，不用负数；半名没有意义",
    help_en="lender and borrower say who lends to whom, not a negative number; half a slot means nothing",
)
UNKNOWN_RANK = Diagnostic(
    UNIT_FILE,
    zh="词表“{vocabulary}”中没有“{value}”这个取值",
    en="there is no value “{value}” in the vocabulary “{vocabulary}”",
    help_zh="{near}",
    help_en="{near}",
)
LENT_TO_ITSELF = Diagnostic(
    UNIT_FILE,
    zh="“{unit}”把职数借给了自己",
    en="“{unit}” lends slots to itself",
    help_zh="请核对借出单位和借入单位",
    help_en="see who lends and who borrows",
)
CIRCULAR = Diagnostic(
    UNIT_FILE,
    zh="{value}的职数借来借去又回到原处：{circle}",
    en="slots of {value} are lent round in a circle: {circle}",
    help_zh="同一时期、同一职级，借入的单位不能又直接或者间接借给原来的单位；请删去其中一笔",
    help_en="who borrows slots of a rank cannot lend them back at the same time: delete one of the loans",
)
DAYS_UPSIDE_DOWN = Diagnostic(
    UNIT_FILE,
    zh="这一笔的起止日期颠倒了",
    en="the first day of this loan is after the last",
    help_zh="since 写第一天，until 写最后一天",
    help_en="since is the first day, until the last",
)
BAD_DAY = Diagnostic(
    UNIT_FILE,
    zh="{key} 有误：{problem}",
    en="{key} is wrong: {problem}",
    help_zh="{help}",
    help_en="{help}",
)
NO_SELECTION = Diagnostic(
    UNIT_FILE,
    zh="文件《{document}》没有写怎样择优，提不出人选",
    en="the document “{document}” does not say who is selected, so that nobody can be proposed",
    help_zh="在文件里写明择优，例如：择优 晋升人选：从 可晋升 中，按 综合得分 由高到低，取 职数 之内",
    help_en="write a selection into the document, or name another document",
)
SEVERAL_SELECTIONS = Diagnostic(
    UNIT_FILE,
    zh="文件《{document}》有几项择优：{names}",
    en="the document “{document}” has several selections: {names}",
    help_zh="写明用哪一项，例如 selection: {example}",
    help_en="say which one, such as selection: {example}",
)
UNKNOWN_SELECTION = Diagnostic(
    UNIT_FILE,
    zh="文件《{document}》没有名为“{name}”的择优",
    en="the document “{document}” has no selection “{name}”",
    help_zh="{near}",
    help_en="{near}",
)
NOT_IN_FORCE = Diagnostic(
    UNIT_FILE,
    zh="文件《{document}》在{day}没有施行",
    en="the document “{document}” is not in force on {day}",
    help_zh="请核对 as_of，或者用 --as-of 指定评定日",
    help_en="see whether as_of is right, or give the day with --as-of",
)
LOAN_OF_OTHERS = Diagnostic(
    UNIT_FILE,
    zh="“{value}”不是“{fact}”的取值，没有这样的职数可以借",
    en="“{value}” is no value of “{fact}”: there are no such slots to lend",
    help_zh="{near}",
    help_en="{near}",
)
LENT_TOO_MUCH = Diagnostic(
    UNIT_FILE,
    zh="单位借出{value}{lent}名，超过“{line}”的{number}名",
    en="the unit lends {lent} slots of {value}, more than the {number} of “{line}”",
    help_zh="请核对借出的数；借出的不能多于自己有的",
    help_en="see whether the number is right: nobody can lend more than he has",
)
UNKNOWN_DOCUMENT = _of_units(case_messages.UNKNOWN_DOCUMENT)
NO_DOCUMENT = Diagnostic(
    UNIT_FILE,
    zh="没有写明适用哪份文件",
    en="the document to apply is not named",
    help_zh="请写上 document: 文件的标题，或者 path: 文件的路径",
    help_en="write document: and its title, or path: and its path",
)
