"""documents + treaties -> which clause each passage renders, why, and how sure."""
