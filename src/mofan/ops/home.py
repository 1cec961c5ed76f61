"""MOFAN_HOME ready for use: the folder, the inbox, the tables as this version wants them."""

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from filelock import FileLock


def make_ready() -> None:
    """Make what is missing. Quick where nothing is; two commands that start together wait for each other."""
    settings.MOFAN_HOME.mkdir(parents=True, exist_ok=True)
    settings.INBOX.mkdir(parents=True, exist_ok=True)
    if not _is_behind():
        return
    with FileLock(settings.MOFAN_HOME / "tables.lock"):
        if _has_nothing():
            _make_tables()
        elif _is_behind():
            call_command("migrate", interactive=False, verbosity=0)


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _has_nothing() -> bool:
    """Whether this is a new file: no table yet."""
    return connection.vendor == "sqlite" and not connection.introspection.table_names()


def _make_tables() -> None:
    """The tables of a new home, in one go from the models, and every migration told as done: they lead to the same
    tables (tests/shape/test_migrations.py) and fill nothing in empty ones, but take their time to alter them."""
    executor = MigrationExecutor(connection)
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in executor.loader.graph.nodes:
            recorder.record_applied(app, name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
