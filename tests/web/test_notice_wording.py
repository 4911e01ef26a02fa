"""Every kind of notice has a sentence in both languages."""

import pytest
from flask import Flask, session

from matchmaker.domain.notices import NoticeKind
from matchmaker.web.wording import notices


def test_every_kind_of_notice_has_a_sentence() -> None:
    assert set(notices.SENTENCES) == set(NoticeKind)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sentences_of_notices_are_told_apart(app: Flask, language: str) -> None:
    with app.test_request_context("/"):
        session["locale"] = language
        texts = [str(it) for it in notices.SENTENCES.values()]

    assert all(texts)
    assert len(set(texts)) == len(texts)
