"""Feeds XML to a parser, within bounds."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from loaders.tables.limits import too_large

_LONGEST_TAG = 1024 * 1024
"""Bytes of a tag with its attributes, of a comment, or of another mark."""


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes], name: str) -> None:
    """Has a file called ``name`` parsed, to its end.

    A tag or comment that has not ended is read from its start again with every chunk, and its
    attributes are given all at once: so one of many megabytes is not waited for.

    Raises:
        PhakhiError: ``BAD_FILE``, when one is too long; and what the handlers raise.
        ExpatError: it is no XML.
    """
    fed = 0
    for chunk in chunks:
        parser.Parse(chunk)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > _LONGEST_TAG + len(chunk):
            raise too_large(name)
    parser.Parse(b"", True)  # noqa: FBT003  # expat takes it by position: the end
