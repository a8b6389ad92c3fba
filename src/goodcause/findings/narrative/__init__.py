"""The classifier of running words: the narratives it learns from, its features and its model."""
