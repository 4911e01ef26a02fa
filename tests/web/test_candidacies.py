import pytest

from matchmaker.domain.candidacies import CandidacyDraft
from matchmaker.domain.vocabulary import Nominator, Role
from matchmaker.services.people import candidacies
from tests.actors import find_actor
from tests.web.browser import Browser
from tests.web.small_network import SmallNetwork


@pytest.fixture
def candidacy(world: SmallNetwork) -> str:
    """Path of a nominated candidacy."""
    actor = find_actor(world.context, world.accounts[Role.OPERATOR])
    draft = CandidacyDraft(
        startup_id=world.startups[0],
        year=2026,
        nominator=Nominator.INCUBATOR,
        evidence="两项发明专利",
        nominated_by="兰大科技园",
    )
    return f"/candidacies/{candidacies.nominate(world.context, actor, draft)}"


def test_founder_nominates_the_own_startup(founder: Browser, operator: Browser, world: SmallNetwork) -> None:
    path = f"/startups/{world.startups[0]}/nominate"
    founder.get(path)

    founder.client.post(path, data={"year": "2026", "evidence": "两项发明专利,营收翻番"})

    rows = operator.get("/candidacies").rows()
    assert [row[0] for row in rows] == ["河谷膜材料 演示"]
    assert "企业自荐" in operator.get("/candidacies/1").text


def test_founder_nominates_no_other_startup(founder: Browser, world: SmallNetwork) -> None:
    founder.get(f"/startups/{world.startups[1]}/nominate", status=403)


def test_operator_finds_and_nominates_any_startup(operator: Browser, world: SmallNetwork) -> None:
    page = operator.get("/candidacies/new?q=云诊")
    path = f"/startups/{world.startups[1]}/nominate"
    assert path in page.links()
    operator.get(path)

    fields = {"nominator": "competition", "nominated_by": "创新创业大赛", "incubator_id": str(world.incubators[1])}
    page = operator.post(path, year="2026", evidence="大赛一等奖", **fields)

    assert "创新创业大赛" in page.text
    assert "兰州大学科技园" in page.text


def test_startup_is_nominated_once_a_year(operator: Browser, world: SmallNetwork, candidacy: str) -> None:
    fields = {"nominator": "self", "nominated_by": "", "incubator_id": ""}

    page = operator.post(
        f"/startups/{world.startups[0]}/nominate", status=400, year="2026", evidence="又一次", **fields
    )

    assert "该年度已被推荐" in page.text


@pytest.mark.parametrize("year", ["", "1999", "2026年"])
def test_nomination_is_refused_when_the_year_is_none(founder: Browser, world: SmallNetwork, year: str) -> None:
    founder.post(f"/startups/{world.startups[0]}/nominate", status=400, year=year, evidence="专利")


def test_candidacy_goes_from_nomination_to_support(operator: Browser, candidacy: str) -> None:
    page = operator.post(f"{candidacy}/reviews", reviewer="张教授", score="86", comment="工艺可靠")
    assert "张教授 86" in page.text
    for state in ("reviewed", "selected"):
        operator.post(f"{candidacy}/move", to=state)

    operator.post(f"{candidacy}/measures", measures=["mentor", "bank_loan"])
    page = operator.post(f"{candidacy}/move", to="supported")

    ticked = [box.get("value") for box in page.tree.iter("input") if box.get("checked") is not None]
    assert sorted(ticked) == ["bank_loan", "mentor"]
    assert "扶持中" in page.text


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"reviewer": "", "score": "80"}, "请检查标出的内容"),
        ({"reviewer": "张教授", "score": "101"}, "请检查标出的内容"),
        ({"reviewer": "张教授", "score": "很好"}, "请检查标出的内容"),
    ],
)
def test_review_is_refused_when_a_field_is_wrong(
    operator: Browser, candidacy: str, fields: dict[str, str], expected: str
) -> None:
    assert expected in operator.post(f"{candidacy}/reviews", status=400, comment="", **fields).text


def test_reviewer_scores_once(operator: Browser, candidacy: str) -> None:
    operator.post(f"{candidacy}/reviews", reviewer="张教授", score="86", comment="")

    page = operator.post(f"{candidacy}/reviews", page=candidacy, reviewer="张教授", score="20", comment="")

    assert "该评审人已评过分" in page.response.text


@pytest.mark.parametrize("to", ["supported", "nowhere", ""])
def test_candidacy_stays_when_the_step_is_not_legal(operator: Browser, candidacy: str, to: str) -> None:
    operator.post(f"{candidacy}/move", page=candidacy, to=to)

    assert "已推荐" in operator.get(candidacy).text


def test_candidacies_are_filtered(operator: Browser, candidacy: str) -> None:
    def count(query: str) -> int:
        return len(operator.get(f"/candidacies?{query}").rows())

    assert count("year=2026&state=nominated&industry=new_materials&q=膜") == 1
    assert [count(it) for it in ("year=2025", "state=left", "industry=new_energy", "q=玻璃")] == [0, 0, 0, 0]
    assert count("year=soon&state=lost&page=-3") == 1


def test_others_read_what_only_the_operator_changes(mentor: Browser, founder: Browser, candidacy: str) -> None:
    page = mentor.get(candidacy)

    assert not [action for action in page.actions() if action.startswith("/candidacies")]
    founder.get(candidacy, status=403)
