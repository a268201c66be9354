"""Nothing → what only the district keeps: texts, its own figures and lists."""

from __future__ import annotations

import random
from datetime import date, timedelta

from invented_rows import GIVEN, SURNAMES, Row
from invented_units import units

TEXTS = {
    "dist_short": "澄岚团区委",
    "dist_name": "澄岚区",
    "pol_congress": "党的二十大和二十届历次全会精神",
    "pol_visit_place": "总书记考察望澜市时的重要讲话精神",
    "superiors": "团市委、区委",
    "key_works": "服务基层、应急值守、“强链兴业”产业攻坚",
    "ind_campaign": "强链兴业",
    "vision_slogan": "现代化新澄岚",
    "theme_name": "青春跟党走·奋斗新征程",
    "edu_org": "澄岚区教育局团委",
    "study_topic": "党的二十届四中全会精神",
    "lec_groups": "青年教师、企业青年、社区青年、返乡青年",
    "lec_topics": "制度自信、科技自立自强、乡村振兴、绿色发展",
    "contest_name": "青春澄岚",
    "wx_name": "青春澄岚",
    "dist_strategy": "山水融城",
    "half_slogan": "冲刺双过半·青年当先锋",
    "lunch_place": "听枫文创园",
    "lunch_name": "书记有约·青年午餐会",
    "vol_platform": "志愿云",
    "vol_partner": "望澜学院",
    "vol_proj_name": "向阳而行",
    "vol_bases": "青年之家、青春云课堂",
    "plan_3y": "基层团组织规范化建设三年计划",
    "sel_name": "最美澄岚青年",
    "wish_act": "手拉手微心愿",
    "aid_town": "云麓乡",
    "edu_theme": "学思践悟、知行合一",
    "plan_theme_day": "青春向党·建功澄岚",
    "qinglian": "青廉同行",
    "vice_sources": "园区、社会组织、学校",
    "close_theme": "挺膺担当、实干争先",
    "spirit_name": "澄岚实干精神",
    "voice_name": "澄岚青年说",
    "anniv": "在“十五五”开局之年",
    "sign_org": "共青团澄岚区委员会",
    "sign_date": "2026年7月10日",
}

EXPLANATIONS = [
    {"单位编码": "JG03", "指标或规则": "X28", "说明": "与岚舟重工集团团委共同举办，由对方主办，只计一场。"},
    {"单位编码": "XX09", "指标或规则": "X28", "说明": "与砚湖街道团工委共同举办，由街道主办，只计一场。"},
]

VALUES = {
    "wx_fans": 126800,
    "wx_fans_ly": 108500,
    "org_task": 45,
    "hotline_hours": 12,
    "hot_calls": 268,
    "hot_done": 268,
    "qn_issues_pub": 12,
    "cadre_gz": 1,
}


def lunches(rng: random.Random) -> list[Row]:
    """The monthly brand activity, issues 1–6, one a month; and four trainings that the district held."""
    topics = ("文创", "科技", "人才政策", "青年住房", "文创、科技", "数字经济")
    names = people(rng)
    issues: list[Row] = [
        {
            "类别": "品牌活动",
            "日期": date(2026, n, 12),
            "活动名称": f"{TEXTS['lunch_name']}第{n}期",
            "期次": n,
            "党政领导": "、".join(names[n * 2 - 2 : n * 2 + 1]),
            "企业家和人才": "、".join(names[20 + n * 7 : 28 + n * 7]),
            "主题": topics[n - 1],
            "地点": TEXTS["lunch_place"],
        }
        for n in range(1, 7)
    ]
    trainings: list[Row] = [
        {
            "类别": "团干培训",
            "日期": date(2026, n + 1, 20),
            "活动名称": f"全区团干部培训班（第{n}班）",
            "地点": "区委党校",
        }
        for n in range(1, 5)
    ]
    return issues + trainings


def people(rng: random.Random) -> list[str]:
    """All invented names, shuffled, each once."""
    names = [first + last for first in SURNAMES for last in GIVEN]
    rng.shuffle(names)
    return names


