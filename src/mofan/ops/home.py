"""MOFAN_HOME ready for use: the folder, the inbox, the tables as this version wants them."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from filelock import FileLock


def make_ready() -> None:
    """Make what is missing. Quick where nothing is; two commands that start together wait for each other."""
    settings.MOFAN_HOME.mkdir(parents=True, exist_ok=True)
    settings.INBOX.mkdir(parents=True, exist_ok=True)
    if not _is_behind():
        return
    with FileLock(settings.MOFAN_HOME / "tables.lock"):
        if _is_behind():
            call_command("migrate", interactive=False, verbosity=0)


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
