"""Cleaning of typed text: control characters and invisible characters that could deceive a reader are removed."""

import re
import unicodedata

DECEPTIVE_CHARACTERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls except tab, line feed and carriage return
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"  # text direction, invisible
)
"""Characters that no name or text needs: some reverse the direction of the text, the others are invisible."""

LINE_BREAKS = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
"""Characters that separate lines or columns."""

MOBILE = re.compile(r"(?:\+|00)?(?:86)?(1[3-9]\d{9})")
"""A mobile number of mainland China: eleven digits after the country code (numbering plan of the MIIT)."""


def clean_text(text: str) -> str:
    r"""``text`` without deceptive characters, with line feeds as line ends, and no blanks at its ends.

    >>> clean_text("  \u202eABC\u202c\r\nsecond ")
    'ABC\nsecond'
    """
    return DECEPTIVE_CHARACTERS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_line(text: str) -> str:
    r"""``text`` as one line: separators of lines or columns become a blank.

    >>> clean_line("\u202eABC\tdef\n")
    'ABC def'
    """
    return DECEPTIVE_CHARACTERS.sub("", LINE_BREAKS.sub(" ", text)).strip()


def find_mobile(text: str) -> str | None:
    """``text`` as ``+86`` and eleven digits if it is a mobile number in any form; None otherwise.

    >>> find_mobile("１３８ 0013-8000"), find_mobile("0086 138 0013 8000"), find_mobile("12345")
    ('+8613800138000', '+8613800138000', None)
    """
    plain = re.sub(r"[\s()\-.·]", "", unicodedata.normalize("NFKC", clean_text(text)))
    found = MOBILE.fullmatch(plain)
    return f"+86{found.group(1)}" if found else None
