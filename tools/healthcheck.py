"""Does the server in this container answer /healthz? Exit code 0 or 1, for the health check.

Asks on loopback under the site's own name, because no other host is answered.
"""

import http.client
import sys
from urllib.parse import urlsplit

from sco_portal.environment import as_int, env, load_environment


def main() -> int:
    load_environment()
    port = as_int("PORT", env("PORT", "8000"), least=1)
    host = urlsplit(env("SITE_URL")).netloc or f"127.0.0.1:{port}"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        status = connection.getresponse().status
    except OSError as error:
        print(f"no answer on port {port}: {error}", file=sys.stderr)
        return 1
    if status != 200:
        print(f"/healthz answered {status}", file=sys.stderr)
    return 0 if status == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
