"""The server in an editor's hands: a client talks to it over pipes."""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient
from pygls.workspace import PositionCodec

from biascheck.encoder.persistence import installed_models
from biascheck.lint.server import diagnostics
from tests.lint.desk import lint

ROOT = Path(__file__).parents[2]
MARKS = """
from biascheck.lint.server import build
from tests.lint.desk import lint
build(lint, "0").start_io()
"""
URI = "file:///news/ferry.md"


async def _talk(command, steps):
    """Start a server, let the steps speak to it, and return what they return."""
    client = LanguageClient("editor", "0")
    published = asyncio.Queue()
    logged = asyncio.Queue()
    # pygls marks what it is given, which a bound method does not allow.
    client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(published.put_nowait))
    client.feature(lsp.WINDOW_LOG_MESSAGE)(partial(logged.put_nowait))
    await client.start_io(sys.executable, *command, cwd=ROOT)
    parameters = lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=None)
    await client.initialize_async(parameters)
    client.initialized(lsp.InitializedParams())
    try:
        return await asyncio.wait_for(steps(client, published, logged), 60)
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()


def _open(client, text):
    item = lsp.TextDocumentItem(uri=URI, language_id="markdown", version=1, text=text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))


def _change(client, text, version):
    document = lsp.VersionedTextDocumentIdentifier(uri=URI, version=version)
    whole = lsp.TextDocumentContentChangeWholeDocument(text=text)
    client.text_document_did_change(
        lsp.DidChangeTextDocumentParams(text_document=document, content_changes=[whole])
    )


def _codes(published):
    return [(it.range.start.line, it.code) for it in published.diagnostics]


async def _write(client, published, _):
    _open(client, "A shameful act.\n")
    first = await published.get()
    _change(client, "It rained.\n\nA shame", 2)
    _change(client, "It rained.\n\nA shameful act.\n\nHe squandered it.\n", 3)
    second = await published.get()
    client.text_document_did_close(
        lsp.DidCloseTextDocumentParams(text_document=lsp.TextDocumentIdentifier(uri=URI))
    )
    return first, second, await published.get()


def test_findings_follow_the_text_and_go_when_it_is_closed():
    first, second, last = asyncio.run(_talk(["-c", MARKS], _write))
    assert (first.version, _codes(first)) == (1, [(0, "BC101")])
    assert (second.version, _codes(second)) == (3, [(2, "BC101"), (4, "BC102")])
    assert not last.diagnostics


async def _empty(client, published, logged):
    _open(client, "")
    return await published.get(), await logged.get()


def test_a_text_that_cannot_be_linted_is_logged_and_stops_nothing():
    published, logged = asyncio.run(_talk(["-c", MARKS], _empty))
    assert not published.diagnostics
    assert "the text is empty" in logged.message


async def _example(client, published, _):
    _open(client, (ROOT / "examples" / "harbour-bridge.txt").read_text(encoding="utf-8"))
    return await published.get()


@pytest.mark.skipif(not installed_models(), reason="no model is installed")
def test_the_command_with_the_model_that_ships():
    found = asyncio.run(_talk(["-m", "biascheck", "lsp"], _example))
    assert "BC101" in [it.code for it in found.diagnostics]
    assert found.diagnostics[0].source == "biascheck"


@pytest.mark.parametrize(
    ("encoding", "start"),
    [
        (lsp.PositionEncodingKind.Utf16, 6),
        (lsp.PositionEncodingKind.Utf32, 5),
        (lsp.PositionEncodingKind.Utf8, 8),
    ],
)
def test_columns_are_in_the_units_of_the_editor(encoding, start):
    text = "It rained.\r\n\r\n😀 He squandered it.\u2028\x0c\r\n"
    (found,) = diagnostics(text, lint(text), PositionCodec(encoding))
    assert (found.range.start.line, found.range.end.line) == (2, 2)
    assert found.range.start.character == start
    assert found.range.end.character == start + len("squandered")
    assert found.severity == lsp.DiagnosticSeverity.Warning
