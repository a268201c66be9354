"""One cell of one return (or of the district's workbook) changed → the claim falls, and the paper says the other sentence."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from tests.just_so import SCHOOL, STREET, Put, cover, figure, listed, start, text
from tests.sections import make as section_of
from youthreport.catalogue import load_catalogue
from youthreport.pipeline.building import make
from youthreport.project import load_project

CATALOGUE = load_catalogue()
STAMP = datetime(2026, 7, 10)


@dataclass(frozen=True)
class Flip:
    """A claim, the cell that decides it, and what the paper says before and after.

    `given` cells are typed beforehand, where the district as it is would prove more than just enough.
    """

    claim: str
    cell: Put
    before: str
    after: str
    given: tuple[Put, ...] = ()


FLIPS = [
    Flip(
        "应报送单位覆盖",
        cover(SCHOOL, "报告期", "2025S1"),  # last year's return, so the school has not reported
        "2026年上半年，澄岚区各级团组织对标",
        "2026年上半年，澄岚区共青团组织对标",
    ),
    Flip(
        "全员报送",
        cover(SCHOOL, "报告期", "2025S1"),
        "应报送单位2个，实际报送2个，做到了全员报送。",
        "应报送单位2个，实际报送1个。未报送的单位为丙中学团委，其数据未计入本报告。",
    ),
    Flip(
        "定性结论吸引力",
        listed(STREET, "新媒体", "开春", "阅读量", 80),
        "团的吸引力不断增强",
        "团的吸引力总体稳固",
    ),
    Flip(
        "定性结论贡献度",
        listed(STREET, "青年突击队", "突击4队", "是否本期组建", "否"),
        "团的贡献度不断加强",
        "团的贡献度保持稳定",
        given=(listed(STREET, "青年突击队", "突击3队", "是否本期组建", "否"),),
    ),
    Flip(
        "定性结论组织力",
        listed(STREET, "活动台账", "敬老", "阵地", None),
        "团的组织力不断夯实",
        "团的组织力稳中求进",
    ),
    Flip(
        "定性结论服务力",
        listed(STREET, "帮扶捐赠", "助学金", "金额", 19999),
        "团的服务力不断提升",
        "团的服务力稳步改进",
    ),
    Flip(
        "定性结论全团带队",
        listed(None, "评选表彰", "祝清野", "奖项", "优秀团员"),
        "称号，全团带队工作呈现良好局面。",
        "被授予“全国优秀辅导员”称号。",
    ),
    Flip(
        "定性结论培训成效",
        listed(STREET, "活动台账", "团干课", "场次", 1),
        "开展各类团干培训2场，有效提升了团干部的业务素质和综合水平。",
        "开展各类团干培训1场。",
    ),
    Flip(
        "主题学习覆盖团组织数",
        listed(SCHOOL, "活动台账", "学校团课", "所属系列", "其他"),
        "开展系列活动2场，带领全区各级团组织在学思践悟中坚定理想信念。",
        "开展系列活动1场，引导广大团员青年在学思践悟中坚定理想信念。",
    ),
    Flip(
        "打卡奖励活动",
        listed(STREET, "活动台账", "打卡赛", "所属系列", "其他"),
        "常态化、制度化，推出系列打卡奖励活动，组织学习2期",
        "常态化、制度化，组织学习2期",
    ),
    Flip(
        "心理志愿服务队",
        listed(None, "志愿服务项目", "心灵驿站", "项目类别", "社区治理"),
        "顶得住。组建心理专家志愿服务队，为辖区居民心理健康保驾护航。\n2.",
        "急难险重任务中冲得上、顶得住。\n2.",
    ),
    Flip(
        "征文有获奖",
        listed(SCHOOL, "荣誉表彰", "青春有我", "作品名", None),
        "积极组织参加“澄岚杯”征文比赛，丙中学团委郁以宁撰写的《青春有我》获评",
        "各期学习率稳定在80%以上。\n2.",
    ),
    Flip(
        "有产业项目",
        listed(STREET, "青年突击队", "突击4队", "依托项目", None),
        "有力度。积极响应“强链兴业”产业攻坚号召，引导青年在项目一线比学赶超。",
        "有力度。组建青年突击队4支",
        given=tuple(listed(STREET, "青年突击队", f"突击{n}队", "依托项目", None) for n in (1, 2, 3)),
    ),
    Flip(
        "有微心愿",
        listed(STREET, "帮扶捐赠", "台灯", "类别", "助学"),
        "暖心帮扶。开展“手拉手”活动，通过",
        "暖心帮扶。通过",
        given=(listed(STREET, "帮扶捐赠", "书包", "类别", "助学"),),
    ),
    Flip(
        "有帮扶记录",
        listed(STREET, "帮扶捐赠", "助学金", "类别", "微心愿"),
        "方式，改善云麓乡青少年的学习生活条件，把党和政府的温暖",
        "开展“手拉手”活动，把党和政府的温暖",
    ),
    Flip(
        "活动频次",
        listed(None, "品牌活动", "第3期", "日期", date(2026, 2, 20)),
        "“青年午餐会”活动，坚持一月一会，累计开展6期",
        "“青年午餐会”活动，累计开展6期",
    ),
    Flip(
        "开展方式",
        listed(STREET, "活动台账", "伴读", "方式", "线下"),
        "60人次，线上线下同步为全区青年服好务。",
        "60人次，用心用情为全区青年服好务。",
    ),
    Flip(
        "多项志愿服务",
        listed(STREET, "活动台账", "劝导", "志愿类别", "阅读陪伴"),
        "开展关爱老人、文明劝导、阅读陪伴多项志愿服务",
        "开展阅读陪伴、关爱老人志愿服务",
    ),
    Flip(
        "项目多于所列",
        listed(STREET, "青年突击队", "突击4队", "依托项目", "3号工地"),
        "在1号工地、2号工地、3号工地等4个不同的产业项目中",
        "在3号工地、1号工地、2号工地三个不同的产业项目中",
    ),
    Flip(
        "先后荣获",
        listed(SCHOOL, "荣誉表彰", "全国乙奖", "日期", date(2026, 3, 1)),
        "一体融合，先后荣获全国甲奖、全国乙奖。",
        "一体融合，荣获全国甲奖、全国乙奖。",
    ),
    Flip(
        "持续发出号召",
        listed(None, "文件制度", "志愿倡议书", "类别", "其他"),
        "持续向全区团组织发出倡议和动员通知2份",
        "战时应战，向全区团组织发出倡议和动员通知1份",
    ),
    Flip(
        "发出号召",
        listed(None, "文件制度", "防汛倡议书", "类别", "其他"),
        "战时应战，向全区团组织发出倡议和动员通知1份，广泛汇聚团属力量。",
        "1.参与应急服务有效度。累计发动应急志愿者8名",
        given=(listed(None, "文件制度", "志愿倡议书", "类别", "其他"),),
    ),
    Flip(
        "联系制度",
        listed(None, "文件制度", "青年联系制度", "类别", "其他"),
        "团的组织体系。建立青年联系制度，及时掌握青年所思所盼。推动",
        "团的组织体系。推动",
    ),
    Flip(
        "全部完成自评",
        listed(SCHOOL, "支部星级", "高一团支部", "自评星级", None),
        "应参评的3个团（总）支部已全部完成自评，其中五星团支部1个，四星团支部1个。",
        "2个团（总）支部完成自评，完成率66.6%，其中五星团支部1个，四星团支部1个。",
        given=(listed(SCHOOL, "支部星级", "高一团支部", "自评星级", "三星"),),
    ),
    Flip(
        "全部完成转接",
        figure("xs_done", 4, SCHOOL),
        "“学社衔接”率为100%",
        "“学社衔接”率为85.7%",
    ),
    Flip(
        "已分配名额",
        figure("dev_quota_unit", 0, STREET),
        "发展团员计划3名，名额分配工作正有序推进。",
        "发展团员计划3名。",
        given=(figure("dev_quota_unit", 0, SCHOOL),),
    ),
    Flip(
        "全部分配到位",
        figure("dev_quota_unit", 0, SCHOOL),
        "发展团员计划3名，已全部科学有序分配到位。",
        "发展团员计划3名，名额分配工作正有序推进。",
    ),
    Flip(
        "全部办结",
        figure("hot_done", 3),
        "受理咨询求助4件，已全部办结，做到件件有回应、事事有着落。",
        "受理咨询求助4件，已办结3件。",
    ),
    Flip(
        "心愿全部实现",
        listed(STREET, "帮扶捐赠", "台灯", "已实现", "否"),
        "征集微心愿8个，征集到的微心愿全部实现，以实际行动",
        "征集微心愿8个，实现微心愿5个，以实际行动",
    ),
    Flip(
        "有心愿实现",
        listed(STREET, "帮扶捐赠", "书包", "已实现", "否"),
        "征集微心愿8个，实现微心愿5个，以实际行动",
        "征集微心愿8个，以实际行动",
        given=(listed(STREET, "帮扶捐赠", "台灯", "已实现", "否"),),
    ),
    Flip(
        "建管用机制",
        listed(STREET, "活动台账", "敬老", "阵地", None),
        "服务青年20人次，通过建家、管家、用家，让青年在家门口",
        "总数达1个，让青年在家门口",
    ),
    Flip(
        "入团仪式场次",
        listed(STREET, "下半年计划", "办入团仪式", "计划指标", "其他"),
        "推广规范庄重的入团仪式，落实团员推优",
        "改进团员教育管理。落实团员推优",
    ),
    Flip(
        "推优计划",
        listed(STREET, "下半年计划", "推优入党", "计划指标", "其他"),
        "入团仪式，落实团员推优入党标准要求，不断增强",
        "入团仪式，不断增强",
    ),
    Flip(
        "下半年培训计划场次",
        listed(STREET, "下半年计划", "办团干班", "计划指标", "其他"),
        "开展系列团干部交流培训，着力提升做青年群众工作的本领。",
        "引导团干部讲政治、守规矩、重实干。抓好挂职",
    ),
    Flip(
        "挂兼职副书记人数",
        figure("cadre_jz", 0, STREET),
        "抓好挂职、兼职团干部的选用管理，发挥现有1名兼职团干部的作用，面向园区、学校各界吸收优秀青年充实力量",
        "本领。重点落实以下事项",
    ),
    Flip(
        "五星构成可比",
        listed(SCHOOL, "支部星级", "高一团支部", "是否应参评", "也许"),
        "应参评的3个团（总）支部已全部完成自评，其中五星团支部2个",
        "2个团（总）支部完成自评，五星团支部1个",
    ),
    Flip(
        "非公建团可比",
        figure("party_nonpub", None, STREET),
        "在2家已建党组织的非公企业中，1家已建立团组织。",
        "同步建团，1家已建立团组织。",
    ),
    Flip(
        "两新构成可比",
        listed(
            STREET, "新建团组织", "乙园区团支部", "领域", "开发区"
        ),  # none of the choices: may belong or not
        "新建团组织2个，与上年同期持平，其中两新领域1个",
        "新建团组织2个，与上年同期持平，两新领域1个",
    ),
    Flip(
        "有典型宣传",
        figure("model_pub", 0, STREET),
        "成为身边可亲可学的榜样。注重用身边人讲身边事，推出青年典型宣传1篇次",
        "成为身边可亲可学的榜样。\n3.",
    ),
    Flip(
        "非公企业已建团",
        figure("party_nonpub_tuan", 0, STREET),
        "团的组织体系。建立青年联系制度，及时掌握青年所思所盼。推动已建党组织的非公企业同步建团",
        "团的组织体系。建立青年联系制度，及时掌握青年所思所盼。聚焦",
    ),
    Flip(
        "有五有达标",
        figure("five_have", 0, SCHOOL),
        "打造“五有”基层团组织，达标团组织1个。",
        "团组织规范化建设持续开展。认真开展",
        given=(figure("five_have", 0, STREET),),
    ),
    Flip(
        "五有全部达标",
        figure("five_have", 0, SCHOOL),
        "打造“五有”基层团组织，3个团（总）支部全部达标。",
        "打造“五有”基层团组织，达标团组织2个。",
    ),
    Flip(
        "三会两制一课有落实",
        figure("three_meet", 0, SCHOOL),
        "规范“三会两制一课”，在1个支部已有效落实的基础上逐步扩大覆盖面。",
        "不断增强团员的光荣感和责任感。\n3.加强团干部队伍建设。",
        given=(figure("three_meet", 0, STREET),),
    ),
    Flip(
        "三会两制一课全覆盖",
        figure("three_meet", 0, SCHOOL),
        "在3个支部已有效落实的基础上巩固全覆盖成果。",
        "在2个支部已有效落实的基础上逐步扩大覆盖面。",
    ),
    Flip(
        "连年举办",
        listed(None, "历年评选", 1, "年份", 2024),
        "综合水平。连续第二年开展“最美澄岚青年”评选活动",
        "综合水平。开展“最美澄岚青年”评选活动",
    ),
    Flip(
        "讲师团各界别",
        text("lec_groups", "教师"),
        "组织教师、律师两个界别的青年讲师",
        "组织教师界别的青年讲师",
    ),
    Flip(
        "各界来源",
        text("vice_sources", "园区"),
        "面向园区、学校各界吸收优秀青年充实力量",
        "面向园区吸收优秀青年充实力量",
    ),
    Flip(
        "青年英才多于一人",
        listed(SCHOOL, "荣誉表彰", "简予岚", "奖项类别", "其他"),
        "优秀青年代表丙中学团委郁以宁等脱颖而出",
        "优秀青年代表丙中学团委郁以宁脱颖而出",
    ),
    Flip(
        "五四活动在期",
        listed(STREET, "活动台账", "五四诗会", "起始日期", date(2026, 5, 16)),
        "在五四青年节到来之际，开展五四诗会主题活动",
        "良好局面。开展五四诗会主题活动",
    ),
    Flip(
        "品牌活动有记录",
        listed(None, "品牌活动", "第1期", "日期", date(2025, 12, 12)),  # nothing was held in this half-year
        "创新推出“青年午餐会”活动，累计开展1期",
        "在攻坚一线发挥了生力军作用。\n3.",
        given=tuple(listed(None, "品牌活动", f"第{n}期", "类别", "其他") for n in range(2, 7)),
    ),
    Flip(
        "品牌活动本期推出",
        listed(None, "品牌活动", "第1期", "日期", date(2025, 12, 12)),
        "创新推出“青年午餐会”活动，",
        "持续开展“青年午餐会”活动，",
    ),
    Flip(
        "志愿项目有登记",
        listed(None, "志愿服务项目", "心灵驿站", "项目名", "邻里学堂"),
        "品牌化运作，联合望澜学院推出“心灵驿站”大学生志愿服务项目，累计签约项目1个",
        "品牌化运作，累计签约项目1个",
    ),
    Flip(
        "评选有结果",
        listed(None, "评选表彰", "祝清野", "奖项", "青年文明号"),
        "连续第二年开展“最美澄岚青年”评选活动，推树先锋少年1名，展现了新时代团员和团干部的良好风采。",
        "有效提升了团干部的业务素质和综合水平。\n（四）",
    ),
    Flip(
        "学习率稳定",
        listed(STREET, "青年大学习", 2, "参学人数", 50),
        "各期学习率稳定在80%以上",
        "各期学习率均在61%以上",
    ),
    Flip(
        "年度任务过半",
        figure("org_task", 5),
        "任务4个，截至2026年6月30日完成50%，实现时间过半、任务过半。",
        "任务5个，截至2026年6月30日完成40%。",
        given=(figure("org_task", 4),),
    ),
    Flip(
        "年度任务完成",
        figure("org_task", 3),
        "完成100%，已完成全年任务。",
        "完成66.6%，实现时间过半、任务过半。",
    ),
    Flip(
        "两新计划可比",
        listed(STREET, "下半年计划", "新建两新团组织", "量化目标", 3),
        "计划新建团组织2个，其中两新领域1个，",
        "计划新建团组织2个，进一步扩大组织覆盖",
    ),
    Flip(
        "基本数据报齐",
        figure("members", None, SCHOOL),
        "截至2026年6月30日，全区有基层团（工）委2个，团（总）支部3个，团员160人，",
        "截至2026年6月30日，据已报数据汇总，有基层团（工）委2个，团（总）支部3个，团员100人，",
    ),
    Flip(
        "青年之家总数报齐",
        cover(SCHOOL, "报告期", "2025S1"),
        "全区“青年之家”总数达1个，",
        "已报“青年之家”1个，",
    ),
    Flip(
        "突击队总数报齐",
        figure("cmd_cnt_cum", None, SCHOOL),
        "现有青年突击队总数达4支，",
        "已报现有青年突击队4支，",
    ),
    Flip(
        "参学率报齐",
        listed(SCHOOL, "青年大学习", 2, "参学人数", "很多"),
        "有1个单位的“青年大学习”参学率低于全区平均水平",
        "从数据反映的情况看，社会组织、楼宇",
        given=(listed(STREET, "青年大学习", 2, "参学人数", 79),),
    ),
    Flip(
        "中队属教育系统",
        text("edu_org", STREET.name),
        f"{SCHOOL.name}把理论学习延伸到少先队，组织3个中队开展学习。",
        "坚定理想信念。把理论学习延伸到少先队，3个中队开展学习。",
    ),
]


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The district in which every claim just holds; never changed."""
    return start(tmp_path_factory.mktemp("just-so") / "2026S1")


