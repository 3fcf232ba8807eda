# Phakhi without a database of its own: it uses the Neo4j that PHAKHI_NEO4J_URI names.
# compose.yaml runs the two together. No secret is in the image; settings come as variables.

# One base for both stages, the same bytes each time; a newer one comes by a change of this line.
ARG PYTHON=python:3.11.16-slim-trixie@sha256:1042b61448fef4ba92d16a8c7eb4996d027568ce64792a7877fd88511e0af7c6

FROM ${PYTHON} AS build
ENV UV_PYTHON=/usr/local/bin/python \
    UV_PYTHON_DOWNLOADS=never \
    UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy
WORKDIR /source
# What is depended on changes less often than the source: a layer of its own.
COPY requirements requirements
RUN pip install --no-cache-dir --require-hashes --requirement requirements/uv.txt
RUN uv venv /opt/phakhi \
    && uv pip sync --python /opt/phakhi --require-hashes requirements/serve.txt
COPY pyproject.toml hatch_build.py README.md LICENSE NOTICE ./
COPY explorer explorer
COPY schema schema
COPY loaders loaders
COPY graph_api graph_api
COPY seeds seeds
RUN uv build --wheel --require-hashes --build-constraints requirements/dev.txt --out-dir /wheel \
    && uv pip install --python /opt/phakhi --no-deps /wheel/*.whl

FROM ${PYTHON}
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
