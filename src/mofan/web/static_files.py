"""Files that pages are made of (静态文件): a dozen are named on every page, always by the same names."""

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage


class StaticFiles(StaticFilesStorage):
    """Django's, which remembers where each file is served."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known: dict[str | None, str] = {}

    def url(self, name: str | None) -> str:
        """Where the file of this name is served."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = super().url(name)
        return found
