"""What a caller is told when an argument cannot be used."""


class ClausediffError(ValueError):
    """A caller's mistake, said in one sentence that names the value and the remedy."""
