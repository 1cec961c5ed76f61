"""The entry point of `mofan`: says where the settings are, then hands over to the commands."""

import os
import sys


def prepare() -> None:
    """Name the settings module, unless somebody has named another."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mofan.config.settings")


def main() -> None:
    """Run one `mofan` command and exit with its code."""
    prepare()
    from mofan.ops.command_line import run

    sys.exit(run(sys.argv[1:]))
