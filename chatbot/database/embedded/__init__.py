"""A Django database backend that starts the embedded PostgreSQL server on the first connection."""
