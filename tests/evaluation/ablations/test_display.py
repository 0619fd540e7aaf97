from __future__ import annotations

from rich.console import Console

from biascheck.evaluation.ablations.display import ablation_tables, markdown

RESULT = {
    "ablation": "level", "asks": "What?", "fitted": "heads.", "shipped": "own, neighbours",
    "encoder": "the encoder of tiny, frozen", "seed": 13, "details": {"rows": 7}, "model": None,
    "parts": [{
        "name": "gold/dev", "unit": "sentences", "n": 1037, "clusters": 40, "lead": "macro_f1",
        "systems": {
            "own": {"macro_f1": {"value": 0.7, "low": 0.65, "high": 0.75},
                    "change": {"value": -0.012, "low": -0.02, "high": 0.001}},
            "own, neighbours": {"macro_f1": {"value": 0.712, "low": None, "high": None},
                                "change": {"value": 0.0, "low": 0.0, "high": 0.0}},
        },
    }],
}  # fmt: skip


def test_markdown_marks_the_shipped_choice():
    assert markdown(RESULT).splitlines() == [
        "| gold/dev, 1037 sentences | macro-F1 | change |",
        "| --- | --- | --- |",
        "| own | .700 [.650, .750] | -.012 [-.020, +.001] |",
        "| **own, neighbours** | .712 | - |",
    ]


def test_terminal_says_what_was_fitted():
    console = Console(width=120)
    with console.capture() as captured:
        console.print(ablation_tables(RESULT))
    for word in ("What?", "Fitted: heads.", "Seed 13", "rows: 7", "(shipped)", "-.012"):
        assert word in captured.get()
