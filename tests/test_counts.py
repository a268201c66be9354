"""A text → the numbers in it that count something, and what only looks like one."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.measures import ANY_MEASURE, MANY, MEASURES, NUMBERS
from youthreport.catalogue import load_catalogue
from youthreport.phrases.counts import counts
from youthreport.phrases.finding import narrow

CATALOGUE = tuple(load_catalogue().measures)


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in counts(text, CATALOGUE)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("发放宣传品1200套", "1200套"),
        ("打造精品团课30门", "30门"),
        ("安装路灯1200盏", "1200"),
        ("培训团干部350。", "350"),
        ("共计1000", "1000"),
        ("培训团干部2000。", "2000"),
        ("覆盖三百五十。", "三百五十"),
        ("比上年增长一倍", "一倍"),
        ("同比增加2.3倍", "2.3倍"),
        ("较去年翻一番", "翻一番"),
        ("参与率翻了两番", "翻了两番"),
        ("完成百分之三十", "百分之三十"),
        ("超过百分之九十五点五", "百分之九十五点五"),
        ("三分之一的支部", "三分之一"),
        ("占1/3", "1/3"),
        ("提高三成", "三成"),
        ("一半以上的支部", "一半"),
        ("参与1 200人", "1 200人"),
        ("参与１２００人", "１２００人"),
        ("参与1,200人次", "1,200人次"),
        ("参与1，200人次", "1，200人次"),
        ("参与8000 余人", "8000 余人"),
        ("投入１．５万元", "１．５万元"),
        ("服务1.5万余人次", "1.5万余人次"),
        ("服务3万5千人", "3万5千人"),
        ("每队30—50名", "30—50名"),
        ("开展数十场", "数十场"),
        ("吸引近百人", "近百人"),
        ("吸引上千名青年", "上千名"),
        ("好几十场活动", "好几十场"),
        ("两百余人参加", "两百余人"),
        ("开展活动百余场", "百余场"),
        ("服务青年三百二十名", "三百二十名"),
        ("新建三个青年之家", "三个"),
        ("组建两支队伍", "两支"),
        ("新建青年之家一个。", "一个"),
        ("来了五六十人", "五六十人"),
        ("完成率98.5%", "98.5%"),
        ("完成率98.5％", "98.5％"),
        ("提高0.8个百分点", "0.8个百分点"),
        ("考核得分98.5分", "98.5"),
        ("连续3年获评先进", "3年"),
        ("连续三年获评先进", "三年"),
        ("平均年龄32岁", "32岁"),
        ("青年代表1200名", "1200名"),
        ("附件2份", "2份"),
        ("覆盖95后青年300人", "300人"),
        ("2026年新建12个", "12个"),
        ("第三届论坛吸引400人", "400人"),
    ],
)
def test_what_counts(text: str, number: str) -> None:
    assert found(text) == [number]


NOT_COUNTED = {
    "days, years and spans of time": (
        "2026年6月30日|6月底|上半年|一季度|第二季度|2024—2026年|2026-2027学年|9时30分|14：00|2026.6.30|2026-06-30|6.30前|近3年"
        "|为期两周|三个月|3个月|3天|数十年|几十年如一日|建团104周年|百年|一万年|2026|青年说2026|党的百年"
    ),
    "ages and generations": "14至35周岁|28岁以下|90后|00后青年|十几岁|2024级新生|高三学生",
    "ranks and numberings": (
        "第一批|第三届|第3次会议|第1—3期|第一、二批|第十五次|一是|二是|（一）|（二）健全|1.强化|（1）健全|2、建立|其二|周一至周五|周六"
    ),
    "congresses, plans and documents": (
        "二十届四中全会|党的二十大|党的十八大以来|“十五五”|十五五规划|十四五期间|中青发〔2024〕3号|《十四条措施》|两个一百年"
    ),
    "annexes, tables, pages": "附件1|附件：1.名单|附件：2.名单|表3|见图2|—1—|- 12 -|人民日报2版|3号楼",
    "hotlines, versions, letters": (
        "12355平台|拨打12355。|12345热线|24小时在线|7×24小时|8小时外|“1+N”|1+N模式|5G|A4纸|3D打印|2.0版|工作法2.0|985高校"
        "|电话：85551234|邮编100010"
    ),
    "names of days": "五四|五四青年节|六一儿童节|七一|八一|一二九运动|三八红旗手|国庆十一|十一假期|3·5学雷锋|12.5国际志愿者日|“3·5学雷锋”",
    "set phrases": (
        "一月一会|每月一次|每周召开一次。|三会两制一课|“四史”|一批先进|一体化|一线|两新|双报到|万众一心|千方百计|千家万户|一对一|三位一体"
        "|两学一做|三支一扶|三下乡|四面八方|五湖四海|一如既往|九年义务教育|十分重视|万无一失|十全十美|百姓|附近百姓|千万|一站式|百分百"
        "|一心一意|三三制|十佳|十大青年|二维码|万人大会|百校千企|百千万工程|五个一工程|事半功倍|三五成群|一代又一代|零距离|零报告"
        "|老中青三代|一二三产业|二十四节气|世界五百强|五星支部|三农|四个意识|三个方面|两个维护|三个“引领”|四套班子|四级联动|一把手"
        "|一五一十|三重一大|一盘棋|同一个|这两个|其中一项。|统一成|两成员单位|三项制度"
    ),
    "names of places": "三明市|三门峡|五家渠|百色市",
    "quotations": "“百日攻坚”|“万名青年下基层12人组”|“12名榜样”",
}


@pytest.mark.parametrize("kind", NOT_COUNTED)
def test_what_does_not_count(kind: str) -> None:
    assert {text: found(text) for text in NOT_COUNTED[kind].split("|") if found(text)} == {}


def test_what_was_said_in_full_is_no_name() -> None:
    assert found("他说：“新建12个，覆盖30名。”") == ["12个", "30名"]


BEFORE = st.sampled_from(["", "全年新增", "另有", "近", "累计达到", "较上年增加了"])
BEHIND = st.sampled_from(["", "。", "，成效明显", "的良好局面", "以上", "左右；"])


# Without a known measure these are years, hotlines and versions.
NAMES = re.compile(r"(?:19|20)\d\d|123\d\d|\d\.0")


@given(BEFORE, NUMBERS, ANY_MEASURE, BEHIND)
def test_any_number_before_any_measure_counts_once(
    before: str, number: str, measure: str, behind: str
) -> None:
    assume(measure in MEASURES or not NAMES.fullmatch(narrow(number)))
    (one,) = found(f"{before}{number}{measure}{behind}")
    assert number in one


@given(BEFORE, MANY, st.sampled_from(MEASURES), BEHIND)
def test_any_chinese_number_before_a_measure_counts_once(
    before: str, number: str, measure: str, behind: str
) -> None:
    (one,) = found(f"{before}{number}{measure}{behind}")
    assert f"{number}{measure}" in one


@given(st.text(max_size=80))
def test_any_text_has_numbers_that_lie_apart_and_in_order(text: str) -> None:
    spans = counts(text, CATALOGUE)
    ends = [0, *(end for _, end in spans)]
    assert all(last <= start < end <= len(text) for last, (start, end) in zip(ends, spans, strict=False))
