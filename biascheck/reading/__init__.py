"""From a file, a page or a string to an `Article`."""
