"""Imports: a table is uploaded, mapped, looked at, and applied whole or not at all."""

from matchmaker.services.imports.preview import (
    get_import,
    read_upload,
    rejected_rows_file,
    remap,
    template_file,
)
from matchmaker.services.imports.run import apply_import, import_file

__all__ = ["apply_import", "get_import", "import_file", "read_upload", "rejected_rows_file", "remap", "template_file"]
