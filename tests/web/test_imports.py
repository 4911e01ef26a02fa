import gzip
import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook

from matchmaker.domain.vocabulary import JobKind
from tests.jobs import list_jobs
from tests.web.browser import Browser, FetchedPage
from tests.web.small_network import SmallNetwork

CSV = (
    "企业名称,企业简介,行业领域,融资需求(万元)\n"
    "陇上风能,风电叶片检测机器人与服务,新能源,300\n"
    "兰石云,工业设备远程运维平台,信息技术,\n"
)


def upload(
    browser: Browser, content: bytes, name: str = "名单.csv", *, kind: str = "startup", status: int = 200
) -> FetchedPage:
    return browser.post("/admin/imports", status=status, kind=kind, file=(io.BytesIO(content), name))


def make_workbook(rows: list[list[object]]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def count_startups(world: SmallNetwork) -> int:
    with world.context.open_unit(readonly=True) as unit:
        return unit.startups.count()


@pytest.mark.parametrize("encode", [str.encode, lambda text: text.encode("gbk"), lambda text: text.encode("utf-8-sig")])
def test_list_is_imported_when_the_columns_are_known(
    operator: Browser, world: SmallNetwork, encode: Callable[[str], bytes]
) -> None:
    page = upload(operator, encode(CSV))
    assert "导入 2 行" in page.text
    assert count_startups(world) == 2, "a preview writes nothing"

    page = operator.post("/admin/imports/1/apply")

    assert "新增 2 条" in page.response.text
    assert count_startups(world) == 4
    (job,) = list_jobs(world.context)
    assert job.kind is JobKind.RECOMMEND
    assert f"/jobs/{job.id}" in page.links()
    assert "/startups" in page.links()
    again = operator.get("/admin/imports/1")
    assert {div[0].text: div[1].text for div in again.tree.iterfind(".//dl/div")} == {
        "文件行数": "2", "新增": "2", "更新": "0", "不能导入": "0"
    }, "what happened, not what would happen now"  # fmt: skip


def test_two_imports_in_a_row_share_the_jobs_that_wait(operator: Browser, world: SmallNetwork) -> None:
    for number, name in ((1, "陇上风能"), (2, "兰石云")):
        upload(operator, f"企业名称,企业简介\n{name},工业设备远程运维平台\n".encode())
        operator.post(f"/admin/imports/{number}/apply")

    assert [it.kind for it in list_jobs(world.context)] == [JobKind.TAG, JobKind.RECOMMEND]


def test_import_page_shows_when_the_suggestions_are_ready(operator: Browser, world: SmallNetwork) -> None:
    upload(operator, CSV.encode())
    assert "自动开始" in operator.post("/admin/imports/1/apply").text

    with world.context.open_unit() as unit:
        job = unit.jobs.claim(world.clock(), "worker")
        unit.jobs.finish(job.id, "worker", now=world.clock(), result={})
        unit.commit()

    assert "推荐已是最新" in operator.get("/admin/imports/1").text


def test_rejected_rows_are_offered_after_the_import_too(operator: Browser, world: SmallNetwork) -> None:
    upload(operator, (CSV + ",无名企业的简介,,\n").encode())

    page = operator.post("/admin/imports/1/apply")

    assert "/admin/imports/1/rejected.xlsx" in page.links()
    assert "重新上传" in page.text


@pytest.mark.parametrize("kind", ["startup", "mentor", "investor", "candidacy"])
def test_template_can_be_filled_in_and_uploaded(operator: Browser, kind: str) -> None:
    path = f"/admin/imports/templates/{kind}.xlsx"
    assert path in operator.get("/admin/imports").links()

    page = upload(operator, operator.client.get(path).data, "模板.xlsx", kind=kind)

    assert "请为以下必填项选择对应列" not in page.text, "all columns are known"
    assert "示例" in page.text


def test_there_is_no_template_of_an_unknown_kind(operator: Browser) -> None:
    operator.get("/admin/imports/templates/emperor.xlsx", status=404)


def test_workbook_is_imported_when_an_operator_chooses_its_columns(operator: Browser, world: SmallNetwork) -> None:
    page = upload(operator, make_workbook([["甲", "乙"], ["陇上风能", "风电叶片检测机器人与服务"]]), "名单.xlsx")
    assert "名称或姓名、企业简介" in page.text

    page = operator.post("/admin/imports/1/mapping", **{"field-name": "甲", "field-description": "乙"})
    assert "导入 1 行" in page.text

    operator.post("/admin/imports/1/apply")
    assert count_startups(world) == 3


def test_list_is_imported_once_when_the_button_is_pressed_twice(operator: Browser, world: SmallNetwork) -> None:
    upload(operator, CSV.encode())
    operator.post("/admin/imports/1/apply")

    page = operator.post("/admin/imports/1/apply", status=409)

    assert "已导入过" in page.text
    assert count_startups(world) == 4


def test_rejected_rows_are_listed_with_row_column_and_reason(operator: Browser, world: SmallNetwork) -> None:
    rows = "河谷玻璃,特种玻璃,,三百万美元左右\n,无名企业的简介,,\n陇上风能,又一次,,\n"

    page = upload(operator, (CSV + rows).encode())

    listed = [row for row in page.rows() if len(row) == 4 and row[0].isdecimal()]
    assert ["5", "企业名称", "", "此处必须填写。"] in listed
    assert ["6", "企业名称", "陇上风能", "与第 2 行重复。"] in listed
    assert any(row[:2] == ["4", "融资需求(万元)"] for row in listed)
    assert "导入 2 行" in page.text


def test_rejected_rows_come_back_as_a_workbook(operator: Browser) -> None:
    upload(operator, (CSV + ",无名企业的简介,,\n").encode())

    answer = operator.client.get("/admin/imports/1/rejected.xlsx")

    rows = list(load_workbook(io.BytesIO(answer.data)).active.values)
    assert rows[1][1] == "无名企业的简介"
    assert "此处必须填写" in rows[1][-1]


TRUNCATED = make_workbook([["企业名称", "企业简介"], *([f"企业{n}", "简介很长" * 50] for n in range(300))])[:5000]


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (TRUNCATED, "名单.xlsx", "第 1 行 A 列：工作簿已损坏"),
        (b"", "名单.csv", "第 1 行 A 列：没有数据行"),
        ("企业名称,企业简介\n".encode(), "名单.csv", "没有数据行"),
        ("企业名称,企业名称\n甲,乙\n".encode(), "名单.csv", "A 列与 B 列的表头相同"),
        ('企业名称,企业简介\n甲,"乙\n'.encode(), "名单.csv", "引号没有闭合"),
        (gzip.compress(CSV.encode()), "名单.csv", "不是 Excel 或 CSV 文件"),
        (b"%PDF-1.7 ...", "名单.xlsx", "不是 Excel 或 CSV 文件"),
        (b"\xff\xfe" + b"\x00\xd8" * 9, "名单.csv", "编码无法识别"),
    ],
    ids=["truncated", "empty", "header only", "twin columns", "open quote", "gzip", "pdf", "broken text"],
)
def test_file_is_refused_with_the_place_when_it_cannot_be_read(
    operator: Browser, world: SmallNetwork, content: bytes, name: str, expected: str
) -> None:
    page = upload(operator, content, name, status=400)

    assert expected in page.text
    assert count_startups(world) == 2


