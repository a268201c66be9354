"""A unit of the invented district → the records of its list sheets (column name → cell value)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from invented_units import DISTRICT, Size

from youthreport.model import OrgUnit

Row = dict[str, object]

SURNAMES = "闻钟祝柏樊霍栾郁曲简"
GIVEN = ("知砚", "予岚", "沐桐", "清野", "以宁", "望舒", "澄川", "槿言", "星渡", "秋舫")
VENUE_KINDS = {"街道": "社区", "学校": "学校", "企业": "企业", "两新": "园区", "机关": "社区"}
VENUE_WORDS = {
    "社区": ("便民服务中心", "文化广场", "社区会堂", "新时代文明实践站"),
    "学校": ("报告厅", "阶梯教室", "操场", "团队活动室"),
    "企业": ("职工之家", "一号车间", "培训室"),
    "园区": ("共享会议室", "路演厅", "青年驿站"),
    "线上": ("线上直播间",),
}
THEME_TOPICS = (
    "学思想强信念",
    "重温入团誓词",
    "青年话十五五",
    "讲好身边故事",
    "读原著悟原理",
    "传承五四精神",
)
LECTURE_TOPICS = ("制度自信", "科技自立自强", "乡村振兴", "绿色发展", "法治精神")
VOLUNTEER = ("禁毒宣传", "减压送考", "春运暖冬", "关爱老人", "环保清洁", "文明劝导", "阅读陪伴")
EMERGENCY = ("防汛值守", "雨雪除冰", "应急救护演练", "物资转运")
PROJECTS = (
    "岚舟重工总部基地",
    "云岫创意设计大厦",
    "槿溪水系治理",
    "轨道交通三号线东延",
    "砚湖智慧港",
    "麦陇冷链中心",
    "听枫更新片区",
    "星渚数据中心",
    "桐烟消费街区",
    "鹿鸣湾生态带",
    "云栈算力园",
)
PROBLEMS = {
    "新兴领域团组织覆盖不够": ("楼宇和商圈内小微企业团建推进较慢", "新就业群体中的团员底数还不清"),
    "团员流动频繁、联系不够紧密": ("毕业后外出团员较多，联系渠道单一",),
    "团干部兼职多、精力不足": ("团干部一人多岗，投入时间有限", "青年讲师力量不足"),
    "阵地和经费保障不足": ("青年之家夜间开放时间偏短", "活动经费渠道单一"),
    "活动形式比较单一": ("学习形式不够新颖，线上互动少",),
    "各领域发展不够均衡": ("支部之间工作进度差别较大",),
    "对基层的指导服务不够": ("新任支部书记缺少上手指导",),
}
PLANS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "思想引领": (
        ("举办青年讲师团进基层宣讲", "学习宣讲场次", "场"),
        ("开展主题团日展示", "学习宣讲场次", "场"),
        ("组织青年理论读书会", "学习宣讲场次", "场"),
        ("开讲青年身边故事微团课", "学习宣讲场次", "场"),
    ),
    "服务大局": (
        ("组建重点项目青年突击队", "青年突击队", "支"),
        ("开展青年岗位练兵", "其他", "场"),
        ("举办青年创新方案征集", "其他", "场"),
        ("开展绿色低碳青年行动", "其他", "场"),
    ),
    "服务青年": (
        ("举办青年夜校", "其他", "期"),
        ("组织暑期爱心托管", "其他", "期"),
        ("举办青年就业见习双选会", "其他", "场"),
        ("开展困境青少年结对陪伴", "其他", "次"),
    ),
    "基层组织": (("推进新建团组织", "新建团组织", "个"), ("举办团干部培训", "团干培训场次", "场")),
    "从严治团": (("规范开展入团仪式", "入团仪式场次", "场"), ("做好推优入党工作", "推优入党", "名")),
}


def person(rng: random.Random) -> str:
    """A plainly invented name."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def day(rng: random.Random, first: date = date(2026, 1, 5), last: date = date(2026, 6, 28)) -> date:
    """A day between the two."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def brief(unit: OrgUnit) -> str:
    """The short name that the unit's clerks use."""
    return unit.aliases[0]


