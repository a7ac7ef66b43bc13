"""The page of figures, opened from disk in a real browser without network."""

import pytest
from browser import NEEDS_CHROMIUM, open_browser

pytest.importorskip("selenium", reason="selenium is not installed")

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from figures.__main__ import figures

NAMES = ["time_scales", "spike_timing", "triplet_rule"]
pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def page(tmp_path_factory, cache):
    """A page of three figures, in the browser."""
    folder = tmp_path_factory.mktemp("gallery")
    assert figures(*NAMES, output=folder).status == 0
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


def test_the_first_arrow_opens_the_first_figure_and_f_the_one_that_is_looked_at(page):
    page.get(page.current_url.partition("#")[0])
    press(page, Keys.ARROW_RIGHT)
    assert page.current_url.endswith(f"#{NAMES[0]}")
    page.execute_script("figures[2].scrollIntoView()")
    press(page, "f")
    assert [one.get_attribute("id") for one in seen(page, "figure")] == [NAMES[2]]
    press(page, Keys.ESCAPE)


def test_a_lecture_has_keys_for_its_ends_a_space_and_the_number_of_the_figure(page):
    press(page, "f")
    for key, number in [(Keys.HOME, 1), (Keys.SPACE, 2), (Keys.END, 3), (Keys.HOME, 1)]:
        press(page, key)
        (place,) = seen(page, ".place")
        assert place.text.endswith(f"{number} / {len(NAMES)}")
    page.find_element(By.ID, "next").click()
    assert [one.get_attribute("id") for one in seen(page, "figure")] == [NAMES[1]]
    page.find_element(By.ID, "leave").click()
    assert len(seen(page, "figure")) == len(NAMES)


def test_what_ends_full_screen_ends_the_lecture(page):
    press(page, "f")
    page.execute_script(
        "return document.fullscreenElement && document.exitFullscreen()"
        "|| document.dispatchEvent(new Event('fullscreenchange'))"
    )
    WebDriverWait(page, 5).until(lambda page: len(seen(page, "figure")) == len(NAMES))


def test_a_swipe_turns_the_page_of_a_lecture(page):
    press(page, "f")
    press(page, Keys.HOME)
    page.execute_script("""for (const [type, x] of [["touchstart", 300], ["touchend", 100]]) {
        const touch = new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 9 });
        document.dispatchEvent(new TouchEvent(type, { changedTouches: [touch] })); }""")
    assert [one.get_attribute("id") for one in seen(page, "figure")] == [NAMES[1]]
    press(page, Keys.ESCAPE)


def test_the_language_is_kept_at_reload(page):
    before = page.execute_script("return document.documentElement.lang")
    press(page, "l")
    page.refresh()
    assert page.execute_script("return document.documentElement.lang") != before
    press(page, "l")


def test_in_a_hall_the_picture_has_four_fifths_and_the_caption_24_pixels(page):
    page.set_window_size(1920, 1080)
    press(page, "f")
    height = page.execute_script("return window.innerHeight")
    (image,) = seen(page, "figure img")
    assert image.size["height"] >= 0.8 * height - 1
    size = page.execute_script(
        "return parseFloat(getComputedStyle(document.querySelector('figure.current figcaption'))"
        ".fontSize)"
    )
    assert size / height >= 24 / 1080
    press(page, Keys.ESCAPE)
    page.set_window_size(1200, 900)


def test_every_picture_has_a_text_for_those_who_do_not_see_it(page):
    for image in page.find_elements(By.TAG_NAME, "img"):
        assert len(image.get_attribute("alt")) > 20


def test_a_phone_needs_no_scrolling_sideways(page):
    page.set_window_size(500, 800)
    script = "return document.documentElement.scrollWidth <= window.innerWidth"
    assert page.execute_script(script)
    press(page, "f")
    assert page.execute_script(script)
    press(page, Keys.ESCAPE)
    page.set_window_size(1200, 900)


def test_the_data_and_the_card_are_on_the_page(page):
    card = page.find_element(By.CSS_SELECTOR, "#triplet_rule details pre")
    assert "A3_plus" in card.get_attribute("textContent")
    link = page.find_element(By.CSS_SELECTOR, "#triplet_rule a[download]")
    assert link.get_attribute("href").startswith("data:text/csv")
