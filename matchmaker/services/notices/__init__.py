"""Notices: told in the unit of the deed, read in an inbox, sent by mail after the commit."""

from matchmaker.services.notices.tell import tell

__all__ = ["tell"]
