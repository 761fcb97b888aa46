"""Static files under names that carry their hash, the modules of our scripts included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's; imports between the desk's modules name the hashed files as well.

    Only theirs: packages ship modules whose imports a page has to map, and which would stop
    the collecting.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "js/desk/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )
