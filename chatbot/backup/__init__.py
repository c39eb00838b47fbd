"""Encrypted copies of the database: made with a public key, opened with the private one, which the machine need not hold."""
