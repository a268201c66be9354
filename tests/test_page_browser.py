"""审核情况.html on disk → what a reader can do with it in Chromium, with and without scripts, and on paper."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.assessments import busy_day, crowd
from tests.browser import CHROMIUM, DRIVER, chromium, complaints, picture, requests, resize
from tests.test_page import figure, hostile
from youthreport.catalogue import load_catalogue
from youthreport.outputs.page import overview_html, status_html

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER),
    reason="no Chromium with chromedriver here: the page is not tested in a browser",
)
TITLE = "澄岚区2026年上半年报表审核情况"
FIGURES = [
    figure("新建青年之家", 12, 9),
    figure("志愿服务参与人次", 12345, 23456, "人次"),
    figure("团员总数", 8900, 8900, "人"),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages as they lie in `output/`."""
    target = tmp_path_factory.mktemp("项目") / "output"
    target.mkdir()
    rules = load_catalogue().rules
    (target / "审核情况.html").write_bytes(overview_html(busy_day(), TITLE, FIGURES, "../", rules))
    (target / "多.html").write_bytes(overview_html(crowd(40, 300), TITLE, FIGURES, "../", rules))
    (target / "二十页.html").write_bytes(overview_html(crowd(8, 40), TITLE, FIGURES, "../", rules))
    (target / "报送.html").write_bytes(status_html(busy_day(), "报送情况", "../"))
    attack = hostile("</script><script>document.title='攻破'</script><img src=https://evil.example/x>")
    (target / "恶意.html").write_bytes(overview_html(attack, TITLE, FIGURES, "../", rules))
    return target


@pytest.fixture
def page(browser: WebDriver, folder: Path) -> WebDriver:
    """The page freshly opened on a wide screen."""
    resize(browser, 1280)
    browser.get((folder / "审核情况.html").as_uri())
    requests(browser)
    return browser


def shown(driver: WebDriver) -> list[str]:
    """The rules of the findings that can be seen, in order."""
    script = (
        "return [...document.querySelectorAll('li.f')].filter(e => e.checkVisibility()).map(e => e.dataset.r)"
    )
    told = driver.execute_script(script)
    assert isinstance(told, list)
    return told


def settle(driver: WebDriver) -> None:
    """Until the page has answered: its own timers are shorter than this one."""
    driver.execute_async_script("setTimeout(arguments[0], 200)")


def choose(driver: WebDriver, control: str, option: str) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.select import Select

    Select(driver.find_element(By.ID, control)).select_by_visible_text(option)
    settle(driver)


def press(driver: WebDriver, css: str) -> None:
    from selenium.webdriver.common.by import By

    driver.find_element(By.CSS_SELECTOR, css).click()
    settle(driver)


def write(driver: WebDriver, text: str) -> None:
    from selenium.webdriver.common.by import By

    box = driver.find_element(By.ID, "by-text")
    box.clear()
    box.send_keys(text)
    settle(driver)


def text(driver: WebDriver, css: str) -> str:
    return str(driver.execute_script("return document.querySelector(arguments[0]).innerText", css))


EVERY = ["X03", "M38", "X11", "X10", *["M01"] * 9, "X27"]


# -- filters -------------------------------------------------------------------------------


def test_all_is_seen_before_anybody_filters(page: WebDriver) -> None:
    assert (shown(page), text(page, "#shown")) == (EVERY, "共 14 处。")


def test_by_unit(page: WebDriver) -> None:
    choose(page, "by-unit", "砚湖中学团委（XX02）")
    assert shown(page) == ["X11", "X10", *["M01"] * 9]
    assert text(page, "#shown") == "显示 1 个单位的 11 处，共 14 处。"


def test_by_rule(page: WebDriver) -> None:
    choose(page, "by-rule", "X10 与本单位上年同期或同类单位相差过大（1）")
    assert shown(page) == ["X10"]


def test_by_severity(page: WebDriver) -> None:
    press(page, "input[value=notice]")
    assert shown(page) == ["X03", "M38", "X11", "X10", "X27"]
    press(page, "input[value=warning]")
    assert shown(page) == ["X03", "M38"]


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("全角", ["M01"] * 9),
        ("e12", ["X03"]),  # case does not matter
        ("138", ["M01"]),  # nor does width: the return says １38
        ("砚湖 上年同期", ["X11", "X10"]),  # every word, the unit's name included
        ("9个", ["X03"]),  # what the person wrote
    ],
)
def test_by_free_text(page: WebDriver, words: str, rules: list[str]) -> None:
    write(page, words)
    assert shown(page) == rules


def test_nothing_found_is_said_and_can_be_taken_back(page: WebDriver) -> None:
    write(page, "没有这个词")
    assert (shown(page), "没有符合条件" in text(page, "#nothing")) == ([], True)
    press(page, "button[type=reset]")
    assert (shown(page), text(page, "#shown")) == (EVERY, "共 14 处。")


