"""This program → 校验.bat and 生成.bat, which a clerk double-clicks in the project folder on Windows."""

from __future__ import annotations

from pathlib import PureWindowsPath

from youthreport.launching import Launcher

_VALIDATE = "validate --format html -o 校验结果.html --feedback 退回稿"
_BUILD = "build"


def batch_files(launcher: Launcher, *, windows: bool) -> dict[str, bytes]:
    """The two files by name.

    Made on Windows they start the very program that made them; elsewhere, and where that program is gone, the
    `youthreport` that is found on the search path.
    """
    program = launcher if windows else None
    return {
        "校验.bat": _batch("校验报表", _VALIDATE, program, show="校验结果.html"),
        "生成.bat": _batch("生成工作总结", _BUILD, program, show=""),
    }


def _batch(title: str, words: str, program: Launcher | None, *, show: str) -> bytes:
    """One file: UTF-8 and CRLF; until code page 65001 is set it must hold nothing but ASCII."""
    lines = ["@echo off", "chcp 65001 >nul", "setlocal DisableDelayedExpansion", f"title {title}"]
    # pushd also takes a network path; without the folder nothing would be found.
    lines += ['pushd "%~dp0"', "if errorlevel 1 goto end", "set PYTHONUTF8=1"]
    lines += _call(words, program)
    lines += ['set "CODE=%ERRORLEVEL%"', "echo."]
    if show:
        lines.append(f'if exist "{show}" start "" "{show}"')
    lines += [
        'if "%CODE%"=="0" echo 完成。',
        'if "%CODE%"=="1" echo 发现需要处理的问题，详见上文。',
        'if "%CODE%"=="3" echo 已生成，但还不完整，缺口见上文。',
        "if %CODE% GEQ 4 echo 没有完成（代码 %CODE%），请按上文的提示处理。",
        'if "%CODE%"=="2" echo 设置或表格有误，请按上文的提示改正。',
        "popd",
        ":end",
        "pause",
        "exit /b %CODE%",
    ]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8")


def _call(words: str, program: Launcher | None) -> list[str]:
    if program is None:
        return [f"call youthreport {words}"]
    lines = [f'set "PROGRAM={_in_quotes(str(PureWindowsPath(program.interpreter)))}"']
    if program.folder:
        lines.append(f'set "PYTHONPATH={_in_quotes(str(PureWindowsPath(program.folder)))}"')
    lines += [
        'if not exist "%PROGRAM%" goto other',
        f'"%PROGRAM%" -P -m youthreport {words}',
        "goto done",
        ":other",
        f"call youthreport {words}",
        ":done",
    ]
    return lines


def _in_quotes(path: str) -> str:
    """The path inside quotes of a batch file, where a percent sign alone has to be doubled."""
    return path.replace("%", "%%")
