"""One small shared encoder: tokens, windows, runtimes and the files they are stored in."""
