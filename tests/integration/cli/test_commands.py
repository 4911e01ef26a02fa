import pytest
from click.testing import CliRunner

from matchmaker.cli import main
from matchmaker.domain.vocabulary import JobKind
from matchmaker.storage import open_database

TABLE = "name,description\n甲公司,研发高温合金精密铸件的企业\n乙公司,\n"


@pytest.fixture
def run(tmp_path):
    environ = {"MATCHMAKER_VAR": str(tmp_path), "MATCHMAKER_ENCODER": "hashing", "MATCHMAKER_PLAN_SECONDS": "2"}
    environ["MATCHMAKER_DATABASE_URL"] = f"sqlite:///{tmp_path / 'matchmaker.db'}"

    def call(*arguments, **options):
        return CliRunner().invoke(main, arguments, env=environ, **options)

    return call


@pytest.fixture
def ready(run):
    assert run("init-db").exit_code == 0
    return run


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "companies.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself(run, command):
    result = run(command, "--help")

    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_commands_ask_for_the_database_first(run):
    result = run("--lang", "en", "seed", "--reference-only")

    assert result.exit_code == 1
    assert "matchmaker init-db" in result.stderr


def test_commands_are_in_chinese_unless_set_otherwise(run):
    assert "数据库已就绪" in run("init-db").output
    assert "数据库已是最新" in run("init-db").output
    assert "The database is up to date" in run("--lang", "en", "init-db").output


def test_refusals_are_in_the_language_of_the_command(ready, table):
    given = (
        "create-user",
        "--email",
        "op",
        "--name",
        "运营",
        "--role",
        "operator",
        "--password",
        "long enough password",
    )
    assert ready(*given).stderr == "错误：--email: 这既不是邮箱，也不是手机号。\n"
    assert (
        ready("--lang", "en", *given).stderr
        == "Error: --email: This is neither an e-mail address nor a mobile number.\n"
    )

    assert "字段=列名" in ready("import", "startups", table, "--map", "name").stderr


def test_seeding_twice_adds_nothing(ready):
    assert "27" in ready("--lang", "en", "seed", "--reference-only").output
    assert "Incubators added: 0" in ready("--lang", "en", "seed", "--reference-only").output


def test_import_names_what_it_left_out(ready, table):
    result = ready("--lang", "en", "import", "startups", table)

    assert result.exit_code == 0
    assert "Added: 1, updated: 0, left out: 1" in result.stdout
    assert "Row 3, column description" in result.stderr


def test_import_queues_industries_and_suggestions_as_the_page_does(ready, table, tmp_path):
    result = ready("--lang", "en", "import", "startups", table)

    assert "Startups without an industry: 1" in result.stdout
    assert "or by: matchmaker tag" in result.stdout
    database = open_database(f"sqlite:///{tmp_path / 'matchmaker.db'}")
    with database.unit(readonly=True) as unit:
        queued = [it.kind for kind in JobKind for it in unit.jobs.list_open(kind)]
    database.dispose()
    assert sorted(queued) == sorted([JobKind.TAG, JobKind.RECOMMEND])


def test_dry_run_changes_nothing(ready, table):
    for _ in range(2):
        assert "Added: 1" in ready("--lang", "en", "import", "startups", table, "--dry-run").stdout
    assert "Added: 1" in ready("--lang", "en", "import", "startups", table).stdout


def test_import_names_the_unknown_column_and_the_words_not_understood(ready, table):
    refused = ready("--lang", "en", "import", "startups", table, "--map", "name=公司")
    assert refused.exit_code == 1
    assert "公司" in refused.stderr

    assert ready("import", "startups", table, "--map", "name").exit_code == 2
    assert ready("import", "people", table).exit_code == 2
    assert ready("import", "startups", "nowhere.csv").exit_code == 2


def test_accounts_are_added_once_and_with_a_real_password(ready):
    given = ("create-user", "--email", "op@town.cn", "--name", "运营", "--role", "operator", "--password")

    assert ready("--lang", "en", *given, "short").exit_code == 1
    assert ready("--lang", "en", *given, "long enough").exit_code == 0
    again = ready("--lang", "en", *given, "long enough")
    assert again.exit_code == 1
    assert "exists already" in again.stderr


def test_refusals_are_in_chinese_unless_set_otherwise(ready):
    given = (
        "create-user",
        "--email",
        "op@town.cn",
        "--name",
        "运营",
        "--role",
        "operator",
        "--password",
        "long enough",
    )
    ready(*given)

    assert ready("--lang", "en", *given).stderr != ready(*given).stderr


def test_encode_and_recommend_report_how_much(ready, table):
    ready("import", "startups", table)

    assert "Texts: 1, of which new: 1" in ready("--lang", "en", "encode").stdout
    assert "Suggestions: 0" in ready("--lang", "en", "recommend").stdout


def test_plan_refuses_events_that_are_not_there(ready):
    assert ready("plan", "99").exit_code == 1
    assert ready("plan", "demo").exit_code == 2
