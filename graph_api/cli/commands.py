"""The commands and their options; what they do is in the modules beside this one.

Each command imports what it needs when it is run: all of the service takes seconds to import, and
``--help``, or asking a service that runs already, needs nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from graph_api.cli.logs import set_up_logs
from graph_api.cli.speaking import fail, language, said
from schema.errors import PhakhiError

if TYPE_CHECKING:
    from graph_api.cli.calibrating import CalibrationRun
    from graph_api.cli.running import Stopper
    from graph_api.evaluation import Protocol
    from graph_api.settings import Settings

_OPTIONS = said("[OPTIONS]", "[ตัวเลือก]")


def _group(name: str, english: str, thai: str) -> typer.Typer:
    """A group of commands, with what it is for."""
    return typer.Typer(
        name=name,
        cls=_classes()[1],
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # rich takes longer to import than all the rest
        options_metavar=_OPTIONS,
        subcommand_metavar=said("COMMAND [ARGS]...", "คำสั่ง [อาร์กิวเมนต์]..."),
        help=said(english, thai),
    )


def _classes() -> tuple[type[TyperCommand], type[TyperGroup]]:
    """What commands and groups are made of, by the person's language."""
    if language() != "th":
        return TyperCommand, TyperGroup
    from graph_api.cli.thai import ThaiCommand, ThaiGroup

    return ThaiCommand, ThaiGroup


def _command(
    group: typer.Typer, thai: str, name: str | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Makes a function a command: its docstring says in English what ``thai`` says."""
    return group.command(
        name,
        cls=_classes()[0],
        options_metavar=_OPTIONS,
        help=said("", thai) or None,
    )


app = _group(
    "phakhi",
    "Who can work with whom, on what, and why: a knowledge graph of networks of partners.\n\n"
    "Start with `phakhi serve`. Every setting is also a variable PHAKHI_… or a line in .env.",
    "ใครทำงานร่วมกับใครได้ ในเรื่องใด และเพราะอะไร: กราฟความรู้ของเครือข่ายภาคี\n\n"
    "เริ่มด้วย `phakhi serve` การตั้งค่าทุกข้อกำหนดได้ด้วยตัวแปร PHAKHI_… หรือบรรทัดใน .env",
)

_FOLDER = said("FOLDER", "โฟลเดอร์")

_FILE = said("FILE", "แฟ้ม")
_NUMBER = said("NUMBER", "จำนวน")
_SHARE = said("SHARE", "สัดส่วน")

StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar=_FOLDER,
        help=said("Folder of the embedded Neo4j.", "โฟลเดอร์ของ Neo4j ที่มากับ Phakhi"),
        show_default=False,
    ),
]

JsonOption = Annotated[
    bool,
    typer.Option("--json", help=said("Print JSON instead of tables.", "แสดงเป็น JSON แทนตาราง")),
]

VariableOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar=said("NAME=VALUE", "ชื่อ=ค่า"),
        help=said(
            "A variable; the value is JSON or plain text.",
            "ตัวแปร ค่าเป็น JSON หรือข้อความธรรมดา",
        ),
    ),
]


ConfirmOption = Annotated[
    bool,
    typer.Option(
        "--yes",
        "--confirm-removal",
        help=said(
            "Load also what takes much of a dataset away.",
            "นำเข้าด้วย แม้จะลบข้อมูลออกจากชุดข้อมูลเป็นจำนวนมาก",
        ),
    ),
]


@_command(app, "เปิด Neo4j และบริการ GraphQL ครั้งแรกจะนำเข้าข้อมูลอุดรธานี")
def serve(
    store: StoreOption = None,
    port: Annotated[
        int | None,
        typer.Option(metavar=_NUMBER, help=said("Port to listen on (8000).", "พอร์ตที่เปิดรับ (8000)")),
    ] = None,
    host: Annotated[
        str | None,
        typer.Option(
            metavar=said("ADDRESS", "ที่อยู่"),
            help=said("Address to listen on (127.0.0.1).", "ที่อยู่ที่เปิดรับ (127.0.0.1)"),
        ),
    ] = None,
    seeds: Annotated[  # noqa: FBT002 - a flag of the command
        bool,
        typer.Option(
            "--seeds/--no-seeds",
            help=said("Load the bundled datasets.", "นำเข้าชุดข้อมูลที่มากับ Phakhi"),
        ),
    ] = True,
    insecure: Annotated[  # noqa: FBT002 - likewise
        bool,
        typer.Option(
            "--insecure",
            help=said(
                "Serve others though nobody says who may read.",
                "ให้บริการผู้อื่น แม้ยังไม่ได้กำหนดว่าใครอ่านได้",
            ),
        ),
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


OutputOption = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        metavar=_FILE,
        help=said("Where to write; - is standard output.", "แฟ้มปลายทาง หรือ - เพื่อเขียนออกทางเอาต์พุต"),
        show_default=False,
    ),
]


@_command(app, "ส่งออกกราฟเป็นแฟ้มที่โปรแกรมอื่นอ่านได้ แม้ขณะบริการทำงานอยู่")
def export(
    output: OutputOption,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar=said("FORMAT", "รูปแบบ"),
            help=said(
                "jsonl, csv, xlsx, jsonld, ttl, graphml, gexf or geojson.",
                "`jsonl` `csv` `xlsx` `jsonld` `ttl` `graphml` `gexf` หรือ `geojson`",
            ),
        ),
    ] = "jsonl",
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar=said("NAME=VALUE", "ชื่อ=ค่า"),
            help=said(
                "A filter, such as area=area:41 or kinds=Agency (docs/export.md).",
                "ตัวกรอง เช่น `area=area:41` หรือ `kinds=Agency` (docs/export.md)",
            ),
        ),
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write the graph to a file that other programs read, also while the service runs."""
    settings = _stored(_settings(store=store))
    from graph_api.cli import exporting
    from graph_api.export.arguments import pairs_of, request_of
    from graph_api.export.formats import find_format

    try:
        chosen, request = find_format(format_), request_of(pairs_of(only or []))
    except PhakhiError as error:
        fail(error)
    _run(lambda _: exporting.export(settings, chosen, request, output))


@_command(app, "สำรองข้อมูลทั้งหมดเป็นแฟ้ม JSON ทีละบรรทัด (เหมือน `export --format jsonl`)")
def backup(output: OutputOption, store: StoreOption = None) -> None:
    """Write all that the datasets state to a file (as export --format jsonl)."""
    export(output, "jsonl", None, store)


@_command(app, "กู้คืนข้อมูลจากแฟ้มสำรองลงคลังข้อมูลว่าง")
def restore(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=_FILE,
            help=said("A file that backup wrote.", "แฟ้มที่ `backup` เขียนไว้"),
        ),
    ],
    store: StoreOption = None,
    confirm_removal: ConfirmOption = False,  # noqa: FBT002 - a flag of the command
) -> None:
    """Load a backup into an empty store, or bring the same datasets to what it holds."""
    settings = _usable(_settings(store=store))
    from graph_api.cli import exporting

    _run(lambda _: exporting.restore(settings, file, confirm_removal=confirm_removal))


