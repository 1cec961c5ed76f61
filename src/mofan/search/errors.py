"""What can go wrong with an index, each with the sentence that the user is shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class SearchError(Exception):
    """An index could not do what was asked; the message is a Chinese sentence for the user."""


_MENDED = "mofan up 会自行重建索引，也可以运行 mofan reindex。"


class IndexBusy(SearchError):
    """Another writer holds the index: there is one at a time, over all processes."""

    def __init__(self, waited: float) -> None:
        super().__init__(f"检索索引正由另一项任务写入，等候{waited:g}秒仍未空出。请稍后再试。")


class IndexBroken(SearchError):
    """The index directory is damaged, incomplete, or something else than an index: rebuild it from the pieces."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"检索索引已损坏或不完整（{reason}）。材料本身不受影响；{_MENDED}")


class SchemaChanged(SearchError):
    """The index was built by another version of the schema or of the analysis: rebuild it from the pieces."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(f"检索索引的格式是{found}，本程序使用的是{wanted}；{_MENDED}")


class WriteFailed(SearchError):
    """The engine refused a write (disk full, no permission …); nothing of this write was kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"写入检索索引未成功，本次写入已全部撤回（{reason}）。请检查磁盘空间和目录权限后再试。")


class NotAnIndex(SearchError):
    """The directory holds something else, and is left alone."""

    def __init__(self, path: object) -> None:
        super().__init__(f"目录 {path} 里有其他文件，不是检索索引，未作任何改动。请检查设置的索引目录。")


@contextmanager
def engine_calls(failed: Callable[[str], SearchError]) -> Iterator[None]:
    """Turn what the engine raises into `failed(reason)`: it knows ValueError, OSError and panics only."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise failed(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # pyo3's, which no module exports
            raise
        raise failed(str(error)) from error
