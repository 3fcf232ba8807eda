"""What operators see of the service."""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings


class Observing(BaseSettings):
    """Observing."""

    log_format: Literal["console", "json"] = Field(
        "console", description="Form of the log on standard error: for people, or `json`."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="What is logged: this and what is graver."
    )
    metrics: bool = Field(
        default=True,
        description="Answer `/metrics` for Prometheus; it needs the scope `metrics` where readers "
        "say who they are.",
    )
