# The portal under gunicorn. Build: docker compose build. Settings: .env.example.
FROM python:3.11-slim AS packages
COPY requirements/runtime.txt /tmp/runtime.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r /tmp/runtime.txt

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
RUN useradd --system --create-home --uid 10001 portal
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
RUN install --directory --owner=portal --group=portal var
COPY --chown=portal:portal . .
USER portal
# The key lets the settings load; nothing made here is signed with it, and it is not kept.
RUN python -m tools.messages compile \
    && SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
       python manage.py collectstatic --noinput --verbosity 0
ENV HOST=0.0.0.0 PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["python", "-m", "tools.healthcheck"]
CMD ["python", "-m", "tools.launch", "serve", "--no-accounts"]
