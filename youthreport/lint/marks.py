"""How paragraphs of a paper begin and end → patterns that tell what they are, right or faulty."""

from __future__ import annotations

import re

HANZI = r"\u4e00-\u9fff\u3400-\u4dbf"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_DAY = (
    r"(?:(?:19|20)\d\d|\d\d)\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日?"
    r"|(?:19|20)\d\d\s*[.．\-/]\s*\d{1,2}\s*[.．\-/]\s*\d{1,2}"
    r"|[一二][〇○Ｏ零O0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
DAY = re.compile(_DAY)
ONLY_DAY = re.compile(rf"\s*(?:{_DAY})\s*")

TITLE_STYLES = frozenset({"title", "标题", "公文标题", "文章标题", "主标题"})
TITLE_ENDING = re.compile(
    r"(?:决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|总结|计划|方案|要点|办法|规定|细则|规则"
    r"|讲话|发言|汇报|说明|简报|倡议书|规划|清单|章程|条例)(?:[（(][^（）()]{1,20}[)）])?[。；，：、]?"
)
ENDED_BY_TITLE_WORD = re.compile(rf".*{TITLE_ENDING.pattern}", re.DOTALL)

COPY_NUMBER = re.compile(r"\d{6}")
SECRECY = re.compile(r"(?:绝密|机密|秘密)(?:★.{0,12})?")
URGENCY = re.compile(r"(?:特急|加急|特提|平急)")
ORGAN_MARK = re.compile(r".{2,40}文件")
PAPER_NUMBER = re.compile(
    r"\S{0,16}\s*[〔\[【（(［]\s*(?:19|20)\d\d\s*[〕\]】）)］]\s*第?\s*\d{1,4}\s*号.{0,24}"
)
SIGNER = re.compile(r"签发人\s*[:：].*")

NOT_ADDRESSED = re.compile(r"如下|现将|现就|为了|根据|按照|以下|下列|通知|报告")
ANNEX_LABEL = re.compile(r"附\s*件\s*(?:\d{1,2}|[０-９]{1,2}|[一二三四五六七八九十]{1,2})?\s*[:：]?")
ANNEX_NOTE = re.compile(r"附\s*件\s*[:：∶]\s*\S.*|附件\d{1,2}\s*[:：.．、]\s*\S.*", re.DOTALL)
ANNEX_NOTE_NEXT = re.compile(r"\d{1,2}\s*[.．、]\s*\S.{0,80}")
COPIES = re.compile(r"抄\s*送\s*[:：∶].*", re.DOTALL)
ISSUED = re.compile(rf".*(?:{_DAY})\s*印发\s*")
IMPRINT_WITHOUT_ISSUED = re.compile(rf"[{HANZI}]{{2,30}}\s+(?:{_DAY})\s*")
CAPTION = re.compile(r"[图表]\s*\d{1,3}(?:[-.．]\d{1,3})?[\s:：.．、　].{0,40}")
ARTICLE = re.compile(r"第[一二三四五六七八九十百]{1,5}条")
DIVIDER = re.compile(r"第[一二三四五六七八九十]{1,3}[章编部节](?:分)?.{0,30}")
ORGAN_ENDING = re.compile(
    r".{2,40}(?:委员会|团委|团工委|团区委|团市委|团县委|办公室|局|部|厅|处|院|校|公司|中心|协会|联合会|政府|党委|党组|支部"
    r"|小组|组委会|学联|工会|指挥部)"
)

LEVEL1 = re.compile(
    rf"(?P<n>{_NUMERAL})(?P<m>[、.．，,：:])\s*(?=[{HANZI}“《（\d])(?!{_NUMERAL}(?:[、，和至到]|季度|月|年|次|批|类|产业|号|等|线|组|期|级))"
)
LEVEL2 = re.compile(rf"[（(](?P<n>{_NUMERAL})[)）](?P<m>[、.．，,]?)")
LEVEL3 = re.compile(r"(?P<n>\d{1,2})(?P<m>[.．、])(?=\D|20\d\d年)")
LEVEL4 = re.compile(r"(?:[（(](?P<n>\d{1,2})[)）]|(?P<n2>\d{1,2})[)）])(?P<m>[、.．，,]?)")
LEVELS = (LEVEL1, LEVEL2, LEVEL3, LEVEL4)

LEAD_LIMIT = 36  # characters up to the first 。 that can be a run-in heading
ALONE_LIMIT = 50
