"""The two commands: what they print, and how they fail."""

import pytest
from django.core.management import CommandError, call_command

from events.models import Event
from tests.dataset.builders import example, read_rows, write_package

pytestmark = pytest.mark.django_db


def test_load_dataset_counts_rows_by_table(tmp_path, capsys):
    call_command("load_dataset", write_package(tmp_path, example()))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["import_batches: 1 added", "countries: 2 added"]
    call_command("load_dataset", tmp_path)
    assert capsys.readouterr().out.splitlines()[0] == "import_batches: 1 same"


def test_load_dataset_dry_run_lists_each_change_and_changes_nothing(tmp_path, capsys):
    call_command("load_dataset", write_package(tmp_path, example()), verbosity=0)
    package = example()
    package["events"][0]["summary"] = "Made up. " * 30
    package["participations"][0]["country"] = "CN"
    call_command("load_dataset", write_package(tmp_path, package), dry_run=True)
    output = capsys.readouterr().out
    assert 'participations pa1 changed\n    country: "KG" -> "CN"\n' in output
    assert f'    summary: "" -> "{("Made up. " * 30)[:199]}...\n' in output
    assert "    version: 1 -> 2\n" in output
    assert "countries KG" not in output
    assert Event.objects.get().summary == ""


def test_load_dataset_names_file_row_column_and_reason(tmp_path):
    package = example()
    package["events"][0]["place"] = "nowhere"
    with pytest.raises(CommandError) as caught:
        call_command("load_dataset", write_package(tmp_path, package))
    assert caught.value.returncode == 1
    assert str(caught.value) == (
        "Nothing was loaded.\nevents.csv:2: place: “nowhere” is not there: it is unknown"
    )


def test_load_dataset_overwrites_newer_records_by_force(tmp_path):
    package = example()
    package["events"][0]["version"] = "5"
    call_command("load_dataset", write_package(tmp_path, package), verbosity=0)
    package["events"][0] |= {"version": "3", "summary": "Made up."}
    call_command("load_dataset", write_package(tmp_path, package), verbosity=0, force=True)
    event = Event.objects.get()
    assert (event.version, event.summary) == (6, "Made up.")


@pytest.mark.parametrize("profile, name", [(None, "sco-public"), ("starter", "sco-starter")])
def test_export_dataset_writes_the_profile_and_counts_rows(tmp_path, capsys, profile, name):
    call_command("load_dataset", write_package(tmp_path / "a", example()), verbosity=0)
    options = {"profile": profile} if profile else {}
    call_command("export_dataset", tmp_path / "b", **options)
    assert "participations: 2\n" in capsys.readouterr().out
    assert f'"name": "{name}"' in (tmp_path / "b" / "datapackage.json").read_text(encoding="utf-8")
    assert [row["id"] for row in read_rows(tmp_path / "b", "events")] == ["ev1"]
