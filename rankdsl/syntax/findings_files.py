"""Messages about files that cannot be read (RD100). Nothing of such a file was checked: exit code 2."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic
from rankdsl.syntax.pages import LARGEST_FILE, UNREADABLE

MISSING = Diagnostic(
    UNREADABLE,
    zh="文件不存在",
    en="there is no such file",
    help_zh="核对路径和文件名",
    help_en="see whether the path is right",
    unreadable=True,
)
FOLDER = Diagnostic(
    UNREADABLE,
    zh="这是文件夹，不是文件",
    en="this is a folder, not a file",
    help_zh="写明文件夹里的哪一个文件",
    help_en="name a file in it",
    unreadable=True,
)
NOT_PERMITTED = Diagnostic(
    UNREADABLE,
    zh="没有读取这个文件的权限",
    en="you may not read this file",
    help_zh="请有权限的人检查，或者调整文件的权限",
    help_en="ask someone who may, or change its permissions",
    unreadable=True,
)
FAILED = Diagnostic(
    UNREADABLE,
    zh="读取文件时出错：{reason}",
    en="reading the file failed: {reason}",
    help_zh="核对磁盘或者网络盘是否可用，再试一次",
    help_en="see whether the disk or share is available, and try again",
    unreadable=True,
)
TOO_LARGE = Diagnostic(
    UNREADABLE,
    zh=f"文件有 {{size}} 字节，超过上限 {LARGEST_FILE} 字节",
    en=f"the file has {{size}} bytes, more than the limit of {LARGEST_FILE}",
    help_zh="按章拆成几个文件；不是规则文件的，移到别处",
    help_en="split it by chapters, or move it away if it is no rule document",
    unreadable=True,
)
BINARY = Diagnostic(
    UNREADABLE,
    zh="这不是文字文件{kind}",
    en="this is not a text file{kind}",
    help_zh="Word、WPS、PDF 文件请先另存为 UTF-8 编码的纯文本",
    help_en="save Word, WPS or PDF files as plain text in UTF-8 first",
    unreadable=True,
)
OTHER_ENCODING = Diagnostic(
    UNREADABLE,
    zh="文件的编码是 {encoding}，不是 UTF-8",
    en="the file is in {encoding}, not in UTF-8",
    help_zh="另存为 UTF-8（Windows 记事本：“文件 → 另存为 → 编码 UTF-8”）",
    help_en="save it as UTF-8 (Windows Notepad: File, Save as, Encoding UTF-8)",
    unreadable=True,
)
NOT_UTF8 = Diagnostic(
    UNREADABLE,
    zh="文件不是 UTF-8 编码：第 {line} 行有读不出的字节",
    en="the file is not UTF-8: line {line} has bytes that cannot be read",
    help_zh="另存为 UTF-8（Windows 记事本：“文件 → 另存为 → 编码 UTF-8”）；文件损坏的，换一份完好的",
    help_en="save it as UTF-8 (Windows Notepad: File, Save as, Encoding UTF-8), or replace it if it is damaged",
    unreadable=True,
)
