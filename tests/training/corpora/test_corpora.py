"""Every corpus in its documented layout becomes examples with the right labels."""

from __future__ import annotations

import gzip
import shutil

import numpy as np
import pytest

from biascheck.encoder.persistence import file_sha256
from biascheck.errors import ConfigError, DataError
from biascheck.labels import FRAMES, ROLES
from biascheck.splits import is_dev
from biascheck.training.corpora import CORPORA, load
from biascheck.training.corpora.files import read_rows
from biascheck.training.corpora.framing import map_frames
from biascheck.training.corpora.genre import clean
from biascheck.training.corpora.gold import augment, build
from biascheck.training.corpora.gold_article import read_articles
from biascheck.training.corpora.loaded import soft_vote
from tests.training import corpus_folder
from tests.training.corpus_folder import COST, FACT, FURNITURE, HEADLINE, SAID, VIEW, VIEW_2


def _draw(corpora, name, index=0, seed=0):
    source = load(name, corpora)
    return source.draw(index, np.random.default_rng(seed))


def _under(example, spans):
    return [example.document.article.text[slice(*span)] for span, _ in spans]


@pytest.mark.parametrize("name", CORPORA)
def test_examples_are_well_formed(corpora, name):
    source = load(name, corpora)
    assert source.corpus == name
    assert all(path.is_file() for path in source.files)
    for index in range(len(source.sizes)):
        example = source.draw(index, np.random.default_rng(index))
        text, sentences = example.document.article.text, example.document.sentences
        assert example.corpus == name
        assert [s.index for s in sentences] == list(range(len(sentences)))
        assert all(0 <= s.start <= s.end <= len(text) for s in sentences)
        for values in example.sentence_targets.values():
            assert len(values) == len(sentences)
            known = values[~np.isnan(values)]
            assert np.all((known >= 0) & (known <= 1))
        for spans in example.token_spans.values():
            assert all(0 <= span.start < span.end <= len(text) for span, _ in spans)
        for mention in example.mentions:
            assert all(0 <= span.start < span.end <= len(text) for span in mention.spans)


@pytest.mark.parametrize("name", CORPORA)
def test_a_draw_depends_on_its_generator_alone(corpora, name):
    one, other = _draw(corpora, name, seed=3), _draw(corpora, name, seed=3)
    assert one.document == other.document
    assert one.mentions == other.mentions


@pytest.mark.parametrize("name", CORPORA)
def test_a_missing_corpus_names_its_file_and_the_way_to_get_it(tmp_path, name):
    with pytest.raises(DataError) as caught:
        load(name, tmp_path)
    assert str(tmp_path) in caught.value.source
    assert "biascheck datasets" in caught.value.hint


def test_an_unknown_corpus_names_a_near_one(corpora):
    with pytest.raises(ConfigError, match="'polnear'"):
        load("polneer", corpora)


def test_damaged_files(corpora, tmp_path):
    path = tmp_path / "subjectivity" / "newssd.jsonl.gz"
    path.parent.mkdir()
    corpus_folder.write(path, [{"id": "a", "split": "train", "label": "objective"}])
    with pytest.raises(DataError, match="lacks the field 'text'"):
        load("newssd", tmp_path)
    corpus_folder.write(path, [])
    with pytest.raises(DataError, match="no training row"):
        load("newssd", tmp_path)
    path.write_bytes(gzip.compress(b'{"split": "test"}\n{"id":\n'))
    with pytest.raises(DataError, match="not JSON") as caught:
        load("newssd", tmp_path)
    assert caught.value.source.endswith(":2")
    path.write_bytes(gzip.compress(b'{"id": "\xff"}\n'))
    with pytest.raises(DataError, match="not JSON"):
        load("newssd", tmp_path)
    for data in (b"no gzip", gzip.compress(b'{"id": 1}\n' * 99)[:-9]):
        path.write_bytes(data)
        with pytest.raises(DataError, match="truncated"):
            list(read_rows(path))


def test_checksum(tmp_path):
    (tmp_path / "empty").touch()
    assert file_sha256(tmp_path / "empty").startswith("e3b0c442")