@_command(app, "ลบข้อมูลบุคคลออกจากกราฟ หลักฐาน และบันทึก ตามคำขอ (PDPA)")
def forget(
    person: Annotated[
        str,
        typer.Argument(
            metavar=said("PERSON", "บุคคล"),
            help=said("The person's id, or name.", "รหัสหรือชื่อของบุคคล"),
        ),
    ],
    lift: Annotated[  # noqa: FBT002 - a flag of the command
        bool,
        typer.Option(
            "--lift",
            help=said(
                "Let a person who was forgotten, and agrees again, be loaded again.",
                "ให้นำเข้าข้อมูลของบุคคลที่ถูกลบไว้ได้อีก เมื่อบุคคลนั้นยินยอม",
            ),
        ),
    ] = False,
    store: StoreOption = None,
) -> None:
    """Take a person out of the graph, the words of evidence and the log, for good."""
    settings = _stored(_settings(store=store))
    from graph_api.cli import forgetting

    work = forgetting.lift if lift else forgetting.forget
    _run(lambda _: work(settings, person))


@_command(app, "แสดงระเบียนที่น่าจะซ้ำกันพร้อมเหตุผล หรือบันทึกคำตัดสิน ซึ่งจะไม่ถามอีก")
def reconcile(
    same: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar=said("ONE OTHER", "รหัสหนึ่ง รหัสอื่น"),
            help=said(
                "These ids are the same: OTHER becomes ONE.",
                "สองรหัสนี้คือสิ่งเดียวกัน รหัสหลังจะรวมเข้ากับรหัสแรก",
            ),
        ),
    ] = None,
    different: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar=said("ONE OTHER", "รหัสหนึ่ง รหัสอื่น"),
            help=said("These ids are different.", "สองรหัสนี้ไม่ใช่สิ่งเดียวกัน"),
        ),
    ] = None,
    as_json: JsonOption = False,  # noqa: FBT002 - a flag of the command
    store: StoreOption = None,
) -> None:
    """List records that are likely the same, with reasons; or keep a verdict, asked only once."""
    settings = _stored(_settings(store=store))
    from graph_api.cli import reconciling

    _run(lambda _: reconciling.reconcile(settings, same, different, as_json=as_json))


