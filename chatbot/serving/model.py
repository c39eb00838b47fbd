"""The model that answers: found or fetched, checked by its hash, and its engine made."""

from chatbot.inference.supervisor import Engine


def prepare_engine() -> Engine:
    """stub"""
    return Engine()
