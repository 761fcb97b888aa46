"""The curators' side: Django's admin over every model, and the steps of curation.

A draft is edited in place. Saving a published record keeps a revision and leaves the public
rows alone (`proposing`); `reviewing` shows the difference to the reviewer.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import children, records, reviewing, sources, vocabularies

admin.site.site_header = _("SCO portal: curation")
admin.site.site_title = _("SCO portal")
admin.site.index_title = _("Records and sources")

__all__ = ["children", "records", "reviewing", "sources", "vocabularies"]
