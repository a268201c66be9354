"""youthreport.toml and the environment → what is in force and where each setting comes from."""

from youthreport.settings.declared import DECLARED, TABLES, Setting
from youthreport.settings.effective import InForce, Origin, Settings, read_settings
from youthreport.settings.written import written

__all__ = [
    "DECLARED",
    "TABLES",
    "InForce",
    "Origin",
    "Setting",
    "Settings",
    "read_settings",
    "written",
]
