"""Search: Thai and English, parts of names, abbreviations and slips, best first."""
