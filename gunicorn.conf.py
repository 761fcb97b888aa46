"""How gunicorn serves the portal; read by `make serve` and by the container."""

import os
from pathlib import Path

from django.conf import settings

from sco_portal.environment import as_int, env

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sco_portal.settings")
# Here and not in a worker: a wrong setting ends the start with its one line, instead of
# workers that die and are started again. It also reads .env, before the lines below ask.
settings.DEBUG  # noqa: B018  reading one reads them all

_host, _port = env("HOST", "127.0.0.1"), as_int("PORT", env("PORT", "8000"), least=1)
bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"

worker_class = "gthread"
workers = as_int("WEB_WORKERS", env("WEB_WORKERS", "2"), least=1)
threads = as_int("WEB_THREADS", env("WEB_THREADS", "4"), least=1)
timeout = 30
# A worker's heartbeat file on a slow disk would make it look dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
# Bounds the effect of any slow leak; the jitter keeps workers from ending together.
max_requests = 2_000
max_requests_jitter = 200
# Longest address that gunicorn can be told to accept; beyond it answers 400.
limit_request_line = 8_190

# Nobody manages the running server through a socket in somebody's home folder.
control_socket_disable = True
# One line per request, to the console, without the reader's address.
accesslog = "-"
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s bytes %(M)s ms'
