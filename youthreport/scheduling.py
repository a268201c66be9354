"""A project folder and a time of day → the lines that make cron, systemd or Windows build it every day."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from youthreport.errors import ConfigurationError
from youthreport.launching import Launcher
from youthreport.model import Period

KINDS = ("cron", "systemd", "windows")


@dataclass(frozen=True, slots=True)
class Daily:
    """A build every day at that time; `project` is an absolute path."""

    project: Path
    period: Period
    hour: int
    minute: int
    launcher: Launcher

    @property
    def words(self) -> Sequence[str]:
        """The whole command line."""
        return self.launcher.arguments("build", str(self.project), "--if-changed", "-q")

    @property
    def name(self) -> str:
        """How the task is called."""
        return f"youthreport-{self.period.code}"


def schedule_text(kind: str, daily: Daily) -> str:
    """The text for "cron", "systemd" or "windows".

    ConfigurationError for a path that no such file can hold.
    """
    if any(ord(character) < 32 for word in daily.words for character in word):
        raise ConfigurationError(
            "路径中有换行等控制字符，不能写入计划任务",
            place=str(daily.project),
            remedy="请把文件夹改名后重试。",
        )
    return {"cron": cron_line, "systemd": systemd_units, "windows": windows_task}[kind](daily)


def cron_line(daily: Daily) -> str:
    """One line of a crontab."""
    command = shlex.join(daily.words)
    if daily.launcher.folder:
        command = f"cd {shlex.quote(str(daily.launcher.folder))} && {command}"
    # To cron a bare % ends the command, whatever quotes stand around it.
    command = command.replace("%", r"\%")
    return f"{daily.minute} {daily.hour} * * * {command}\n"


def systemd_units(daily: Daily) -> str:
    """A service and a timer, each under a comment with the name of its file."""
    folder = daily.launcher.folder
    start_in = f"WorkingDirectory={str(folder).replace('%', '%%')}\n" if folder else ""
    return f"""\
# ~/.config/systemd/user/{daily.name}.service
[Unit]
Description=youthreport {daily.period.code}

[Service]
Type=oneshot
{start_in}ExecStart={" ".join(map(_systemd_word, daily.words))}
# 3: published, but units are still missing
SuccessExitStatus=3

# ~/.config/systemd/user/{daily.name}.timer
[Unit]
Description=youthreport {daily.period.code}

[Timer]
OnCalendar=*-*-* {daily.hour:02}:{daily.minute:02}:00
Persistent=true

[Install]
WantedBy=timers.target
"""


def _systemd_word(word: str) -> str:
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"'


def windows_task(daily: Daily) -> str:
    """A task for the Windows Task Scheduler, version 1.2 of its schema."""
    program, *arguments = daily.words
    folder = daily.launcher.folder
    start_in = f"      <WorkingDirectory>{escape(str(folder))}</WorkingDirectory>\n" if folder else ""
    begin = f"{daily.period.end.isoformat()}T{daily.hour:02}:{daily.minute:02}:00"
    # No encoding is declared: the file may be UTF-8 or, with its mark, UTF-16.
    return f"""\
<?xml version="1.0"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>youthreport {daily.period.code}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{begin}</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <Enabled>true</Enabled>
    <ExecutionTimeLimit>PT2H</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(subprocess.list2cmdline(arguments))}</Arguments>
{start_in}    </Exec>
  </Actions>
</Task>
"""
