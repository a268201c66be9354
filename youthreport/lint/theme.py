"""The theme part → the font that each theme font name stands for in a Chinese document."""

from __future__ import annotations

from youthreport.lint.xml import Element, child, get

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SCRIPTS = {"zh-CN": "Hans", "zh-TW": "Hant", "ja-JP": "Jpan", "ko-KR": "Hang"}


def theme_fonts(theme: Element | None, settings: Element | None) -> dict[str, str]:
    """`minorEastAsia` and its like → font name; names that the theme leaves open are left out."""
    fonts: dict[str, str] = {}
    if theme is None:
        return fonts

    language = get(child(settings, "themeFontLang"), "eastAsia")
    script = _SCRIPTS.get(language or "zh-CN", "Hans")
    for kind in ("major", "minor"):
        scheme = next(theme.iter(f"{_A}{kind}Font"), None)
        if scheme is None:
            continue
        latin, eastern = _typeface(scheme, "latin"), _typeface(scheme, "ea") or _scripted(scheme, script)
        named = {"EastAsia": eastern, "Ascii": latin, "HAnsi": latin}
        fonts |= {f"{kind}{suffix}": font for suffix, font in named.items() if font}
    return fonts


def _typeface(scheme: Element, name: str) -> str:
    found = scheme.find(_A + name)
    return "" if found is None else found.get("typeface") or ""


def _scripted(scheme: Element, script: str) -> str:
    return next((f.get("typeface") or "" for f in scheme.iter(f"{_A}font") if f.get("script") == script), "")
