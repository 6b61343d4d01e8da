# The application: web, worker, beat, migrate and static are this one image with different commands (docker-compose.yml).
FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY requirements/runtime.txt requirements/
RUN pip install --require-hashes -r requirements/runtime.txt
COPY . .
RUN useradd --system --uid 10001 --home-dir /srv/countersign countersign \
    && install -d -o countersign -g countersign -m 750 /srv/countersign \
    && install -d -o countersign -g countersign -m 700 /srv/keys
USER countersign
CMD ["gunicorn", "config.wsgi", "--bind=0.0.0.0:8000", "--workers=4"]
