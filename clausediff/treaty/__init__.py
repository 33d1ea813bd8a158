"""treaty text -> its articles, paragraphs and items; the shelf of shipped wording; two versions compared."""
