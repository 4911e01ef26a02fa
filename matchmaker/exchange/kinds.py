"""What a file can hold: one kind of profile, or 未来之星 candidacies."""

from enum import StrEnum


class ImportKind(StrEnum):
    """The word used on the command line, in addresses and in storage."""

    STARTUPS = "startups"
    MENTORS = "mentors"
    INVESTORS = "investors"
    CANDIDACIES = "candidacies"
