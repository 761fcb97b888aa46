"""Uploads unpacked into CSV files, and tables written so that they can be read back."""

import csv
import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from events.dataset import LoadError, tables
from events.models import Event, Place
from tests import factories


def unpacked(tmp_path, name, content, **options):
    found = tables.unpack(name, content, tmp_path, **options)
    return {
        table: list(csv.reader((tmp_path / f"{table}.csv").open(newline=""))) for table in found
    }


def workbook(sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def archive(files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return content.getvalue()


def refusal(tmp_path, name, content, **options):
    with pytest.raises(LoadError) as caught:
        tables.unpack(name, content, tmp_path, **options)
    return [(problem.file, problem.row, problem.reason) for problem in caught.value.problems]


def test_csv_is_named_by_its_file(tmp_path):
    rows = unpacked(tmp_path, "places.csv", b"id,name_en\npl~1,Made-up town\n")
    assert rows == {"places": [["id", "name_en"], ["pl~1", "Made-up town"]]}


def test_csv_of_another_name_is_taken_for_the_chosen_table(tmp_path):
    rows = unpacked(tmp_path, "my list.csv", b"id,name_en\n", table="places")
    assert rows == {"places": [["id", "name_en"]]}


def test_table_nobody_knows_is_refused(tmp_path):
    assert refusal(tmp_path, "cities.csv", b"id\n") == [
        ("cities.csv", 0, "“cities” is the name of no table.")
    ]


@pytest.mark.parametrize("table", ["revisions", "tombstones", "import_batches"])
def test_tables_that_curation_makes_are_refused(tmp_path, table):
    assert refusal(tmp_path, f"{table}.csv", b"id\n") == [
        (f"{table}.csv", 0, f"{table} is not written by hand.")
    ]


def test_columns_that_say_how_a_record_stands_are_left_out(tmp_path):
    content = b"id,title_en,status,batch,author,version\nev~1,Made up,published,x,root,9\n"
    rows = unpacked(tmp_path, "events.csv", content)
    assert rows == {"events": [["id", "title_en"], ["ev~1", "Made up"]]}


def test_names_of_accounts_are_left_out(tmp_path):
    rows = unpacked(tmp_path, "articles.csv", b"id,headline,assignee\nar1,Made up,root\n")
    assert rows == {"articles": [["id", "headline"], ["ar1", "Made up"]]}


def test_unknown_columns_stay_for_the_loader_to_name(tmp_path):
    rows = unpacked(tmp_path, "places.csv", b"id,colour\n")
    assert rows == {"places": [["id", "colour"]]}


def test_row_of_another_width_is_refused_by_its_line(tmp_path):
    assert refusal(tmp_path, "places.csv", b"id,name_en\npl1\n") == [
        ("places.csv", 2, "1 cells under 2 columns.")
    ]


def test_csv_that_is_no_utf8_is_refused(tmp_path):
    assert refusal(tmp_path, "places.csv", b"id\n\xff\n") == [("places.csv", 2, "it is not UTF-8")]


def test_xlsx_has_a_table_a_sheet_and_plain_values(tmp_path):
    content = workbook(
        {
            "events": [
                ["id", "title_en", "date", "organ_number"],
                ["ev~1", "Made up", date(2024, 7, 4), 24],
                [None, None, None, None],
                ["ev~2", "Made up too", datetime(2024, 7, 5), 24.0],
            ],
            "tenures": [["id", "acting"], ["te~1", True]],
            "empty": [],
        }
    )
    assert unpacked(tmp_path, "package.xlsx", content) == {
        "events": [
            ["id", "title_en", "date", "organ_number"],
            ["ev~1", "Made up", "2024-07-04", "24"],
            ["ev~2", "Made up too", "2024-07-05", "24"],
        ],
        "tenures": [["id", "acting"], ["te~1", "true"]],
    }


def test_formula_in_xlsx_is_refused_by_its_cell(tmp_path):
    content = workbook({"places": [["id", "name_en"], ["pl~1", "=1+1"]]})
    assert refusal(tmp_path, "x.xlsx", content) == [
        ("x.xlsx", 0, "places!B2 is a formula; write its value.")
    ]


def test_cell_far_aside_or_below_fills_no_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 10)
    book = Workbook()
    book.active.title = "places"
    book.active["A1"], book.active["XFD2"], book.active["A20"] = "id", "far", "pl~1"
    content = io.BytesIO()
    book.save(content)
    assert refusal(tmp_path, "x.xlsx", content.getvalue()) == [
        ("x.xlsx", 0, "places has more than 10 rows.")
    ]


@pytest.mark.parametrize("name", ["x.xlsx", "x.zip"])
def test_archive_that_is_none_is_refused(tmp_path, name):
    kind = {"x.xlsx": "an XLSX workbook", "x.zip": "a ZIP archive"}[name]
    assert refusal(tmp_path, name, b"\x89PNG made up") == [
        (name, 0, f"It cannot be read as {kind}.")
    ]


def test_zip_is_a_package_without_what_curation_makes(tmp_path):
    content = archive(
        {
            "package/places.csv": "id,name_en\npl1,Made-up town\n",
            "package/revisions.csv": "id\nrv1\n",
            "package/datapackage.json": "{}",
        }
    )
    assert unpacked(tmp_path, "package.zip", content) == {
        "places": [["id", "name_en"], ["pl1", "Made-up town"]]
    }


def test_zip_cannot_write_outside_the_folder(tmp_path):
    folder = tmp_path / "inner"
    folder.mkdir()
    tables.unpack("x.zip", archive({"../../places.csv": "id\n"}), folder)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.csv")] == [
        "inner/places.csv"
    ]