PathsArgument = Annotated[
    list[Path],
    typer.Argument(metavar=_FOLDER, help=said("Folders of datasets.", "โฟลเดอร์ของชุดข้อมูล")),
]

DataArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar=said("PATH", "ที่อยู่"),
        help=said(
            "Folders of datasets, worksheets (.xlsx, .ods, .csv), and backups (.jsonl).",
            "โฟลเดอร์ของชุดข้อมูล ใบงาน (`.xlsx` `.ods` `.csv`) และแฟ้มสำรอง (`.jsonl`)",
        ),
    ),
]

MarkedOption = Annotated[
    Path | None,
    typer.Option(
        "--marked",
        metavar=_FILE,
        help=said(
            "Write a copy of a worksheet with a comment in each wrong cell.",
            "เขียนสำเนาของใบงานที่มีความเห็นในทุกช่องที่ผิด",
        ),
        show_default=False,
    ),
]

MappingOption = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        metavar=_FILE,
        help=said(
            "What stands in which column of tables that others made, as phakhi map drafts it.",
            "แฟ้มจับคู่คอลัมน์สำหรับตารางที่ผู้อื่นทำ ซึ่ง `phakhi map` ร่างให้",
        ),
        show_default=False,
    ),
]


@_command(app, "นำเข้าชุดข้อมูล แม้ขณะบริการทำงานอยู่ นำเข้าซ้ำไม่เปลี่ยนอะไร")
def load(  # noqa: PLR0913, PLR0917 - its options
    paths: DataArgument,
    store: StoreOption = None,
    confirm_removal: ConfirmOption = False,  # noqa: FBT002 - a flag of the command
    marked: MarkedOption = None,
    mapping: MappingOption = None,
    keep_good: Annotated[  # noqa: FBT002 - likewise
        bool,
        typer.Option(
            "--keep-good",
            help=said(
                "Load the rows of a worksheet that are right, and write the others to a file beside it.",
                "นำเข้าแถวที่ถูกต้องของใบงาน และเขียนแถวที่เหลือเป็นแฟ้มไว้ข้างกัน",
            ),
        ),
    ] = False,
    dry_run: Annotated[  # noqa: FBT002 - likewise
        bool,
        typer.Option("--dry-run", help=said("As phakhi check.", "เหมือน phakhi check")),
    ] = False,
) -> None:
    """Load datasets, also into a running service; a second load changes nothing."""
    settings = _usable(_settings(store=store))
    from graph_api.cli import keeping
    from graph_api.cli.worksheets import SheetOptions

    if dry_run:
        from graph_api.cli import worksheets

        options = SheetOptions(marked, mapping=mapping)
        _run(lambda _: worksheets.check(settings, paths, options, as_json=False))
        return
    sheets = SheetOptions(marked, keep_good, mapping)
    _run(lambda _: keeping.load(settings, paths, sheets, confirm_removal=confirm_removal))


@_command(app, "ย้อนการนำเข้าหรือคำตัดสินครั้งล่าสุด ของทั้งหมดหรือของชุดข้อมูลหนึ่ง แม้ขณะบริการทำงานอยู่")
def undo(
    dataset: Annotated[
        str | None,
        typer.Argument(
            metavar=said("DATASET", "ชุดข้อมูล"),
            help=said(
                "Id of the dataset; without it, whatever was loaded or decided last.",
                "รหัสของชุดข้อมูล หากไม่ระบุ คือสิ่งที่นำเข้าหรือตัดสินล่าสุด",
            ),
        ),
    ] = None,
    store: StoreOption = None,
) -> None:
    """Undo the last load or verdict, of all or of one dataset, also while the service runs."""
    settings = _stored(_settings(store=store))
    from graph_api.cli import keeping

    _run(lambda _: keeping.take_back(settings, dataset))