def activities(unit: OrgUnit, size: Size, homes: list[str], rng: random.Random) -> list[Row]:
    """The activity ledger, by date."""
    kinds = list(_kinds(unit, size, rng))
    rows = [_activity(unit, kind, n, homes, rng) for n, kind in enumerate(kinds)]
    return sorted(rows, key=lambda row: str(row["起始日期"]))


def _kinds(unit: OrgUnit, size: Size, rng: random.Random) -> Iterator[str]:
    """What kinds of activity the unit held: the common core first, then what its type does most."""
    yield from ("主题团日", "专题团课", "志愿服务", "志愿服务")
    yield from ("区内宣讲", "应急") if unit.type != "两新" else ("网上宣讲",)
    weights = {
        "街道": (
            "志愿服务",
            "权益维护",
            "就业创业",
            "区内宣讲",
            "主题团日",
            "交友联谊",
            "应急",
            "培训",
            "其他",
        ),
        "学校": ("主题团日", "专题团课", "权益维护", "志愿服务", "区内宣讲", "市讲师团宣讲", "其他"),
        "企业": ("主题团日", "培训", "志愿服务", "交友联谊", "市讲师团宣讲", "应急"),
        "两新": ("主题团日", "就业创业", "交友联谊", "志愿服务", "网上宣讲", "应急"),
        "机关": ("专题团课", "志愿服务", "区内宣讲", "培训", "应急"),
    }[unit.type]
    for n in range(size.activities - 6):
        yield weights[n % len(weights)] if rng.random() < 0.6 else rng.choice(weights)


def _activity(unit: OrgUnit, kind: str, n: int, homes: list[str], rng: random.Random) -> Row:
    topic, series = _topic(kind, rng)
    where = "线上" if kind == "网上宣讲" else VENUE_KINDS[unit.type]
    if where != "线上" and rng.random() < 0.15:
        where = rng.choice(("社区", "学校"))
    row: Row = {
        "活动名称": f"{brief(unit)}“{topic}”{_noun(kind)}（{n + 1}）",
        "活动类型": "志愿服务" if kind == "应急" else kind,
        "起始日期": day(rng),
        "地点": f"{brief(unit)}{rng.choice(VENUE_WORDS[where])}",
        "场所类别": where,
        "场次": rng.choice((1, 1, 1, 1, 2)),
        "方式": "线上" if where == "线上" else rng.choice(("线下", "线下", "线下", "线上线下")),
    }
    row["参与人次"] = int(str(row["场次"])) * rng.randint(18, 95)
    row["主办单位"] = unit.name
    row["主办层级"] = "本级"
    row["是否协办"] = "否"
    if series:
        row["所属系列"] = series
    if row["活动类型"] == "志愿服务":
        row["志愿类别"] = topic
        row["方式"] = "线上" if rng.random() < 0.07 else row["方式"]
    if kind in ("区内宣讲", "市讲师团宣讲", "网上宣讲"):
        row["主题"] = topic
    if kind == "培训":
        row["主办层级"] = rng.choice(("本级", "本级", "区", "市"))
    if homes and kind in ("其他", "志愿服务", "就业创业", "交友联谊") and rng.random() < 0.45:
        row["阵地"] = rng.choice(homes)
    return row


def _topic(kind: str, rng: random.Random) -> tuple[str, str]:
    if kind in ("主题团日", "专题团课"):
        return rng.choice(THEME_TOPICS), "主题学习" if rng.random() < 0.85 else ""
    if kind in ("区内宣讲", "市讲师团宣讲", "网上宣讲"):
        return rng.choice(LECTURE_TOPICS), "主题学习" if kind == "网上宣讲" else ""
    if kind == "应急":
        return rng.choice(EMERGENCY), "应急行动"
    words = {
        "志愿服务": VOLUNTEER,
        "培训": ("团干部业务能力提升", "团务骨干实训"),
        "权益维护": ("法治护航", "自护教育", "防溺水安全"),
        "就业创业": ("青春就业直通车", "创业沙龙"),
        "交友联谊": ("遇见澄岚", "青春有约"),
    }
    return rng.choice(words.get(kind, ("青年读书会", "春日健步走", "传统文化体验"))), ""


