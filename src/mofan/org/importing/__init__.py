"""Units, people, posts and memberships from an agency's own tables, and back into one (导入、导出)."""

from mofan.org.importing.exporting import blank_sheets, sheet_of_people, sheet_of_units
from mofan.org.importing.importing import ImportReport, RowDone, import_file

__all__ = ["ImportReport", "RowDone", "blank_sheets", "import_file", "sheet_of_people", "sheet_of_units"]
