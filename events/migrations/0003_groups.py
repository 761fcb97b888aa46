"""The two groups of staff and what each may do."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

VIEW_ONLY = ("importbatch", "tombstone")
WRITE = (
    "event participation statement statementparty initiative initiativestep stepparty document"
    " actor post tenure country period place topic alias publisher article capture paragraph evidence"
    " revision"
).split()
CHILDREN = (
    "participation statementparty initiativestep stepparty tenure period alias paragraph evidence"
).split()


def make_groups(apps, schema_editor):
    config = apps.get_app_config("events")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    codes = {f"view_{model}" for model in (*VIEW_ONLY, *WRITE)}
    codes |= {f"{verb}_{model}" for verb in ("add", "change") for model in WRITE}
    codes |= {f"delete_{model}" for model in CHILDREN}
    for name, more in (("Curators", set()), ("Reviewers", {"review"})):
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(
            Permission.objects.filter(
                content_type__app_label="events", codename__in=codes | more
            )
        )


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_search"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
