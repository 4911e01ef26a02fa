"""Imports of tables: a table is uploaded, mapped, previewed, and applied as a whole or not at all.

Uploads, previews, matching rows with stored profiles, and saving belong here. Reading cells and writing workbooks is in
``matchmaker.exchange``.
"""

from matchmaker.services.people.imports.application import apply_import, import_file
from matchmaker.services.people.imports.previews import (
    change_mapping,
    get_import,
    make_template,
    read_upload,
    rejected_rows_file,
)

__all__ = [
    "apply_import",
    "change_mapping",
    "get_import",
    "import_file",
    "make_template",
    "read_upload",
    "rejected_rows_file",
]
