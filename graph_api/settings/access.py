"""Who may read."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

from graph_api.settings.values import Filled, KeysPlace, Scopes, Texts, Unset


class Access(BaseSettings):
    """Access."""

    api_keys: bool = Field(
        default=False,
        description="Let in who sends an API key (`phakhi keys`), and nobody else unless another "
        "setting does.",
    )
    jwt_jwks: Annotated[KeysPlace | None, Unset] = Field(
        None,
        repr=False,
        description="Let in who sends a JSON web token signed with one of these keys: an "
        "`https://` address or a file with a JWKS.",
    )
    jwt_issuer: Annotated[str | None, Unset] = Field(
        None, description="Issuer (`iss`) that a token must name."
    )
    jwt_audience: Annotated[str | None, Unset] = Field(
        None, description="Audience (`aud`) that a token must name."
    )
    jwt_algorithms: Texts = Field(
        ("RS256", "PS256", "ES256", "EdDSA"),
        description="Algorithms, separated by commas, that a token may be signed with.",
    )
    jwt_scopes: Filled = Field("scope", description="Claim of a token that lists its scopes.")
    anonymous: bool = Field(
        default=False,
        description="Let in readers who send neither key nor token, too, with the scopes of "
        "`PHAKHI_SCOPES`.",
    )
    scopes: Scopes = Field(
        (),
        description="Access scopes that every reader has, separated by commas: `contacts` shows "
        "contact details, `metrics` the measurements. `load`, for loading over HTTP, counts for "
        "those who send a key or token alone.",
    )

    @property
    def guarded(self) -> bool:
        """Whether readers say who they are: whether keys or tokens are looked at."""
        return self.api_keys or self.jwt_jwks is not None