@_command(app, "นำชุดข้อมูลออกจากกราฟ แม้ขณะบริการทำงานอยู่ ย้อนได้ด้วย `phakhi undo`")
def unload(
    datasets: Annotated[
        list[str],
        typer.Argument(
            metavar=said("DATASET…", "ชุดข้อมูล…"),
            help=said(
                "Ids of datasets, in the order in which they go.", "รหัสของชุดข้อมูล ตามลำดับที่จะนำออก"
            ),
        ),
    ],
    store: StoreOption = None,
) -> None:
    """Take datasets out, also while the service runs; undo brings the last one back."""
    settings = _stored(_settings(store=store))
    from graph_api.cli import keeping

    _run(lambda _: keeping.unload(settings, datasets))


@_command(app, "บอกว่าการนำเข้าจะเปลี่ยนอะไร และมีอะไรผิดบ้าง โดยไม่เขียนอะไร (รหัสจบ 1 เมื่อมีสิ่งที่ผิด)")
def check(
    paths: DataArgument,
    store: StoreOption = None,
    marked: MarkedOption = None,
    mapping: MappingOption = None,
    as_json: JsonOption = False,  # noqa: FBT002 - a flag of the command
) -> None:
    """Say what a load would change and all that is wrong, and write nothing (exit code 1 when wrong)."""
    settings = _stored(_settings(store=store))
    from graph_api.cli import worksheets

    options = worksheets.SheetOptions(marked, mapping=mapping)
    _run(lambda _: worksheets.check(settings, paths, options, as_json=as_json))


