"""Bounds on what one request, and one client, may ask for."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings


class LimitSettings(BaseSettings):
    """Limits."""

    max_body: int = Field(1_000_000, ge=1000, description="Most bytes of a request's body.")
    max_upload: int = Field(
        64 * 2**20, ge=1000, le=64 * 2**20, description="Most bytes of a file that is uploaded."
    )
    max_uploads: int = Field(
        20,
        ge=0,
        description="Files that were uploaded, checked and not yet confirmed, in all; 0: none are "
        "taken.",
    )
    max_variables: int = Field(
        200_000, ge=100, description="Most bytes of an operation's variables, as JSON."
    )
    max_batch: int = Field(
        10, ge=0, description="Most operations of a batch (a JSON array); 0: no batches."
    )
    max_tokens: int = Field(
        4_000, ge=50, description="Most words and signs (tokens) of a document."
    )
    max_aliases: int = Field(320, ge=0, description="Most aliases of a document.")
    max_directives: int = Field(50, ge=0, description="Most directives of a document.")
    max_repeats: int = Field(
        20, ge=1, description="How often a selection may name the same field under one name."
    )
    max_nesting: int = Field(
        60, ge=5, le=150, description="Deepest nesting of fields, fragments counted in."
    )
    max_depth: int = Field(
        15,
        ge=1,
        le=100,
        description="Most relationships in a row that a document or a filter follows.",
    )
    max_roots: int = Field(320, ge=1, description="Most root fields of an operation.")
    max_subqueries: int = Field(
        60, ge=1, description="Most distinct subqueries of an operation's statement."
    )
    max_cost: int = Field(
        200_000,
        ge=1,
        description="Most records an operation may ask for (nested `first`s multiply).",
    )
    max_page_size: int = Field(1000, ge=1, le=10_000, description="Largest `first` or `last`.")
    default_page_size: int = Field(
        20, ge=1, le=10_000, description="Page size when a request names none."
    )
    minute_budget: int = Field(
        5_000_000,
        ge=0,
        description="Cost that one client may use up in a minute; 0: no bound.",
    )
