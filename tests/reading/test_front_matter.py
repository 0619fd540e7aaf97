from biascheck.reading.front_matter import FrontMatter, read_front_matter

BLOCK = '---\ntitle: "Bridge falls"\ndate: 2022-05-03T10:00\nlang: en-GB\ntags:\n  - lenn\n---\n'


def test_fields_are_read():
    assert read_front_matter(BLOCK + "It fell.") == FrontMatter(
        len(BLOCK),
        "Bridge falls",
        "2022-05-03",
        "en",
        {"title": "Bridge falls", "date": "2022-05-03T10:00", "lang": "en-GB"},
    )


def test_windows_line_ends():
    assert read_front_matter(BLOCK.replace("\n", "\r\n")).title == "Bridge falls"


def test_text_between_rules_is_no_front_matter():
    assert read_front_matter("---\nIt fell.\n---\nIt rained.") == FrontMatter()


def test_an_open_block_is_no_front_matter():
    assert read_front_matter("---\ntitle: Bridge\nIt fell.") == FrontMatter()


def test_a_date_that_is_no_iso_day_is_unknown():
    assert read_front_matter("---\ndate: yesterday\n---\n").published is None
