"""The two ways to refuse: not allowed, and as if it were not there."""

from matchmaker.domain.errors import NotAllowed, NotFound


def require(is_allowed: bool, /) -> None:
    """Refuse who lacks the role."""
    if not is_allowed:
        raise NotAllowed("role_required")


def require_visible(is_visible: bool, kind: str) -> None:
    """Refuse as if the thing were absent."""
    if not is_visible:
        raise NotFound(f"{kind}_not_found")
