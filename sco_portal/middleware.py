"""Middleware of the project itself."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware import locale
from django.utils import translation


class LocaleMiddleware(locale.LocaleMiddleware):
    """Django's, but the address alone decides the language of a public page.

    English at the root, others under their prefix; hence no ``Vary: Accept-Language`` there,
    which would split a shared cache into one copy per browser setting of the very same bytes.
    The admin has one address and no cache: it speaks the language of the curator's browser.
    """

    def process_request(self, request: HttpRequest) -> None:
        if _is_admin(request):
            language = translation.get_language_from_request(request)
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()
        else:
            super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response = super().process_response(request, response)
        if _is_admin(request):
            return response
        fields = [field.strip() for field in response.get("Vary", "").split(",")]
        kept = [field for field in fields if field and field.lower() != "accept-language"]
        if kept:
            response["Vary"] = ", ".join(kept)
        elif response.has_header("Vary"):
            del response["Vary"]
        return response


def _is_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith("/admin/")
