"""The linter while one writes: a language server that publishes findings as diagnostics.

The protocol is pygls's business (a well-kept library; messages, documents and positions are
many pages of standard). Here stands only when to lint, and how a finding becomes a diagnostic.

Source: Language Server Protocol 3.17, sections "Text Document Synchronization" and
"PublishDiagnostics Notification".
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from biascheck.errors import BiascheckError
from biascheck.lint.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from pygls.workspace import PositionCodec, TextDocument

    from biascheck.lint.finding import Finding, Linted

# Seconds without a key before a changed text is linted: longer than between two keys of a
# slow typist, shorter than a look up from the keyboard.
PAUSE: Final = 0.7
_SEVERITIES: Final = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_LINE_END: Final = re.compile(r"\r\n|\n|\r")


class Server(LanguageServer):
    """Lints open documents: when opened and saved at once, when changed after a pause.

    Args:
        lint: From text and path to findings; called in a thread, one at a time. The first
            call may take long, as it loads the model.
        version: The version of biascheck.
    """

    def __init__(self, lint: Callable[[str, str], Linted], version: str) -> None:
        super().__init__("biascheck", version)
        self._lint = lint
        self._turn = asyncio.Lock()
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._failed: set[str] = set()

    def schedule(self, uri: str, pause: float = 0.0) -> None:
        """Lint a document after a pause; what waited for it before waits no more."""
        self.forget(uri)
        self._waiting[uri] = asyncio.ensure_future(self._check(uri, pause))

    def forget(self, uri: str) -> None:
        """Call off what waits for a document."""
        if (task := self._waiting.pop(uri, None)) is not None:
            task.cancel()

    def clear(self, uri: str) -> None:
        """Take a document's findings back."""
        self.forget(uri)
        self._publish(uri, None, [])

    async def _check(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        async with self._turn:
            document = self.workspace.get_text_document(uri)
            text, version, codec = document.source, document.version, document.position_codec
            try:
                found = await asyncio.to_thread(self._lint, text, _path(document))
            except BiascheckError as error:
                self._tell(uri, str(error))
                self._publish(uri, version, [])
                return
        self._failed.discard(uri)
        self._publish(uri, version, diagnostics(text, found, codec))

    def _tell(self, uri: str, message: str) -> None:
        """Log why a document cannot be linted; once, until it can again."""
        if uri not in self._failed:
            self._failed.add(uri)
            kind = lsp.MessageType.Warning
            self.window_log_message(lsp.LogMessageParams(type=kind, message=message))

    def _publish(self, uri: str, version: int | None, found: list[lsp.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=found)
        )


def build(lint: Callable[[str, str], Linted], version: str) -> Server:
    """Return a server that listens to the editor's notes about its documents."""
    server = Server(lint, version)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.schedule(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        server.schedule(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.schedule(params.text_document.uri, PAUSE)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.clear(params.text_document.uri)

    return server


def diagnostics(text: str, linted: Linted, codec: PositionCodec) -> list[lsp.Diagnostic]:
    """Return the findings as the editor shows them; columns in the units it asked for."""
    lines = _LINE_END.split(text)
    return [_diagnostic(it, lines, codec) for it in linted.findings]


def _diagnostic(it: Finding, lines: list[str], codec: PositionCodec) -> lsp.Diagnostic:
    def position(line: int, column: int) -> lsp.Position:
        units = codec.client_num_units(lines[line - 1][: column - 1])
        return lsp.Position(line=line - 1, character=units)

    place = it.place
    return lsp.Diagnostic(
        range=lsp.Range(
            start=position(place.line, place.column),
            end=position(place.end_line, place.end_column),
        ),
        severity=_SEVERITIES[it.severity],
        code=it.code,
        source="biascheck",
        message=it.message,
    )


def _path(document: TextDocument) -> str:
    """Return where a document lies; for one that is not saved yet, its address."""
    return to_fs_path(document.uri) or document.uri
