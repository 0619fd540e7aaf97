"""From an article to findings: analyse once, ask each rule, leave out what comments ignore."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from biascheck.lint.declaration import declared_profile
from biascheck.lint.finding import Finding, Linted
from biascheck.lint.fingerprints import fingerprints
from biascheck.lint.ignores import Ignored, read_directives
from biascheck.lint.places import Lines
from biascheck.lint.registry import RULES, load_rule
from biascheck.reading.front_matter import read_front_matter
from biascheck.reading.text import read_again

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.lint.finding import Suspicion
    from biascheck.lint.ignores import Directives
    from biascheck.lint.options import Options
    from biascheck.lint.profile import Profile, Setting
    from biascheck.types import Article, Report


class Analyzes(Protocol):
    """What turns an article into a report."""

    def analyze(self, article: Article) -> Report:
        """Return the report on an article."""
        ...


class Linter:
    """Lints articles with one model and one set of options.

    Args:
        analyzer: What analyses them; needs the dimensions of ``registry.DIMENSIONS``.
        options: Profiles, rules, severities and thresholds.
    """

    def __init__(self, analyzer: Analyzes, options: Options) -> None:
        self._analyzer = analyzer
        self._options = options

    def lint(self, article: Article) -> Linted:
        """Return the findings of an article.

        Raises:
            InputError: It cannot be analysed.
        """
        directives = read_directives(article.text)
        article = without_comments(article, directives)
        declared = declared_profile(article, directives.profile)
        profile = self._options.profile_of(article.source, declared)
        report = self._analyzer.analyze(article)
        findings = list(self._findings(report, profile))
        ignored = Ignored(directives.ignores, report.sentences)
        kept = [it for it in findings if not ignored.covers(it.rule, it.span)]
        return Linted(
            path=article.source,
            profile=profile.name,
            findings=tuple(kept),
            ignored=len(findings) - len(kept),
            notices=directives.notices,
            provenance=report.provenance,
        )

    def _findings(self, report: Report, profile: Profile) -> Iterator[Finding]:
        """Yield all findings in the order of the text, whatever comments say."""
        found = sorted(
            self._suspicions(report, profile),
            key=lambda row: (row[2].span, load_rule(row[0]).CODE),
        )
        keys = [(load_rule(rule).CODE, suspicion.anchor) for rule, _, suspicion in found]
        lines = Lines(report.article.text)
        for (rule, setting, it), (code, _), known in zip(
            found, keys, fingerprints(keys), strict=True
        ):
            assert setting.severity is not None
            yield Finding(
                span=it.span,
                code=code,
                rule=rule,
                severity=setting.severity,
                message=it.message,
                certainty=it.certainty,
                evidence=it.evidence,
                place=lines.place(it.span),
                fingerprint=known,
            )

    def _suspicions(
        self, report: Report, profile: Profile
    ) -> Iterator[tuple[str, Setting, Suspicion]]:
        front = read_front_matter(report.article.text).end
        for name in RULES:
            setting = self._options.setting(profile, name)
            if setting.severity is None:
                continue
            rule = load_rule(name)
            threshold = setting.threshold if setting.threshold is not None else rule.THRESHOLD
            for suspicion in rule.find(report, threshold or 0.0):
                if name == "headline" or suspicion.span.start >= front:
                    yield name, setting, suspicion


def without_comments(article: Article, directives: Directives) -> Article:
    """Return the article with its comments blanked; every other character keeps its place."""
    if directives.text == article.text:
        return article
    return read_again(article, text=directives.text)
