"""Debian's chromium, without a window and without a network, for the pages."""

import shutil

import pytest

pytest.importorskip("selenium", reason="selenium is not installed")

from selenium import webdriver

NEEDS_CHROMIUM = pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver")),
    reason="chromium and chromedriver (Debian's chromium-driver) are not installed",
)


def open_browser(profile):
    """A browser whose settings are in the folder ``profile``; it keeps what the console says."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    alone = "--headless --no-sandbox --disable-gpu --disable-software-rasterizer --no-first-run"
    offline = "--disable-background-networking --disable-component-update --disable-sync"
    unneeded = "Translate,BackForwardCache,SpareRendererForSitePerProcess"
    bare = f"--disable-extensions --disable-features={unneeded}"
    for argument in f"{alone} {offline} {bare}".split():
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={profile}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
