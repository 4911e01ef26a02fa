from matchmaker.config import ROOT
from matchmaker.encoding import DEFAULT_NAME, DEFAULT_RECIPE


def test_readme_of_the_models_names_the_pin_that_the_code_checks():
    readme = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
    assert DEFAULT_RECIPE.sha256 in readme
    assert DEFAULT_RECIPE.version in readme
    assert DEFAULT_NAME in readme
