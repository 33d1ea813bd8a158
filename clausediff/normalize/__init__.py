"""text -> tokens with keys, and what is known of words: their stems, likeness, and treaty terms."""
