"""The entry point of `mofan`: says where the settings are, then hands over to the commands."""

import gc
import os
import sys

GARBAGE_FROM = 50_000
"""New objects after which Python looks for rubbish: while a command starts there is none, and looking through all that
it imports takes a tenth of its time."""


def prepare() -> None:
    """Name the settings module, unless somebody has named another."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mofan.config.settings")


def main() -> None:
    """Run one `mofan` command and exit with its code."""
    prepare()
    gc.set_threshold(GARBAGE_FROM)
    from mofan.ops.command_line import run

    sys.exit(run(sys.argv[1:]))
