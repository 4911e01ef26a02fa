import io
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from matchmaker.demo.seeding import seed_reference
from matchmaker.domain.errors import Invalid, NotAllowed, StateConflict
from matchmaker.domain.imports import ImportKind, ImportState
from matchmaker.domain.vocabulary import Industry, JobKind, MentorKind
from matchmaker.exchange import reading
from matchmaker.services.people import imports
from matchmaker.services.people.imports import files
from matchmaker.storage.tables import CandidacyRow
from tests.jobs import list_jobs
from tests.rows import count_rows

ROWS = """name,description,行业
甲公司,研发高温合金精密铸件的企业,新材料
乙公司,,新材料
甲公司,又一次出现的同名企业,新材料
"""


def upload(context, town, content=ROWS, *, kind=ImportKind.STARTUP, filename="a.csv"):
    data = content.encode() if isinstance(content, str) else content
    return imports.read_upload(context, town.operator, kind=kind, filename=filename, content=data)


def count(context):
    with context.open_unit(readonly=True) as unit:
        return unit.startups.count(), unit.mentors.count(), unit.investors.count(), count_rows(unit, CandidacyRow)


def find_startup(context, name):
    with context.open_unit(readonly=True) as unit:
        return unit.startups.list_by_names([name])[name]


def make_workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_preview_names_row_and_column_and_changes_nothing(context, town):
    before = count(context)

    preview = upload(context, town)
    assert dict(preview.mapping) == {"name": "name", "description": "description", "industry": "行业"}
    assert (preview.rows, preview.accepted, preview.created, preview.rejected_rows) == (3, 1, 1, 2)
    faults = [(it.row_number, it.column, it.code) for it in preview.rejected]
    assert faults == [(3, "description", "value_missing"), (4, "name", "duplicate_row")]
    assert count(context) == before


def test_apply_writes_the_accepted_rows_once_and_computes_suggestions(context, town):
    preview = upload(context, town)

    result = imports.apply_import(context, town.operator, preview.import_id)
    assert (result.created, result.updated, result.rejected_rows) == (1, 0, 2)
    assert find_startup(context, "甲公司").industry is Industry.NEW_MATERIALS
    assert list_jobs(context)[-1].kind is JobKind.RECOMMEND
    assert imports.get_import(context, town.operator, preview.import_id).state is ImportState.APPLIED
    with pytest.raises(StateConflict, match="already_applied"):
        imports.apply_import(context, town.operator, preview.import_id)


def test_a_second_import_updates_only_what_the_file_states(context, town):
    imports.apply_import(context, town.operator, upload(context, town).import_id)
    later = "name,description,team\n甲公司,改做高温合金粉末的企业,二十人\n"

    preview = upload(context, town, later)
    assert (preview.created, preview.updated) == (0, 1)
    imports.apply_import(context, town.operator, preview.import_id)
    startup = find_startup(context, "甲公司")
    assert (startup.description, startup.team, startup.industry) == (
        "改做高温合金粉末的企业",
        "二十人",
        Industry.NEW_MATERIALS,
    )


def test_columns_can_be_chosen_when_no_header_is_known(context, town):
    preview = upload(context, town, "甲,乙\n丙公司,研发工业软件的丙公司\n")
    assert preview.missing == ("name", "description")
    assert preview.accepted == 0
    with pytest.raises(Invalid, match="column_missing"):
        imports.apply_import(context, town.operator, preview.import_id)

    chosen = imports.change_mapping(
        context, town.operator, preview.import_id, {"name": "甲", "description": "乙", "team": ""}
    )
    assert (chosen.missing, chosen.accepted) == ((), 1)
    with pytest.raises(Invalid, match="column_unknown"):
        imports.change_mapping(context, town.operator, preview.import_id, {"name": "丁"})


def test_a_mentor_import_respects_the_mentees_there_are(context, town):
    with context.open_unit() as unit:
        unit.mentors.take_place(town.mentor_id)
        unit.commit()
    table = make_workbook(["姓名", "类型", "专长", "容量"], ["马导师", "行业技术", "纳米材料产业化与中试", 0])

    preview = upload(context, town, table, kind=ImportKind.MENTOR, filename="m.xlsx")
    codes = [(it.row_number, it.code) for it in preview.rejected]
    assert (preview.accepted, codes) == (0, [(2, "capacity_below_mentees")])


def test_a_mentor_list_without_kinds_is_imported_and_keeps_the_kinds_there_are(context, town):
    with context.open_unit() as unit:
        unit.mentors.save(replace(unit.mentors.get(town.mentor_id), kind=MentorKind.MANAGEMENT))
        unit.commit()
    table = make_workbook(["姓名", "专长"], ["马导师", "纳米材料产业化与中试"], ["新导师", "石化装备的工艺与检测"])

    preview = upload(context, town, table, kind=ImportKind.MENTOR, filename="m.xlsx")
    assert (preview.missing, preview.created, preview.updated) == ((), 1, 1)
    assert [(it.row_number, it.code) for it in preview.warnings] == [(2, "kind_assumed"), (3, "kind_assumed")]
    imports.apply_import(context, town.operator, preview.import_id)

    with context.open_unit(readonly=True) as unit:
        kinds = {it.name: it.kind for it in unit.mentors.iterate_all()}
    assert (kinds["马导师"], kinds["新导师"]) == (MentorKind.MANAGEMENT, MentorKind.TECHNOLOGY)


