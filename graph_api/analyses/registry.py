"""All analyses, found by looking through this package, and the GraphQL fields made of them."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from inspect import Parameter
from types import MappingProxyType, ModuleType
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField

from graph_api import analyses
from graph_api.analyses.analysis import Analysis, Group
from graph_api.analyses.common.group import AnalysisGroup
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.domain.arguments import AsOf, Datasets, IncludeSynthetic
from graph_api.domain.scope import parse_requested_scope
from graph_api.linkage.context import LinkageInfo

_UNNUMBERED = 1000


@cache
def registry() -> Mapping[Group, tuple[Analysis, ...]]:
    """The analyses of each group, both in the order of the planners' questions that they answer.

    Raises:
        ValueError: two analyses of a group have one name.
    """
    groups = {
        package.GROUP: tuple(sorted(_analyses_of(package), key=_place))
        for package in _packages()
        if hasattr(package, "GROUP")
    }
    for group, members in groups.items():
        names = [analysis.name for analysis in members]
        if len(set(names)) < len(names):
            message = f"{group.name or 'the root'} has two analyses of one name: {sorted(names)}"
            raise ValueError(message)
    ordered = sorted(groups.items(), key=lambda item: min(map(_place, item[1])))
    return MappingProxyType(dict(ordered))


def _place(analysis: Analysis) -> tuple[int, str]:
    return min(analysis.numbers, default=_UNNUMBERED), analysis.name


def _packages() -> Iterator[ModuleType]:
    for module in pkgutil.iter_modules(analyses.__path__, f"{analyses.__name__}."):
        if module.ispkg:
            yield importlib.import_module(module.name)


def _analyses_of(package: ModuleType) -> Iterator[Analysis]:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        declared = vars(importlib.import_module(module.name))
        if "ANALYSIS" in declared:
            yield declared["ANALYSIS"]


@cache
def analyses_query() -> type:
    """A class with a root field for each group, and for each analysis without one."""
    fields: dict[str, StrawberryField] = {}
    for group, members in registry().items():
        if group.name:
            fields[group.name] = _group_field(group, members)
        else:
            fields |= {analysis.name: _field(analysis, grouped=False) for analysis in members}
    return strawberry.type(type("AnalysesQuery", (), _namespace(fields)))


def _field(analysis: Analysis, *, grouped: bool) -> StrawberryField:
    made: StrawberryField = strawberry.field(
        resolver=_answering(analysis) if grouped else _answering_by_itself(analysis),
        description=analysis.question.both,
        metadata={"cost": analysis.cost},
    )
    return made


def _answering(analysis: Analysis) -> Callable[..., Any]:
    """The resolver of a field of a group, which is held to the terms of the group."""

    async def resolve(root: AnalysisGroup, info: LinkageInfo, **arguments: object) -> object:
        request = AnalysisRequest(root.terms, info.context)
        return request.answered(await analysis.resolver(request, **arguments))

    return _with_arguments(resolve, analysis.resolver)


def _answering_by_itself(analysis: Analysis) -> Callable[..., Any]:
    """The resolver of a root field, which has the arguments of a group beside its own."""

    async def resolve(
        info: LinkageInfo,
        *,
        as_of: AsOf = None,
        datasets: Datasets = None,
        include_synthetic: IncludeSynthetic = None,
        **arguments: object,
    ) -> object:
        terms = parse_requested_scope(as_of, datasets, include_synthetic=include_synthetic)
        request = AnalysisRequest(terms, info.context)
        return request.answered(await analysis.resolver(request, **arguments))

    return _with_arguments(resolve, analysis.resolver)


def _with_arguments(
    resolve: Callable[..., Any], resolver: Callable[..., Any]
) -> Callable[..., Any]:
    """``resolve``, which Strawberry sees with the arguments and the answer of ``resolver``."""
    outer, inner = inspect.signature(resolve, eval_str=True), inspect.signature(resolver)
    context, stated = [], []
    for parameter in outer.parameters.values():
        if parameter.kind is Parameter.POSITIONAL_OR_KEYWORD:
            context.append(parameter)
        elif parameter.kind is Parameter.KEYWORD_ONLY:
            stated.append(parameter)
    _, *own = inner.parameters.values()
    made: Any = resolve
    # Strawberry takes arguments and answer from the signature; graphql-core passes them by name.
    made.__signature__ = inner.replace(parameters=[*context, *own, *stated])
    made.__module__ = resolver.__module__  # whose names its annotations mean
    return resolve


def _group_field(group: Group, members: tuple[Analysis, ...]) -> StrawberryField:
    cls: Any = strawberry.type(
        type(
            "".join(part.capitalize() for part in group.name.split("_")),
            (AnalysisGroup,),
            _namespace({analysis.name: _field(analysis, grouped=True) for analysis in members}),
        ),
        description=group.text.both,
    )

    def resolve(
        *,
        as_of: AsOf = None,
        datasets: Datasets = None,
        include_synthetic: IncludeSynthetic = None,
    ) -> AnalysisGroup:
        terms = parse_requested_scope(as_of, datasets, include_synthetic=include_synthetic)
        made: AnalysisGroup = cls(terms=terms)
        return made

    # The class is made here, so no annotation could name it.
    resolve.__annotations__["return"] = cls | None
    made: Any = strawberry.field(resolver=resolve, description=group.text.both)
    return made  # type: ignore[no-any-return]  # strawberry types a field as what its resolver returns


def _namespace(fields: dict[str, StrawberryField]) -> dict[str, Any]:
    return {"__module__": __name__, "__annotations__": {}, **fields}
