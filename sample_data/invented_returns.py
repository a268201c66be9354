"""Units → everything that each of them files: typed figures, list rows (before anything is mistyped)."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

import invented_rows as rows_of
from invented_rows import Row
from invented_units import SYSTEM_SCHOOLS, Size, size, units

from youthreport.model import OrgUnit

ACTIVITIES = "活动台账"
CONTEST = "“青春澄岚”征文比赛"
SYSTEM = "XX01"
BUREAU_FIGURES = (
    "members",
    "org_general",
    "org_branch",
    "branch_due",
    "xs_due",
    "xs_done",
    "pioneer_squads",
    "pioneer_study_cnt",
)
AWARD_KINDS = ("青年岗位能手", "青年文明号", "青年突击队", "少先队辅导员", "青年英才", "征文")


@dataclass
class Return:
    """One unit's return as its clerk means it: `values` by indicator code, `rows` by sheet name."""

    unit: OrgUnit
    values: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    revision: int = 1
    submitted: date = date(2026, 7, 3)


def returns() -> dict[str, Return]:
    """The 40 returns by unit code."""
    result = {unit.code: _return(unit, n) for n, unit in enumerate(units())}
    _joint(result)
    _bureau(result)
    return result


def _return(unit: OrgUnit, n: int) -> Return:
    rng = random.Random(20260630 + n)
    big = size(unit, rng)
    filed = Return(unit, submitted=date(2026, 7, 1 + n % 5))
    due = big.general + big.branch - (1 if big.branch > 4 else 0)
    filed.rows = _lists(unit, big, due, n, rng)
    filed.values = _typed(filed, big, due, rng)
    return filed


def _lists(unit: OrgUnit, big: Size, due: int, n: int, rng: random.Random) -> dict[str, list[Row]]:
    homes = rows_of.homes(unit, rng)
    names = [str(home["名称"]) for home in homes]
    many_squads = {"街道": n % 2, "企业": rng.randint(1, 3), "机关": n % 2, "两新": n % 2, "学校": 0}[
        unit.type
    ]
    city_squads = 1 if unit.type == "企业" and n % 2 else 0
    new = {"街道": rng.randint(1, 3), "企业": n % 2, "两新": rng.randint(1, 2), "机关": 0, "学校": 0}[
        unit.type
    ]
    squads = rows_of.squads(unit, many_squads, city_squads, rng)
    return {
        ACTIVITIES: rows_of.activities(unit, big, names, rng),
        "荣誉表彰": honours(unit, n, squads, rng),
        "青年突击队": squads,
        "新建团组织": rows_of.new_organisations(unit, new, n, rng),
        "青年之家": homes,
        "志愿服务项目": _projects(unit, names, rng),
        "支部星级": rows_of.stars(unit, big.general + big.branch, due, rng),
        "青年大学习": rows_of.online_study(big, rng),
        "新媒体": rows_of.media(unit, rng.randint(2, 6) if n % 3 else 0, rng),
        "帮扶捐赠": _aid(unit, rng) if n % 4 else [],
        "存在问题": rows_of.problems(rng),
        "下半年计划": rows_of.plans(unit, rng),
    }


def workplace(unit: OrgUnit) -> str:
    """Where the people of the unit work or learn, as their clerk writes it: 槿溪小学, not its league committee."""
    return rows_of.brief(unit) if unit.type in ("学校", "企业", "机关") else unit.name