def _noun(kind: str) -> str:
    return {"应急": "志愿行动", "权益维护": "活动", "就业创业": "专场", "交友联谊": "联谊会"}.get(kind, kind)


def homes(unit: OrgUnit, rng: random.Random) -> list[Row]:
    """The youth homes (stock list); some were built in this period."""
    many = {"街道": rng.randint(3, 5), "学校": 1, "企业": rng.randint(0, 1), "两新": 1, "机关": 0}[unit.type]
    rows: list[Row] = []
    for n in range(many):
        new = rng.random() < 0.5 if unit.type == "两新" else n == 2 and unit.type == "街道"
        rows.append(
            {
                "名称": f"{brief(unit)}{('青年之家', '青年驿站', '青春会客厅', '青年空间', '青年书房')[n]}",
                "地址": f"{DISTRICT}{brief(unit)}{n + 1}号",
                "类型": "综合",
                "是否本期新建": "是" if new else "否",
                "建成日期": day(rng) if new else day(rng, date(2021, 3, 1), date(2025, 11, 30)),
                "是否入驻云平台": "是" if n != 3 else "否",
                "负责人": person(rng),
            }
        )
    return rows


def squads(unit: OrgUnit, count: int, city: int, rng: random.Random) -> list[Row]:
    """The youth shock brigades founded in this period, the first `city` of them with a city title."""
    rows: list[Row] = []
    for n in range(count):
        project = rng.choice(PROJECTS)
        row: Row = {
            "队名": f"{brief(unit)}{project}青年突击队{'一二三'[n]}队",
            "依托项目": project,
            "是否本期组建": "是",
            "项目类别": rng.choice(("产业", "产业", "民生")),
            "队长": person(rng),
            "队员数": rng.randint(9, 26),
            "组建日期": day(rng, date(2026, 1, 12), date(2026, 4, 30)),
            "是否获评市级": "是" if n < city else "否",
        }
        if n < city:
            row["文号"] = "望青发〔2026〕9号"
        rows.append(row)
    return rows


def new_organisations(unit: OrgUnit, count: int, serial: int, rng: random.Random) -> list[Row]:
    """Newly founded league organisations; `serial` keeps the register codes apart."""
    domains = ("非公企业", "社会组织", "园区", "楼宇", "商圈", "互联网", "新就业群体", "非公企业")
    rows: list[Row] = []
    for n in range(count):
        domain = domains[(serial + n * 3) % len(domains)] if unit.type != "机关" else "其他"
        host = f"{brief(unit)}{('晴川', '远帆', '新叶', '启明')[n]}{('商贸', '科创', '物业', '公益')[serial % 4]}"
        rows.append(
            {
                "团组织全称": f"{host}团支部",
                "智慧团建编码": f"9900{serial:03d}{n:02d}",
                "组织形式": "支部",
                "领域": domain,
                "依托单位": host,
                "团员数": rng.randint(3, 14),
                "批准日期": day(rng),
                "是否已建党组织": rng.choice(("是", "否")),
            }
        )
    return rows


def stars(unit: OrgUnit, branches: int, due: int, rng: random.Random) -> list[Row]:
    """The rating of the league branches: at most a fifth five-star, young branches not rated."""
    five = due // 5
    rows: list[Row] = []
    for n in range(branches):
        row: Row = {
            "支部全称": f"{brief(unit)}第{n + 1}团支部",
            "成立日期": date(2026, 2, 20) if n >= due else day(rng, date(2015, 3, 1), date(2025, 3, 1)),
            "是否应参评": "是" if n < due else "否",
        }
        if n < due:
            stars_, score = _star(n, five, due, rng)
            row |= {"自评得分": score, "自评星级": stars_, "复核星级": stars_, "届次": "2025"}
        rows.append(row)
    return rows


