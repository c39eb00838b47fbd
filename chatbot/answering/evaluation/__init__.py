"""Measuring the answering path on a company's own questions: what is found, answered, held back, and how quickly."""
