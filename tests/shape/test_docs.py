"""Docs that fail: what can be set and what can be called is written down, and nothing else is."""

import argparse
import re
from pathlib import Path

from mofan.ops.command_line import parser

ROOT = Path(__file__).resolve().parents[2]


def documented(name: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, (ROOT / "docs" / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    text = (ROOT / "src/mofan/config/settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"""(?:environ\.get\(|_flag\()\s*"([A-Z_]+)\"""", text))
    assert read == documented("settings.md", r"^\| `([A-Z_]+)` \|")


def test_every_command_and_option_is_documented() -> None:
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    commands = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    assert set(commands.choices) == documented("commands.md", r"^\| `mofan ([a-z-]+)")
    for name, command in commands.choices.items():
        options = {
            option for action in command._actions for option in action.option_strings if option not in ("-h", "--help")
        }
        row = next(line for line in text.splitlines() if line.startswith(f"| `mofan {name}"))
        assert {option for option in options if option not in row} == set(), name


def test_every_link_of_the_docs_leads_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} → {target}"


def test_a_decision_says_what_keeps_it() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert pages
    assert [page.name for page in pages if "Kept by:" not in page.read_text(encoding="utf-8")] == []


def test_the_project_names_no_place_of_a_machine() -> None:
    places = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users)/|files\.pythonhosted|pypi\.org/simple")
    tracked = [path for suffix in ("py", "md", "html", "css", "js", "toml") for path in ROOT.rglob(f"*.{suffix}")]
    own = [
        path for path in tracked if not {".venv", "node_modules", ".git", "vendor"} & set(path.relative_to(ROOT).parts)
    ]
    assert [path for path in own if path != Path(__file__) and places.search(path.read_text(encoding="utf-8"))] == []
