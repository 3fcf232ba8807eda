"""Fields without a resolver, and their arguments, as the derived types are made of them."""

from __future__ import annotations

from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from schema.declare import Text

Annotation = Any


def bare(name: str, *bases: type) -> type:
    """A class without fields, which :func:`add_field` gives it."""
    return type(name, bases, {"__annotations__": {}, "__module__": __name__})


def argument(name: str, annotation: Annotation, text: Text) -> StrawberryArgument:
    """An optional argument of a derived field."""
    return StrawberryArgument(
        python_name=name,
        graphql_name=None,
        type_annotation=StrawberryAnnotation(annotation | None),
        description=text.both,
        default=strawberry.UNSET,
    )


def required(name: str, annotation: Any, text: Text) -> StrawberryArgument:  # noqa: ANN401
    """An argument that must be given."""
    made = argument(name, annotation, text)
    made.type_annotation.annotation = annotation
    return made


def planned(
    annotation: Annotation, text: str, arguments: list[StrawberryArgument] | None = None
) -> StrawberryField:
    """A field without a resolver, answered by the planner."""
    made = StrawberryField(description=text)
    made.type_annotation = StrawberryAnnotation(annotation)
    made.arguments = arguments or []
    return made


def add_field(cls: type, name: str, made: StrawberryField) -> None:
    """Puts a field on a class as if it had been written there."""
    if "__annotations__" not in vars(cls):
        cls.__annotations__ = {}
    assert made.type_annotation is not None
    cls.__annotations__[name] = made.type_annotation.annotation
    setattr(cls, name, made)
