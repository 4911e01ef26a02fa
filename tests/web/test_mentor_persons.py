from dataclasses import replace

from matchmaker.domain.vocabulary import MentorKind
from tests.web.world import CHEMIST


def test_operator_joins_two_profiles_of_one_name_and_parts_them(operator, founder, world):
    with world.context.open_unit() as unit:
        twin = unit.mentors.add(replace(CHEMIST, kind=MentorKind.MANAGEMENT, capacity=2))
        unit.mentors.take_place(world.mentors[0])
        unit.commit()
    page = f"/mentors/{world.mentors[0]}/person"
    assert page in operator.get(f"/mentors/{world.mentors[0]}").links()
    assert "1 place left" not in founder.use_locale("en").get(f"/mentors/{twin}").text

    operator.post(f"{page}/{twin}", page=page)

    assert "1 place left" in founder.get(f"/mentors/{twin}").text, "the mentee of the other profile counts"
    assert f"/mentors/{twin}/part" in operator.get(page).actions()
    operator.post(f"/mentors/{twin}/part", page=page)
    assert "2 places left" in founder.get(f"/mentors/{twin}").text
