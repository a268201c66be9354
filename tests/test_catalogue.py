"""The shipped catalogue, whole and with one thing broken at a time → loaded, or refused with place and remedy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import youthreport.catalogue
from youthreport.catalogue import load_catalogue
from youthreport.errors import CatalogueError
from youthreport.model import Catalogue

SHIPPED = Path(youthreport.catalogue.__file__).parent
BRANCHES = ("街道", "学校", "企业", "两新", "机关")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in SHIPPED.glob("*.toml"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first `old` of a file, which must be there."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_holds_every_indicator_and_every_slot(catalogue: Catalogue) -> None:
    assert len(catalogue.indicators) == 102
    assert len(catalogue.slots) == 189


def test_sources_are_those_of_the_return(catalogue: Catalogue) -> None:
    branch = catalogue.indicators[:80]
    counts = {kind: sum(i.source == kind for i in branch) for kind in ("list", "typed", "system", "derived")}
    assert counts == {"list": 48, "typed": 22, "system": 9, "derived": 1}


def test_sheets_stand_in_the_order_of_the_contract(catalogue: Catalogue) -> None:
    assert [sheet.name for sheet in catalogue.sheets_of("街道")] == [
        "活动台账", "荣誉表彰", "青年突击队", "新建团组织", "青年之家", "志愿服务项目", "支部星级", "青年大学习",
        "新媒体", "帮扶捐赠", "存在问题", "下半年计划",
    ]  # fmt: skip
    assert "志愿服务项目" not in {sheet.name for sheet in catalogue.sheets_of("学校")}


def test_the_ledger_asks_for_five_columns_and_counts_one_event_by_default(catalogue: Catalogue) -> None:
    ledger = catalogue.sheet("活动台账")
    required = [column.name for column in ledger.columns if column.required]
    assert required == ["活动名称", "活动类型", "起始日期", "地点", "参与人次"]
    assert ledger.column("场次").default == "1"


def test_only_a_handful_is_compulsory(catalogue: Catalogue) -> None:
    for unit_type in BRANCHES:
        assert sum(unit_type in i.compulsory for i in catalogue.indicators) <= 6
    compulsory = {text.code for text in catalogue.texts if text.compulsory}
    assert compulsory == {"dist_name", "dist_short", "superiors", "sign_org"}


def test_labels_are_identifiers_and_unique(catalogue: Catalogue) -> None:
    entries = (
        *catalogue.indicators,
        *catalogue.texts,
        *catalogue.computed,
        *catalogue.items,
        *catalogue.claims,
    )
    labels = [entry.label for entry in entries]
    assert all(label.isidentifier() for label in labels)
    assert len(set(labels)) == len(labels)


def test_recommendations_are_never_added_up(catalogue: Catalogue) -> None:
    assert {entry.code for entry in catalogue.computed}.isdisjoint({"party_rec"})
    assert all("rec_act + rec_dev" not in entry.expression for entry in catalogue.computed)


def test_version_follows_the_bytes(folder: Path, catalogue: Catalogue) -> None:
    assert load_catalogue(folder).version == catalogue.version
    with (folder / "texts.toml").open("a", encoding="utf-8") as file:
        file.write("# one more remark\n")
    assert load_catalogue(folder).version != catalogue.version


def test_a_new_indicator_of_a_known_kind_needs_no_python(folder: Path) -> None:
    entry = """