def test_gold(corpora):
    article = read_articles(corpora / "gold" / "train.jsonl.gz")[0]
    example = build(article)
    roles = [ROLES[i] for i in example.roles]
    assert roles == ["reporting", "reporting", "quote", "reporting", "opinion", "opinion",
                     "boilerplate"]  # fmt: skip
    assert example.sentence_targets["subjective"].tolist() == [0, 0, 0, 0, 1, 1, 0]
    assert example.sentence_targets["attributed"].tolist() == [0, 0, 1, 0, 0, 0, 0]
    assert example.sentence_targets["boilerplate"].tolist() == [0] * 6 + [1]
    assert example.sentence_targets["loaded"].tolist() == [0, 0, 0, 0, 1, 1, 0]
    assert _under(example, example.token_spans["loaded"]) == ["shameful", "reckless"]
    assert example.token_scope == frozenset(range(6))
    assert example.genre == 0.0
    assert [FRAMES[i] for i in np.flatnonzero(example.frames)] == ["Economic", "Political"]
    assert example.frame_evidence == {0: 1}


def test_gold_mentions_are_kept_apart_by_voice(corpora):
    example = build(read_articles(corpora / "gold" / "train.jsonl.gz")[0])
    text = example.document.article.text
    mayor, ostren = example.mentions
    assert [text[slice(*span)] for span in mayor.spans] == ["Mara Orlen"]
    assert mayor.stance == (1.0, 0.0, 0.0)
    assert [text[slice(*span)] for span in ostren.spans] == ["Ostren"] * 3
    assert ostren.stance == (0.0, 0.0, 1.0)


def test_gold_augmentation_keeps_labels_with_their_lines(corpora):
    article = read_articles(corpora / "gold" / "train.jsonl.gz")[0]
    known = {line.text: line.role for line in article.lines} | {FURNITURE: "boilerplate"}
    editorial = tuple(line for line in article.lines if line.role == "opinion")
    counts = set()
    for seed in range(60):
        generator = np.random.default_rng(seed)
        varied = augment(article, [FURNITURE], [editorial], generator)
        counts.add(len(varied.lines))
        for line in varied.lines:
            again = line.text == HEADLINE and line.number < 0
            assert line.role == ("boilerplate" if again else known[line.text])
        example = build(varied)
        for frame, sentence in example.frame_evidence.items():
            assert (FRAMES[frame], varied.lines[sentence].text) == ("Economic", FACT)
        assert set(_under(example, example.token_spans["loaded"])) <= {"shameful", "reckless"}
    assert len(counts) > 4


def test_babe(corpora):
    source = load("babe", corpora)
    assert len(source.sizes) == 2
    biased, plain = (source.draw(i, np.random.default_rng()) for i in range(2))
    assert biased.sentence_targets["loaded"].tolist() == pytest.approx([0.9])
    assert plain.sentence_targets["loaded"].tolist() == pytest.approx([0.1])
    assert biased.sentence_targets["subjective"].tolist() == [1.0]
    assert _under(biased, biased.token_spans["loaded"]) == ["shameful"]


def test_votes_and_label_count_half_each():
    values = {"yes": 1.0, "no": 0.0}
    assert soft_vote({"yes": 3, "no": 1}, values, "yes") == pytest.approx(0.875)
    assert soft_vote({"yes": 1, "no": 1}, values, "no agreement") == 0.5
    assert soft_vote(None, values, "no") == 0.0
    assert np.isnan(soft_vote(None, values, "no agreement"))


def test_mpqa(corpora):
    example = _draw(corpora, "mpqa")
    subjective, attributed = (example.sentence_targets[n] for n in ("subjective", "attributed"))
    assert subjective.tolist() == pytest.approx([0, 0, 1, 0.6])
    assert attributed.tolist() == pytest.approx([0, 1, 0, float("nan")], nan_ok=True)


def test_newssd_trains_on_its_training_part_only(corpora):
    assert len(load("newssd", corpora).sizes) == 2


def test_polnear(corpora):
    example = _draw(corpora, "polnear")
    assert example.sentence_targets["attributed"].tolist() == [0, 1, 0]
    assert _under(example, example.token_spans["source"]) == ["Mayor Mara Orlen"]
    assert _under(example, example.token_spans["cue"]) == ["said"]
    assert _under(example, example.token_spans["content"]) == ["the road would be paid for"]


def test_spans_move_with_a_crop(corpora, tmp_path):
    (row,) = read_rows(corpora / "attribution" / "polnear.train.jsonl.gz")
    shift = f"{FACT} " * 120
    for item in row["attributions"]:
        for tag, spans in item.items():
            item[tag] = [[a + len(shift), b + len(shift)] for a, b in spans]
    long = {**row, "text": shift + row["text"] + f" {COST}" * 90}
    corpus_folder.write(tmp_path / "attribution" / "polnear.train.jsonl.gz", [long])
    found = set()
    for seed in range(30):
        example = _draw(tmp_path, "polnear", seed=seed)
        assert len(example.document.article.text) <= 2000
        found.update(_under(example, example.token_spans["cue"]))
    assert found == {"said"}


