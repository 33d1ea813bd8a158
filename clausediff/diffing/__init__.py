"""two witnesses -> edits, each with a category and a reason."""
