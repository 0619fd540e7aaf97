"""scikit-learn estimators: encodings and scores as transformers, heads as classifiers.

The only module that imports scikit-learn when it is imported; nothing else imports it.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from biascheck.analyzer import Analyzer
from biascheck.dimensions.registry import load_dimension
from biascheck.encoder.persistence import find_model, read_config
from biascheck.errors import ConfigError, unknown_name
from biascheck.reading.text import require_letters
from biascheck.render.contract import SCORES
from biascheck.segmentation.sentences import segment
from biascheck.types import Article, Document, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Self

    from numpy.typing import NDArray
    from sklearn.utils import Tags

LEVELS: Final = ("article", "sentence")


@lru_cache(maxsize=2)
def _load(model: str | None, dimensions: tuple[str, ...] | None) -> Analyzer:
    """Return the analyzer, loaded once for all clones of an estimator."""
    return Analyzer.from_pretrained(model, dimensions=dimensions)


class _TextTransformer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """What reads texts: it learns nothing from them, and its input has no columns."""

    def fit(self, X: Iterable[str | Article], y: object = None) -> Self:  # noqa: ARG002, N803
        """Check the parameters; there is nothing to learn.

        Raises:
            ConfigError: A parameter has an unknown value.
            TypeError: What is given is one text, not texts.
        """
        self._check()
        _require_texts(X)
        return self

    def fit_transform(self, X: Iterable[str | Article], y: object = None) -> Any:  # noqa: ARG002, N803
        """Check the parameters and transform; an iterator is read once."""
        self._check()
        return self.transform(X)

    def _check(self) -> None:
        """Check the parameters."""

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        tags.requires_fit = False
        return tags


class ArticleEncoder(ClassNamePrefixFeaturesOutMixin, _TextTransformer):  # type: ignore[misc]
    """Turns texts into the vectors that the model's heads read.

    Args:
        model: Name or folder of a model; None: the shipped one. Loaded on first use.
        level: What a text is: an ``article``, whose vector leaves out its boilerplate, or a
            ``sentence``.
        batch: Texts that are held at a time, at least 1. It changes no number.
    """

    def __init__(self, model: str | None = None, level: str = "article", batch: int = 32) -> None:
        self.model = model
        self.level = level
        self.batch = batch

    def transform(self, X: Iterable[str | Article]) -> NDArray[np.float32]:  # noqa: N803
        """Return one vector per text, ``[n, d]``.

        Raises:
            ConfigError: The level or the batch is not one.
            InputError: A text is blank.
            ModelError: The model is missing or altered.
        """
        self._check()
        _require_texts(X)
        read = _sentence if self.level == "sentence" else _article
        analyzer = _load(self.model, ("role",))
        rows = [
            self._vector(context)
            for documents in _chunks(map(read, X), self.batch)
            for context in analyzer.contexts(documents)
        ]
        if not rows:
            return np.zeros((0, self._n_features_out), dtype=np.float32)
        return np.stack(rows)

    def _vector(self, context: Any) -> NDArray[np.float32]:
        if self.level == "sentence":
            return np.asarray(context.encoding.sentences[0], dtype=np.float32)
        context.results["role"] = load_dimension("role").annotate(context)
        return np.asarray(context.content_vector()[0], dtype=np.float32)

    def _check(self) -> None:
        if self.level not in LEVELS:
            raise unknown_name("level", str(self.level), LEVELS)
        if not isinstance(self.batch, int) or self.batch < 1:
            raise ConfigError("the batch must be a whole number above 0.")

    @property
    def _n_features_out(self) -> int:
        """Width of the encodings, which scikit-learn's feature names count."""
        return int(read_config(find_model(self.model))["encoder"]["hidden_size"])


class ReportScores(_TextTransformer):
    """Turns articles into the scores of their reports; an unknown score is NaN.

    Args:
        model: Name or folder of a model; None: the shipped one. Loaded on first use.
        scores: Names of the scores, in the order of the columns; None: all of them.
    """

    def __init__(self, model: str | None = None, scores: Sequence[str] | None = None) -> None:
        self.model = model
        self.scores = scores

    def transform(self, X: Iterable[str | Article]) -> NDArray[np.float64]:  # noqa: N803
        """Return one row of scores per article, ``[n, scores]``.

        Raises:
            ConfigError: A score is unknown.
            InputError: A text cannot be analysed.
        """
        self._check()
        _require_texts(X)
        names = self.get_feature_names_out()
        rows = [
            [report.scores[name].value for name in names]
            for report in _load(self.model, None).analyze_many(X)
        ]
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(names))

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:  # noqa: ARG002
        """Return the names of the scores."""
        return np.array(SCORES if self.scores is None else tuple(self.scores), dtype=object)

    def _check(self) -> None:
        for name in self.get_feature_names_out():
            if name not in SCORES:
                raise unknown_name("score", str(name), SCORES)


class HeadClassifier(LogisticRegression):  # type: ignore[misc]
    """Logistic regression on encodings whose weights become a head of biascheck.

    It takes every parameter of ``sklearn.linear_model.LogisticRegression``; of two labels
    it learns one output, of more the multinomial form.
    """

    def to_head(
        self, name: str, outputs: Sequence[Any] | None = None
    ) -> dict[str, NDArray[np.float32]]:
        """Return the weights of a linear head, as ``encoder.heads.apply_head`` reads them.

        Args:
            name: Name of the head.
            outputs: The labels that its outputs mean, in order: all of them, or of two
                labels the one that means yes. None: all, or the second of two.

        Returns:
            ``NAME.out.weight`` ``[outputs, d]`` and ``NAME.out.bias`` ``[outputs]``.

        Raises:
            ConfigError: The outputs are not the labels that were learnt.
        """
        check_is_fitted(self)
        known = self.classes_.tolist()
        given = (known if len(known) > 2 else known[1:]) if outputs is None else list(outputs)
        weight, bias = self.coef_, self.intercept_
        if len(known) == 2 and len(given) == 1 and given[0] in known:
            sign = 1.0 if given[0] == known[1] else -1.0
            weight, bias = sign * weight, sign * bias
        elif len(known) > 2 and sorted(map(str, given)) == sorted(map(str, known)):
            order = [known.index(label) for label in given]
            weight, bias = weight[order], bias[order]
        else:
            raise ConfigError(
                f"the outputs {given!r} are not the labels that were learnt.",
                hint=f"Name all of {known!r}, or one of two.",
            )
        return {
            f"{name}.out.weight": np.ascontiguousarray(weight, dtype=np.float32),
            f"{name}.out.bias": np.ascontiguousarray(bias, dtype=np.float32),
        }


def _require_texts(texts: object) -> None:
    if isinstance(texts, (str, Article)):
        raise TypeError("texts are expected, not one text; put it into a list")


def _article(item: str | Article) -> Document:
    """Return a whole article; its language is the caller's affair."""
    article = item if isinstance(item, Article) else Article(text=str(item), language="en")
    require_letters(article.text, article.source)
    return Document(article, segment(article.text, article.title_span), ())


def _sentence(item: str | Article) -> Document:
    """Return a text that is one sentence."""
    article = item if isinstance(item, Article) else Article(text=str(item), language="en")
    require_letters(article.text, article.source)
    return Document(article, (Sentence(0, Span(0, len(article.text)), 0),), ())


def _chunks(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    waiting = iter(documents)
    while chunk := list(islice(waiting, size)):
        yield chunk
