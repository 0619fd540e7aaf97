"""From text to paragraphs, sentences and quotation marks, all as exact spans."""
