"""How the service is reached."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

from graph_api.settings.values import Folder, Host, Seconds, Texts, Unset


class Serving(BaseSettings):
    """Serving."""

    host: Host = Field("127.0.0.1", description="Address that the service listens on.")
    port: int = Field(
        8000, ge=0, le=65535, description="Port that the service listens on; 0: any free one."
    )
    insecure: bool = Field(
        default=False,
        description="Serve an address that others can reach although nobody has to say who they "
        "are; without this the service refuses to start.",
    )
    graphiql: bool = Field(
        default=True,
        description="Show a page for queries (`/graphiql`) to a browser that opens `/graphql`.",
    )
    introspection: bool = Field(
        default=True,
        description='Answer introspection, and suggest names ("did you mean") in errors.',
    )
    federation: bool = Field(
        default=False,
        description="Be a subgraph of Apollo Federation v2: `_service`, `_entities` and `@key`.",
    )
    cors_origins: Texts = Field(
        (),
        description="Origins, separated by commas, whose pages may read answers, such as "
        "`https://portal.example.org`; `*`: all. Unset: none.",
    )
    trusted_proxies: Texts = Field(
        ("127.0.0.1",),
        description="Addresses of reverse proxies whose `X-Forwarded-For` and "
        "`X-Forwarded-Proto` are believed.",
    )
    compress_from: int = Field(
        1_000,
        ge=0,
        description="Bytes from which on an answer is compressed (zstd, br or gzip, as the client "
        "accepts); 0: never.",
    )
    keep_alive: Seconds = Field(
        5.0, description="Seconds that an idle connection is kept for a client's next request."
    )
    body_timeout: Seconds = Field(
        10.0, description="Seconds that a client may take to send a request's body."
    )
    send_timeout: Seconds = Field(
        30.0,
        description="Seconds that a client may leave unread what waits for it before it is cut off.",
    )
    request_timeout: Seconds = Field(30.0, description="Seconds that a request may take in all.")
    export_timeout: Seconds = Field(600.0, description="Seconds that an export may take in all.")
    upload_timeout: Seconds = Field(
        60.0, description="Seconds that a client may take to send a file that is to be loaded."
    )
    load_timeout: Seconds = Field(
        600.0, description="Seconds that checking or loading an uploaded file may take in all."
    )
    upload_life: Seconds = Field(
        1800.0, description="Seconds that an uploaded file waits to be confirmed."
    )
    warm_plans: bool = Field(
        default=True,
        description="After a start, have the database plan the statements of the explorer, the trusted "
        "documents and the analyses, so that whoever asks first does not wait for that.",
    )
    max_concurrent: int = Field(
        32, ge=1, description="Requests that are worked on at once; others wait."
    )
    max_waiting: int = Field(
        64,
        ge=0,
        description="Requests that wait at once; others are told to come back (503 and "
        "`Retry-After`).",
    )
    max_client_concurrent: Annotated[int | None, Unset] = Field(
        None,
        ge=1,
        description="Requests of one client (a key, a token's subject, or an address) that are worked "
        "on at once. Unset: half of `PHAKHI_MAX_CONCURRENT`.",
    )
    drain_time: Seconds = Field(
        10.0, description="Seconds that requests in hand have to end when the service stops."
    )
    persisted_room: int = Field(
        1_000_000,
        ge=0,
        description="Characters of automatically persisted documents that are kept in memory; 0: "
        "none are accepted.",
    )
    repeated_room: int = Field(
        32_000_000,
        ge=0,
        description="Bytes of answers that are kept in memory for whoever asks the same before anything "
        "has changed; 0: none.",
    )
    trusted_documents: Annotated[Folder | None, Unset] = Field(
        None,
        description="File with trusted documents: a JSON object of documents by id (their "
        "SHA-256), as client tools write it.",
    )
    only_trusted: bool = Field(
        default=False, description="Run trusted documents only, and refuse all others."
    )
    changes_interval: Seconds = Field(
        1.0, description="Seconds between looks for changes while somebody subscribes to them."
    )
    max_subscribers: int = Field(200, ge=0, description="Most subscriptions at once.")
    subscriber_buffer: int = Field(
        100,
        ge=1,
        description="Events that may wait for a slow subscriber before it is dropped; it can "
        "resume where it was.",
    )

    @property
    def client_share(self) -> int:
        """Requests of one client that are worked on at once."""
        return self.max_client_concurrent or max(1, self.max_concurrent // 2)
