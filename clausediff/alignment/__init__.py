"""witnesses -> which words and phrases render which, for two or for many."""
