"""Names of records as statements bring them, and in the language of a request."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A record with its names.

    Attributes:
        id: its id.
        name_th: the Thai name; ``None`` where the record has just gone.
        name_en: the English name, where there is one.
    """

    id: str
    name_th: str | None = None
    name_en: str | None = None

    def name(self, language: str) -> str:
        """The name in ``language`` (``"th"``, or anything else for English), else the other, else the id."""
        first, second = (
            (self.name_th, self.name_en) if language == "th" else (self.name_en, self.name_th)
        )
        return first or second or self.id


def named(node: str) -> str:
    """An expression for a :class:`Named` of a node."""
    return f"{node} {{.id, .name_th, .name_en}}"
