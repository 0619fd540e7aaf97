import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biascheck.errors import LanguageError
from biascheck.reading.language import identify, require_supported
from biascheck.types import Article

ENGLISH = "The council of Northport voted on Tuesday to pull down the old bridge over the Lenn."
FOREIGN = {
    "German": "Der Stadtrat von Nordhafen hat am Dienstag beschlossen, die alte Brücke über die "
    "Lenn abzureißen. Die Bürgermeisterin sagte, die Entscheidung sei überfällig gewesen.",
    "French": "Le conseil municipal de Port-Nord a décidé mardi de démolir le vieux pont sur la "
    "Lenne. La maire a déclaré que cette décision n'avait que trop tardé.",
    "Spanish": "El ayuntamiento de Puerto Norte decidió el martes demoler el viejo puente sobre "
    "el río Len. La alcaldesa dijo que la decisión llegaba tarde.",
    "Italian": "Il consiglio comunale di Porto Nord ha deciso martedì di demolire il vecchio "
    "ponte sul fiume Len. La sindaca ha detto che la decisione era attesa da tempo.",
    "Dutch": "De gemeenteraad van Noordhaven heeft dinsdag besloten de oude brug over de Len te "
    "slopen. De burgemeester zei dat het besluit te lang op zich had laten wachten.",
    "Portuguese": "A câmara municipal de Porto Norte decidiu na terça-feira demolir a velha "
    "ponte sobre o rio Len. A presidente disse que a decisão já devia ter sido tomada.",
    "Russian": "Городской совет Северной Гавани во вторник решил снести старый мост через реку "
    "Лен. Мэр заявила, что решение давно назрело.",
    "Chinese": "北港市议会周二决定拆除横跨伦河的旧桥。市长表示，这一决定早就应该作出。"
    "反对者宣布将诉诸法院。",
}


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        "Ştefan Dovič and Thành Nguyễn meet the prime minister and her party in Kraków",
        "Dovic, Petrenko and Al-Hashimi sign the Lenn accord in Nouakchott",
        f"{ENGLISH} “C’est la vie,” said the French ambassador.",
    ],
)
def test_english_is_recognised(text):
    assert identify(text)[0] == "en"


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("times", [1, 200], ids=["short", "long"])
def test_other_languages_are_refused_by_name(name, times):
    article = Article((FOREIGN[name] + "\n\n") * times, source="a.txt")
    with pytest.raises(LanguageError, match=name) as caught:
        require_supported(article)
    assert caught.value.source == "a.txt"
    assert "--force" in (caught.value.hint or "")


def test_force_lets_another_language_pass_with_a_notice():
    article = require_supported(Article(FOREIGN["German"], language="en"), force=True)
    assert article.language == "de"
    assert [notice.code for notice in article.notices] == ["language-unsupported"]


@pytest.mark.parametrize("text", ["Bridge", "Ja!", "a b c", "Lenn 2022", "\x00\ud800"])
def test_short_texts_pass_with_a_notice(text):
    article = require_supported(Article(text))
    assert article.language is None
    assert [notice.code for notice in article.notices] == ["language-unknown"]


def test_what_the_page_states_is_only_a_hint():
    article = require_supported(Article(ENGLISH, language="fr"))
    assert (article.language, article.notices) == ("en", ())


def test_a_long_text_is_judged_by_all_its_parts():
    text = FOREIGN["German"] * 100 + ENGLISH
    assert identify(text)[0] == "de"
    assert identify(ENGLISH * 1000 + FOREIGN["German"])[0] == "en"


def test_addresses_do_not_count():
    assert identify("https://zeitung.example/politik/die-bruecke-ist-weg " * 20)[0] is None


@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_share_between_0_and_1(text):
    code, share = identify(text)
    assert 0 <= share <= 1
    assert (code is None) == (share == 0)


def test_the_library_is_loaded_only_when_it_is_needed():
    program = "import sys, biascheck.reading.language; sys.exit('pycld2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
