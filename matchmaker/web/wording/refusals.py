"""Sentences for the refusals of services, of the database and of uploaded files."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matchmaker.domain.errors import Refused
from matchmaker.web.wording import club, events, interests, mentoring, pipeline, rounds
from matchmaker.web.wording.accounts import ACCOUNT_REFUSALS
from matchmaker.web.wording.imports import FILE_REFUSALS
from matchmaker.web.wording.placeholders import fill

FIELD_REFUSALS: Mapping[str, object] = {
    "invalid_fields": lazy_gettext("Please look at the marked fields."),
    "after_start": lazy_gettext("Wishes must close before the first slot begins."),
    "before_registration": lazy_gettext("Wishes cannot close before registration does."),
    "below_zero": lazy_gettext("This cannot be below zero."),
    "in_the_past": lazy_gettext("This day is over already."),
    "ends_before_start": lazy_gettext("The last day is before the first."),
    "no_slot_fits": lazy_gettext("No meeting fits between these hours."),
    "not_a_login": lazy_gettext("This is neither an e-mail address nor a mobile number."),
    "not_an_email": lazy_gettext("This is not an e-mail address."),
    "number_out_of_range": lazy_gettext("This number must be from %(least)s to %(most)s."),
    "password_length": lazy_gettext("A password has %(shortest)s to %(longest)s characters."),
    "required": lazy_gettext("Something must be written here."),
    "slot_times": lazy_gettext("A slot must end after it begins, and cannot have fewer than no tables."),
    "slots_overlap": lazy_gettext("Two slots overlap."),
    "slots_range": lazy_gettext("An event has from 1 to 200 slots."),
    "range_reversed": lazy_gettext("The smallest amount is above the largest."),
    "too_long": lazy_gettext("This text is too long."),
    "unknown_value": lazy_gettext("This is not one of the choices."),
}

GONE = lazy_gettext("It does not exist, or it is not meant for your account.")

RETRY = lazy_gettext("Please try again in a moment: somebody else was writing.")

CHANGED = lazy_gettext("Somebody changed this in the meantime. Please load the page again.")

NO_LONGER_THERE = lazy_gettext(
    "This is no longer there: it was changed meanwhile, perhaps in another window. Here you see how things stand now."
)

MEGABYTE = 1024 * 1024

NOTHING: Mapping[str, object] = {}

SENTENCES: Mapping[str, object] = {
    **FIELD_REFUSALS,
    **ACCOUNT_REFUSALS,
    **FILE_REFUSALS,
    **club.REFUSALS,
    **pipeline.REFUSALS,
    **events.REFUSALS,
    **interests.REFUSALS,
    **mentoring.REFUSALS,
    **rounds.REFUSALS,
    "account_linked": lazy_gettext("This profile belongs to an account already."),
    "already_applied": lazy_gettext("This file was imported already."),
    "already_nominated": lazy_gettext("This startup is nominated for that year already."),
    "already_published": lazy_gettext("Another timetable of this event is published already."),
    "already_registered": lazy_gettext("This participant is registered already."),
    "already_reviewed": lazy_gettext("This reviewer has given a score already."),
    "already_wished": lazy_gettext("This is on your list already."),
    "guest_has_meetings": lazy_gettext("This participant has meetings already."),
    "guest_is_there": lazy_gettext("This person takes part in another role already; plan a new version instead."),
    "guest_wishes_nobody": lazy_gettext("There is neither a wish nor a suggestion for this guest."),
    "nothing_published": lazy_gettext("No timetable of this event is published yet."),
    "repair_outdated": lazy_gettext("Meanwhile something changed. Look again what can be done."),
    "slot_over": lazy_gettext("That time has begun already."),
    "no_place_to_give": lazy_gettext("Every free place is offered already."),
    "nobody_waits": lazy_gettext("Nobody is on the waiting list."),
    "audit_append_only": lazy_gettext("Entries of the audit log cannot be changed."),
    "broken_reference": lazy_gettext("Something this refers to is gone, or is still needed elsewhere."),
    "busy": RETRY,
    "capacity_below_mentees": lazy_gettext("There are %(mentees)s mentees now; the capacity cannot be below that."),
    "draft_outdated": lazy_gettext(
        "Since this draft was planned, somebody changed times, places or wishes: %(count)s meetings are concerned. "
        "Please plan again before publishing."
    ),
    "email_taken": lazy_gettext("An account with this e-mail address exists already."),
    "external_id_taken": lazy_gettext("Another profile has this external number already."),
    "investor_double_booked": lazy_gettext("The investor has another meeting at that time."),
    "job_not_failed": lazy_gettext("Only work that has failed can be tried again."),
    "job_finished": lazy_gettext("This work has ended already."),
    "locked_out": lazy_gettext("Too many wrong passwords. Please try again after %(until)s."),
    "login_required": lazy_gettext("Please log in first."),
    "mail_on_its_way": lazy_gettext("This mail is on its way or was sent already."),
    "mentor_full": lazy_gettext("This mentor has no place left."),
    "same_profile": lazy_gettext("This is the same profile."),
    "choices_differ": lazy_gettext("Your applications changed in the meantime. Here is how they stand now."),
    "mentor_paused": lazy_gettext("%(mentor)s takes no new applications at present."),
    "mentorship_accepted": lazy_gettext("This application was accepted already."),
    "mentorship_applied": lazy_gettext("This application is still waiting for the mentor's answer."),
    "mentorship_declined": lazy_gettext("This application was declined already."),
    "mentorship_ended": lazy_gettext("This mentorship has ended already."),
    "mentorship_expired": lazy_gettext("This application was closed, because no answer came in time."),
    "mentorship_queued": lazy_gettext(
        "This application waits for the answer to a higher choice; nothing needs to be done now."
    ),
    "mentorship_released": lazy_gettext("Another mentor accepted this startup, so the application is released."),
    "mentorship_wait_listed": lazy_gettext("This application is on the waiting list: its turn comes with a place."),
    "mentorship_withdrawn": lazy_gettext("The founder has taken this application back."),
    "mentorship_open": lazy_gettext("There is an open application or mentorship with this mentor already."),
    "name_taken": lazy_gettext("This name exists already."),
    "no_review": lazy_gettext("Add a review first."),
    "not_a_draft": lazy_gettext("Only a draft can be published."),
    "not_registered": lazy_gettext("This participant is not registered for the event."),
    "own_account": lazy_gettext("You cannot do this to your own account."),
    "own_mentor": lazy_gettext("You cannot apply to yourself."),
    "pair_meets_twice": lazy_gettext("These two meet already."),
    "participants_withdrew": lazy_gettext("%(count)s participants of this draft withdrew; please plan again."),
    "profile_linked": lazy_gettext("This profile belongs to another account already, or the account has one."),
    "programme_changed": lazy_gettext("Times or tables changed since this draft was planned; please plan again."),
    "rank_taken": CHANGED,
    "registration_closed": lazy_gettext("Registration closed on %(deadline)s."),
    "role_required": lazy_gettext("Your account does not hold the role that this needs."),
    "same_kind": lazy_gettext("Startups wish for investors, and investors for startups."),
    "sent_already": lazy_gettext("This was sent already and is being done."),
    "slot_in_use": lazy_gettext("%(count)s published meetings stand at %(when)s: this time cannot be removed."),
    "slot_taken": lazy_gettext("There is a slot at that time already."),
    "stale": CHANGED,
    "startup_double_booked": lazy_gettext("The startup has another meeting at that time."),
    "table_double_booked": lazy_gettext("The table is taken at that time."),
    "table_in_use": lazy_gettext(
        "A published meeting stands at table %(table)s at %(when)s: there must be at least as many tables."
    ),
    "timetable_moved": CHANGED,
    "too_many_applications": lazy_gettext(
        "%(most)s applications are waiting for an answer; more are possible when one of them is answered or withdrawn."
    ),
    "too_many_wishes": lazy_gettext("At most %(most)s wishes are possible; remove one first."),
    "value_out_of_range": lazy_gettext("A number is too large to be kept."),
    "wish_to_oneself": lazy_gettext("You cannot wish to meet yourself."),
    "wishes_changed": CHANGED,
    "wishes_differ": CHANGED,
    "check_in_not_open": lazy_gettext("Check-in opens on %(deadline)s."),
    "event_day_not_begun": lazy_gettext("Only after the first meeting has begun, on %(deadline)s."),
    "wishing_closed": lazy_gettext("Wishes closed on %(deadline)s."),
    "no_such_version": lazy_gettext("There is no version of that name."),
    "no_version_before": lazy_gettext("There is no version before this one."),
    "version_damaged": lazy_gettext(
        "A file of the learned matching was changed or is gone. Put the version before it in use again: "
        "matchmaker rollback"
    ),
    "versions_unreadable": lazy_gettext("The list of trained versions, models/manifest.json, cannot be read."),
    "wrong_state": lazy_gettext("This is not possible now; the state is: %(state)s."),
}


def describe_refusal(refusal: Refused) -> str:
    """The sentence of a refusal with its data."""
    return describe_code(refusal.code, refusal.data)


def describe_missing(refusal: Refused) -> str:
    """The sentence for an action on something that was deleted after the page was loaded."""
    return str(NO_LONGER_THERE) if refusal.code.endswith("_not_found") else describe_refusal(refusal)


def describe_code(code: str, data: Mapping[str, object] = NOTHING) -> str:
    """The sentence of ``code``. Raise KeyError for a code without a sentence."""
    if code.endswith("_not_found"):
        return str(GONE)
    if code == "file_too_large" and "limit" in data:
        data = {**data, "limit_mb": int(str(data["limit"])) // MEGABYTE}
    return fill(SENTENCES[code], data)
