"""The admin under our own site class."""

from django.contrib.admin.apps import AdminConfig


class CurationConfig(AdminConfig):
    """Django's admin; its site is named here because everything registered asks for it."""

    default_site = "sco_portal.curation_site.CurationSite"
