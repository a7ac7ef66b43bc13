"""The page of figures, opened from disk in a real browser without network."""

import subprocess
import sys

import pytest

from tests.browser import NEEDS_CHROMIUM, open_browser

pytest.importorskip("selenium", reason="selenium is not installed")

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

NAMES = ["time_scales", "spike_timing", "triplet_rule"]
pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def page(tmp_path_factory, cache):
    """A page of three figures, in the browser."""
    folder = tmp_path_factory.mktemp("gallery")
    subprocess.run([sys.executable, "-m", "figures", *NAMES], cwd=folder, check=True)
    browser = open_browser(tmp_path_factory.mktemp("profile"))
    browser.get((folder / "index.html").as_uri())
    yield browser
    browser.quit()


def seen(page, selector):
    return [one for one in page.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()]


def press(page, key):
    page.find_element(By.TAG_NAME, "body").send_keys(key)


def test_every_figure_is_there_and_its_picture_loads(page):
    assert [one.get_attribute("id") for one in seen(page, "figure")] == NAMES
    script = "return [...document.images].every(i => i.complete && i.naturalWidth > 0)"
    assert page.execute_script(script)


def test_nothing_is_asked_of_a_server(page):
    script = "return performance.getEntriesByType('resource').map(e => e.name)"
    assert all(name.startswith("data:") for name in page.execute_script(script))


def test_the_language_switches(page):
    first = [one.text for one in seen(page, "h2")]
    page.find_element(By.ID, "language").click()
    second = [one.text for one in seen(page, "h2")]
    assert {*first, *second} >= {"Learning and memory", "Apprentissage et mémoire"}
    assert len(seen(page, "figure img")) == len(NAMES)
    page.find_element(By.ID, "language").click()
    assert [one.text for one in seen(page, "h2")] == first


def test_a_lecture_shows_one_figure_and_the_arrows_turn_the_pages(page):
    press(page, "f")
    press(page, Keys.ARROW_RIGHT)
    (shown,) = seen(page, "figure")
    assert shown.get_attribute("id") == NAMES[1]
    press(page, Keys.ARROW_LEFT)
    (shown,) = seen(page, "figure")
    assert shown.get_attribute("id") == NAMES[0]
    press(page, Keys.ESCAPE)
    assert len(seen(page, "figure")) == len(NAMES)


def test_every_picture_has_a_text_for_those_who_do_not_see_it(page):
    for image in page.find_elements(By.TAG_NAME, "img"):
        assert len(image.get_attribute("alt")) > 20


def test_a_phone_needs_no_scrolling_sideways(page):
    page.set_window_size(500, 800)
    script = "return document.documentElement.scrollWidth <= window.innerWidth"
    assert page.execute_script(script)
    page.set_window_size(1200, 900)


def test_the_data_and_the_card_are_on_the_page(page):
    card = page.find_element(By.CSS_SELECTOR, "#triplet_rule details pre")
    assert "A3_plus" in card.get_attribute("textContent")
    link = page.find_element(By.CSS_SELECTOR, "#triplet_rule a[download]")
    assert link.get_attribute("href").startswith("data:text/csv")
