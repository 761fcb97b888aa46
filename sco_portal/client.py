"""Who is asking: the address that log-in throttling counts by."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the reader as the outermost of our own proxies saw it.

    Each proxy appends the address it was called from, so with n trusted proxies the n-th entry
    from the right is the last one that a reader cannot have written. Anything else in the header
    is the reader's own claim and is not believed.
    """
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(hops) >= proxies:
        try:
            return str(ip_address(hops[-proxies]))
        except ValueError:
            pass
    return str(request.META["REMOTE_ADDR"])
