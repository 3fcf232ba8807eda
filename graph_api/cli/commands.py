"""The commands and their options; what they do is in the modules beside this one.

Each command imports what it needs when it is run: all of the service takes seconds to import, and
``--help``, or asking a service that runs already, needs nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph_api.cli.logs import set_up_logs
from graph_api.cli.speaking import fail
from schema.errors import PhakhiError

if TYPE_CHECKING:
    from graph_api.cli.running import Stopper
    from graph_api.settings import Settings

app = typer.Typer(
    name="phakhi",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich takes longer to import than all the rest
    help="Who can work with whom, on what, and why: a knowledge graph of networks of partners.\n\n"
    "Start with `phakhi serve`. Every setting is also a variable PHAKHI_… or a line in .env.",
)

StoreOption = Annotated[
    Path | None, typer.Option("--store", help="Folder of the embedded Neo4j.", show_default=False)
]

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]

VariableOption = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=VALUE", help="A variable; the value is JSON or plain text."),
]


@app.command()
def serve(
    store: StoreOption = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (8000).")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on (127.0.0.1).")] = None,
    seeds: Annotated[  # noqa: FBT002 - a flag of the command
        bool, typer.Option("--seeds/--no-seeds", help="Load the bundled datasets.")
    ] = True,
    insecure: Annotated[  # noqa: FBT002 - likewise
        bool, typer.Option("--insecure", help="Serve others though nobody says who may read.")
    ] = False,
) -> None:
    """Start Neo4j and the GraphQL service; loads Udon Thani on the first start."""
    from graph_api.access.exposure import check_exposure
    from graph_api.cli.listening import listen

    settings = _settings(store=store, port=port, host=host, insecure=insecure or None)
    try:
        check_exposure(settings)
        _check_store(settings)
        listener = listen(settings)
    except PhakhiError as error:
        fail(error)
    with listener:
        from graph_api.cli import serving

        serving.run_service(settings, listener, with_seeds=seeds)


@app.command()
def load(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Folders of datasets.")],
    store: StoreOption = None,
    confirm_removal: Annotated[  # noqa: FBT002 - a flag of the command
        bool,
        typer.Option("--confirm-removal", help="Load also what takes much of a dataset away."),
    ] = False,
) -> None:
    """Load datasets, also into a running service; a second load changes nothing."""
    settings = _usable(_settings(store=store))
    from graph_api.cli import keeping

    _run(lambda _: keeping.load(settings, paths, confirm_removal=confirm_removal))


@app.command()
def status(store: StoreOption = None) -> None:
    """Say what runs and what is loaded (exit code 3 when nothing runs)."""
    from graph_api.cli import standing
    from graph_api.cli.asking import run_asking

    settings = _settings(store=store)
    try:
        running = standing.tell_what_runs(settings)
    except PhakhiError as error:
        fail(error)
    if not running:
        raise typer.Exit(standing.NOT_RUNNING)
    run_asking(settings, standing.tell_what_is_loaded)


@app.command()
def schema() -> None:
    """Print the GraphQL schema (SDL)."""
    from graph_api.graphql.schema import sdl

    typer.echo(sdl(), nl=False)


@app.command()
def ask(
    name: Annotated[
        str | None,
        typer.Argument(help="Name or number of the question; without it all are listed."),
    ] = None,
    var: VariableOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,  # noqa: FBT002 - a flag of the command
) -> None:
    """List the questions that planners ask, or ask one (exit code 1 when it has errors)."""
    from graph_api.cli import asking, questions
    from graph_api.questions.catalogue import find_question

    if name is None:
        questions.list_questions(as_json=as_json)
        return
    settings = _settings(store=store)
    try:
        question, given = find_question(name), asking.parse_pairs(var or [])
        questions.check_variables(question, given)
    except PhakhiError as error:
        fail(error)
    asking.run_asking(
        settings, lambda asker: questions.ask_question(asker, question, given, as_json=as_json)
    )


@app.command()
def query(
    file: Annotated[Path, typer.Argument(metavar="FILE|-", help="GraphQL document; - reads it.")],
    var: VariableOption = None,
    store: StoreOption = None,
) -> None:
    """Run a GraphQL operation and print its answer (exit code 1 when it has errors)."""
    from graph_api.cli import asking

    settings = _settings(store=store)
    try:
        document, variables = asking.read_document(file), asking.parse_variables(var or [])
    except PhakhiError as error:
        fail(error)
    asking.run_asking(settings, lambda asker: asking.query(asker, document, variables))


keys_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Make, list and revoke the API keys of those who may read.",
)
app.add_typer(keys_app, name="keys")


@keys_app.command("create")
def create_key(
    name: Annotated[str, typer.Option(help="Whose key it is, such as the portal's name.")],
    scope: Annotated[
        list[str] | None, typer.Option(help="An access scope that it grants; may be repeated.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it counts.")] = 365,
    store: StoreOption = None,
    as_json: JsonOption = False,  # noqa: FBT002 - a flag of the command
) -> None:
    """Make a key and print it, this once; also while the service runs."""
    settings = _usable(_settings(store=store))
    from graph_api.access.keys import NewKey
    from graph_api.cli import keys

    try:
        new = NewKey.checked(name, scope or [], days)
    except PhakhiError as error:
        fail(error)
    _run(lambda _: keys.create(settings, new, as_json=as_json))


@keys_app.command("list")
def list_keys(
    store: StoreOption = None,
    as_json: JsonOption = False,  # noqa: FBT002 - a flag of the command
) -> None:
    """List all keys and whether they count; never the keys themselves."""
    settings = _stored(_settings(store=store))
    from graph_api.cli import keys

    _run(lambda _: keys.show(settings, as_json=as_json))


@keys_app.command("revoke")
def revoke_key(
    ident: Annotated[str, typer.Argument(metavar="ID", help="The key's id, as listed.")],
    store: StoreOption = None,
) -> None:
    """Revoke a key; a running service refuses it within seconds."""
    settings = _stored(_settings(store=store))
    from graph_api.cli import keys

    _run(lambda _: keys.revoke(settings, ident))


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="A source document, such as the article.")],
) -> None:
    """Check that every phrase quoted from a document stands in it as recorded."""
    from graph_api.cli import verifying

    try:
        code = verifying.check_document(file)
    except PhakhiError as error:
        fail(error)
    raise typer.Exit(code)


@app.command()
def rebuild(store: StoreOption = None) -> None:
    """Make anew everything that is derived from the records."""
    settings = _stored(_settings(store=store))
    from graph_api.cli import keeping

    _run(lambda _: keeping.rebuild(settings))


@app.command()
def generate(
    folder: Annotated[Path, typer.Argument(help="Where to write; made when it is not there.")],
    areas: Annotated[int, typer.Option(min=0, help="Provinces; 0: by agencies.")] = 0,
    agencies: Annotated[int, typer.Option(min=10, help="Agencies.")] = 2000,
    seed: Annotated[int, typer.Option(help="The same seed writes the same files.")] = 1,
    share: Annotated[
        list[str] | None,
        typer.Option(metavar="WAY=SHARE", help="Share of a way to cooperate (docs/evaluation.md)."),
    ] = None,
    null: Annotated[  # noqa: FBT002 - a flag of the command
        bool, typer.Option("--null", help="Ties ignore concerns.")
    ] = False,
) -> None:
    """Write a generated, synthetic country as a dataset that `load` and `evaluate` take."""
    from graph_api.cli import generating
    from seeds.generated import Sizes

    try:
        mechanism = generating.read_shares(share or [], null=null)
        generating.write_country(folder, Sizes.of(agencies, areas), seed, mechanism)
    except PhakhiError as error:
        fail(error)


@app.command()
def evaluate(  # noqa: PLR0913, PLR0917 - its options
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Folders of datasets.")],
    seeds: Annotated[int, typer.Option(min=1, help="Trials, each hiding other events.")] = 5,
    most_queries: Annotated[int, typer.Option(min=1, help="Askers of a trial, at most.")] = 1000,
    hide: Annotated[float, typer.Option(min=0.01, max=0.9, help="Share that is hidden.")] = 0.2,
    by_date: Annotated[  # noqa: FBT002 - a flag of the command
        bool, typer.Option("--by-date", help="Hide the last events instead of random ones.")
    ] = False,
    need: Annotated[  # noqa: FBT002 - likewise
        bool,
        typer.Option("--need", help="Askers state the issues of the work that is hidden."),
    ] = False,
    as_json: Annotated[  # noqa: FBT002 - likewise
        bool, typer.Option("--json", help="Print JSON.")
    ] = False,
) -> None:
    """Measure how well the blend and other methods predict cooperation that is hidden from them."""
    from graph_api.cli import evaluating
    from graph_api.evaluation import Protocol

    protocol = Protocol(seeds, most_queries, hide, by_date, need)
    try:
        evaluating.compare_methods(paths, protocol, as_json=as_json)
    except PhakhiError as error:
        fail(error)


def main() -> None:
    """Runs the command line."""
    set_up_logs()
    app()


def _settings(**flags: Any) -> Settings:  # noqa: ANN401 - pydantic checks them
    from graph_api.settings import Settings

    try:
        return Settings.load(**flags)
    except PhakhiError as error:
        fail(error)


def _check_store(settings: Settings) -> None:
    """Before anything that takes seconds: whether there can be a store where it should be."""
    from graph_api.store.engine.folder import StoreFolder

    if settings.neo4j_uri is None:
        StoreFolder(settings.store).check()


def _usable(settings: Settings) -> Settings:
    try:
        _check_store(settings)
    except PhakhiError as error:
        fail(error)
    return settings


def _stored(settings: Settings) -> Settings:
    from graph_api.cli.asking import require_store

    try:
        require_store(settings)
    except PhakhiError as error:
        fail(error)
    return settings


def _run(main: Callable[[Stopper], Coroutine[Any, Any, int]]) -> None:
    from graph_api.cli.running import run

    run(main)
