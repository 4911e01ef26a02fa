"""The words that people agree to. When a text changes its meaning, its version in ``domain.privacy`` changes, too."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext

from matchmaker.domain.privacy import Purpose


@dataclass(frozen=True, slots=True)
class ConsentText:
    """Heading, the words agreed to, and what follows from not agreeing; all lazy."""

    title: object
    text: object
    without: object


CONSENTS: Mapping[Purpose, ConsentText] = {
    Purpose.PROCESSING: ConsentText(
        lazy_gettext("Processing of my personal data"),
        lazy_gettext(
            "I agree that the network keeps my name, my way to log in and what I write in my profiles, applications, "
            "wishes and notes, in order to find partners, arrange meetings and report figures without names. "
            "The data stays on the network's own machine; it is not sold, and nothing is passed on to others."
        ),
        lazy_gettext("If you withdraw this, please leave the network below: without data there is no account."),
    ),
    Purpose.CONTACT: ConsentText(
        lazy_gettext("Showing my contact data to partners"),
        lazy_gettext(
            "I agree that my telephone number, e-mail address and WeChat, as I wrote them here, are shown to people "
            "with whom I have an accepted mentorship, a published meeting or wishes of both sides, if they agreed to "
            "the same. Each look is written down, and I can see who looked."
        ),
        lazy_gettext("Without it nobody sees your contact data, and you do not see theirs."),
    ),
}