@dataclass(frozen=True)
class Told:
    """The paper's words, and which claims hold."""

    words: str
    holds: dict[str, bool]


def told(project: Path) -> Told:
    paper = make(load_project(project), STAMP, lambda _words: None)
    document = docx.Document(io.BytesIO(paper.document.content))
    words = "\n".join(p.text for p in document.paragraphs)
    return Told(words, {claim.name: claim.holds for claim in paper.vocabulary.claims})


@pytest.fixture(scope="module")
def whole(district: Path) -> Told:
    """What the unchanged district comes to."""
    return told(district)


def with_cells(district: Path, folder: Path, *cells: Put) -> Path:
    project = shutil.copytree(district, folder)
    for cell in cells:
        cell.into(project)
    return project


@pytest.mark.parametrize("flip", FLIPS, ids=lambda flip: flip.claim)
def test_one_cell_turns_the_claim_and_its_sentence(
    flip: Flip, district: Path, whole: Told, tmp_path: Path
) -> None:
    first = told(with_cells(district, tmp_path / "given", *flip.given)) if flip.given else whole
    assert first.holds[flip.claim]
    assert flip.before in first.words
    assert flip.after not in first.words
    second = told(with_cells(district, tmp_path / "changed", *flip.given, flip.cell))
    assert not second.holds[flip.claim]
    assert flip.after in second.words
    assert flip.before not in second.words


