"""Imports: a table is uploaded, mapped, looked at, and applied whole or not at all."""

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
