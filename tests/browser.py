"""A page on disk → what a reader sees of it in headless Chromium, and what it asked the network for."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
# Chromium itself must not go to the network either: what is logged is then the page's.
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--hide-scrollbars",
    "--lang=zh-CN",
)


@contextmanager
def chromium(profile: Path, *, scripts: bool = True) -> Iterator[WebDriver]:
    """A browser with its own profile folder; `scripts` False: as for somebody who has switched them off."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    if not scripts:
        setting = "profile.managed_default_content_settings.javascript"
        options.add_experimental_option("prefs", {setting: 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


def resize(driver: WebDriver, width: int, height: int = 900) -> None:
    """The window at that size, a telephone's when it is narrow."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def picture(driver: WebDriver, target: Path, height: int = 20_000) -> None:
    """The whole page as a PNG, cut off at `height`."""
    size = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], height), "scale": 1}
    given = {"captureBeyondViewport": True, "clip": clip}
    target.write_bytes(base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", given)["data"]))


def requests(driver: WebDriver) -> list[str]:
    """The addresses that the page asked for since the last call."""
    told = (json.loads(entry["message"])["message"] for entry in driver.get_log("performance"))
    return [e["params"]["request"]["url"] for e in told if e["method"] == "Network.requestWillBeSent"]


def complaints(driver: WebDriver) -> list[str]:
    """What stands in the console since the last call."""
    return [entry["message"] for entry in driver.get_log("browser")]
