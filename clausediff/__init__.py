"""Find treaty wording, tell which clause it renders, show how it differs."""
