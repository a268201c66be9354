"""Nothing → every setting of youthreport.toml, declared once: checking, `init`, `config` and YOUTHREPORT_* follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from youthreport.profile import COMMON, LEVEL3_MARKS, PAGE_NUMBERS, PROFILES, Fonts

PREFIX = "YOUTHREPORT_"
# Read elsewhere: it belongs to the computer and not to a project.
OTHER_VARIABLES = ("YOUTHREPORT_OFFICE",)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; `default` None means that nothing is set.

    `kind` is str, bool, int or date. `about` tells a clerk what it is for, `example` what may be written.
    `most` bounds a whole number from above, 1 from below.
    """

    table: str
    key: str
    kind: type
    default: object
    about: str
    choices: tuple[str, ...] = ()
    example: str = ""
    most: int = 100

    @property
    def variable(self) -> str:
        """The environment variable that goes before the file."""
        return f"{PREFIX}{self.table}_{self.key}".upper()


TABLES: Mapping[str, str] = {
    "organisation": "我们是谁",
    "period": "报告期",
    "document": "公文的样子",
    "fonts": "字体，写 Word 中显示的名称",
    "header": "版头，不写则没有版头",
    "imprint": "版记，不写则没有版记",
    "policy": "统计和行文的口径",
    "build": "生成成果时的习惯",
}

_FONTS = Fonts()
DECLARED: tuple[Setting, ...] = (
    Setting("organisation", "name", str, None, "单位全称，必填", example="共青团某某区委员会"),
    Setting("organisation", "short", str, None, "公文标题用的简称，不写则用全称", example="某某团区委"),
    Setting("organisation", "code", str, "", "本单位在上级名册中的编码，向上级报送汇总表时用", example="QX01"),
    Setting("period", "code", str, None, "报告期，必填：年份加 S1（上半年）或 S2（下半年）", example="2026S1"),
    Setting("period", "deadline", date, None, "报送截止日期，用来判断是否按时", example="2026-07-05"),
    Setting("document", "profile", str, COMMON.name, "版心的算法：common 按页面设置的页边距，strict 按字面", tuple(PROFILES)),
    Setting("document", "level3", str, COMMON.level3, "第三层序数的写法", LEVEL3_MARKS),
    Setting("document", "bold_level3", bool, COMMON.bold_level3, "第三层标题是否加粗"),
    Setting("document", "page_number", str, COMMON.page_number, "页码的写法", PAGE_NUMBERS),
    Setting("document", "sign", bool, True, "文末是否署名和写成文日期"),
    Setting("document", "seal", bool, COMMON.seal, "署名处是否留出盖章的位置"),
    Setting("document", "date", date, None, "成文日期", example="2026-07-10"),
    Setting("document", "addressee", str, "", "主送机关", example="共青团某某市委员会"),
    Setting("document", "note", str, "", "附注", example="此件公开发布"),
    Setting("fonts", "body", str, _FONTS.body, "正文"),
    Setting("fonts", "title", str, _FONTS.title, "标题"),
    Setting("fonts", "heading1", str, _FONTS.heading1, "第一层标题"),
    Setting("fonts", "heading2", str, _FONTS.heading2, "第二层标题"),
    Setting("fonts", "page_number", str, _FONTS.page_number, "页码"),
    Setting("fonts", "latin", str, _FONTS.latin, "数字和英文"),
    Setting("header", "organ", str, "", "发文机关标志", example="共青团某某区委员会文件"),
    Setting("header", "number", str, "", "发文字号", example="某团发〔2026〕12号"),
    Setting("header", "signers", str, "", "签发人，多人用、隔开", example="某某、某某"),
    Setting("imprint", "copies", str, "", "抄送机关", example="共青团某某市委员会"),
    Setting("imprint", "office", str, "", "印发机关", example="共青团某某区委员会办公室"),
    Setting("imprint", "date", date, None, "印发日期", example="2026-07-12"),
    Setting("imprint", "even_page", bool, False, "版记是否排在偶数页"),
    Setting("policy", "emergency_in_volunteering", bool, True, "志愿服务是否包括应急志愿服务"),
    Setting("policy", "mask_names", bool, False, "公文中是否隐去个人姓名"),
    Setting("policy", "large_numbers", str, "", "一万以上的数：万（写成几万几）、数字（照写）或留空（照模板）", ("", "万", "数字")),
    Setting("policy", "annex_tasks", bool, True, "是否附重点任务分解表"),
    Setting("policy", "annex_data", bool, True, "是否附数据说明"),
    Setting("build", "pdf", bool, False, "是否同时生成 PDF（需要 LibreOffice）"),
    Setting("build", "history", int, 40, "保留最近几次成果，供对比和更新修改稿", most=100),
)  # fmt: skip
BY_PLACE: Mapping[tuple[str, str], Setting] = {(one.table, one.key): one for one in DECLARED}
PERIOD_CODE = re.compile(r"[0-9]{4}S[12]")
# Word takes 31 characters; quotes and brackets would be a slip of the pen.
FONT = re.compile(r"[^\"“”<>&\x00-\x1f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]{0,31}")


def keys_of(table: str) -> tuple[str, ...]:
    """The keys of that table in the order in which they are shown."""
    return tuple(one.key for one in DECLARED if one.table == table)