def _star(n: int, five: int, due: int, rng: random.Random) -> tuple[str, int]:
    if n < five:
        return "五星", rng.randint(90, 97)
    share = (n - five) / max(1, due - five)
    if share < 0.55:
        return "四星", rng.randint(80, 89)
    if share < 0.94 or due < 10:
        return "三星", rng.randint(70, 79)
    return ("二星", rng.randint(62, 69)) if rng.random() < 0.85 else ("不予定级", rng.randint(50, 58))


def online_study(size: Size, rng: random.Random) -> list[Row]:
    """The twelve issues of 青年大学习 with base and learners."""
    rate = rng.uniform(0.78, 1.02)
    return [
        {
            "期次": n,
            "起始日期": date(2026, 3, 9) + timedelta(days=7 * (n - 1)),
            "团员数": size.members,
            "参学人数": round(size.members * (rate + rng.uniform(-0.04, 0.04))),
        }
        for n in range(1, 13)
    ]


def media(unit: OrgUnit, count: int, rng: random.Random) -> list[Row]:
    """Posts on social media with readers and likes."""
    rows: list[Row] = []
    for n in range(count):
        reads = rng.randint(900, 26000)
        rows.append(
            {
                "平台": rng.choice(("微博", "抖音", "视频号", "微信公众号")),
                "账号": f"青春{brief(unit)}",
                "作品标题": f"{rng.choice(THEME_TOPICS)}·{brief(unit)}第{n + 1}辑",
                "链接": f"https://example.invalid/{unit.code.lower()}/{n + 1}",
                "发布日期": day(rng),
                "阅读量": reads,
                "点赞量": round(reads * rng.uniform(0.02, 0.09)),
                "是否转载": "否",
            }
        )
    return rows


def problems(rng: random.Random) -> list[Row]:
    """One to three problems with a suggestion."""
    picked = rng.sample(sorted(PROBLEMS), rng.randint(1, 3))
    return [
        {"类别": k, "问题描述": rng.choice(PROBLEMS[k]), "建议": "加强统筹指导和资源倾斜"} for k in picked
    ]


def plans(unit: OrgUnit, rng: random.Random) -> list[Row]:
    """Two to five things to do in the second half-year, each with its goal, its doer and its date."""
    rows = [
        _plan(unit, kind, rng.choice(PLANS[kind]), rng)
        for kind in rng.sample(sorted(PLANS), rng.randint(2, 5))
    ]
    if unit.type == "两新":
        both = (("推进新建团组织", "新建团组织", "个"), ("推进新建两新领域团组织", "两新团组织", "个"))
        rows = [row for row in rows if row["类别"] != "基层组织"]
        rows += [_plan(unit, "基层组织", what, rng) | {"量化目标": 2 - n} for n, what in enumerate(both)]
    if unit.type == "学校" and not unit.is_system and "小学" not in unit.name:
        what = ("做好毕业学生团员转接", "毕业转接", "人")
        rows.append(_plan(unit, "从严治团", what, rng) | {"量化目标": rng.randint(60, 180)})
    return rows


def _plan(unit: OrgUnit, kind: str, what: tuple[str, str, str], rng: random.Random) -> Row:
    return {
        "类别": kind,
        "事项": what[0],
        "计划指标": what[1],
        "量化目标": _goal(what[1], rng),
        "计量单位": what[2],
        "责任单位": unit.name,
        "完成时限": f"{rng.randint(9, 12)}月底前",
    }


def _goal(indicator: str, rng: random.Random) -> int:
    """A few of anything; of new organisations one, so that the district's plan fits the year's task of 45."""
    goal = rng.randint(1, 4)
    return 1 if indicator == "新建团组织" else goal