[[indicator]]
code = "swim_acts"
label = "游泳活动场次"
name = "游泳活动场次"
measure = "场"
basis = "期内数"
aggregation = "sum"
reporters = ["街道"]
source = "list"
list = {sheet = "活动台账", how = "sum", column = "场次", where = {"活动类型" = ["其他"]}}
definition = "测试用。"
"""
    with (folder / "indicators.toml").open("a", encoding="utf-8") as file:
        file.write(entry)
    assert load_catalogue(folder).indicator("swim_acts").label == "游泳活动场次"


# one broken catalogue per refusal: file, what stands there, what it becomes, words of the message
BROKEN = {
    "unknown key": ("indicators.toml", 'measure = "人"', 'measurre = "人"', "不认识“measurre”"),
    "missing key": ("indicators.toml", 'measure = "人"\n', "", "缺少“measure”"),
    "ill-typed key": ("indicators.toml", "last_year = true", 'last_year = "是"', "“last_year”的写法不对"),
    "unknown table": ("claims.toml", "[[claim]]", "[[claims]]", "不认识“claims”"),
    "unknown key of a list": ("indicators.toml", 'how = "sum"', 'howw = "sum"', "不认识“howw”"),
    "unknown key of a column": ("sheets.toml", 'kind = "text"', 'kinds = "text"', "不认识“kinds”"),
    "duplicate code": ("indicators.toml", 'code = "members"', 'code = "youth_14_28"', "代码重复"),
    "code of two kinds": ("texts.toml", 'code = "dist_name"', 'code = "members"', "代码重复"),
    "duplicate label": ("indicators.toml", 'label = "团员总数"', 'label = "青年总数"', "名称重复"),
    "label with a sign": ("indicators.toml", 'label = "团员总数"', 'label = "团员（总数）"', "不能在模板中使用"),
    "label with a digit first": ("indicators.toml", 'label = "团员总数"', 'label = "14岁团员"', "不能在模板中使用"),
    "reserved label": ("texts.toml", 'label = "区名"', 'label = "断言"', "不能在模板中使用"),
    "code with a sign": ("texts.toml", 'code = "dist_name"', 'code = "dist-name"', "代码不能用作标识符"),
    "unknown measure": ("indicators.toml", 'measure = "人"', 'measure = "斤"', "计量单位“斤”不存在"),
    "unknown basis": ("indicators.toml", 'basis = "期末数"', 'basis = "期未数"', "期间口径“期未数”不存在"),
    "unknown aggregation": ("indicators.toml", 'aggregation = "sum"', 'aggregation = "mean"', "“mean”不存在"),
    "unknown unit type": ("indicators.toml", 'reporters = ["街道"', 'reporters = ["街到"', "单位类型“街到”不存在"),
    "no reporters": ("indicators.toml", 'reporters = ["学校"]', "reporters = []", "没有写明由哪些单位填报"),
    "compulsory not reported": ("indicators.toml", 'compulsory = ["学校"]', 'compulsory = ["机关"]', "却不在填报单位之中"),
    "list source without list": ("indicators.toml", 'source = "typed"', 'source = "list"', "与 list 一项不一致"),
    "derived without expression": ("indicators.toml", 'source = "typed"', 'source = "derived"', "来源与算式不一致"),
    "unknown code in an expression": ("indicators.toml", '"org_general + org_branch"', '"org_general + org_brunch"', "“org_brunch”不存在"),
    "unreadable expression": ("indicators.toml", '"org_general + org_branch"', '"org_general +"', "看不懂算式"),
    "stock added to flow": ("indicators.toml", '"org_general + org_branch"', '"org_general + org_new"', "期间口径不同"),
    "unknown sheet": ("indicators.toml", 'sheet = "活动台账"', 'sheet = "活动台帐"', "清单“活动台帐”不存在"),
    "unknown column": ("indicators.toml", 'column = "场次"', 'column = "场数"', "列“场数”不存在"),
    "unknown condition column": ("indicators.toml", 'where = {"所属系列"', 'where = {"系列"', "列“系列”不存在"),
    "unknown choice": ("indicators.toml", '["主题学习"]', '["主题学刁"]', "“主题学刁”不存在"),
    "unknown way": ("indicators.toml", 'how = "sum"', 'how = "mean"', "“mean”不存在"),
    "sum of words": ("indicators.toml", 'column = "场次"', 'column = "地点"', "不是数字列"),
    "sheet nobody has": ("indicators.toml", 'sheet = "活动台账", how = "sum", column = "场次"', 'sheet = "名额分配", how = "sum", column = "数量"', "列“所属系列”不存在"),
    "unknown type of a sheet": ("sheets.toml", 'types = ["街道"', 'types = ["街到"', "单位类型“街到”不存在"),
    "duplicate sheet": ("sheets.toml", 'name = "荣誉表彰"', 'name = "活动台账"', "清单重复"),
    "duplicate column": ("sheets.toml", 'name = "活动类型"', 'name = "活动名称"', "列“活动名称”重复"),
    "unknown key column": ("sheets.toml", 'key = ["活动名称"', 'key = ["活动各称"', "“活动各称”不存在"),
    "unknown date column": ("sheets.toml", 'date_column = "起始日期"', 'date_column = "启始日期"', "“启始日期”不存在"),
    "date column of words": ("sheets.toml", 'date_column = "起始日期"', 'date_column = "地点"', "不是日期列"),
    "days of which nothing is asked": ("sheets.toml", ', dated = "free"', "", "对日期的要求（dated）“”不存在"),
    "demand on what is no day": ("sheets.toml", 'kind = "flag"', 'kind = "flag", dated = "until"', "对日期的要求（dated）“until”不存在"),
    "unknown condition of a day": ("sheets.toml", 'inside_when = {"是否本期组建"', 'inside_when = {"是否本期新组建"', "“是否本期新组建”不存在"),
    "unknown column kind": ("sheets.toml", 'kind = "flag"', 'kind = "tick"', "列的类型“tick”不存在"),
    "choice without choices": ("sheets.toml", 'kind = "text"', 'kind = "choice"', "选项与列的类型不一致"),
    "ambiguous alias": ("sheets.toml", '"活动地点"', '"活动主题名称"', "也指另一列"),
    "unknown operator": ("relations.toml", 'operator = "≤"', 'operator = "≠"', "比较符号“≠”不存在"),
    "unknown severity": ("relations.toml", 'severity = "error"', 'severity = "fatal"', "“severity”的写法不对"),
    "unknown code in a relation": ("relations.toml", 'left = "star_self"', 'left = "star_sefl"', "“star_sefl”不存在"),
    "blocks a stranger": ("relations.toml", 'blocks = "star_self"', 'blocks = "members"', "“members”不存在"),
    "sum over bases": ("relations.toml", '"rec_act + rec_dev"', '"rec_act + members"', "期间口径不同"),
    "ratio without denominator": ("computed.toml", 'denominator = "youth_14_28"\n', "", "算法没有写全"),
    "unknown numerator": ("computed.toml", 'numerator = "xs_done"', 'numerator = "xs_dane"', "“xs_dane”不存在"),
    "unknown column of a rate": ("computed.toml", 'numerator = "参学人数"', 'numerator = "参与人数"', "“参与人数”不存在"),
    "function and expression": ("computed.toml", 'function = "consec_n"', 'function = "consec_n"\nexpression = "members"', "只写其中一个"),
    "unknown shown column": ("items.toml", 'show = "{平台}"', 'show = "{平合}"', "列“平合”不存在"),
    "nothing shown": ("items.toml", 'show = "{平台}"', 'show = "平台"', "没有写明显示哪一列"),
    "unknown order": ("items.toml", 'order = "date"', 'order = "size"', "排列方式“size”不存在"),
    "claim without ground": ("claims.toml", 'expression = "qn_reward_acts ≥ 1"\n', "", "没有写明成立的条件"),
    "unreadable claim": ("claims.toml", "qn_reward_acts ≥ 1", "qn_reward_acts", "看不懂条件"),
    "unknown code in a claim": ("claims.toml", "call_docs ≥ 2", "call_doc ≥ 2", "“call_doc”不存在"),
    "unknown complete code": ("claims.toml", 'complete = ["star_self"', 'complete = ["star_sefl"', "“star_sefl”不存在"),
    "unknown argument": ("claims.toml", "ordered:honor_coll_list", "ordered:honour_list", "“honour_list”不存在"),
    "unknown sheet of a claim": ("claims.toml", "monthly:品牌活动", "monthly:品脾活动", "清单“品脾活动”不存在"),
    "stale phrase no one can search for": ("stale.toml", 'pattern = "团的?', 'pattern = "(团的?', "不是正则表达式"),
    "claim no one can search for": ("asserting.toml", "pattern = '''[一每]月一", "pattern = '''([一每]月一", "不是正则表达式"),
    "claim proven by an unknown filter": ("asserting.toml", 'filters = ["整率"]', 'filters = ["整度"]', "过滤器“整度”不存在"),
    "anniversary without a number": ("stale.toml", "founded = 1921", "first = 1921", "founded 与 {n} 要同时写"),
    "slot to nothing": ("slots.toml", 'label = "团区委简称"', 'label = "团区委名称"', "“团区委名称”不存在"),
    "slot to no claim": ("slots.toml", "断言.开展方式", "断言.开展形式", "“断言.开展形式”不存在"),
    "claim without 断言": ("slots.toml", "断言.开展方式", "开展方式", "“开展方式”不存在"),
    "duplicate slot": ("slots.toml", 'order = "2"', 'order = "1"', "序号重复"),
    "measure without itself": ("measures.toml", '"人" = ["人", ', '"人" = [', "必须包含计量单位本身"),
    "unknown key of measures": ("measures.toml", "[measures]", "[mesures]", "不认识“mesures”"),
    "claim without a duty": ("claims.toml", 'then = "可以写“各级团组织”。"\n', "", "没有写明 then"),
    "universal claim without completeness": ("claims.toml", 'complete = ["star_self", "branch_due"]', 'complete = ["star_self"]', "“=”要求branch_due"),
    "claim of an unknown slot": ("claims.toml", 'slot = "star_self"', 'slot = "star_sefl"', "“star_sefl”不存在"),
    "function without evidence": ("claims.toml", 'evidence = ["units_expected", "units_received"]\n', "", "没有写明依据"),
    "unknown evidence": ("claims.toml", 'evidence = ["units_expected"', 'evidence = ["units_expcted"', "“units_expcted”不存在"),
    "level without levels": ("items.toml", 'show = "{平台}"\nwhere = {"是否转载" = ["!", "否"]}\norder = "frequency"', 'show = "{平台}"\norder = "level"', "没有“级别”列"),
    "unknown kept column": ("items.toml", 'keep = ["事项"', 'keep = ["事顶"', "“事顶”不存在"),
    "share as a binary fraction": ("wording.toml", 'near = "0.95"', "near = 0.95", "应为0到1之间的小数"),
    "share above the whole": ("wording.toml", 'about = "0.05"', 'about = "1.05"', "应为0到1之间的小数"),
    "stricter for small numbers": ("wording.toml", 'near_small = "0.90"', 'near_small = "0.96"', "near_small 大于 near"),
    "limit as text": ("wording.toml", "wan = 10000", 'wan = "一万"', "应为不小于0的整数"),
    "unknown limit": ("wording.toml", "steady = 15", "stedy = 15", "限值“stedy”不存在"),
    "unknown table of wording": ("wording.toml", "[[band]]", "[[bands]]", "小节“bands”不存在"),
    "wan cut unevenly": ("wording.toml", "wan_step = 1000", "wan_step = 3000", "不是 wan_step 的整数倍"),
    "band without a bound": ("wording.toml", "below = 1000\n", "", "档次没有写全"),
    "band whose bound is not round": ("wording.toml", "below = 1000\n", "below = 1050\n", "步长与上限不合"),
    "band out of order": ("wording.toml", "below = 10000\n", "below = 1000\n", "没有从小到大"),
    "filter twice": ("wording.toml", 'name = "百余"', 'name = "概数"', "名称重复"),
    "usage of another filter": ("wording.toml", "{{ 本期数|百余 }}场", "{{ 本期数|概数 }}场", "用法或规则编号不对"),
    "page without an example": ("wording.toml", 'examples = [["清单=甲、乙", "甲"]]', "examples = []", "没有例子"),
    "page without a reason": ("wording.toml", 'source = "所写的一项确有记录。"\n', "", "没有写明 source"),
    "no toml": ("texts.toml", "[[text]]", "[[text", "不符合 TOML 格式"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_catalogue_is_refused_with_file_entry_and_remedy(folder: Path, name: str) -> None:
    file, old, new, words = BROKEN[name]
    spoil(folder, file, old, new)
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    told = caught.value
    assert words in f"{told.message}{told.remedy}"
    assert told.place.split(" ")[0].endswith(".toml")
    assert told.remedy


def test_a_sheet_that_no_reporter_has_is_refused(folder: Path) -> None:
    spoil(
        folder,
        "sheets.toml",
        'name = "青年突击队"\ntypes = ["街道", "学校", "企业", "两新", "机关"]',
        'name = "青年突击队"\ntypes = ["区级"]',
    )
    with pytest.raises(CatalogueError, match="填报单位都没有《青年突击队》"):
        load_catalogue(folder)


def test_heads_and_visits_are_never_added(folder: Path) -> None:
    spoil(folder, "relations.toml", '"rec_act + rec_dev"', '"rec_act + vol_people"')
    with pytest.raises(CatalogueError, match="人数与人次不能相加"):
        load_catalogue(folder)


def test_a_typo_is_answered_with_the_nearest_word(folder: Path) -> None:
    spoil(folder, "claims.toml", "qn_reward_acts ≥ 1", "qn_reward_act ≥ 1")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    assert "qn_reward_acts" in caught.value.remedy
    assert "claims.toml" in caught.value.place
    assert "qn_reward" in caught.value.place


def remove(folder: Path) -> None:
    (folder / "slots.toml").unlink()


def add(folder: Path) -> None:
    (folder / "mine.toml").write_text("", encoding="utf-8")


def recode(folder: Path) -> None:
    path = folder / "texts.toml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk", "replace"))


@pytest.mark.parametrize(
    ("damage", "file", "words"),
    [
        (remove, "slots.toml", "缺少这个文件"),
        (add, "mine.toml", "不认识这个文件"),
        (recode, "texts.toml", "不是 UTF-8"),
    ],
)
def test_a_damaged_folder_is_refused(
    folder: Path, damage: Callable[[Path], None], file: str, words: str
) -> None:
    damage(folder)
    with pytest.raises(CatalogueError, match=words) as caught:
        load_catalogue(folder)
    assert caught.value.place == file


@pytest.mark.parametrize("name", [path.name for path in sorted(SHIPPED.glob("*.toml"))])
def test_no_file_says_the_same_text_in_two_spellings(name: str) -> None:
    """Half-width punctuation between Chinese characters is a slip of the keyboard."""
    text = (SHIPPED / name).read_text(encoding="utf-8")
    lines = [
        line for line in text.splitlines() if line.startswith(("definition", "message", "remedy", "note"))
    ]
    assert [
        line for line in lines if any(mark in line for mark in (",", ";", "(", "（）", "，，", "。。"))
    ] == []
