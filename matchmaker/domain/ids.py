"""Identifiers: whole numbers given by the database, told apart by type."""

from typing import NewType

AccountId = NewType("AccountId", int)
IncubatorId = NewType("IncubatorId", int)
StartupId = NewType("StartupId", int)
MentorId = NewType("MentorId", int)
InvestorId = NewType("InvestorId", int)
CandidacyId = NewType("CandidacyId", int)
MentorshipId = NewType("MentorshipId", int)
EventId = NewType("EventId", int)
SlotId = NewType("SlotId", int)
ParticipationId = NewType("ParticipationId", int)
WishId = NewType("WishId", int)
TimetableId = NewType("TimetableId", int)
MeetingId = NewType("MeetingId", int)
JobId = NewType("JobId", int)
ImportId = NewType("ImportId", int)
NoticeId = NewType("NoticeId", int)
MailId = NewType("MailId", int)
