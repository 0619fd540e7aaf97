from __future__ import annotations

import pytest

from tests.serve.conftest import TEXT, check_problem


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8000",
        "127.0.0.1:8000",
        "[::1]:8000",
        "192.168.1.7",
        "desk.example",
        "Desk.example:8000",
    ],
)
def test_names_and_addresses_of_the_server(serving, host):
    client = serving(names=["desk.example"])
    assert client.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8000",
        "localhost@evil.example",
        "evil.example/localhost",
        "127.1",
        "[::1",
        "localhost:port",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/", "/health", "/openapi.json", "/nothing"])
def test_no_other_name_is_answered_to(client, host, path):
    check_problem(client.get(path, headers={"Host": host}), 400, "unknown-host")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Origin": "http://LOCALHOST"},
        {"Origin": "https://localhost"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/analyze"])
def test_own_pages_and_programs_may_post(client, path, headers):
    form = path == "/"
    sent = {"data" if form else "json": {"text": TEXT}}
    assert client.post(path, headers=headers, **sent).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "file://"},
        {"Origin": "http://[bad"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/analyze"])
def test_pages_of_other_sites_may_not(client, path, headers):
    form = path == "/"
    sent = {"data" if form else "json": {"text": TEXT}}
    check_problem(client.post(path, headers=headers, **sent), 403, "other-site")


def test_no_other_site_is_let_in_by_cors(client):
    asks = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    answer = client.options("/analyze", headers=asks)
    assert answer.status_code == 405
    read = client.get("/health", headers={"Origin": "http://evil.example"})
    for it in (answer, read):
        assert not [name for name in it.headers if name.startswith("access-control")]
