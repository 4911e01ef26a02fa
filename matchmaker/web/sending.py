"""Files that a page sends: workbooks under a name in the language of the request."""

from urllib.parse import quote

from flask import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = "matchmaker.xlsx"
"""Name for clients that read no names in UTF-8: header lines are ASCII."""


def send_workbook(content: bytes, name: str) -> Response:
    """An .xlsx file for download as ``name``."""
    named = quote(f"{name}.xlsx", safe="")
    disposition = f"attachment; filename={PLAIN}; filename*=UTF-8''{named}"
    return Response(content, mimetype=XLSX, headers={"Content-Disposition": disposition})