@_command(app, "ร่างแฟ้มจับคู่คอลัมน์สำหรับตารางที่ผู้อื่นทำ เพื่อให้คนตรวจแก้แล้วใช้กับ `load` และ `check`")
def map(  # noqa: A001 - the command's name
    path: Annotated[
        Path,
        typer.Argument(
            metavar=_FILE,
            help=said(
                "A table or a network: .xlsx, .ods, .csv, .graphml, .gexf.",
                "ตารางหรือเครือข่าย `.xlsx` `.ods` `.csv` `.graphml` `.gexf`",
            ),
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=_FILE,
            help=said("Where to write; by default it is printed.", "แฟ้มที่จะเขียน หากไม่ระบุจะพิมพ์ออกมา"),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Draft what stands in which column of a table that others made, for a person to edit."""
    from graph_api.cli import mapping

    try:
        mapping.write(path, output)
    except PhakhiError as error:
        fail(error)


@_command(app, "เขียนใบงานเปล่าสำหรับกรอก พร้อมรายการให้เลือกจากสิ่งที่มีในกราฟ")
def template(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar=_FILE, help=said("Where to write.", "แฟ้มที่จะเขียน")),
    ],
    lang: Annotated[
        str | None,
        typer.Option(
            metavar=said("LANGUAGE", "ภาษา"),
            help=said("th or en; by default the terminal's.", "`th` หรือ `en` ตามเทอร์มินัลหากไม่ระบุ"),
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            metavar=said("FORM", "รูปแบบ"),
            help=said(
                "xlsx, a workbook, or xlsform, for phones.",
                "`xlsx` คือสมุดงาน `xlsform` คือแบบฟอร์มบนโทรศัพท์",
            ),
            show_default=False,
        ),
    ] = "xlsx",
    store: StoreOption = None,
) -> None:
    """Write an empty worksheet to fill in, with drop-downs of what the graph has."""
    settings = _settings(store=store)
    from graph_api.cli import templating

    try:
        templating.check_choice("--form", form, tuple(templating.FORMS))
        templating.check_choice("--lang", lang or language(), ("th", "en"))
    except PhakhiError as error:
        fail(error)
    _run(lambda _: templating.write(settings, output, form, lang or language()))


@_command(app, "บอกว่ามีอะไรทำงานอยู่ และนำเข้าอะไรแล้ว (รหัสจบ 3 เมื่อไม่มีอะไรทำงาน)")
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


@_command(app, "แสดงสคีมาของ GraphQL (SDL)")
def schema() -> None:
    """Print the GraphQL schema (SDL)."""
    from graph_api.graphql.schema import sdl

    typer.echo(sdl(), nl=False)


@_command(app, "แสดงคำถามของนักวางแผน หรือถามหนึ่งข้อ (รหัสจบ 1 เมื่อมีข้อผิดพลาด)")
def ask(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar=said("NAME", "ชื่อ"),
            help=said(
                "Name or number of the question; without it all are listed.",
                "ชื่อหรือหมายเลขของคำถาม หากไม่ระบุ จะแสดงคำถามทั้งหมด",
            ),
        ),
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


@_command(app, "เรียกคำสั่ง GraphQL และแสดงคำตอบ (รหัสจบ 1 เมื่อมีข้อผิดพลาด)")
def query(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=said("FILE|-", "แฟ้ม|-"),
            help=said("GraphQL document; - reads it.", "เอกสาร GraphQL หรือ - เพื่ออ่านจากอินพุต"),
        ),
    ],
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


keys_app = _group(
    "keys",
    "Make, list and revoke the API keys of those who may read.",
    "สร้าง แสดง และเพิกถอนคีย์ API ของผู้ที่อ่านได้",
)
app.add_typer(keys_app)


@_command(keys_app, "สร้างคีย์และแสดงครั้งเดียว ทำได้แม้ขณะบริการทำงานอยู่", name="create")
def create_key(
    name: Annotated[
        str,
        typer.Option(
            metavar=said("NAME", "ชื่อ"),
            help=said("Whose key it is, such as the portal's name.", "เป็นคีย์ของใคร เช่น ชื่อพอร์ทัล"),
        ),
    ],
    scope: Annotated[
        list[str] | None,
        typer.Option(
            metavar=said("SCOPE", "สิทธิ์"),
            help=said("An access scope that it grants; may be repeated.", "สิทธิ์ที่คีย์ให้ ระบุซ้ำได้"),
        ),
    ] = None,
    days: Annotated[
        int,
        typer.Option(
            min=1,
            max=3650,
            metavar=_NUMBER,
            help=said("Days that it counts.", "จำนวนวันที่ใช้ได้"),
        ),
    ] = 365,
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


@_command(keys_app, "แสดงคีย์ทั้งหมดและสถานะ แต่ไม่แสดงตัวคีย์", name="list")
def list_keys(
    store: StoreOption = None,
    as_json: JsonOption = False,  # noqa: FBT002 - a flag of the command
) -> None:
    """List all keys and whether they count; never the keys themselves."""
    settings = _stored(_settings(store=store))
    from graph_api.cli import keys

    _run(lambda _: keys.show(settings, as_json=as_json))


@_command(keys_app, "เพิกถอนคีย์ บริการที่ทำงานอยู่จะปฏิเสธคีย์นั้นภายในไม่กี่วินาที", name="revoke")
def revoke_key(
    ident: Annotated[
        str,
        typer.Argument(
            metavar=said("ID", "รหัส"), help=said("The key's id, as listed.", "รหัสของคีย์ตามที่แสดง")
        ),
    ],
    store: StoreOption = None,
) -> None:
    """Revoke a key; a running service refuses it within seconds."""
    settings = _stored(_settings(store=store))
    from graph_api.cli import keys

    _run(lambda _: keys.revoke(settings, ident))


@_command(app, "ตรวจว่าข้อความที่อ้างจากเอกสารอยู่ในเอกสารตามที่บันทึกไว้")
def verify(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=_FILE,
            help=said("A source document, such as the article.", "เอกสารต้นฉบับ เช่น บทความข่าว"),
        ),
    ],
) -> None:
    """Check that every phrase quoted from a document stands in it as recorded."""
    from graph_api.cli import verifying

    try:
        code = verifying.check_document(file)
    except PhakhiError as error:
        fail(error)
    raise typer.Exit(code)


@_command(app, "สร้างข้อมูลที่คำนวณจากระเบียนใหม่ทั้งหมด")
def rebuild(store: StoreOption = None) -> None:
    """Make anew everything that is derived from the records."""
    settings = _stored(_settings(store=store))
    from graph_api.cli import keeping

    _run(lambda _: keeping.rebuild(settings))


@_command(app, "เขียนประเทศสังเคราะห์เป็นชุดข้อมูล ซึ่ง `load` และ `evaluate` รับได้")
def generate(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar=_FOLDER,
            help=said("Where to write; made when it is not there.", "ที่ที่จะเขียน สร้างให้หากยังไม่มี"),
        ),
    ],
    areas: Annotated[
        int,
        typer.Option(
            min=0,
            metavar=_NUMBER,
            help=said("Provinces; 0: by agencies.", "จำนวนจังหวัด 0 คือตามจำนวนหน่วยงาน"),
        ),
    ] = 0,
    agencies: Annotated[
        int, typer.Option(min=10, metavar=_NUMBER, help=said("Agencies.", "จำนวนหน่วยงาน"))
    ] = 2000,
    seed: Annotated[
        int,
        typer.Option(
            metavar=_NUMBER,
            help=said("The same seed writes the same files.", "เลขเดิมจะได้แฟ้มเดิม"),
        ),
    ] = 1,
    share: Annotated[
        list[str] | None,
        typer.Option(
            metavar=said("WAY=SHARE", "วิธี=สัดส่วน"),
            help=said(
                "Share of a way to cooperate (docs/evaluation.md).",
                "สัดส่วนของวิธีร่วมมือแบบหนึ่ง (docs/evaluation.md)",
            ),
        ),
    ] = None,
    null: Annotated[  # noqa: FBT002 - a flag of the command
        bool,
        typer.Option("--null", help=said("Ties ignore concerns.", "ความร่วมมือไม่ขึ้นกับประเด็น")),
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


@_command(app, "วัดว่าสูตรของเราและวิธีอื่นทำนายความร่วมมือที่ซ่อนไว้ได้ดีเพียงใด")
def evaluate(  # noqa: PLR0913, PLR0917 - its options
    paths: PathsArgument,
    seeds: Annotated[
        int,
        typer.Option(
            min=1,
            metavar=_NUMBER,
            help=said("Trials, each hiding other events.", "จำนวนรอบ แต่ละรอบซ่อนเหตุการณ์ต่างกัน"),
        ),
    ] = 5,
    most_queries: Annotated[
        int,
        typer.Option(
            min=1,
            metavar=_NUMBER,
            help=said("Askers of a trial, at most.", "จำนวนผู้ถามสูงสุดในแต่ละรอบ"),
        ),
    ] = 1000,
    hide: Annotated[
        float,
        typer.Option(
            min=0.01,
            max=0.9,
            metavar=_SHARE,
            help=said("Share that is hidden.", "สัดส่วนที่ซ่อน"),
        ),
    ] = 0.2,
    by_date: Annotated[  # noqa: FBT002 - a flag of the command
        bool,
        typer.Option(
            "--by-date",
            help=said(
                "Hide the last events instead of random ones.",
                "ซ่อนเหตุการณ์ล่าสุด แทนการสุ่ม",
            ),
        ),
    ] = False,
    need: Annotated[  # noqa: FBT002 - likewise
        bool,
        typer.Option(
            "--need",
            help=said(
                "Askers state the issues of the work that is hidden.",
                "ผู้ถามระบุประเด็นของงานที่ซ่อนไว้เป็นความต้องการ",
            ),
        ),
    ] = False,
    calibrate: Annotated[  # noqa: FBT002 - likewise
        bool,
        typer.Option(
            "--calibrate",
            help=said(
                "Count how often a score came true, and keep that with the datasets in the store.",
                "นับว่าคะแนนเป็นจริงบ่อยเพียงใด และเก็บไว้กับชุดข้อมูลในคลังข้อมูล",
            ),
        ),
    ] = False,
    store: StoreOption = None,
    as_json: JsonOption = False,  # noqa: FBT002 - likewise
) -> None:
    """Measure how well the blend and other methods predict cooperation that is hidden from them."""
    from graph_api.cli import evaluating
    from graph_api.evaluation import Protocol

    protocol = Protocol(seeds, most_queries, hide, by_date, need)
    run = _calibration_run(_settings(store=store), paths, protocol) if calibrate else None
    if run:
        _run(run.check)
    try:
        evaluating.compare_methods(paths, protocol, as_json=as_json, calibrating=run)
    except PhakhiError as error:
        fail(error)
    if run:
        _run(run.keep)


def main() -> None:
    """Runs the command line."""
    set_up_logs()
    app(prog_name="phakhi")


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


def _calibration_run(settings: Settings, paths: list[Path], protocol: Protocol) -> CalibrationRun:
    from graph_api.cli.calibrating import CalibrationRun

    try:
        run = CalibrationRun(settings, paths, protocol)
    except PhakhiError as error:
        fail(error)
    _stored(settings)
    return run


def _run(main: Callable[[Stopper], Coroutine[Any, Any, int]]) -> None:
    from graph_api.cli.running import run

    run(main)