def test_filters_work_together(page: WebDriver) -> None:
    choose(page, "by-unit", "砚湖中学团委（XX02）")
    press(page, "input[value=notice]")
    write(page, "少3人")
    assert shown(page) == ["X11"]


def test_a_link_to_a_unit_shows_it_even_if_the_filters_hid_it(page: WebDriver) -> None:
    choose(page, "by-unit", "未识别单位")
    press(page, "#unit-table a[href='#u1']")
    assert shown(page) == EVERY
    assert page.execute_script(
        "return document.getElementById('u1').getBoundingClientRect().top < innerHeight"
    )


# -- order ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "units"),
    [
        ("按名册顺序", ["听枫街道团工委", "砚湖中学团委", "未识别单位", "应报单位名册"]),
        ("按单位名称", ["听枫街道团工委", "未识别单位", "砚湖中学团委", "应报单位名册"]),
        ("问题重的在前", ["听枫街道团工委", "未识别单位", "砚湖中学团委", "应报单位名册"]),
    ],
)
def test_units_may_stand_in_another_order(page: WebDriver, order: str, units: list[str]) -> None:
    choose(page, "by-order", order)
    found = page.execute_script("return [...document.querySelectorAll('article')].map(e => e.dataset.name)")
    assert found == units


def column(driver: WebDriver, number: int) -> list[str]:
    script = "return [...document.querySelectorAll('#unit-table tbody tr')].map(r => r.cells[arguments[0]].innerText)"
    return [str(cell) for cell in driver.execute_script(script, number)]


def test_a_heading_of_the_units_table_sorts_it_both_ways(page: WebDriver) -> None:
    press(page, "#unit-table th:nth-child(1) button")
    assert column(page, 0) == ["JD01", "LX04", "QY03", "XX02"]
    press(page, "#unit-table th:nth-child(1) button")
    assert column(page, 0) == ["XX02", "QY03", "LX04", "JD01"]
    press(page, "#unit-table th:nth-child(6) button")
    assert column(page, 5) == ["0", "0", "0", "9"]
    told = page.execute_script("return [...document.querySelectorAll('th[aria-sort]')].map(e => e.innerText)")
    assert [str(word).strip() for word in told] == ["提示"]


def test_the_keyboard_reaches_and_works_every_control(page: WebDriver) -> None:
    from selenium.webdriver.common.keys import Keys

    reached = []
    for _ in range(60):
        page.switch_to.active_element.send_keys(Keys.TAB)
        element = page.switch_to.active_element
        reached.append(element.get_attribute("id") or element.get_attribute("value") or element.text)
    assert reached[0] == "跳到审核意见"
    assert {"单位", "by-unit", "by-rule", "by-text", "by-order", "error", "notice", "清除筛选"} <= set(
        reached
    )
    box = page.execute_script(
        "document.querySelector('input[value=error]').focus(); return document.activeElement"
    )
    box.send_keys(Keys.SPACE)
    settle(page)
    assert shown(page) == ["X11", "X10", *["M01"] * 9, "X27"]


# -- what it does not do -------------------------------------------------------------------


@pytest.mark.parametrize("name", ["审核情况.html", "多.html", "报送.html", "恶意.html"])
def test_no_complaint_and_no_request(browser: WebDriver, folder: Path, name: str) -> None:
    complaints(browser)
    requests(browser)
    browser.get((folder / name).as_uri())
    assert complaints(browser) == []
    asked = [url for url in requests(browser) if not url.startswith("data:")]
    assert asked == [(folder / name).as_uri()]


def test_a_request_would_be_seen(browser: WebDriver, folder: Path) -> None:
    other = folder / "外联.html"
    other.write_text(
        "<img src='http://127.0.0.1:9/x.png'><script>console.error('坏')</script>", encoding="utf-8"
    )
    browser.get(other.as_uri())
    assert "http://127.0.0.1:9/x.png" in requests(browser)
    assert any("坏" in line for line in complaints(browser))


def test_text_from_a_return_runs_nothing(browser: WebDriver, folder: Path) -> None:
    browser.get((folder / "恶意.html").as_uri())
    assert browser.title == TITLE
    assert browser.execute_script("return [document.scripts.length, document.images.length]") == [1, 0]
    assert "document.title='攻破'" in text(browser, "#findings")


def test_even_a_script_that_got_in_would_not_run(browser: WebDriver, folder: Path) -> None:
    content = (folder / "审核情况.html").read_text(encoding="utf-8")
    broken = folder / "破.html"
    broken.write_text(
        content.replace("</main>", "<script>document.title='攻破'</script></main>"), encoding="utf-8"
    )
    browser.get(broken.as_uri())
    assert browser.title == TITLE
    assert any("Content Security Policy" in line for line in complaints(browser))


