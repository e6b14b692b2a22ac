"""Counting what a thumb does, to hold the numbers of the conventions page."""

from playwright.sync_api import Locator, Page


class Thumb:
    """Taps and filled fields since the last `fresh()`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.fresh()

    def fresh(self) -> None:
        self.taps = 0
        self.fields = 0

    def tap(self, target: Locator) -> None:
        target.click()
        self.taps += 1

    def fill(self, target: Locator, text: str) -> None:
        target.fill(text)
        self.fields += 1
