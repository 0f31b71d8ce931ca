"""Prüfung: what every page must be for everybody, asked of one loaded page; each answer is a list of faults.

The page is loaded once and its width, theme, medium and spacing change under it, as for a person; a visit
costs far more than all questions together.
"""

from __future__ import annotations

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: A desk, a phone, and 1280 px at 400 %.
WIDTHS = (1440, 390, 320)
#: WCAG 2.1 and 2.2, A and AA, and what axe calls good practice: landmarks, headings, no tabindex above 0.
WCAG = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
KONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
#: A drawing wider than a sign says something where its label has at least two words.
ZEICHENBREITE = 40
_SATZ = re.compile(r"\w.*\s.*\w", re.DOTALL)

#: Spacing that WCAG 1.4.12 lets people choose.
ABSTAENDE = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
    " p { margin-bottom: 2em !important; }"
)


def violations(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """What axe finds."""
    found = Axe().run(page, options=options or WCAG).response["violations"]
    return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}" for v in found]


def too_wide(page: Page) -> list[str]:
    """What reaches over the right border of the page, if the page can be scrolled sideways."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("body *")]
                .filter((e) => e.getBoundingClientRect().right > width + 1)
                .map((e) => `${e.tagName}.${e.getAttribute("class")}`).slice(0, 8);
        }"""
    )
    return found


def wait_until_it_fits(page: Page) -> None:
    """Give charts that follow the width a moment; what stays too wide is found by whoever looks then."""
    for _ in range(10):
        if not too_wide(page):
            return
        page.wait_for_timeout(200)


def silent_drawings(page: Page) -> list[str]:
    """Drawings that say nothing to those who do not see them, and are not marked as decoration either."""
    found: list[tuple[str, float, str]] = page.evaluate(
        """() => [...document.querySelectorAll("main svg, main canvas, main [role=img]")]
            .filter((e) => !e.closest("[aria-hidden=true]") && e.checkVisibility())
            .map((e) => {
                const wide = (e.querySelector("svg") || e).getBoundingClientRect().width;
                const named = e.closest("[aria-label], [aria-labelledby]") || e;
                const by = document.getElementById(named.getAttribute("aria-labelledby") || "");
                return [named.getAttribute("aria-label") || by?.textContent || "", wide, named.outerHTML.slice(0, 120)];
            })"""
    )
    return [
        was
        for label, breite, was in found
        if not label.strip() or (breite > ZEICHENBREITE and not _SATZ.search(label))
    ]


def unreachable(page: Page) -> list[str]:
    """Controls that take no focus, and those on which one does not see it."""
    found: list[str] = page.evaluate(
        """() => {
            const name = (e) => `${e.tagName.toLowerCase()} „${(e.textContent || e.name || "").trim().slice(0, 40)}“`;
            const style = (e) => {
                const s = e ? getComputedStyle(e) : {};
                const line = [s.outlineStyle, s.outlineWidth, s.boxShadow, s.textDecoration];
                return [...line, s.stroke, s.strokeWidth, s.opacity].join();
            };
            const parts = (e) => [e, e.querySelector("path, rect"), e.closest("label, summary, td, li")];
            const look = (e) => parts(e).map(style).join();
            const controls = "a[href], button, input, select, textarea, summary, [tabindex]";
            const isOffered = (e) => e.type !== "hidden" && !e.disabled && e.tabIndex >= 0
                && e.checkVisibility({ visibilityProperty: true });
            const faults = [], before = document.activeElement;
            for (const e of [...document.querySelectorAll(controls)].filter(isOffered)) {
                const plain = look(e);
                e.focus({ preventScroll: true, focusVisible: true });
                if (document.activeElement !== e) faults.push(`nimmt keinen Fokus: ${name(e)}`);
                else if (look(e) === plain) faults.push(`Fokus ist nicht zu sehen: ${name(e)}`);
                if (e.tabIndex > 0) faults.push(`tabindex über 0: ${name(e)}`);
            }
            before?.focus?.({ preventScroll: true });
            return faults.slice(0, 8);
        }"""
    )
    return found


def trapped(page: Page, most: int = 25) -> list[str]:
    """Where the focus does not move on, walking forwards from the top and then back again."""
    page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0); }")
    wer = "() => { const e = document.activeElement; return [...document.querySelectorAll('*')].indexOf(e) }"
    fehler = []
    for taste in ("Tab", "Shift+Tab"):
        vorher = -1
        for _ in range(most):
            page.keyboard.press(taste)
            jetzt: int = page.evaluate(wer)
            if jetzt == vorher and jetzt > 1:  # a group of radio buttons or a date has parts of its own
                innen: bool = page.evaluate("() => ['date', 'radio'].includes(document.activeElement.type)")
                if not innen:
                    fehler.append(page.evaluate("() => document.activeElement.outerHTML.slice(0, 120)"))
                    break
            vorher = jetzt
    return fehler


def frame_faults(page: Page) -> list[str]:
    """What the frame of a page lacks: language, one main, one first heading, a way past the header."""
    found: list[str] = page.evaluate(
        """() => {
            const faults = [], all = (s) => [...document.querySelectorAll(s)];
            if (document.documentElement.lang !== "de") faults.push("lang ist nicht de");
            if (all("main").length !== 1) faults.push("nicht genau ein main");
            if (all("h1").length !== 1) faults.push("nicht genau eine h1");
            if (!all("a.sprung[href='#inhalt']").length) faults.push("kein Sprung zum Inhalt");
            if (!document.title.endsWith("KEK-Monitor")) faults.push(`Titel: ${document.title}`);
            let last = 0;
            for (const e of all("main h1, main h2, main h3, main h4, main h5").filter((e) => e.checkVisibility())) {
                const level = Number(e.tagName[1]);
                if (level > last + 1) faults.push(`Überschrift springt auf ${level}: ${e.textContent.slice(0, 60)}`);
                if (!e.textContent.trim()) faults.push("leere Überschrift");
                last = level;
            }
            const unnamed = all("nav").filter((e) => !e.ariaLabel && !e.getAttribute("aria-labelledby"));
            if (unnamed.length) faults.push("nav ohne Namen");
            return faults;
        }"""
    )
    return found


def moving(page: Page) -> list[str]:
    """What moves although the person asked for stillness."""
    found: list[str] = page.evaluate(
        """() => document.getAnimations().filter((a) => a.playState === "running")
            .map((a) => a.effect?.target?.outerHTML?.slice(0, 100) || "?")"""
    )
    return found


def cut_off(page: Page) -> list[str]:
    """Text that is cut by its own box."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main *, header *")].filter((e) => {
            const s = getComputedStyle(e);
            if (!["hidden", "clip"].includes(s.overflowX) || s.position === "absolute") return false;
            if (e.closest("svg, .nur-gelesen") || !e.checkVisibility() || !e.textContent.trim()) return false;
            return e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 2;
        }).map((e) => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 50)}`).slice(0, 5)"""
    )
    return found
