from dataclasses import replace

import pytest

from matchmaker.domain.errors import NotAllowed
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.profiles import StartupDraft
from matchmaker.domain.tagging import IndustrySuggestion, TaggingBasis
from matchmaker.domain.vocabulary import Industry, JobKind
from matchmaker.services.people import imports, list_export, profiles
from matchmaker.services.suggestions import tagging
from matchmaker.services.suggestions.tagging import tagging_run
from matchmaker.services.suggestions.tagging.classes import find_owner, list_names
from tests.jobs import list_jobs

WORDS = {
    Industry.NEW_ENERGY: (("光伏电站", "风电叶片", "储能电池", "氢能燃料"), "C3825"),
    Industry.BIOMEDICINE: (("手术器械", "肿瘤诊断", "基因检测", "中药饮片"), "C2710"),
    Industry.INFORMATION_TECHNOLOGY: (("数据平台", "工业软件", "网络安全", "物联网"), "I6510"),
}


def fill(context, count=120):
    """Startups that state their industry and class."""
    drafts = []
    for number in range(count):
        industry = list(WORDS)[number % 3]
        words, code = WORDS[industry]
        text = f"公司专注{words[number // 3 % 4]}和{words[number // 12 % 4]}的研发与服务"
        drafts.append(StartupDraft(name=f"已填{number}", description=text, industry=industry, gbt_class=code))
    with context.open_unit() as unit:
        unit.startups.add_many(drafts)
        unit.commit()


def add(context, *descriptions, **values):
    with context.open_unit() as unit:
        drafts = [StartupDraft(name=f"未填{it}", description=it, **values) for it in descriptions]
        ids = unit.startups.add_many(drafts)
        unit.commit()
    return ids


def read(context, startup_id):
    with context.open_unit(readonly=True) as unit:
        return unit.startups.get(startup_id)


@pytest.fixture
def filled(context, town):
    fill(context)
    return context


def test_missing_industries_are_suggested_with_class_and_confidence(filled):
    sun, blank = add(filled, "公司专注光伏电站和储能电池的研发与服务", "——")

    result = tagging_run.suggest_industries(filled)

    found = read(filled, sun)
    assert (found.industry, found.gbt_class) == (Industry.NEW_ENERGY, "C382")
    assert tagging_run.MIN_CONFIDENCE <= found.class_confidence <= found.industry_confidence <= 1
    assert (result.basis, result.learned_from >= 120, result.asked >= 1) == (TaggingBasis.PROFILES, True, True)
    assert read(filled, blank).industry is None


def test_nothing_is_suggested_when_the_platform_is_not_sure_enough(filled):
    (vague,) = add(filled, "公司专注储能电池、手术器械和数据平台的研发与服务")

    tagging_run.suggest_industries(filled)

    assert read(filled, vague).industry is None


def test_dry_run_reports_the_same_and_stores_nothing(filled):
    (sun,) = add(filled, "公司专注光伏电站和储能电池的研发与服务")

    dry = tagging_run.suggest_industries(filled, dry_run=True)

    assert read(filled, sun).industry is None
    assert dry == tagging_run.suggest_industries(filled)
    assert dry.suggested == 1


def test_stated_industries_are_never_touched(filled):
    before = {it.id: it for it in _all(filled) if it.industry}
    add(filled, "公司专注基因检测的研发与服务")

    tagging_run.suggest_industries(filled)

    assert {it.id: it for it in _all(filled) if it.id in before} == before


def _all(context):
    with context.open_unit(readonly=True) as unit:
        return list(unit.startups.iterate_all())


def test_what_was_stated_meanwhile_stays(filled):
    (sun,) = add(filled, "公司专注光伏电站的研发与服务")
    seen = read(filled, sun)
    with filled.open_unit() as unit:
        unit.startups.save(replace(seen, industry=Industry.NEW_MATERIALS))
        unit.commit()

    late = IndustrySuggestion(industry=Industry.NEW_ENERGY, industry_confidence=0.9)
    with filled.open_unit() as unit:
        assert not unit.startups.suggest_industry(seen, late)
        unit.commit()
    assert read(filled, sun).industry is Industry.NEW_MATERIALS


def test_a_suggestion_against_the_stated_class_is_not_made(filled):
    (odd,) = add(filled, "公司专注光伏电站和储能电池的研发与服务", gbt_class="C2710")

    tagging_run.suggest_industries(filled)

    assert read(filled, odd).industry is None


def test_names_of_classes_teach_when_few_profiles_do(context, town):
    add(context, "太阳能发电和风力发电的建设")

    result = tagging_run.suggest_industries(context)

    assert result.basis is TaggingBasis.NAMES
    assert result.classes == 0
    assert result.learned_from > 900


