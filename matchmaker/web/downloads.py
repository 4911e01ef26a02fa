"""Responses with files for download, named in the language of the request."""

from urllib.parse import quote

from flask import Response

ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = "matchmaker.xlsx"
"""Name for clients that cannot read UTF-8 names: header lines are ASCII."""


def send_workbook(content: bytes, name: str) -> Response:
    """An .xlsx file for download as ``name``."""
    return _send(content, name, plain=PLAIN, mimetype=XLSX)


def send_archive(content: bytes, name: str) -> Response:
    """A .zip file for download as ``name``. It is never cached."""
    response = _send(content, name, plain="matchmaker.zip", mimetype=ZIP)
    response.headers["Cache-Control"] = "no-store"
    return response


def _send(content: bytes, name: str, *, plain: str, mimetype: str) -> Response:
    quoted_name = quote(name + plain[plain.rindex(".") :], safe="")
    disposition = f"attachment; filename={plain}; filename*=UTF-8''{quoted_name}"
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": disposition})
