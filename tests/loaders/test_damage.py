"""Texts that were damaged before they were loaded."""

from __future__ import annotations

import pytest

from loaders import WrongRowsError
from loaders.damage import find_damage
from loaders.get import get
from loaders.transform import transform
from tests.loaders.conftest import Folder

_OFFICE = "สำนักงานวัฒนธรรมจังหวัด"


def _read_as(encoding: str, text: str = _OFFICE) -> str:
    """What becomes of UTF-8 in another encoding, with what that leaves open as control signs."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


MISREAD = {
    "ÊÓ¹Ñ¡§Ò¹": "สำนักงาน",
    "¡ÃØ§à·¾": "กรุงเทพ",
    "ÇÑ´": "วัด",
    "ÁÒÅÑÂ": "มาลัย",
    "Office (ÊÓ¹Ñ¡§Ò¹), Udon": "Office (สำนักงาน), Udon",
    _OFFICE.encode("cp874").decode("latin-1"): _OFFICE,
    _read_as("latin-1"): _OFFICE,
    _read_as("cp1252"): _OFFICE,
    _read_as("cp874"): _OFFICE,
    "à¸ªà¸³": "สำ",
    "à¹‚à¸£à¸‡à¹€à¸£à¸µà¸¢à¸™": "โรงเรียน",
    "เธชเธณ": "สำ",
    "CafÃ©": "Café",
    "DÃ¼sseldorf": "Düsseldorf",
    "donâ€™t": "don’t",
}


@pytest.mark.parametrize("text", MISREAD)
def test_a_text_in_the_wrong_encoding_is_told_with_what_it_was(text: str) -> None:
    """In both languages."""
    damage = find_damage(text)
    assert damage is not None
    assert damage[0].startswith("was read in the wrong encoding; it was probably "), damage
    assert all(f"“{MISREAD[text]}”" in sentence for sentence in damage), damage


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("พร\uf70aอม", "holds U+F70A, a glyph of an old font, for U+0E48 (thai character mai ek); write “พร่อม”"),
        ("ป\uf710", "holds U+F710, a glyph of an old font, for U+0E31 (thai character mai han-akat); write “ปั”"),
        ("\uf70f\uf718", "holds U+F70F, a glyph of an old font, for U+0E0D (thai character yo ying); write “ญุ”"),
        ("ก\ue000", "holds U+E000, which only one font can show"),
        ("ก\U000f0001", "holds U+F0001, which only one font can show"),
        ("ส\ufffdนักงาน", "holds U+FFFD, which stands where a character was lost"),
        ("\ufffc", "holds U+FFFC, which stands where a character was lost"),
        ("\u200b", "has nothing that can be seen"),
        ("\u200b\u00ad\u2060\ufeff", "has nothing that can be seen"),
        ("\u3164", "has nothing that can be seen"),
        ("่", "has vowels, tone marks or accents alone"),
        ("\u200b้ั", "has vowels, tone marks or accents alone"),
        ("\u0301", "has vowels, tone marks or accents alone"),
        ("????", "has question marks in place of letters"),
        ("??", "has question marks in place of letters"),
        ("???? (สาธิต)", "has question marks in place of letters"),
        ("Office of ???", "has question marks in place of letters"),
        ("ส????งาน", "has question marks in place of letters"),
    ],
)  # fmt: skip
def test_other_damage_is_told_with_how_to_mend_it(text: str, words: str) -> None:
    """Each by what it is."""
    damage = find_damage(text)
    assert damage is not None
    assert damage[0].startswith(words)
    assert any("ก" <= letter <= "ฮ" for letter in damage[1])


@pytest.mark.parametrize(
    "text",
    [
        _OFFICE, "เธอ", "เธอเธอ", "เนตรนารี", "น้ำ", "ฯลฯ", "๑๒๓", "ดีไหม???", "Really???", "What? Why?",
        "Été à la Réunion", "«ÉCOLE DE SANTÉ»", "« ÉCOLE »", "l’été", "Œuvre", "Île-de-France", "Noël",
        "C’est l’École Supérieure des Beaux-Arts — Crée", "Châteauneuf-du-Pape", "«Ñ»", "ÉÈÀÙ",
        "Größe", "Straße", "Über Äpfel", "ÄÖÜ e.V.", "§§ 12–14 BGB", "ÅÄÖ", "Æbleskiver", "Þjóð",
        "Nguyễn Ái Quốc", "Đà Nẵng", "HÀ NỘI", "Lê Lợi", "Cà Mau", "Hội Liên hiệp Phụ nữ Việt Nam",
        "São Paulo", "AMANHÃ…", "AÇÃO", "Ñuñoa", "¿Qué?", "¡Olé!", "25 °C ± 3", "½ kg", "m²", "Nº·1",
        "-", "1", "😀", "Łódź", "Αθήνα", "Москва", "東京",
    ],
)  # fmt: skip
def test_good_names_are_whole(text: str) -> None:
    """Thai, French, German, Vietnamese and others, with their signs."""
    assert find_damage(text) is None


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"agencies": "id,name_th\nagency:a,ÊÓ¹Ñ¡§Ò¹"}, ("agencies.csv", 2, "name_th")),
        ({"agencies": "id,name_th,name_en\nagency:a,ก,CafÃ©"}, ("agencies.csv", 2, "name_en")),
        ({"agencies": "id,name_th,aliases\nagency:a,ก,ข|????"}, ("agencies.csv", 2, "aliases")),
        ({"agencies": "id,name_th,description_th\nagency:a,ก,ส\ufffd"}, ("agencies.csv", 2, "description_th")),
        ({"agencies": "id,name_th,website\nagency:a,ก,\u200b"}, ("agencies.csv", 2, "website")),
        ({"evidence": "id,name_th,phrase\nevidence:a,ก,เธชเธณ"}, ("evidence.csv", 2, "phrase")),
        ({"member_of": "from,to,note\nagency:a,network:a,พร\uf70aอม"}, ("member_of.csv", 2, "note")),
        ({"raises": "from,to,wording\nagency:a,problem:a,่"}, ("raises.csv", 2, "wording")),
        ({"info": {"name_th": "ÊÓ¹Ñ¡§Ò¹"}}, ("dataset.toml", 0, "name_th")),
        ({"info": {"name_en": "????"}}, ("dataset.toml", 0, "name_en")),
    ],
)  # fmt: skip
def test_damage_is_refused_in_every_text(
    folder: Folder, files: dict[str, str], place: tuple[str, int, str]
) -> None:
    """By file, row and column."""
    with pytest.raises(WrongRowsError) as caught:
        transform(get(folder("x", **files)))  # type: ignore[arg-type]
    assert [(row.file, row.row, row.column) for row in caught.value.rows] == [place]


def test_texts_are_stored_in_their_canonical_form(folder: Folder) -> None:
    """Names, lists of names, and what relationships say; not the words of a source."""
    path = folder(
        "x",
        agencies="id,name_th,name_en,aliases\nagency:a,นำ\u0e49เเดง\u200b,Cafe\u0301\u00a0Ｕdon,กู้\u0e49|Ａ",
        member_of="from,to,note\nagency:a,network:a,ก\u00a0ข",
        evidence="id,name_th,phrase\nevidence:e,ก,นำ\u0e49\u00a0ข",
    )
    dataset = transform(get(path))
    agency = next(node for node in dataset.nodes if node.id == "agency:a")
    words = next(node for node in dataset.nodes if node.id == "evidence:e")
    assert agency.values == {
        "name_th": "น้ำแดง",
        "name_en": "Café Udon",
        "aliases": ["กู้", "A"],
    }
    assert dataset.links[0].values == {"note": "ก ข"}
    assert words.values["phrase"] == "นำ\u0e49\u00a0ข"
