"""Words of the investors' club: labels, refusals, entries of the audit log."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.club import ClubAction, ClubState

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    ClubState: {
        ClubState.INVITED: lazy_pgettext("club", "Invited"),
        ClubState.REQUESTED: lazy_pgettext("club", "Asks to join"),
        ClubState.MEMBER: lazy_pgettext("club", "Member"),
        ClubState.DECLINED: lazy_pgettext("club", "Declined the invitation"),
        ClubState.REFUSED: lazy_pgettext("club", "Request refused"),
        ClubState.WITHDRAWN: lazy_pgettext("club", "Taken back"),
        ClubState.LEFT: lazy_pgettext("club", "No longer a member"),
    },
    ClubAction: {
        ClubAction.INVITE: lazy_pgettext("club action", "Invite"),
        ClubAction.APPROVE: lazy_pgettext("club action", "Approve"),
        ClubAction.REFUSE: lazy_pgettext("club action", "Refuse"),
        ClubAction.REVOKE: lazy_pgettext("club action", "Take the invitation back"),
        ClubAction.END: lazy_pgettext("club action", "End the membership"),
        ClubAction.REQUEST: lazy_pgettext("club action", "Ask to join"),
        ClubAction.ACCEPT: lazy_pgettext("club action", "Accept the invitation"),
        ClubAction.DECLINE: lazy_pgettext("club action", "Decline the invitation"),
        ClubAction.WITHDRAW: lazy_pgettext("club action", "Take the request back"),
        ClubAction.LEAVE: lazy_pgettext("club action", "Leave the club"),
    },
}

REFUSALS: Mapping[str, object] = {
    "club_moved": lazy_gettext("This is not possible now: the membership changed in the meantime."),
}

ACTIONS: Mapping[str, object] = {
    "club.accept": lazy_gettext("Invitation to the club accepted"),
    "club.approve": lazy_gettext("Request to the club approved"),
    "club.decline": lazy_gettext("Invitation to the club declined"),
    "club.end": lazy_gettext("Membership of the club ended"),
    "club.invite": lazy_gettext("Invited to the club"),
    "club.leave": lazy_gettext("Left the club"),
    "club.refuse": lazy_gettext("Request to the club refused"),
    "club.request": lazy_gettext("Asked to join the club"),
    "club.revoke": lazy_gettext("Invitation to the club taken back"),
    "club.withdraw": lazy_gettext("Request to the club taken back"),
}
"""Sentences for entries of the audit log."""

SUBJECTS: Mapping[str, object] = {
    "club": lazy_pgettext("subject", "club membership"),
}
