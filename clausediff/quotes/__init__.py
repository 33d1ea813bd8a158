"""text -> quotations and reported speech, each with its source."""
