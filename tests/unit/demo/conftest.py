import pytest

from matchmaker.config import ROOT
from matchmaker.demo.network import generate_network
from matchmaker.demo.records import DemoNetwork
from matchmaker.demo.reference import IncubatorFact, read_incubators
from matchmaker.demo.vocabulary import Vocabulary, read_vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return read_vocabulary(ROOT / "seeds" / "vocabulary")


@pytest.fixture(scope="session")
def incubators() -> tuple[IncubatorFact, ...]:
    return read_incubators(ROOT / "seeds")


@pytest.fixture(scope="session")
def network(vocabulary: Vocabulary, incubators: tuple[IncubatorFact, ...]) -> DemoNetwork:
    """The network of the demo, as large as it is shipped."""
    return generate_network(vocabulary, incubators=incubators)