def test_news_discourse(corpora):
    targets = _draw(corpora, "news_discourse").sentence_targets
    nan = float("nan")
    assert targets["attributed"].tolist() == [0, 1, 0, 0, 0]
    assert targets["boilerplate"].tolist() == [0, 0, 0, 0, 1]
    assert targets["subjective"].tolist() == pytest.approx([0, 0, 1, nan, nan], nan_ok=True)


def test_ptc(corpora):
    source = load("ptc", corpora)
    assert len(source.sizes) == 1
    example = source.draw(0, np.random.default_rng())
    assert _under(example, example.token_spans["loaded"]) == ["shameful"]
    assert example.sentence_targets["loaded"].tolist() == [0, 1, 0]


def test_dragnet(corpora):
    source = load("dragnet", corpora)
    assert len(source.sizes) == sum(not is_dev(str(number)) for number in range(30))
    found = {}
    for seed in range(10):
        example = source.draw(0, np.random.default_rng(seed))
        text = example.document.article.text
        values = example.sentence_targets["boilerplate"]
        for sentence, value in zip(example.document.sentences, values, strict=True):
            found[text[sentence.start : sentence.end]] = value
    assert (found[FACT], found[FURNITURE]) == (0.0, 1.0)
    assert np.isnan(found[COST])


@pytest.mark.parametrize("name", ["ccf", "gvfc"])
def test_frames_are_mapped_and_dev_rows_left_out(corpora, name):
    source = load(name, corpora)
    kept = [i for i in range(20) if not is_dev(f"doc{i}") and (name == "ccf" or i)]
    assert len(source.sizes) == len(kept)
    for index, number in enumerate(kept):
        frames = source.draw(index, np.random.default_rng()).frames
        assert frames[FRAMES.index("Economic")] == number % 2
        assert np.isnan(frames[FRAMES.index("Morality")])


def test_a_frame_is_unknown_where_it_is_one_of_several_or_disputed():
    crosswalk = {"money": (0,), "game": (12, 5), "rule": (5,)}
    several = map_frames({"game"}, crosswalk)
    assert several[0] == 0
    assert np.isnan(several[[5, 12]]).all()
    both = map_frames({"game", "rule"}, crosswalk)
    assert both[5] == 1
    assert np.isnan(both[12])
    assert np.isnan(map_frames({"money"}, crosswalk, frozenset({"money"}))[0])


def test_narrative(corpora):
    source = load("narrative", corpora)
    assert len(source.sizes) == 1
    villain, victim = source.draw(0, np.random.default_rng()).mentions
    assert villain.stance == (0.0, 0.3, 0.7)
    assert villain.harmed == 0.0
    assert (victim.stance, victim.harmed) == (None, 1.0)


@pytest.mark.parametrize("name", ["newsmtsc", "dse", "seesaw"])
def test_stance_by_mention(corpora, name):
    source = load(name, corpora)
    examples = [source.draw(i, np.random.default_rng()) for i in range(3)]
    assert [e.mentions[0].stance.index(1.0) for e in examples] == [0, 1, 2]
    (span,) = examples[0].mentions[0].spans
    assert examples[0].document.article.text[slice(*span)] == "Mara Orlen"


def test_stance_by_article(corpora):
    source = load("seesaw_article", corpora)
    whole, silent = (source.draw(i, np.random.default_rng()) for i in range(2))
    assert [mention.stance.index(1.0) for mention in whole.mentions] == [0, 1]
    assert silent.mentions == ()


def test_articles(corpora):
    source = load("articles", corpora)
    examples = [source.draw(i, np.random.default_rng(i)) for i in range(len(source.sizes))]
    assert {example.genre for example in examples} == {0.02, 0.98}
    assert len(examples) == 9


def test_what_gives_the_genre_away_is_stripped():
    row = {
        "title": HEADLINE,
        "paragraphs": [f"LIND (VNA) — {FACT}", VIEW, VIEW_2, SAID, "A columnist.",
                       FURNITURE],
    }  # fmt: skip
    text = clean(row, {FURNITURE})
    assert text == f"{HEADLINE}\n\n{FACT}\n\n{VIEW}\n\n{VIEW_2}\n\n{SAID}"


def test_a_missing_codebook(corpora, tmp_path):
    shutil.copytree(corpora / "framing", tmp_path / "framing")
    (tmp_path / "framing" / "lexicons" / "policy_frames_codebook.json").unlink()
    with pytest.raises(DataError, match="codebook"):
        load("ccf", tmp_path)