def test_suggestions_are_renewed_once_after_many_and_one_by_one_after_few(filled):
    (sun,) = add(filled, "公司专注光伏电站和储能电池的研发与服务")
    tagging_run.suggest_industries(filled, startup_ids={sun})
    job = list_jobs(filled)[-1]
    assert (job.kind, job.payload["id"]) == (JobKind.REFRESH, sun)

    add(filled, *(f"公司专注光伏电站和储能电池的研发与服务{n}" for n in range(tagging_run.MIN_PROFILES + 1)))
    tagging_run.suggest_industries(filled)
    assert list_jobs(filled)[-1].kind is JobKind.RECOMMEND


def test_new_startup_without_an_industry_is_looked_at_before_its_partners(filled, town):
    draft = StartupDraft(name="新公司", description="公司专注光伏电站和储能电池的研发与服务")

    startup_id = profiles.create_startup(filled, town.founders[0], draft)

    first, second = list_jobs(filled)[-2:]
    assert (first.kind, second.kind) == (JobKind.TAG, JobKind.REFRESH)
    assert first.payload == {"id": startup_id}


def test_class_of_a_suggestion_goes_when_another_industry_is_chosen(filled, town):
    one = town.startups[0]
    with filled.open_unit() as unit:
        unit.startups.save(
            replace(unit.startups.get(one), industry=Industry.NEW_ENERGY, industry_confidence=0.8,
                    gbt_class="C382", class_confidence=0.75)
        )  # fmt: skip
        unit.commit()
    shown = read(filled, one)

    changed = replace(shown, industry=Industry.NEW_MATERIALS)
    saved = profiles.edit_startup(filled, town.founders[0], one, changed, version=shown.version)

    assert (saved.industry, saved.gbt_class) == (Industry.NEW_MATERIALS, None)
    assert not saved.is_industry_suggested


def test_our_own_list_brings_suggestions_back_and_other_lists_state(filled, town):
    (sun,) = add(filled, "公司专注光伏电站和储能电池的研发与服务")
    tagging_run.suggest_industries(filled)
    before = read(filled, sun)

    content = list_export.export_startups(filled, town.operator)
    preview = imports.read_upload(filled, town.operator, kind=ImportKind.STARTUP, filename="a.xlsx", content=content)
    imports.apply_import(filled, town.operator, preview.import_id)
    assert replace(read(filled, sun), version=before.version) == before

    stated = f"企业名称,企业简介,行业领域\n{before.name},{before.description},新能源\n".encode()
    preview = imports.read_upload(filled, town.operator, kind=ImportKind.STARTUP, filename="b.csv", content=stated)
    imports.apply_import(filled, town.operator, preview.import_id)
    after = read(filled, sun)
    assert (after.industry, after.industry_confidence) == (Industry.NEW_ENERGY, None)
    assert (after.gbt_class, after.class_confidence) == (before.gbt_class, before.class_confidence)


def test_a_new_description_takes_the_old_suggestion_away(filled, town):
    (sun,) = add(filled, "公司专注光伏电站和储能电池的研发与服务")
    tagging_run.suggest_industries(filled)
    name = read(filled, sun).name

    rows = f"企业名称,企业简介\n{name},公司改做基因检测和肿瘤诊断的研发与服务\n".encode()
    preview = imports.read_upload(filled, town.operator, kind=ImportKind.STARTUP, filename="a.csv", content=rows)
    assert preview.untagged == 1
    imports.apply_import(filled, town.operator, preview.import_id)
    assert (read(filled, sun).industry, read(filled, sun).gbt_class) == (None, None)

    tagging_run.suggest_industries(filled)
    assert read(filled, sun).industry is Industry.BIOMEDICINE


def test_only_the_operator_confirms_many(context, town):
    with pytest.raises(NotAllowed):
        tagging.confirm_industries(context, town.founders[0], {})
    with pytest.raises(NotAllowed):
        tagging.confirm_industry(context, town.founders[1], town.startups[0], Industry.NEW_ENERGY)
    with pytest.raises(NotAllowed):
        tagging.list_pending(context, town.founders[0])


def test_classes_belong_to_the_nearest_industry_above_them(context):
    seeds = context.settings.seeds

    assert find_owner(seeds, "C2710") is Industry.BIOMEDICINE
    assert find_owner(seeds, "C") is None
    assert find_owner(seeds, None) is None
    assert len(list_names(seeds)) == 946
    assert {industry for industry, _ in list_names(seeds)} == set(Industry)
