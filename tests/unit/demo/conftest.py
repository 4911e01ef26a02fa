import pytest

from matchmaker.config import ROOT
from matchmaker.demo.generate.network import generate_network
from matchmaker.demo.generate.records import DemoNetwork
from matchmaker.demo.generate.vocabulary import DemoVocabulary, read_vocabulary
from matchmaker.reference.facts import IncubatorFact, read_incubators


@pytest.fixture(scope="session")
def vocabulary() -> DemoVocabulary:
    return read_vocabulary(ROOT / "seeds" / "vocabulary")


@pytest.fixture(scope="session")
def incubators() -> tuple[IncubatorFact, ...]:
    return read_incubators(ROOT / "seeds")


@pytest.fixture(scope="session")
def network(vocabulary: DemoVocabulary, incubators: tuple[IncubatorFact, ...]) -> DemoNetwork:
    """The network of the demo, as large as it is shipped."""
    return generate_network(vocabulary, incubators=incubators)
