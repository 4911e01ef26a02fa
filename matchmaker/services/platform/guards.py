"""The two refusals of access: not allowed, and not found."""

from matchmaker.domain.errors import NotAllowed, NotFound


def require(is_allowed: bool, /) -> None:
    """Refuse a person who lacks the role."""
    if not is_allowed:
        raise NotAllowed("role_required")


def require_visible(is_visible: bool, kind: str) -> None:
    """Refuse as if the thing did not exist."""
    if not is_visible:
        raise NotFound(f"{kind}_not_found")
