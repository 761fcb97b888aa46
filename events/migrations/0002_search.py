"""The search index; `events/models/index.py` says how it is asked."""

from django.db import migrations, models

FTS = "events_searchentry_fts"
COLUMNS = "title, names, body"
ADD = f"INSERT INTO {FTS}(rowid, {COLUMNS}) VALUES (new.id, new.title, new.names, new.body);"
REMOVE = (
    f"INSERT INTO {FTS}({FTS}, rowid, {COLUMNS})"
    " VALUES ('delete', old.id, old.title, old.names, old.body);"
)

# The tokenizer `ascii` takes every other character as part of a word: our tokens go through
# whole, whatever Unicode version this SQLite was built with.
SQLITE = (
    f"CREATE VIRTUAL TABLE {FTS} USING fts5({COLUMNS}, content='events_searchentry',"
    " content_rowid='id', tokenize='ascii', prefix='2 3', detail=column, columnsize=0)",
    f"CREATE TRIGGER events_searchentry_added AFTER INSERT ON events_searchentry BEGIN {ADD} END",
    f"CREATE TRIGGER events_searchentry_removed AFTER DELETE ON events_searchentry"
    f" BEGIN {REMOVE} END",
    f"CREATE TRIGGER events_searchentry_changed AFTER UPDATE ON events_searchentry"
    f" BEGIN {REMOVE} {ADD} END",
)
SQLITE_BACK = (
    "DROP TRIGGER events_searchentry_added",
    "DROP TRIGGER events_searchentry_removed",
    "DROP TRIGGER events_searchentry_changed",
    f"DROP TABLE {FTS}",
)


def vector(name, text):
    """A generated column. It takes our tokens as they are; to_tsvector would parse them again."""
    return (
        f"ALTER TABLE events_searchentry ADD COLUMN {name}_vector tsvector"
        f" GENERATED ALWAYS AS (array_to_tsvector(string_to_array({text}, ' '))) STORED"
    )


POSTGRESQL = (
    vector("title", "title"),
    vector("names", "trim(title || ' ' || names)"),
    vector("anywhere", "trim(trim(title || ' ' || names) || ' ' || body)"),
    "CREATE INDEX events_searchentry_anywhere ON events_searchentry USING gin (anywhere_vector)",
)
POSTGRESQL_BACK = (
    "DROP INDEX events_searchentry_anywhere",
    *(
        f"ALTER TABLE events_searchentry DROP COLUMN {name}_vector"
        for name in ("title", "names", "anywhere")
    ),
)


def add_index(apps, schema_editor):
    """Make the full-text index of this database."""
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


def remove_index(apps, schema_editor):
    """Take it away again."""
    backwards = {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}
    for statement in backwards[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("number", models.IntegerField(null=True)),
                ("code", models.CharField(max_length=2, null=True)),
                ("title", models.TextField()),
                ("names", models.TextField()),
                ("body", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["kind", "number"], name="search_number_once"),
                    models.UniqueConstraint(fields=["kind", "code"], name="search_code_once"),
                    models.CheckConstraint(
                        name="search_number_or_code",
                        condition=models.Q(number__isnull=False, code__isnull=True)
                        | models.Q(number__isnull=True, code__isnull=False),
                    ),
                ]
            },
        ),
        migrations.RunPython(add_index, remove_index),
    ]
