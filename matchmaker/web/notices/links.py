"""The page that a notice links to, by the kind of its subject."""

from collections.abc import Mapping

from flask import current_app, url_for

from matchmaker.domain.notices import Notice, NoticeKind
from matchmaker.services.people.accounts import derive_code

LINKS: Mapping[str, tuple[str, str | None]] = {
    "account": ("accounts.own", None),
    "club": ("club.show", "investor_id"),
    "shared_deal": ("pipeline.shared", None),
    "ledger": ("interests.ledger", None),
    "own_conflicts": ("interests.index", None),
    "event": ("events.show", "event_id"),
    "invitation": ("admin.invitations", None),
    "meetings": ("meetings.own", "event_id"),
    "mentoring": ("mentorships.show", "mentorship_id"),
    "mentorship": ("applications.show", "mentorship_id"),
    "office_hour": ("mentorships.office_hour", "hour_id"),
    "organisation": ("organisations.show", "organisation_id"),
    "own_pool_application": ("pool.apply", None),
    "pool_application": ("pool.application", "application_id"),
    "pool_member": ("pool.member", "mentor_id"),
    "startup": ("profiles.startup", "startup_id"),
    "reset_code": ("accounts.reset", None),
    "registration": ("admin.list_registrations", None),
}
"""Endpoint, and the name of the subject's id there. A test finds kinds that are missing here."""


def link_notice(notice: Notice, *, is_external: bool = False) -> str:
    """Address of the page that the notice is about."""
    endpoint, name = LINKS[notice.subject_kind]
    if notice.kind is NoticeKind.CODE_ASKED and is_external:  # only mails need this: the inbox opens in any session
        code = derive_code(str(current_app.secret_key), str(notice.data["nonce"]))
        return url_for(endpoint, code=code, _external=True)
    return url_for(endpoint, _external=is_external, **({name: notice.subject_id} if name else {}))
