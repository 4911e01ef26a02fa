import re
from collections import Counter
from pathlib import Path

import pytest

from matchmaker.config import ROOT
from matchmaker.demo.generate.texts import NUMBERS
from matchmaker.demo.generate.vocabulary import PHRASE_KINDS, read_vocabulary
from matchmaker.domain.vocabulary import Industry
from matchmaker.reference.facts import read_gbt_classes

FOLDER = ROOT / "seeds" / "vocabulary"
FACTS = {"short", "topic", "sought", "people"}


@pytest.mark.parametrize("industry", list(Industry))
@pytest.mark.parametrize("kind", ["product", "technology", "need", "skill", "thesis"])
def test_industry_has_at_least_forty_phrases_of_a_kind(industry: Industry, kind: str) -> None:
    topics = read_vocabulary(FOLDER).topics[industry]
    phrases = {phrase for topic in topics for phrase in topic.phrases[kind]}
    assert len(phrases) >= 40
    assert 5 <= len(topics) <= 8
    assert all(len(topic.phrases[kind]) >= 5 for topic in topics)


def test_no_phrase_or_topic_is_written_twice() -> None:
    vocabulary = read_vocabulary(FOLDER)
    topics = [topic for group in vocabulary.topics.values() for topic in group] + list(vocabulary.management)
    phrases = Counter(phrase for topic in topics for group in topic.phrases.values() for phrase in group)
    assert [phrase for phrase, count in phrases.items() if count > 1] == []
    assert len({topic.name for topic in topics}) == len(topics)


def test_phrases_are_chinese_and_short() -> None:
    vocabulary = read_vocabulary(FOLDER)
    for topics in vocabulary.topics.values():
        for topic in topics:
            for phrases in topic.phrases.values():
                assert all(3 <= len(phrase) <= 30 and re.search("[一-鿿]", phrase) for phrase in phrases)
                assert not any(re.search("[，。、；]$|^[，。]|\\s", phrase) for phrase in phrases)


def test_every_topic_has_gbt_classes_that_exist() -> None:
    codes = {entry.code for entry in read_gbt_classes(ROOT / "seeds")}
    for topics in read_vocabulary(FOLDER).topics.values():
        for topic in topics:
            assert topic.gbt_classes
            assert set(topic.gbt_classes) <= codes


def test_sentences_are_varied_whole_and_fillable() -> None:
    sentences = read_vocabulary(FOLDER).sentences
    known = FACTS | set(NUMBERS) | set(PHRASE_KINDS)
    for part, frames in sentences.items():
        assert len(set(frames)) == len(frames) >= 12, part
        for frame in frames:
            assert set(re.findall(r"\{(\w+)\}", frame)) <= known
            assert frame.endswith("。")


def test_vocabulary_is_refused_when_a_kind_is_unknown(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "management.csv").write_text("kind,phrase,topic\nwish,某事,某题\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"management\.csv: got kind 'wish'"):
        read_vocabulary(tmp_path)
