"""A line of the table of roles: who may open one method of one endpoint."""

from dataclasses import dataclass, field

from matchmaker.domain.vocabulary import Role

LETTERS = {
    "F": Role.FOUNDER,
    "M": Role.MENTOR,
    "I": Role.INVESTOR,
    "G": Role.ORGANIZER,
    "O": Role.OPERATOR,
}
ALL = "FMIGO"
"""Everybody who is logged in."""

ANYBODY = "S" + ALL


@dataclass(frozen=True, slots=True)
class PermissionLine:
    """``who`` holds a letter for each of those who may."""

    endpoint: str
    method: str
    path: str
    who: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


def get_line(endpoint: str, path: str, who: str) -> PermissionLine:
    return PermissionLine(endpoint, "GET", path, who)


def post_line(endpoint: str, path: str, who: str, **fields: str) -> PermissionLine:
    return PermissionLine(endpoint, "POST", path, who, fields)
