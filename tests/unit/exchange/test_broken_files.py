"""Any bytes are read or refused with a code; no other exception and no crash."""

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.errors import Invalid
from matchmaker.domain.imports import ImportKind
from matchmaker.exchange import Sheet, guess_mapping, missing_fields, parse_rows, read_table, write_workbook

LIMIT = 1024 * 1024
WORKBOOK = write_workbook(
    [Sheet(title="企业", columns=("企业名称", "企业简介"), rows=[(f"企业{i}", "研发石化装备") for i in range(20)])]
)
CSV = '企业名称,企业简介\r\n兰石,"研发,石化\n装备"\r\n'.encode() * 3


def read_or_refuse(content):
    """True if the content was read and its rows parsed; False if it was refused."""
    try:
        table = read_table("名单", content, limit_bytes=LIMIT)
    except Invalid:
        return False
    mapping = guess_mapping(table.columns, ImportKind.STARTUP)
    if not missing_fields(ImportKind.STARTUP, mapping):
        parse_rows(table, ImportKind.STARTUP, mapping)
    return True


def change_bytes(content, seed):
    """``content`` with a few bytes changed, cut out or put in."""
    rng = random.Random(seed)  # noqa: S311 -- broken files are no secrets
    changed = bytearray(content)
    for _ in range(rng.randrange(1, 5)):
        place = rng.randrange(len(changed))
        changed[place : place + rng.randrange(20)] = rng.randbytes(rng.randrange(8))
    return bytes(changed)


def test_read_or_refuse_reads_when_nothing_is_broken():
    assert read_or_refuse(WORKBOOK)
    assert read_or_refuse(CSV)


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"name,about\n"]))
def test_read_table_reads_or_refuses_when_bytes_are_random(content, start):
    read_or_refuse(start + content)


@given(st.integers(min_value=0), st.sampled_from([WORKBOOK, CSV]))
def test_read_table_reads_or_refuses_when_bytes_were_changed(seed, content):
    read_or_refuse(change_bytes(content, seed))


@given(st.integers(min_value=0), st.data())
@settings(max_examples=150)
def test_read_table_reads_or_refuses_when_a_part_of_the_workbook_was_changed(seed, data):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as source, zipfile.ZipFile(stream, "w") as target:
        broken = data.draw(st.sampled_from(source.namelist()))
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, change_bytes(part, seed) if name == broken else part)
    read_or_refuse(stream.getvalue())


@pytest.mark.parametrize(("place", "byte"), [(1606, 0), (1650, 255)])
def test_read_table_reports_damaged_when_the_reader_of_old_workbooks_falls_over(make_old_workbook, place, byte):
    """The first of these bytes made calamine 0.37 panic, the second ended its whole process."""
    content = bytearray(make_old_workbook("导师", [("姓名", "专长", "容量"), *[("张三", "高分子", 3.0)] * 30]))
    content[place] = byte
    with pytest.raises(Invalid) as refusal:
        read_table("导师.xls", bytes(content), limit_bytes=LIMIT)
    assert refusal.value.code == "file_damaged"
