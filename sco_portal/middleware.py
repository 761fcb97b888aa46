"""Middleware of the project itself."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware import locale


class LocaleMiddleware(locale.LocaleMiddleware):
    """Django's, without ``Vary: Accept-Language``.

    The address alone decides the language here: English at the root, others under their prefix.
    Django still adds the header wherever the path has no prefix, which would split a shared
    cache into one copy per browser setting of the very same bytes.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response = super().process_response(request, response)
        fields = [field.strip() for field in response.get("Vary", "").split(",")]
        kept = [field for field in fields if field and field.lower() != "accept-language"]
        if kept:
            response["Vary"] = ", ".join(kept)
        elif response.has_header("Vary"):
            del response["Vary"]
        return response