def honours(unit: OrgUnit, n: int, squads: list[Row], rng: random.Random) -> list[Row]:
    """Honours of the half-year: a few of the nation, some of the city."""
    found: list[Row] = []

    def add(kind: str, name: str, award: str, level: str, giver: str, number: str, **more: object) -> None:
        found.append(
            {
                "对象类型": kind,
                "姓名或集体名": name,
                "所在单位": workplace(unit),
                "奖项全称": award,
                "奖项类别": next((k for k in AWARD_KINDS if k in award), "其他"),
                "级别": level,
                "授予单位": giver,
                "文号": number,
                "日期": rows_of.day(rng, date(2026, 4, 10), date(2026, 6, 10)),
                **more,
            }
        )

    if unit.code == "XX04":
        add("个人", "祝清野", "全国优秀少先队辅导员", "国家", "某国家级授奖单位", "示例〔2026〕3号")
    if unit.code == "JG01":
        add(
            "作品",
            "简予岚",
            CONTEST,
            "市",
            "共青团望澜市委员会",
            "望青发〔2026〕12号",
            等次="一等奖",
            作品名="在澄岚遇见青春",
        )
    if unit.code in ("LX01", "XX02"):
        award = "全国青少年公益活动特殊贡献奖" if unit.code == "LX01" else "全国优秀集体奖"
        add("集体", rows_of.brief(unit), award, "国家", "某国家级授奖单位", "示例〔2026〕5号")
    if unit.code in ("LX01", "QY03"):
        add("个人", rows_of.person(rng), "青年英才", "市", "共青团望澜市委员会", "望青发〔2026〕7号")
    if n % 4 == 1:
        add("个人", rows_of.person(rng), "青年岗位能手", "市", "共青团望澜市委员会", "望青发〔2026〕8号")
    if n % 7 == 3:
        name = f"{rows_of.brief(unit)}服务窗口"
        add("集体", name, "青年文明号", "市", "共青团望澜市委员会", "望青发〔2026〕6号")
    for squad in squads:
        if squad["是否获评市级"] == "是":
            number = str(squad["文号"])
            add("集体", str(squad["队名"]), "青年突击队", "市", "共青团望澜市委员会", number)
    return found


def _projects(unit: OrgUnit, homes: list[str], rng: random.Random) -> list[Row]:
    if unit.type != "街道":
        return []
    return [
        {
            "项目名": f"{rows_of.brief(unit)}{('心晴驿站', '书香伴读', '绿色家园')[n]}",
            "项目类别": ("心理服务", "助学帮困", "社区治理")[n],
            "合作单位": "望澜学院团委",
            "签约日期": rows_of.day(rng, date(2025, 3, 1), date(2026, 5, 20)),
            "状态": rng.choice(("签约", "签约", "实施")),
            "落地青年之家": homes[n],
        }
        for n in range(rng.randint(1, 3))
    ]


