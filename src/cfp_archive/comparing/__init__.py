"""Compare lists of topics, and follow each topic over the editions."""
