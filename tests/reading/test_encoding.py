import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biascheck.errors import InputError
from biascheck.reading.encoding import decode

TEXT = "“The café is closed,” the mayor’s deputy said — again. " * 3


def codes(notices) -> list[str]:
    return [notice.code for notice in notices]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
def test_unicode_is_read_exactly_and_the_mark_dropped(encoding):
    assert decode(TEXT.encode(encoding), source="a")[0] == TEXT


@pytest.mark.parametrize("order", ["le", "be"])
def test_a_utf16_mark_names_the_order(order):
    data = "\ufeff".encode(f"utf-16-{order}") + TEXT.encode(f"utf-16-{order}")
    assert decode(data, source="a") == (TEXT, ())


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_western_text_is_read_with_a_notice(encoding):
    english = "The mayor closed the café on Monday and left for the coast. " * 5 + TEXT
    text, notices = decode(english.encode(encoding), source="a")
    assert text == english
    assert codes(notices) == ["encoding-guessed"]
    assert encoding in notices[0].message


def test_a_single_windows_apostrophe_is_windows_1252():
    text = "The mayor’s deputy closed the bridge on Monday."
    assert decode(text.encode("cp1252"), source="a")[0] == text


def test_cyrillic_is_detected():
    text = "Городской совет решил снести старый мост. Мэр сказала, что он опасен. " * 5
    assert decode(text.encode("cp1251"), source="a")[0] == text


def test_a_declared_encoding_is_used_where_the_text_is_not_utf8():
    text = "Rada miasta zdecydowała o rozbiórce mostu, żeby powstał nowy."
    assert decode(text.encode("cp1250"), source="a", declared="windows-1250")[0] == text
    assert decode(text.encode(), source="a", declared="windows-1250") == (text, ())


def test_an_unknown_declared_encoding_is_ignored():
    assert decode("café".encode("cp1252"), source="a", declared="x-none")[0] == "café"


def test_a_damaged_utf8_text_stays_utf8():
    text, notices = decode(TEXT.encode() + b"\xe2\x80", source="a")
    assert text.startswith(TEXT)
    assert text.endswith("\ufffd")
    assert codes(notices) == ["encoding-damaged"]


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00" * 100, b"text\x00text"])
def test_binary_data_is_refused(data):
    with pytest.raises(InputError, match=r"binary|encoding") as caught:
        decode(data, source="a.bin")
    assert caught.value.source == "a.bin"
    assert caught.value.hint


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_become_text_or_a_typed_error(data):
    try:
        text, _ = decode(data, source="a")
    except InputError:
        return
    assert "\0" not in text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_round_trips(text):
    assert decode(text.encode(), source="a")[0] == text.removeprefix("\ufeff")