def test_zip_that_unfolds_too_far_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MOST_BYTES", 1000)
    content = archive({"places.csv": "id\n" + "\n" * 5000})
    assert refusal(tmp_path, "x.zip", content) == [("x.zip", 0, "It unfolds to more than 200 MB.")]


def test_zip_without_a_table_is_refused(tmp_path):
    assert refusal(tmp_path, "x.zip", archive({"readme.txt": "made up"})) == [
        ("x.zip", 0, "There is no table in it.")
    ]


def test_other_kinds_of_files_are_refused(tmp_path):
    assert refusal(tmp_path, "x.exe", b"MZ") == [
        ("x.exe", 0, "Send a CSV or XLSX table, or a data package as a ZIP archive.")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["=1+1", "'=1+1", "''x", "-7", "-7.5", "- dash", "@x", "plain"])
def test_what_was_downloaded_is_read_back(tmp_path, name):
    place = factories.place()
    Place.objects.filter(pk=place.pk).update(name_ru=name)
    rows = Place.objects.filter(pk=place.pk)
    written = unpacked(tmp_path, "places.csv", "".join(tables.as_csv(rows)).encode())
    column = written["places"][0].index("name_ru")
    assert written["places"][1][column] == name


@pytest.mark.django_db
def test_csv_hides_formulas_from_spreadsheets_and_spares_numbers():
    place = factories.place()
    Place.objects.filter(pk=place.pk).update(name_ru="=1+1", latitude=-7.5, longitude=1)
    header, row = csv.reader(io.StringIO("".join(tables.as_csv(Place.objects.all()))))
    cells = dict(zip(header, row, strict=True))
    assert (cells["name_ru"], cells["latitude"]) == ("'=1+1", "-7.5")


@pytest.mark.django_db
def test_xlsx_calculates_nothing():
    place = factories.place()
    Place.objects.filter(pk=place.pk).update(name_ru="=1+1")
    book = load_workbook(io.BytesIO(tables.as_xlsx(Place.objects.all())))
    header, row = book["places"].iter_rows()
    cell = row[[c.value for c in header].index("name_ru")]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.django_db
def test_drafts_are_downloaded_without_how_they_stand():
    event = factories.event(status="draft")
    header, row = csv.reader(io.StringIO("".join(tables.as_csv(Event.objects.all()))))
    assert row[:2] == [event.public_id, event.title_en]
    assert {"status", "author", "version"}.isdisjoint(header)
