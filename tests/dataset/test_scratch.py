import pytest
from events import dataset
from tests import factories as f
from django.db import connection

pytestmark = pytest.mark.django_db

def test_round(tmp_path):
    e = f.event(countries=["KG","CN"], topics=[f.topic()], place=f.place())
    a = f.actor(); p=f.post(); 
    t=f.tenure(a,p,"2020"); f.evidence(t)
    i = f.initiative(countries=["KG"])
    s = f.statement(speaker=a, initiatives=[i], event=e)
    d = f.document(event=e)
    from events.models import RECORDS, writing
    from django.utils import timezone
    with writing():
        for m in RECORDS: m.objects.update(published_at=timezone.now())
    rows = dataset.dump(tmp_path/"a", dataset.Profile.FULL)
    r = dataset.load(tmp_path/"a")
    bad=[c for c in r.changes if c.action!="same"]
    assert bad == []
    for m in [type(x) for x in (e,)]: pass
    print((tmp_path/"a"/"events.csv").read_text()); print((tmp_path/"a"/"evidence.csv").read_text())
    from events.models import writing, Evidence, Alias, Revision
    from django.apps import apps
    from events.dataset.columns import TABLES
    with writing():
        for tb in reversed(TABLES):
            q=tb.model.objects.all(); q._raw_delete(q.db)
            for c in tb.columns:
                if c.kind=="references": c.field.remote_field.through.objects.all().delete()
    connection.check_constraints()
    r = dataset.load(tmp_path/"a")
    print(r.counts())
    rows2 = dataset.dump(tmp_path/"b", dataset.Profile.FULL)
    rows.pop("revisions"); print(rows2.pop("revisions")[:1])
    assert rows == rows2
    r = dataset.load(tmp_path/"b")
    bad=[c for c in r.changes if c.action!="same"]
    assert bad == []