def test_missing_column_is_named_when_a_file_has_none_for_a_required_field(
    operator: Browser, world: SmallNetwork
) -> None:
    page = upload(operator, "企业名称,成立时间\n陇上风能,2020\n".encode())
    assert "请为以下必填项选择对应列：企业简介" in page.text

    page = operator.post("/admin/imports/1/apply", status=400)
    assert "没有对应的列" in page.text
    assert count_startups(world) == 2


def test_mapping_is_refused_when_one_column_serves_two_fields(operator: Browser) -> None:
    upload(operator, CSV.encode())

    page = operator.post(
        "/admin/imports/1/mapping",
        page="/admin/imports/1",
        **{"field-name": "企业名称", "field-description": "企业名称"},
    )

    assert "同一列被选作两项内容" in page.response.text


def test_upload_is_refused_when_no_file_is_chosen(operator: Browser) -> None:
    assert "请选择文件" in operator.post("/admin/imports", status=400, kind="startup").text


def test_candidacies_are_imported_when_their_startups_are_known(operator: Browser, world: SmallNetwork) -> None:
    rows = "企业名称,年度,推荐方式,评审分数\n河谷膜材料,2026,孵化器推荐,张三:85、李四:90\n无此企业,2026,企业自荐,\n"
    page = upload(operator, rows.encode(), kind="candidacy")
    assert "没有找到该名称或编号的企业" in page.text

    operator.post("/admin/imports/1/apply")

    assert [row[:2] for row in operator.get("/candidacies").rows()] == [["河谷膜材料 演示", "2026"]]


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("kind", ["startup", "mentor", "investor", "candidacy"])
def test_mapping_names_all_fields_of_each_kind(operator: Browser, kind: str, locale: str) -> None:
    upload(operator.use_locale(locale), CSV.encode(), kind=kind)

    operator.get("/admin/imports/1")


def test_file_is_refused_with_the_limit_when_it_is_too_large(operator: Browser, world: SmallNetwork) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nstartup\r\n'
    body += b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n' + b"x" * (1024 * 1024 + 1)

    answer = operator.client.post(
        "/admin/imports", data=body + b"\r\n--x--\r\n", content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 400
    assert "一次最多上传 1 MB" in answer.text
    assert count_startups(world) == 2
