"""A text → the phrases that a paper must not print, and the sound neighbours of each that it may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from youthreport import phrases
from youthreport.catalogue import load_catalogue
from youthreport.model import Period, Severity

STALE = load_catalogue().stale
FIRST, SECOND = Period("2026S1"), Period("2026S2")


def texts(found: tuple[phrases.Phrase, ...]) -> list[str]:
    return [phrase.text for phrase in found]


def days(text: str) -> tuple[phrases.Phrase, ...]:
    return phrases.days_outside(text, FIRST)


def stale(text: str) -> tuple[phrases.Phrase, ...]:
    return phrases.stale(text, 2026, STALE)


@pytest.mark.parametrize(
    ("read", "faulty", "phrase", "sound"),
    [
        (phrases.contradictions, "开展系列活动近百余场", "近百余", "开展系列活动近百场"),
        (phrases.contradictions, "将近４００余人参加", "将近４００余", "４００余人参加"),
        (phrases.contradictions, "走访近100多户", "近100多", "走访附近100多户"),
        (phrases.contradictions, "近300余名青年", "近300余", "近10余年来"),
        (phrases.contradictions, "约100余人", "约100余", "共签约10余个项目"),
        (phrases.contradictions, "大约有百余人", "大约有百余", "书记有约活动百余人"),
        (phrases.contradictions, "超过50人以上", "超过50人以上", "超过200场的街道占一半以上"),
        (phrases.contradictions, "逾千人次以上", "逾千人次以上", "千人次以上"),
        (phrases.contradictions, "至少100人以上", "至少100人以上", "至少100人"),
        (phrases.contradictions, "人数达近百人", "达近百", "抵达近10个社区"),
        (phrases.contradictions, "近百人以上", "近百人以上", "“近百人以上”这样的写法"),
        (phrases.contradictions, "超百余场", "超百余", "超百场"),
        (phrases.contradictions, "约50人左右", "约50人左右", "50人左右"),
        (phrases.contradictions, "基本全部完成自评", "基本全部", "基本完成，全部公示"),
        (phrases.contradictions, "联合甲、乙、等企业", "、等", "甲、等级"),
        (phrases.superlatives, "规模前所未有", "前所未有", "前所未见"),
        (phrases.leftovers, "x区各级团组织", "x", "团区委x高校"),
        (phrases.leftovers, "在x考察时的讲话", "x", "X光检查"),
        (phrases.leftovers, "“x”产业攻坚", "x", "“1+X”证书"),
        (phrases.leftovers, "XX小学", "XX", "XX01"),
        (phrases.leftovers, "20xx年", "20xx", "2026年"),
        (phrases.leftovers, "学习率xx%", "xx%", "3x3篮球赛"),
        (phrases.leftovers, "x.xx雷锋日", "x.xx", "V1.x版"),
        (phrases.leftovers, "×××街道", "×××", "青年之家×书店"),
        (phrases.leftovers, "ｘ区", "ｘ", "Ｘ射线"),
        (phrases.leftovers, "某某街道", "某某街道", "张某某一案"),
        (phrases.leftovers, "某区", "某区", "某些单位"),
        (phrases.leftovers, "【待补充：区名】各级", "【待补充：区名】", "【青春夜校】开讲"),
        (phrases.leftovers, "{{ 区名", "{{", "{区名}"),
        (phrases.leftovers, "（　）场", "（　）", "（一）场"),
        (phrases.leftovers, "数据待核实", "待核实", "等待核对后"),
        (phrases.superlatives, "打造全国首个平台", "首个", "首个工作日"),
        (phrases.superlatives, "全区唯一的阵地", "唯一", "唯一编码"),
        (phrases.superlatives, "率先开展", "率先", "率先垂范"),
        (phrases.superlatives, "数量全市第一", "全市第一", "全区第一批"),
        (days, "以“12.5”国际志愿者日为契机", "“12.5”国际志愿者日", "以“3.5”学雷锋日为契机"),
        (days, "12·5国际志愿者日", "12·5国际志愿者日", "“迎12·5国际志愿者日”主题活动"),
        (days, "10.13少先队建队日", "10.13少先队建队日", "捐款10.13万元，节日慰问"),
        (days, "7月2日召开", "7月2日", "7月2日前完成"),
        (days, "12月31日举行", "12月31日", "截至12月31日"),
        (days, "2月30日举行", "2月30日", "2月28日举行"),
        (days, "2025年12月30日举行", "2025年12月30日", "2025年12月30日成立以来"),
        (stale, "党的十九大和十九届四中全会精神", "十九大", "党的十九大以来"),
        (stale, "十九届二中、五中全会精神", "十九届二中、五中全会", "二十届历次全会精神"),
        (stale, "献礼党的百年华诞", "党的百年华诞", "庆祝中国共产党成立100周年大会"),
        (stale, "庆祝建团103周年", "建团103周年", "庆祝建团104周年"),
        (stale, "喜迎建党一百周年", "建党一百周年", "喜迎建党一百零五周年"),
        (stale, "“十四五”开局之年", "“十四五”开局之年", "“十五五”开局之年"),
        (stale, "开展党史学习教育", "党史学习教育", "巩固党史学习教育成果"),
        (stale, "学习党的十八大精神", "十八大精神", "《党的十八大精神读本》"),
    ],
)  # fmt: skip
def test_a_fault_is_found_and_its_neighbour_left_alone(
    read: Callable[[str], tuple[phrases.Phrase, ...]], faulty: str, phrase: str, sound: str
) -> None:
    assert phrase in texts(read(faulty))
    assert read(sound) == ()


def test_a_phrase_says_where_why_and_what_to_do() -> None:
    (found,) = phrases.contradictions("累计近百余场")
    assert (found.start, found.end, found.severity) == (2, 5, Severity.ERROR)
    assert "自相矛盾" in found.why
    assert found.remedy.endswith("。")


@pytest.mark.parametrize(
    ("text", "severity"),
    [("全国首个", Severity.WARNING), ("7月2日", Severity.ERROR), ("2025年7月2日", Severity.WARNING)],
)
def test_what_may_be_true_is_only_doubted(text: str, severity: Severity) -> None:
    assert [found.severity for found in phrases.faults(text, FIRST)] == [severity]


def test_the_other_half_of_the_year_has_other_days() -> None:
    assert phrases.days_outside("12.5国际志愿者日", SECOND) == ()
    assert texts(phrases.days_outside("3.5学雷锋日", SECOND)) == ["3.5学雷锋日"]


def test_what_was_current_in_its_year_is_not_stale_there() -> None:
    seed = "党的十九大和十九届二中、三中、四中、五中全会精神，献礼党的百年华诞"
    assert phrases.stale(seed, 2021, STALE) == ()
    assert len(phrases.stale(seed, 2026, STALE)) == 3


def test_the_opening_of_the_model_text_of_2021_is_caught_whole() -> None:
    opening = "x区各级团组织，系列活动近百余场，以“x.xx雷锋日”“12.5国际志愿者日”为契机，献礼党的百年华诞"
    found = texts(phrases.faults(opening, FIRST, STALE))
    assert found == ["x", "近百余", "“12.5国际志愿者日”", "党的百年华诞"]


ANY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "近约余多超过达以上百千万12345０某xX×*【】《》“”（）{}_年月日.·首个唯一率先十九届大全会 "
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)


@settings(deadline=None)
@given(ANY)
def test_no_text_breaks_it_and_every_phrase_is_a_stretch_of_the_text(text: str) -> None:
    found = phrases.faults(text, FIRST, STALE)
    assert all(text[one.start : one.end] == one.text and one.text for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("近约余超百12人场以上xX唯一率先某"), min_size=1, max_size=20))
def test_a_title_with_more_than_a_mask_is_left_alone(words: str) -> None:
    assert phrases.faults(f"《好{words}》", FIRST, STALE) == ()


@settings(deadline=None)
@given(st.from_regex(r"[A-Wa-wYyZz][A-Za-z]{0,8}\d{0,2}", fullmatch=True))
def test_latin_words_are_no_blanks(word: str) -> None:
    assert phrases.leftovers(f"推广“{word}”和{word}平台") == ()
