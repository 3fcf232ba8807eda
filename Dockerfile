# Phakhi without a database of its own: it uses the Neo4j that PHAKHI_NEO4J_URI names.
# compose.yaml runs the two together. No secret is in the image; settings come as variables.

FROM python:3.11-slim AS build
RUN pip install --no-cache-dir uv
ENV UV_PROJECT_ENVIRONMENT=/opt/phakhi \
    UV_PYTHON=/usr/local/bin/python \
    UV_PYTHON_DOWNLOADS=never \
    UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy
WORKDIR /source
# What is depended on changes less often than the source: a layer of its own.
COPY pyproject.toml README.md LICENSE NOTICE ./
RUN uv sync --no-dev --extra tracing --no-install-project
COPY schema schema
COPY loaders loaders
COPY graph_api graph_api
COPY seeds seeds
RUN uv sync --no-dev --extra tracing --no-editable

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /nonexistent phakhi
COPY --from=build /opt/phakhi /opt/phakhi
ENV PATH=/opt/phakhi/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHAINLP_READ_ONLY=1 \
    PHAKHI_HOST=0.0.0.0 \
    PHAKHI_LOG_FORMAT=json
USER phakhi
WORKDIR /
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["phakhi"]
CMD ["serve"]
