"""The real default encoder, prepared into models/ on the first run and left there."""

import pytest

from matchmaker.config import read_settings
from matchmaker.encoding import load_encoder, prepare_default


@pytest.fixture(scope="session")
def models_dir():
    models = read_settings().models
    prepare_default(models)
    return models


@pytest.fixture(scope="session")
def encoder(models_dir):
    return load_encoder("default", models_dir=models_dir)