def test_every_claim_of_the_catalogue_is_turned() -> None:
    assert sorted(flip.claim for flip in FLIPS) == sorted(rule.label for rule in CATALOGUE.claims)


def test_every_claim_holds_in_the_district_as_it_is(whole: Told) -> None:
    assert [name for name, holds in whole.holds.items() if not holds] == []


def test_a_part_larger_than_its_whole_is_told_at_a_cell_that_it_comes_from(
    district: Path, tmp_path: Path
) -> None:
    plan = listed(STREET, "下半年计划", "新建两新团组织", "量化目标", 3)
    project = with_cells(district, tmp_path / "p", plan)
    paper = make(load_project(project), STAMP, lambda _words: None)
    told = next(f for f in paper.vocabulary.findings if f.rule == "W-QIZHONG")
    assert told.cell.file == f"returns/{STREET.code}.xlsx"
    assert "“两新领域计划”（3）大于“下半年新建团组织计划”（2）" in told.message


BARE = (
    "新建团组织{{ 新建团组织数 }}个，{{ 新建团组织数|同比 }}。\n"
    "受理{{ 热线受理件数 }}件，{{ 热线办结件数|全部(热线受理件数, '办结') }}。\n"
    "衔接率{{ 学社衔接率|率 }}。"
)


def only_section(project: Path, text: str) -> None:
    """The project's templates: that section and no other."""
    templates = Path(__file__).parents[1] / "templates"
    (project / "templates" / "sections").mkdir(parents=True)
    shutil.copy(templates / "base.docx", project / "templates")
    (project / "templates" / "sections" / "01_节.docx").write_bytes(section_of(text))


