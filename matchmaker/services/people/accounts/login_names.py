"""Log-in names: an e-mail address or a mobile number, recognised by their form."""

import unicodedata
from typing import NamedTuple

from email_validator import EmailNotValidError, validate_email

from matchmaker.domain.errors import Invalid
from matchmaker.domain.texts import clean_line, find_mobile


def check_email(email: str) -> str:
    """The address in small letters. Raises Invalid when it is not an e-mail address."""
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise Invalid("invalid_fields", fields={"email": "not_an_email"}) from error


class LoginName(NamedTuple):
    """A log-in name. One of the two is empty."""

    email: str
    mobile: str


def parse_login(login: str) -> LoginName:
    """Parse a new log-in name. Raises Invalid for the field ``login`` when it is neither an address nor a number.

    Full-width digits and signs, as Chinese keyboards write them, are accepted.
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
    """The log-in name that is searched for at log-in. It refuses nothing, so a stranger learns nothing."""
    return find_mobile(login) or unicodedata.normalize("NFKC", clean_line(login)).lower()
