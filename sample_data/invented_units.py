"""Nothing → the units of an invented district, with the size of each (no real place, person or organisation)."""

from __future__ import annotations

import random
from dataclasses import dataclass

from youthreport.model import OrgUnit

DISTRICT = "澄岚区"
CITY = "望澜市"
SHORT = "共青团澄岚区委员会"

STREETS = ("槿溪", "砚湖", "听枫", "鹿鸣湾", "云栈", "麦陇", "星渚", "桐烟")
SYSTEM_SCHOOLS = ("砚湖中学", "听枫中学", "槿溪小学", "星渚小学", "麦陇小学", "鹿鸣湾小学")
PIONEER_SCHOOLS = (
    "桐烟外国语学校",
    "听枫实验学校",
)  # not in the bureau's own sums, but it leads their Young Pioneers
OWN_SCHOOLS = (
    "澄岚第七高级中学",
    "云栈高级中学",
    "桐烟外国语学校",
    "听枫实验学校",
    "澄岚职业技术学校",
    "望澜信息工程学校",
    "砚湖艺术学校",
)
COMPANIES = (
    "岚舟重工集团",
    "澄岚轨道装备公司",
    "望澜云岫科技公司",
    "槿溪水务公司",
    "砚湖城建集团",
    "麦陇食品公司",
)
NEW_ORGS = (
    "听枫文创园",
    "云栈数字产业园",
    "星渚楼宇联合",
    "桐烟商圈联合",
    "岚光社会工作服务中心",
    "飞梭骑手联合",
)
OFFICES = ("财政局", "人力资源局", "文化旅游局", "市场监管局", "卫生健康局", "城市管理局")

DOMAINS = {
    "街道": "城市街道（社区）",
    "学校": "学生",
    "企业": "企业",
    "两新": "社会组织和其他",
    "机关": "机关事业单位",
}


@dataclass(frozen=True)
class Size:
    """How big a unit is: numbers of branches and members, and what it does in half a year."""

    general: int
    branch: int
    members: int
    youth: int
    activities: int


def units() -> tuple[OrgUnit, ...]:
    """The 40 units of the roster, in roster order."""
    return (*_streets(), *_schools(), *_others())


def _streets() -> tuple[OrgUnit, ...]:
    return tuple(
        OrgUnit(
            code=f"JD{n:02d}",
            name=f"{name}街道团工委",
            type="街道",
            aliases=(f"{name}街道", f"共青团{name}街道工作委员会"),
            domain=DOMAINS["街道"],
            contact=f"0000-620{n:02d}",
        )
        for n, name in enumerate(STREETS, 1)
    )


def _schools() -> tuple[OrgUnit, ...]:
    bureau = OrgUnit(
        code="XX01",
        name=f"{DISTRICT}教育局团委",
        type="学校",
        aliases=("教育局团委", "区教育局团委"),
        domain=DOMAINS["学校"],
        is_system=True,
        children_report=True,
        contact="0000-63001",
    )
    schools = [
        OrgUnit(
            code=f"XX{n:02d}",
            name=f"{name}团委",
            type="学校",
            aliases=(name, f"共青团{name}委员会"),
            domain=DOMAINS["学校"],
            parent="XX01" if name in (*SYSTEM_SCHOOLS, *PIONEER_SCHOOLS) else "",
            contact=f"0000-630{n:02d}",
        )
        for n, name in enumerate((*SYSTEM_SCHOOLS, *OWN_SCHOOLS), 2)
    ]
    return (bureau, *schools)


def _others() -> tuple[OrgUnit, ...]:
    groups = (("QY", "企业", COMPANIES, ""), ("LX", "两新", NEW_ORGS, ""), ("JG", "机关", OFFICES, "区"))
    return tuple(
        OrgUnit(
            code=f"{prefix}{n:02d}",
            name=f"{lead}{name}团{'委' if kind != '两新' else '总支'}",
            type=kind,
            aliases=(f"{lead}{name}", *((name,) if lead else ())),
            domain=DOMAINS[kind],
            contact=f"0000-6{4 + g}0{n:02d}",
        )
        for g, (prefix, kind, names, lead) in enumerate(groups)
        for n, name in enumerate(names, 1)
    )


_SIZES = {  # lowest and highest: league branches, members per branch, young people per member, activities
    "街道": (14, 22, 22, 34, 3.0, 4.2, 16, 24),
    "学校": (8, 16, 30, 42, 1.9, 2.6, 9, 15),
    "企业": (5, 10, 12, 22, 2.2, 3.4, 8, 13),
    "两新": (4, 6, 8, 16, 3.0, 4.6, 7, 12),
    "机关": (5, 6, 6, 12, 1.6, 2.4, 6, 10),
}


def size(unit: OrgUnit, rng: random.Random) -> Size:
    """How big that unit is; primary schools have few league members (teachers), the bureau only its own office."""
    low, high, few, many, youths, more, acts, most = _SIZES[unit.type]
    branch = rng.randint(low, high)
    if "小学" in unit.name:
        branch, few, many = 1, 9, 16
    if unit.is_system:
        branch, few, many = 2, 9, 14
    members = sum(rng.randint(few, many) for _ in range(branch))
    general = rng.randint(1, 3) if unit.type in ("街道", "企业") else 0
    youth = round(members * rng.uniform(youths, more))
    return Size(general, branch, members, youth, rng.randint(acts, most))
