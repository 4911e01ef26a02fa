import pytest

from matchmaker.config import ROOT
from matchmaker.demo.network import generate_network
from matchmaker.demo.records import DemoNetwork
from matchmaker.demo.reference import IncubatorFact, read_incubators
from matchmaker.demo.vocabulary import DemoVocabulary, read_vocabulary


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
