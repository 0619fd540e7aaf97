"""One rule per file; see ``biascheck.lint.rule`` for what a rule defines."""
