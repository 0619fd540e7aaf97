"""Which addresses are the public web, and that nothing else is ever connected to."""

import socket
import ssl
from ipaddress import ip_address

import pytest

from biascheck.errors import InputError
from biascheck.reading.public import PublicWeb, _pool, is_public, look_up
from biascheck.reading.web import fetch
from tests.reading.test_web import PAGE, serving

PUBLIC = ["93.184.215.14", "8.8.8.8", "172.32.0.1", "2606:4700::6810:84e5", "64:ff9b::808:808"]
CLOSED = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "100.100.100.200",
    "169.254.169.254",
    "169.254.0.1",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "203.0.113.9",
    "192.88.99.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::808:808",
    "2002:7f00:1::1",
    "2002:c0a8:101::",
    "2001::1",
    "2001:db8::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
    "",
]
# What a browser or the C library reads as a loopback or metadata address.
NOTATIONS = [
    "2130706433",
    "0x7f000001",
    "017700000001",
    "0177.0.0.1",
    "0x7f.0.0.1",
    "127.1",
    "0",
    "2852039166",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[0:0:0:0:0:ffff:7f00:1]",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "user:secret@127.0.0.1",
    "example.org@127.0.0.1",
    "127.0.0.1\\@example.org",
    "127.0.0.1#@example.org",
    "127.0.0.1?@example.org",
    "①②⑦.0.0.1",
    "127。0。0。1",
]


@pytest.fixture(scope="module")
def site():
    with serving() as address:
        yield address


@pytest.fixture
def connections(monkeypatch):
    """Return the addresses that are connected to; only loopback ones can be."""
    seen = []
    real = socket.socket.connect

    def connect(self, address):
        seen.append(address[0])
        assert ip_address(address[0]).is_loopback
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return seen


def port_of(address):
    return int(address.rpartition(":")[2])


def looking_up(*found):
    return lambda name, port: list(found)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_public_web(address):
    assert is_public(address)


@pytest.mark.parametrize("address", CLOSED)
def test_addresses_that_are_not(address):
    assert not is_public(address)


@pytest.mark.parametrize("host", NOTATIONS)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_notation_leads_inside(connections, scheme, host):
    with pytest.raises(InputError) as caught:
        fetch(f"{scheme}://{host}/", send=PublicWeb(), timeout=5)
    assert caught.value.hint
    assert connections == []


@pytest.mark.parametrize("address", [it for it in CLOSED if ":" not in it and it[:1].isdigit()])
def test_a_name_that_leads_inside_is_refused(connections, address):
    web = PublicWeb(looking_up(address))
    with pytest.raises(InputError, match="does not lead to the public web"):
        fetch("http://news.example/", send=web)
    assert connections == []


def test_one_inner_address_among_public_ones_is_enough(connections):
    web = PublicWeb(looking_up("93.184.215.14", "10.0.0.1"))
    with pytest.raises(InputError, match="does not lead to the public web"):
        fetch("http://news.example/", send=web)
    assert connections == []


@pytest.mark.parametrize("found", [OSError("no such name"), UnicodeError("label too long"), []])
def test_a_name_that_is_not_known(found):
    def nowhere(name, port):
        if isinstance(found, Exception):
            raise found
        return found

    with pytest.raises(InputError, match="name is not known"):
        fetch("http://news.example/", send=PublicWeb(nowhere))


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example:22/",
        "http://news.example:443/",
        "https://news.example:80/",
        "http://news.example:8080/",
    ],
)
def test_other_ports_are_refused(connections, url):
    with pytest.raises(InputError, match=r"port \d+ is not the web's"):
        fetch(url, send=PublicWeb(looking_up("93.184.215.14")))
    assert connections == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://news.example/", "gopher://news.example/", "//news.example"]
)
def test_other_schemes_are_refused(connections, url):
    with pytest.raises(InputError, match="not on the web"):
        fetch(url, send=PublicWeb())
    assert connections == []


class Names:
    """Looks names up in a table, and stands for a judge who knows what each may reach."""

    def __init__(self, site, **table):
        self.port = port_of(site)
        self.asked = []
        self.table = {"news.example": ["127.0.0.1"], **table}

    def look_up(self, name, port):
        self.asked.append((name, port))
        return self.table.get(name) or look_up(name, port)

    def web(self, allows=lambda ip: ip == "127.0.0.1"):
        return PublicWeb(self.look_up, allows, {"http": self.port, "https": self.port})

    def url(self, path):
        return f"http://news.example:{self.port}/{path}"


def test_a_page_comes_from_the_judged_address(site, connections):
    names = Names(site)
    data, _, address = fetch(names.url("good"), send=names.web())
    assert data == PAGE
    assert address == names.url("good")
    assert names.asked == [("news.example", names.port)]
    assert connections == ["127.0.0.1"]


def test_the_name_is_looked_up_once_so_that_it_cannot_move(site, connections):
    names = Names(site)
    answers = iter([["127.0.0.1"], ["127.0.0.9"]])
    names.look_up = lambda name, port: next(answers)
    fetch(names.url("good"), send=names.web())
    assert connections == ["127.0.0.1"]


def test_a_redirect_within_the_site_is_followed(site):
    names = Names(site)
    assert fetch(names.url("moved"), send=names.web())[2] == names.url("good")
    assert len(names.asked) == 2


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2:{}/good", "http://inner.example:{}/good", "//2130706434:{}/good"]
)
def test_a_redirect_inside_is_refused(site, connections, monkeypatch, target):
    from tests.reading.test_web import Site

    names = Names(site, **{"inner.example": ["127.0.0.2"]})
    monkeypatch.setattr(
        Site,
        "page_moved",
        lambda self: self.answer(b"", status=302, Location=target.format(names.port)),
    )
    with pytest.raises(InputError, match="does not lead to the public web"):
        fetch(names.url("moved"), send=names.web())
    assert connections == ["127.0.0.1"]


def test_a_name_that_moves_inside_between_redirects_is_refused(site):
    names = Names(site)
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    names.look_up = lambda name, port: next(answers)
    with pytest.raises(InputError, match="does not lead to the public web"):
        fetch(names.url("moved"), send=names.web())


def test_the_next_address_is_tried_where_one_cannot_be_reached(site, connections):
    names = Names(site, **{"news.example": ["127.0.0.2", "127.0.0.1"]})
    web = names.web(lambda ip: ip.startswith("127."))
    assert fetch(names.url("good"), send=web)[0] == PAGE
    assert connections == ["127.0.0.2", "127.0.0.1"]


def test_no_proxy_is_asked(site, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    names = Names(site)
    assert fetch(names.url("good"), send=names.web())[0] == PAGE


def test_the_certificate_is_that_of_the_name_not_of_the_address():
    pool = _pool("https", "news.example", "127.0.0.1", 443)
    assert pool.host == "127.0.0.1"
    assert pool.assert_hostname == pool.conn_kw["server_hostname"] == "news.example"
    assert pool.conn_kw["ssl_context"].verify_mode is ssl.CERT_REQUIRED


def test_an_insecure_connection_is_refused(site):
    names = Names(site)
    with pytest.raises(InputError, match="not secure"):
        fetch(names.url("good").replace("http:", "https:"), send=names.web(), timeout=5)


def test_limits_hold_here_too(site):
    names = Names(site)
    with pytest.raises(InputError, match="larger than"):
        fetch(names.url("bomb"), send=names.web(), max_bytes=100_000)
    with pytest.raises(InputError, match="did not come within"):
        fetch(names.url("dripping"), send=names.web(), timeout=0.3)
