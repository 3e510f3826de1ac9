"""A browser that has been started, and a person who uses the page in it."""

import json
import os
import secrets
from collections.abc import Callable, Iterator
from importlib.resources import files

import pytest
from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from browsers.drivers import ENGINES
from tools.reports import REPORTS

PATIENCE_SECONDS = 30


class Page:
    """The page, used as a person does: by what can be seen."""

    def __init__(self, driver: WebDriver) -> None:
        """Open it."""
        self.driver = driver
        driver.get(os.environ["GATEWAY_URL"])
        self.await_shown("main")

    def submit(self, form: str, **fields: str) -> None:
        """Fill a form in and send it off."""
        found = self.driver.find_element(By.ID, f"{form}-form")
        for name, value in fields.items():
            field = found.find_element(By.NAME, name)
            if field.tag_name == "select":
                field.find_element(By.CSS_SELECTOR, f"option[value={value}]").click()
            else:
                field.clear()
                field.send_keys(value)
        found.find_element(By.TAG_NAME, "button").click()

    def await_text(self, element: str, text: str) -> None:
        """Wait until the element says so."""
        self._await(lambda driver: text in driver.find_element(By.ID, element).text, f"#{element} says '{text}'")

    def await_shown(self, element: str) -> None:
        """Wait until the element can be seen."""
        self._await(lambda driver: driver.find_element(By.ID, element).is_displayed(), f"#{element} is shown")

    def _await(self, condition: Callable[[WebDriver], bool], what: str) -> None:
        # An element that has just been replaced is looked for anew.
        waiting = WebDriverWait(self.driver, PATIENCE_SECONDS, ignored_exceptions=[WebDriverException])
        try:
            waiting.until(condition)
        except TimeoutException:
            said = self.driver.find_element(By.ID, "message").text
            pytest.fail(f"waited {PATIENCE_SECONDS} s in vain until {what}; the page says '{said}'")

    def enter_studio(self) -> None:
        """Register, say what one does, and come into the studio."""
        self.submit("register", email=f"{secrets.token_hex(8)}@example.org", password=secrets.token_hex(8))
        self.await_shown("onboarding")
        self.submit("onboarding", occupation="nurse")
        self.await_shown("studio")


@pytest.fixture(scope="module", params=ENGINES)
def browser(request) -> Iterator[WebDriver]:
    """Start each engine once for a file of tests."""
    driver = ENGINES[request.param]()
    yield driver
    driver.quit()


@pytest.fixture
def page(browser, request, record_property) -> Page:
    """Open the page, and record which browser it is opened in."""
    record_property("browser", request.node.callspec.params["browser"])
    record_property("browser_version", browser.capabilities["browserVersion"])
    return Page(browser)


@pytest.fixture
def axe():
    """Return what looks for barriers on the page as it is now: reports/axe-NAME.json."""
    source = (files("axe_playwright_python") / "axe.min.js").read_text()

    def look(driver: WebDriver, name: str) -> list[dict]:
        driver.execute_script(source)
        run = "const done = arguments[0]; axe.run(document).then(done, (error) => done({error: String(error)}))"
        found = driver.execute_async_script(run)
        found["url"] = f"/{name}"
        (REPORTS / f"axe-{name}.json").write_text(json.dumps(found))
        return found["violations"]

    return look