def _aid(unit: OrgUnit, rng: random.Random) -> list[Row]:
    donor = rng.choice(("岚舟重工集团", "云岫科技", "麦陇食品", "远帆建设", "晴川商贸"))
    town = "云麓乡"
    wishes = rng.randint(6, 30)
    rows: list[Row] = [
        {
            "日期": rows_of.day(rng, date(2026, 1, 8), date(2026, 6, 10)),
            "类别": kind,
            "内容": what,
            "数量": amount,
            "单位": measure,
            "金额": money,
            "受益人数": people,
            "来源单位": donor,
            "对象": town,
        }
        for kind, what, amount, measure, money, people in (
            ("微心愿", "学习用品微心愿", wishes, "个", wishes * 120, wishes),
            ("微心愿", "节日微心愿", wishes // 4 + 1, "个", None, None),
            (
                rng.choice(("捐物", "捐资", "助学")),
                "捐赠校服和图书",
                20,
                "套",
                rng.randint(20, 160) * 100,
                20,
            ),
        )
    ]
    for row, done in zip(rows, ("是", "否"), strict=False):
        row["已实现"] = done
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def _typed(filed: Return, big: Size, due: int, rng: random.Random) -> dict[str, int]:
    """The figures that are typed or copied from a system; parts never exceed their wholes."""
    served, epi = _volunteers(filed.rows[ACTIVITIES])
    registered = round(big.youth * rng.uniform(0.5, 0.8))
    branches = big.general + big.branch
    values = {
        "youth_14_28": big.youth,
        "members": big.members,
        "members_14_28": round(big.members * 0.93),
        "org_comm": 2 if filed.unit.type == "街道" else 1,
        "org_general": big.general,
        "org_branch": big.branch,
        "branch_due": due,
        "cadre_full": rng.randint(1, 3),
        "cadre_gz": rng.randint(0, 1),
        "cadre_jz": rng.randint(1, 4),
        "model_pub": rng.randint(1, 9),
        "cmd_cnt_cum": len(filed.rows["青年突击队"]) + rng.randint(0, 2),
        "epi_vol": min(registered, epi),
        "vol_reg": registered,
        "vol_hours": round(served * rng.uniform(1.6, 3.2)),
        "five_have": branches - rng.randint(0, 1),
        "rec_act": max(1, big.members // 40),
        "rec_dev": max(1, big.members // 70),
        "rec_joined": big.members // 140,
        "three_meet": branches - rng.randint(0, 1),
    }
    return values | _special(filed.unit, big, rng)


def _volunteers(acts: list[Row]) -> tuple[int, int]:
    """People-times of all volunteering, and the volunteers of the emergency actions."""
    volunteering = [row for row in acts if row["活动类型"] == "志愿服务"]
    served = sum(int(str(row["参与人次"])) for row in volunteering)
    emergency = sum(int(str(row["参与人次"])) for row in volunteering if row.get("所属系列") == "应急行动")
    return served, emergency * 2 // 3


def _special(unit: OrgUnit, big: Size, rng: random.Random) -> dict[str, int]:
    values: dict[str, int] = {}
    if unit.type in ("街道", "学校"):
        graduates = rng.randint(30, 90) if unit.type == "街道" else rng.randint(60, 180)
        graduates = 0 if "小学" in unit.name or unit.is_system else graduates
        values |= {"xs_due": graduates, "xs_done": graduates - (rng.randint(0, 2) if graduates else 0)}
    if unit.type == "学校":
        squads = rng.randint(18, 36) if any(k in unit.name for k in ("小学", "实验", "外国语", "中学")) else 0
        squads = 0 if unit.is_system or "高级" in unit.name else squads
        values |= {
            "pioneer_squads": squads,
            "pioneer_study_cnt": max(0, squads - rng.randint(0, 3) * (squads > 0)),
        }
        values["counselors"] = squads + 1 if squads else 0
    if unit.type in ("街道", "学校", "企业"):
        quota = 0 if "小学" in unit.name or unit.is_system else rng.randint(6, 28)
        values |= {"dev_quota_unit": quota, "dev_done": quota // 3}
    if unit.type in ("街道", "两新"):
        firms = rng.randint(6, 20)
        values |= {"party_nonpub": firms, "party_nonpub_tuan": firms - rng.randint(1, 4)}
    if unit.type in ("街道", "企业", "两新"):
        posts = rng.randint(30, 160)
        values |= {"job_posts": posts, "job_hired": posts // rng.randint(3, 5)}
    return values


def _joint(result: dict[str, Return]) -> None:
    """Two activities that two units held together and both entered, alike to the letter."""
    for host, helper, name, place, when in (
        ("JD02", "XX09", "砚湖片区五四青年歌会", "砚湖文化广场", date(2026, 5, 4)),
        ("QY01", "JG03", "岚舟青年读书分享会", "岚舟职工之家", date(2026, 4, 23)),
    ):
        row: Row = {
            "所属系列": "主题学习",
            "活动名称": name,
            "活动类型": "主题团日",
            "起始日期": when,
            "地点": place,
            "场所类别": "社区",
            "场次": 1,
            "参与人次": 120,
            "主办单位": result[host].unit.name,
            "主办层级": "本级",
            "方式": "线下",
        }
        result[host].rows[ACTIVITIES].append(row | {"是否协办": "否"})
        result[helper].rows[ACTIVITIES].append(row | {"是否协办": "是"})


def system_children() -> tuple[str, ...]:
    """The codes of the schools that report on their own below 教育局团委."""
    return tuple(unit.code for unit in units() if unit.name.removesuffix("团委") in SYSTEM_SCHOOLS)


def _bureau(result: dict[str, Return]) -> None:
    """教育局团委 sends the totals of its schools, which report them too: only the schools may count."""
    bureau = result[SYSTEM]
    below = [result[code] for code in system_children()]
    bureau.values = {code: sum(one.values[code] for one in below) for code in BUREAU_FIGURES}
    bureau.rows = {ACTIVITIES: bureau.rows[ACTIVITIES][:4], "青年大学习": _study_of(below)}


def _study_of(below: list[Return]) -> list[Row]:
    """The issues of the schools added up."""
    issues = [dict(row) for row in below[0].rows["青年大学习"]]
    for one in below[1:]:
        for total, row in zip(issues, one.rows["青年大学习"], strict=True):
            for column in ("团员数", "参学人数"):
                total[column] = int(str(total[column])) + int(str(row[column]))
    return issues
