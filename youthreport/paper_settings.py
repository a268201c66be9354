"""[document], [fonts], [header] and [imprint] of youthreport.toml → how the paper looks and what frames it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from youthreport.frame import Imprint, Letterhead
from youthreport.profile import COMMON, PROFILES, Profile


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """What youthreport.toml says of the paper; `date` (成文日期) None: not set. `sign` False: no organ, no date."""

    profile: Profile = COMMON
    sign: bool = True
    date: date | None = None
    addressee: str = ""
    note: str = ""
    letterhead: Letterhead = field(default_factory=Letterhead)
    imprint: Imprint = field(default_factory=Imprint)


def paper_settings(settings: Mapping[str, Mapping[str, object]]) -> PaperSettings:
    """The settings of the four tables, which must have been checked."""
    document, header, imprint = settings["document"], settings["header"], settings["imprint"]
    signers = _text(header, "signers").replace("，", "、").replace(",", "、").split("、")
    return PaperSettings(
        profile=_profile(document, settings["fonts"]),
        sign=bool(document.get("sign", True)),
        date=cast("date | None", document.get("date")),
        addressee=_text(document, "addressee"),
        note=_text(document, "note"),
        letterhead=Letterhead(
            _text(header, "organ"),
            _text(header, "number"),
            tuple(name.strip() for name in signers if name.strip()),
        ),
        imprint=Imprint(
            _text(imprint, "copies"),
            _text(imprint, "office"),
            spoken_date(cast("date | None", imprint.get("date"))),
            bool(imprint.get("even_page", False)),
        ),
    )


def spoken_date(day: date | None) -> str:
    """The date as GB/T 9704 7.3.5.4 writes it, "" for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _profile(document: Mapping[str, object], fonts: Mapping[str, object]) -> Profile:
    """The profile of that name with the fonts and choices that depart from it."""
    chosen = PROFILES[_text(document, "profile") or COMMON.name]
    named = {key: str(name).strip() for key, name in fonts.items() if str(name).strip()}
    return replace(
        chosen,
        fonts=replace(chosen.fonts, **named),
        level3=_text(document, "level3") or chosen.level3,
        page_number=_text(document, "page_number") or chosen.page_number,
        bold_level3=bool(document.get("bold_level3", chosen.bold_level3)),
        seal=bool(document.get("seal", chosen.seal)),
    )


def _text(table: Mapping[str, object], key: str) -> str:
    return str(table.get(key, "")).strip()
