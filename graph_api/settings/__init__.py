"""All settings of the service: ``PHAKHI_…`` variables, a ``.env`` file, and flags above both.

``docs/settings.md`` is made from the fields and their descriptions. A module holds the settings of
one matter; :class:`Settings` is all of them.
"""

from __future__ import annotations

import os
from difflib import get_close_matches
from typing import Any, Self

from pydantic import ValidationError
from pydantic_settings import SettingsConfigDict

from graph_api.settings.access import Access
from graph_api.settings.database import Database, default_cache, default_store
from graph_api.settings.limits import LimitSettings
from graph_api.settings.observing import Observing
from graph_api.settings.serving import Serving
from graph_api.settings.values import LOAD, METRICS, bytes_of, scope_names
from schema.errors import ErrorCode, PhakhiError
from schema.reasons import reason

__all__ = [
    "LOAD",
    "METRICS",
    "PREFIX",
    "SECTIONS",
    "Settings",
    "bytes_of",
    "default_cache",
    "default_store",
    "scope_names",
]

PREFIX = "PHAKHI_"
_TEST_PREFIX = "PHAKHI_TEST_"
SECTIONS = (Serving, Database, Access, LimitSettings, Observing)
"""The settings by matter, as ``docs/settings.md`` lists them."""


class Settings(Serving, Database, Access, LimitSettings, Observing):
    """What can be set; make one with :meth:`load`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    @classmethod
    def load(cls, **flags: Any) -> Self:  # noqa: ANN401 - pydantic checks them
        """The settings in force; ``flags`` that are not None win over variables and ``.env``.

        Raises:
            PhakhiError: ``BAD_SETTING``, one sentence that names the variable.
        """
        _refuse_unknown_variables(cls)
        try:
            return cls(**{name: value for name, value in flags.items() if value is not None})
        except ValidationError as error:
            raise _bad_setting(error) from None


def _refuse_unknown_variables(settings: type[Settings]) -> None:
    known = {PREFIX + name.upper() for name in settings.model_fields}
    for variable in sorted(map(str.upper, os.environ)):
        if _is_ours(variable) and variable not in known:
            near = get_close_matches(variable, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else "."
            hint_th = f" หมายถึง {near[0]} หรือไม่" if near else ""
            raise PhakhiError(
                ErrorCode.BAD_SETTING,
                f"{variable} is not a setting{hint}",
                f"ไม่มีการตั้งค่าชื่อ {variable}{hint_th}",
            )


def _is_ours(variable: str) -> bool:
    return variable.startswith(PREFIX) and not variable.startswith(_TEST_PREFIX)


def _bad_setting(error: ValidationError) -> PhakhiError:
    first = error.errors(include_url=False)[0]
    variable = PREFIX + str(first["loc"][0]).upper()
    why = reason(first)
    return PhakhiError(
        ErrorCode.BAD_SETTING,
        f"{variable} has a wrong value: {_english(why.en)}.",
        f"ค่าของ {variable} ไม่ถูกต้อง: {why.th}",
    )


def _english(message: str) -> str:
    text = message.removeprefix("Input should be ")
    return text if text.startswith("it should") else f"it should be {text[:1].lower()}{text[1:]}"
