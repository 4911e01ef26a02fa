"""Log-in names: an e-mail address or a mobile number, told apart by how they look."""

import unicodedata
from typing import NamedTuple

from email_validator import EmailNotValidError, validate_email

from matchmaker.domain.errors import Invalid
from matchmaker.domain.texts import clean_line, find_mobile


def check_email(email: str) -> str:
    """The address in small letters; Invalid when it is none."""
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise Invalid("invalid_fields", fields={"email": "not_an_email"}) from error


class LoginName(NamedTuple):
    """A log-in name; one of the two is empty."""

    email: str
    mobile: str


def parse_login(login: str) -> LoginName:
    """What somebody wants to log in with; Invalid for the field ``login`` when it is neither of the two.

    Digits and signs of full width, as Chinese keyboards write them, mean the plain ones.
    """
    mobile = find_mobile(login)
    if mobile:
        return LoginName("", mobile)
    plain = unicodedata.normalize("NFKC", clean_line(login))
    if not plain:
        raise Invalid("invalid_fields", fields={"login": "required"})
    if "@" not in plain:
        raise Invalid("invalid_fields", fields={"login": "not_a_login"})
    try:
        return LoginName(check_email(plain), "")
    except Invalid as error:
        raise Invalid("invalid_fields", fields={"login": "not_a_login"}) from error


def normalise_login(login: str) -> str:
    """What somebody who logs in is looked for by: nothing is refused, a stranger learns nothing."""
    return find_mobile(login) or unicodedata.normalize("NFKC", clean_line(login)).lower()