def test_candidacies_find_their_startups_and_keep_reviews(context, town):
    seed_reference(context)
    table = "企业,年度,推荐方式\n纳米材料公司,2026,自荐\n没有的公司,2026,自荐\n"

    preview = upload(context, town, table, kind=ImportKind.CANDIDACY)
    assert (preview.created, [(it.row_number, it.code) for it in preview.rejected]) == (1, [(3, "startup_unknown")])
    imports.apply_import(context, town.operator, preview.import_id)
    assert upload(context, town, table, kind=ImportKind.CANDIDACY).updated == 1


@pytest.mark.parametrize(
    ("filename", "content", "code"),
    [
        ("half.xlsx", make_workbook(["name", "description"], ["甲", "乙"])[:600], "file_damaged"),
        ("large.csv", b"name,description\n" + b"x" * (50 * 1024 * 1024), "file_too_large"),
        ("empty.csv", b"", "file_empty"),
        ("twice.csv", b"name,name\na,b\n", "duplicate_column"),
    ],
)
def test_bad_files_are_named_and_leave_the_database_alone(context, town, filename, content, code):
    before = count(context)

    with pytest.raises(Invalid) as refused:
        upload(context, town, content, filename=filename)
    assert (refused.value.code, refused.value.data["filename"]) == (code, filename)
    assert count(context) == before


def test_a_file_in_gbk_is_read(context, town):
    assert upload(context, town, ROWS.encode("gb18030")).accepted == 1


def test_rejected_rows_come_back_with_reasons(context, town):
    preview = upload(context, town)

    content = imports.rejected_rows_file(context, town.operator, preview.import_id, to_text=lambda code, _: code)
    rows = list(load_workbook(io.BytesIO(content)).active.values)
    assert [row[0] for row in rows[1:]] == ["乙公司", "甲公司"]
    assert "value_missing" in rows[1][-1]


def test_only_the_operator_imports(context, town):
    with pytest.raises(NotAllowed):
        imports.read_upload(context, town.organizer, kind=ImportKind.STARTUP, filename="a.csv", content=ROWS.encode())


@pytest.fixture
def parsed(monkeypatch):
    """Sizes of the parsed files, in the order of parsing."""
    sizes = []

    def parse(content, limit, *, really=reading._read):
        sizes.append(len(content))
        return really(content, limit)

    monkeypatch.setattr(reading, "_read", parse)
    files.parse_file.cache_clear()
    return sizes


def test_all_steps_of_an_import_parse_its_file_once(context, town, parsed, tmp_path):
    preview = upload(context, town)
    imports.get_import(context, town.operator, preview.import_id)
    imports.change_mapping(context, town.operator, preview.import_id, preview.mapping)
    imports.rejected_rows_file(context, town.operator, preview.import_id, to_text=lambda code, _: code)
    imports.apply_import(context, town.operator, preview.import_id)
    with pytest.raises(StateConflict, match="already_applied"):
        imports.apply_import(context, town.operator, preview.import_id)
    assert len(parsed) == 1

    path = tmp_path / "companies.csv"
    path.write_text(ROWS, encoding="utf-8")
    imports.import_file(context, None, kind=ImportKind.STARTUP, path=path, mapping={})
    assert len(parsed) == 2


def test_a_file_of_this_machine_queues_what_an_upload_queues(context, town, tmp_path):
    rows = "name,description\n{0}公司,研发高温合金精密铸件的企业\n"
    path = tmp_path / "companies.csv"
    path.write_text(rows.format("甲"), encoding="utf-8")

    by_file = imports.import_file(context, None, kind=ImportKind.STARTUP, path=path, mapping={})
    queued = list_jobs(context)
    by_page = imports.apply_import(context, town.operator, upload(context, town, rows.format("乙")).import_id)

    assert [it.kind for it in queued] == [JobKind.TAG, JobKind.RECOMMEND]
    assert (by_file.tagging_id, by_file.job_id) == tuple(it.id for it in queued)
    assert (by_page.tagging_id, by_page.job_id) == (by_file.tagging_id, by_file.job_id), "the waiting jobs are shared"
    assert by_page.untagged == by_file.untagged == 1


def test_a_file_of_this_machine_is_imported_whole_or_tried_dry(context, town, tmp_path):
    path = tmp_path / "companies.csv"
    path.write_text("公司,介绍\n丁公司,研发煤化工催化剂的企业\n", encoding="utf-8")
    given = {"kind": ImportKind.STARTUP, "path": path, "mapping": {"name": "公司", "description": "介绍"}}
    before = count(context)

    assert imports.import_file(context, None, **given, dry_run=True).created == 1
    assert count(context) == before
    assert imports.import_file(context, None, **given).created == 1
    assert imports.import_file(context, None, **given).updated == 1
    assert count(context)[0] == before[0] + 1


def test_an_investor_row_is_rejected_alone_when_its_amount_does_not_go_with_the_stored_one(context, town):
    first = "姓名,投资方向,单笔最低,单笔最高\n甲投资人,西北早期硬科技项目投资,10,50\n"
    imports.apply_import(context, town.operator, upload(context, town, first, kind=ImportKind.INVESTOR).import_id)
    later = "姓名,投资方向,单笔最低\n甲投资人,西北早期硬科技项目投资,60\n乙投资人,西北早期硬科技项目投资,60\n"

    preview = upload(context, town, later, kind=ImportKind.INVESTOR)

    assert (preview.created, preview.updated) == (1, 0)
    faults = [(it.row_number, it.column, it.code, it.value) for it in preview.rejected]
    assert faults == [(2, "单笔最低", "range_reversed", "60")]
