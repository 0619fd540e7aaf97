"""Who said it: quotations and reported speech with their speakers."""
