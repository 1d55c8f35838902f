"""WCAG 2.2, levels A and AA, as far as axe can tell."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async ([context, rules]) => {
    const found = await axe.run(context, {runOnly: {type: "tag", values: rules}});
    return found.violations.map(rule => rule.id + ": " + rule.help + "\\n" + rule.nodes.map(
        node => "    " + node.target.join(" ") + "\\n        " + node.html.slice(0, 200) + "\\n        "
            + (node.failureSummary || "").replaceAll("\\n", "\\n        ")).join("\\n"));
}"""


def violations(page: Page, within: str = "html") -> list[str]:
    """The rules that the page breaks, each with the elements that do.

    The script is evaluated by the browser's debugger, so the page's own policy stays as it is.
    """
    page.evaluate(AXE_SCRIPT + "\n;null")
    found: list[str] = page.evaluate(RUN, [within, RULES])
    return found


def check(page: Page, within: str = "html") -> None:
    found = violations(page, within)
    assert not found, f"{page.url}\n" + "\n".join(found)


def fits(page: Page) -> bool:
    """Whether nothing is wider than the window (WCAG 1.4.10).

    Not asked of `innerWidth`: a phone that zooms out to show all of a wide page says that it is so wide.
    """
    size = page.viewport_size
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return size is not None and width <= size["width"]
