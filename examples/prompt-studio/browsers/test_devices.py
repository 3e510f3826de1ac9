"""The page on devices, as Chromium emulates them, and what axe says of each of its states."""

from collections.abc import Iterator

import pytest

from browsers.conftest import Page
from browsers.drivers import DEVICES, ORIENTATIONS, chromium


@pytest.fixture(scope="module", params=[(device, way) for device in DEVICES for way in ORIENTATIONS], ids=str)
def device(request) -> Iterator[tuple]:
    name, orientation = request.param
    width, height, ratio = DEVICES[name]
    driver = chromium((width, height, ratio) if orientation == "portrait" else (height, width, ratio))
    yield name, orientation, driver
    driver.quit()


def test_the_page_fits_and_works(device, record_property):
    name, orientation, driver = device
    record_property("device", name)
    record_property("orientation", orientation)
    record_property("emulated", "true")
    page = Page(driver)
    page.enter_studio()
    page.submit("enhance", prompt="make it better")
    page.await_text("enhanced", "make it better")
    overflow = driver.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, f"{overflow} pixels are beyond the right edge"


@pytest.fixture(scope="module")
def desktop() -> Iterator:
    driver = chromium()
    yield driver
    driver.quit()


def test_axe_looks_at_every_state_of_the_page(desktop, axe):
    """What it finds is for the gate to judge."""
    page = Page(desktop)
    axe(desktop, "register")
    page.enter_studio()
    page.submit("enhance", prompt="make it better")
    page.await_shown("feedback-form")
    axe(desktop, "studio")
