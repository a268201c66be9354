"""Settings in file and environment → what is in force, where it comes from, and what is refused."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from youthreport.cli import main
from youthreport.errors import ConfigurationError
from youthreport.profile import COMMON, Fonts
from youthreport.project import load_project
from youthreport.settings import DECLARED, Origin, read_settings, written

TEXT = '[organisation]\nname = "共青团澄岚区委员会"\n\n[period]\ncode = "2026S1"\n\n[imprint]\ndate = 2026-07-12\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "youthreport.toml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def in_force(folder: Path, table: str, key: str, **environment: str) -> tuple[object, str, str]:
    settings = read_settings(folder, environment)
    one = next(o for o in settings.every if (o.setting.table, o.setting.key) == (table, key))
    return one.value, one.origin.value, one.where


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(folder: Path) -> None:
    assert in_force(folder, "build", "history") == (40, "default", "")
    assert in_force(folder, "period", "code") == ("2026S1", "file", "youthreport.toml 第 5 行")
    assert in_force(folder, "period", "code", YOUTHREPORT_PERIOD_CODE="2026S2") == (
        "2026S2",
        "environment",
        "YOUTHREPORT_PERIOD_CODE",
    )
    assert in_force(folder, "imprint", "date")[2] == "youthreport.toml 第 8 行"


def test_an_option_goes_before_all_of_them(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YOUTHREPORT_OFFICE", "/nowhere/soffice")
    monkeypatch.setenv("YOUTHREPORT_BUILD_PDF", "true")
    main(["build", "-q", str(sample)])
    assert "未生成 PDF" in capsys.readouterr().out
    main(["build", "-q", "--no-pdf", str(sample)])
    assert "PDF" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("POLICY_MASK_NAMES", "true", True),
        ("POLICY_MASK_NAMES", "否", False),
        ("POLICY_LARGE_NUMBERS", "万", "万"),
        ("BUILD_HISTORY", "12", 12),
        ("PERIOD_DEADLINE", " 2026-07-05 ", date(2026, 7, 5)),
        ("FONTS_BODY", "仿宋", "仿宋"),
    ],
)
def test_text_of_the_environment_becomes_the_kind_of_the_setting(
    folder: Path, name: str, text: str, value: object
) -> None:
    variable = f"YOUTHREPORT_{name}"
    setting = next(s for s in DECLARED if s.variable == variable)
    assert in_force(folder, setting.table, setting.key, **{variable: text})[0] == value


def test_an_empty_variable_and_those_of_others_are_none(folder: Path) -> None:
    assert (
        in_force(folder, "period", "code", YOUTHREPORT_PERIOD_CODE="", YOUTHREPORT_OFFICE="/x")[1] == "file"
    )


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("YOUTHREPORT_PERIOD_COD", "2026S1", "是不是想写 YOUTHREPORT_PERIOD_CODE？"),
        ("YOUTHREPORT_OFICE", "/x", "是不是想写 YOUTHREPORT_OFFICE？"),
        ("YOUTHREPORT_PERIOD_CODE", "2026Q1", "环境变量 YOUTHREPORT_PERIOD_CODE：的值 “2026Q1” 不合要求"),
        ("YOUTHREPORT_POLICY_MASK_NAMES", "maybe", "true 或 false"),
        ("YOUTHREPORT_POLICY_LARGE_NUMBERS", "亿", '"万" 或 "数字"'),
        ("YOUTHREPORT_BUILD_HISTORY", "0", "1 至 100"),
        ("YOUTHREPORT_BUILD_HISTORY", "many", "整数"),
        ("YOUTHREPORT_PERIOD_DEADLINE", "七月", "日期，如 2026-07-10"),
    ],
)
def test_a_wrong_variable_is_named_with_what_to_write(folder: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_settings(folder, {name: text})
    assert says in str(caught.value), str(caught.value)
    assert "怎么办：" in str(caught.value)


@pytest.mark.parametrize(("text", "says"), [("history = 0", "1 至 100"), ("history = true", "整数")])
def test_numbers_in_the_file_are_checked(folder: Path, text: str, says: str) -> None:
    (folder / "youthreport.toml").write_text(f"{TEXT}\n[build]\n{text}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=says):
        read_settings(folder, {})


def test_the_policy_reaches_the_project_as_text(folder: Path) -> None:
    assert load_project(folder, {}).policy == {
        "emergency_in_volunteering": "yes",
        "mask_names": "",
        "large_numbers": "",
        "annex_tasks": "yes",
        "annex_data": "yes",
    }
    chosen = {"YOUTHREPORT_POLICY_LARGE_NUMBERS": "数字", "YOUTHREPORT_POLICY_ANNEX_DATA": "false"}
    assert load_project(folder, chosen).policy["large_numbers"] == "数字"
    assert load_project(folder, chosen).policy["annex_data"] == ""


def test_declared_defaults_are_those_of_the_profile(folder: Path) -> None:
    assert load_project(folder, {}).paper.profile == COMMON
    told = {s.key: s.default for s in DECLARED if s.table == "fonts"}
    assert Fonts(**told) == COMMON.fonts  # type: ignore[arg-type]


def test_the_written_file_explains_every_setting_and_is_read_again(tmp_path: Path) -> None:
    values = {
        ("organisation", "name"): '共青团"澄岚\\区"委员会',
        ("period", "code"): "2026S1",
        ("build", "pdf"): True,
    }
    text = written(values)
    (tmp_path / "youthreport.toml").write_text(text, encoding="utf-8")
    assert load_project(tmp_path, {}).name == '共青团"澄岚\\区"委员会'
    told = {
        (o.setting.table, o.setting.key) for o in read_settings(tmp_path, {}).every if o.origin is Origin.FILE
    }
    assert told == set(values)
    assert all(setting.about in text for setting in DECLARED)


def test_every_line_that_is_commented_out_may_be_put_in_force(tmp_path: Path) -> None:
    text = written({("organisation", "name"): "甲", ("period", "code"): "2026S1"})
    lines = [
        line[2:] if line.startswith("# ") and " = " in line and not line.startswith("# 以") else line
        for line in text.splitlines()
    ]
    (tmp_path / "youthreport.toml").write_text("\n".join(lines), encoding="utf-8")
    assert {o.origin for o in read_settings(tmp_path, {}).every} == {Origin.FILE}
    assert set(tomllib.loads("\n".join(lines))["document"]) >= {"seal", "date", "level3"}


def test_config_shows_what_is_in_force_and_from_where(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YOUTHREPORT_POLICY_MASK_NAMES", "true")
    assert main(["config", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (
        "  mask_names = true  # 公文中是否隐去个人姓名；来自：环境变量 YOUTHREPORT_POLICY_MASK_NAMES" in lines
    )
    assert (
        '  code = "2026S1"  # 报告期，必填：年份加 S1（上半年）或 S2（下半年）；来自：youthreport.toml 第 5 行'
        in lines
    )
    assert "  history = 40  # 保留最近几次成果，供对比和更新修改稿；来自：默认" in lines
    assert main(["config", "--format", "json", str(folder)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "youthreport/config/1"
    assert len(told["settings"]) == len(DECLARED)
    assert {"table": "period", "key": "deadline", "value": None, "source": "default", "where": None,
            "variable": "YOUTHREPORT_PERIOD_DEADLINE"} in told["settings"]  # fmt: skip


def test_config_tells_what_is_missing_after_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "youthreport.toml").write_text("", encoding="utf-8")
    assert main(["config", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert "history = 40" in told.out
    assert "缺少 [organisation] name" in told.err
