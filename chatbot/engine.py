"""This process's inference engine: made from the configuration, asked for by the answer job."""

from chatbot import conf
from chatbot.inference.entries import full_register
from chatbot.inference.install import Progress, choose
from chatbot.inference.supervisor import Engine, EngineConfig

_engine: Engine | None = None


def current() -> Engine | None:
    """Return the engine of this process; None when it answers by quoting only."""
    return _engine


def use(engine: Engine | None) -> None:
    """Make `engine` this process's engine."""
    global _engine
    _engine = engine


def build(progress: Progress, *, model: str = "") -> tuple[Engine, str]:
    """Return an engine, not yet started, and a word for the operator when its model is not the wanted one.

    `model` overrides the configured name. Fetches the model when it is not here; raises ModelMissing.
    """
    wanted = conf.load().inference
    card, path, word = choose(
        conf.load().paths.models,
        name=model or wanted.model,
        path="" if model else wanted.model_path,
        progress=progress,
        register=full_register(conf.load().paths.register),
        hosts=wanted.model_hosts,
    )
    config = EngineConfig(
        card=card,
        model_path=path,
        context_tokens=wanted.context_tokens,
        threads=wanted.threads,
        max_answers=wanted.max_answers,
        memory_limit_mb=wanted.memory_limit_mb,
        prefix_memory_mb=wanted.prefix_memory_mb,
        prefix_disk_mb=wanted.prefix_disk_mb,
        prefix_folder=conf.load().paths.prefixes,
    )
    return Engine(config), word