def commendations(rng: random.Random) -> list[Row]:
    """The district's own list of honours by document."""
    counts = (
        ("青年岗位能手", 24),
        ("青年文明号", 10),
        ("先锋少年", 20),
        ("优秀团员", 60),
        ("优秀团干", 30),
        ("优秀团支部", 20),
        ("优秀团委", 8),
        ("我最满意共青团工作", 6),
    )
    return [
        _commended(award, n, names[n])
        for award, count in counts
        for names in [people(rng)]
        for n in range(count)
    ]


def _commended(award: str, n: int, name: str) -> Row:
    everyone = units()
    groups = {
        "优秀团支部": "第一团支部",
        "优秀团委": "",
        "我最满意共青团工作": "青年服务实事",
        "青年文明号": "服务班组",
    }
    unit = everyone[(n * 7 + len(award)) % len(everyone)]
    return {
        "奖项": award,
        "姓名或集体名": f"{unit.aliases[0]}{groups[award]}" if award in groups else name,
        "所在单位": unit.name,
        "日期": date(2026, 5, 4) - timedelta(days=n % 3),
        "文号": "澄青发〔2026〕5号",
    }


def history() -> list[Row]:
    """The selection was held every year since 2018: nine years without a gap."""
    return [{"年份": 2017 + n, "届次": n} for n in range(1, 10)]


def quotas(shares: dict[str, int]) -> list[Row]:
    """The allotted numbers of new members, as unbroken ranges of serial numbers."""
    rows: list[Row] = []
    start = 202699010001
    for unit in units():
        if share := shares.get(unit.code, 0):
            rows.append(
                {"单位": unit.name, "数量": share, "号段起": str(start), "号段止": str(start + share - 1)}
            )
            start += share
    return rows


def documents() -> list[Row]:
    """The district's papers of the half-year: a plan, a rule, three appeals."""
    return [
        {"名称": name, "类别": kind, "日期": date(2026, n, 10), "文号": f"澄青发〔2026〕{n}号"}
        for n, (name, kind) in enumerate(
            (
                ("澄岚区基层团组织规范化建设实施方案", "制度文件"),
                ("新兴领域青年日常联系制度", "联系制度"),
                ("致全区青年志愿者的倡议书", "倡议书"),
                ("防汛应急志愿服务倡议书", "倡议书"),
                ("文明旅游志愿服务倡议书", "倡议书"),
            ),
            1,
        )
    ]


def lists() -> dict[str, list[Row]]:
    """The list sheets that the district shares with its branches."""
    return {
        "活动台账": [
            _event("青春建功专题宣讲及展演", "其他", date(2026, 5, 4), "澄岚会堂", "五四活动", 420),
            _event("青年典型分享会", "其他", date(2026, 4, 29), "听枫文创园", "五四活动", 160),
            _event("青年大学习打卡积分活动", "其他", date(2026, 3, 16), "线上", "打卡奖励", 2600),
            _event("农产品直播带货培训", "其他", date(2026, 4, 11), "云麓乡", "直播带货", 64),
        ],
        "新媒体": [
            {
                "平台": "微信",
                "作品标题": f"澄岚青年说（{n}）",
                "发布日期": date(2026, n, 18),
                "阅读量": 5200 + 310 * n,
                "点赞量": 260 + 11 * n,
                "是否转载": "否",
            }
            for n in range(1, 7)
        ],
        "志愿服务项目": [
            {
                "项目名": "向阳而行大学生志愿服务",
                "状态": "签约",
                "项目类别": "助学帮困",
                "合作单位": "望澜学院团委",
            }
        ],
        "下半年计划": [
            {
                "类别": "从严治团",
                "事项": "开展“青廉”团干交流培训",
                "计划指标": "团干培训场次",
                "量化目标": 4,
                "计量单位": "场",
                "责任单位": "团区委",
                "完成时限": "11月底前",
            }
        ],
    }


def _event(name: str, kind: str, when: date, place: str, series: str, people_: int) -> Row:
    return {
        "活动名称": name,
        "活动类型": kind,
        "起始日期": when,
        "地点": place,
        "场次": 1,
        "参与人次": people_,
        "所属系列": series,
        "主办单位": TEXTS["sign_org"],
        "主办层级": "区",
        "是否协办": "否",
    }