def test_words_that_nothing_stands_behind_go_without_asking_for_a_figure_that_is_there(
    district: Path, tmp_path: Path
) -> None:
    cells = (figure("hot_done", 0), figure("xs_done", 0, STREET), figure("xs_done", 0, SCHOOL))
    project = with_cells(district, tmp_path / "p", *cells)
    (project / "previous" / "2025S1.json").unlink()
    only_section(project, BARE)
    paper = make(load_project(project), STAMP, lambda _words: None)
    words = [p.text for p in docx.Document(io.BytesIO(paper.document.content)).paragraphs]
    assert "新建团组织2个。" in words
    assert "受理4件。" in words
    assert "衔接率0%。" in words
    assert paper.document.absent == ()


def test_a_rate_that_some_units_do_not_stand_behind_is_wanting(district: Path, tmp_path: Path) -> None:
    project = with_cells(district, tmp_path / "p", figure("xs_done", None, SCHOOL))
    only_section(project, BARE.splitlines()[2])
    assert make(load_project(project), STAMP, lambda _words: None).document.absent == ("学社衔接率",)


def test_a_figure_that_nobody_reported_is_still_wanting(district: Path, tmp_path: Path) -> None:
    project = with_cells(district, tmp_path / "p", figure("hot_done", None))
    only_section(project, BARE.splitlines()[1])
    paper = make(load_project(project), STAMP, lambda _words: None)
    assert paper.document.absent == ("热线办结件数",)
