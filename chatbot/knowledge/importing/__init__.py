"""Reading articles from files: one small reader a format, and one way into the knowledge base for all of them."""