def test_a_link_leads_to_the_return_beside_the_output_folder(page: WebDriver, folder: Path) -> None:
    href = page.execute_script("return document.querySelector('li.f a.place').href")
    assert href == (folder.parent / "returns" / "听枫街道团工委.xlsx").as_uri()


# -- many findings, no scripts, telephone, paper -------------------------------------------


def test_twelve_thousand_findings_stay_usable(browser: WebDriver, folder: Path) -> None:
    start = time.perf_counter()
    browser.get((folder / "多.html").as_uri())
    assert time.perf_counter() - start < 10
    script = "const t = performance.now(); document.querySelector('input[value=notice]').click(); {} return performance.now() - t"
    box = "document.body.offsetHeight;"
    assert browser.execute_script(script.format(box)) < 3000
    settle(browser)
    assert text(browser, "#shown") == "显示 40 个单位的 3600 处，共 12000 处。"


def test_many_notices_are_folded_until_somebody_asks(browser: WebDriver, folder: Path) -> None:
    browser.get((folder / "多.html").as_uri())
    assert "M01" not in shown(browser)
    assert text(browser, "summary") == "提示 210 处"
    choose(browser, "by-rule", "M01 全角数字（8400）")
    assert len(shown(browser)) == 8400


def test_without_scripts_all_findings_are_seen(tmp_path: Path, folder: Path) -> None:
    with chromium(tmp_path / "profile", scripts=False) as driver:
        driver.get((folder / "二十页.html").as_uri())
        assert len(shown(driver)) == 320
        assert driver.execute_script("return document.getElementById('filters').checkVisibility()") is False
        assert driver.execute_script("return document.querySelectorAll('button').length") == 1


@pytest.mark.parametrize("width", [1280, 768, 390])
@pytest.mark.parametrize("name", ["审核情况.html", "报送.html"])
def test_no_screen_is_too_narrow(
    browser: WebDriver, folder: Path, tmp_path: Path, name: str, width: int
) -> None:
    resize(browser, width)
    browser.get((folder / name).as_uri())
    assert browser.execute_script("return document.documentElement.scrollWidth") == width
    picture(browser, tmp_path / "page.png")
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")


CONTRAST = """
const rgb = s => s.match(/[\\d.]+/g).map(Number);
const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b; };
const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
  if (c.length < 4 || c[3] === 1) return c.slice(0, 3); } return [255, 255, 255]; };
const weak = [];
for (const e of document.querySelectorAll('body *')) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !e.checkVisibility() || e.closest('script')) continue;
  const [a, b] = [light(rgb(getComputedStyle(e).color).slice(0, 3)), light(ground(e))].sort((x, y) => y - x);
  const ratio = (a + .05) / (b + .05);
  if (ratio < 4.5) weak.push(e.textContent.trim().slice(0, 20) + ' ' + ratio.toFixed(2));
}
return weak;
"""


@pytest.mark.parametrize("name", ["审核情况.html", "报送.html"])
def test_every_word_stands_out_from_its_ground(browser: WebDriver, folder: Path, name: str) -> None:
    browser.get((folder / name).as_uri())
    assert browser.execute_script(CONTRAST) == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext here: the printed page is not read")
def test_it_prints_on_a4_with_everything_that_is_shown(
    browser: WebDriver, folder: Path, tmp_path: Path
) -> None:
    resize(browser, 1280)
    browser.get((folder / "二十页.html").as_uri())
    pages = printed(browser, tmp_path)
    assert 8 <= len(pages) <= 20
    assert sum(page.count("怎么办：") for page in pages) == 320
    assert not any("清除筛选" in page for page in pages)
    assert all(page.strip() for page in pages)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext here: the printed page is not read")
def test_a_table_on_several_sheets_repeats_its_heading(
    browser: WebDriver, folder: Path, tmp_path: Path
) -> None:
    browser.get((folder / "多.html").as_uri())
    browser.execute_script("document.getElementById('findings').remove()")
    told = [page for page in printed(browser, tmp_path) if re.search(r"JD\d\d", page)]
    assert len(told) > 1
    assert all(re.search(r"编码\s+单位\s+状态\s+错误", page) for page in told)


def printed(driver: WebDriver, target: Path) -> list[str]:
    """The text of each printed sheet, laid out."""
    from selenium.webdriver.common.print_page_options import PrintOptions

    options = PrintOptions()
    options.page_width, options.page_height = 21.0, 29.7
    (target / "page.pdf").write_bytes(base64.b64decode(driver.print_page(options)))
    command = ["pdftotext", "-layout", str(target / "page.pdf"), "-"]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    return told.removesuffix("\f").split("\f")
