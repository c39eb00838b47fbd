"""This process's inference engine: made from the configuration, asked for by the answer job."""

from dataclasses import dataclass
from pathlib import Path

from chatbot import conf
from chatbot.inference.entries import full_register
from chatbot.inference.errors import ModelMissing
from chatbot.inference.hosts import refusal
from chatbot.inference.install import Progress, choose
from chatbot.inference.interface import InferenceEngine
from chatbot.inference.supervisor import Engine, EngineConfig

_engine: InferenceEngine | None = None


@dataclass(frozen=True)
class Sizes:
    """How much is answered at a time, and where computed prefixes are kept."""

    context_tokens: int
    max_answers: int
    prefixes: Path


def current() -> InferenceEngine | None:
    """Return the engine of this process; None when it answers by quoting only."""
    return _engine


def use(engine: InferenceEngine | None) -> None:
    """Make `engine` this process's engine."""
    global _engine
    _engine = engine


def build(progress: Progress, *, model: str = "", sizes: Sizes | None = None) -> tuple[InferenceEngine, str]:
    """Return an engine, not yet started, and a word for the operator when its model is not the wanted one.

    `model` and `sizes` override what is configured. Fetches the model when it is to run here and is not; raises ModelMissing.
    """
    wanted = conf.load().inference
    sizes = sizes or Sizes(wanted.context_tokens, wanted.max_answers, conf.load().paths.prefixes)
    return (_remote(model, sizes), "") if conf.load().remote.url else _local(progress, model, sizes)


def _local(progress: Progress, model: str, sizes: Sizes) -> tuple[InferenceEngine, str]:
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
        context_tokens=sizes.context_tokens,
        threads=wanted.threads,
        max_answers=sizes.max_answers,
        memory_limit_mb=wanted.memory_limit_mb,
        prefix_memory_mb=wanted.prefix_memory_mb,
        prefix_disk_mb=wanted.prefix_disk_mb,
        prefix_folder=sizes.prefixes,
    )
    return Engine(config), word


def _remote(model: str, sizes: Sizes) -> InferenceEngine:
    """Return the engine on the operator's server; the network's libraries are loaded here and nowhere else."""
    from chatbot.inference.remote import RemoteConfig, RemoteEngine
    from chatbot.inference.server import Access

    wanted = conf.load().remote
    if problem := refusal(wanted.url, wanted.hosts):
        raise ModelMissing(problem)
    register = full_register(conf.load().paths.register)
    card = register.by_name(model or wanted.model)
    if card is None:
        raise ModelMissing(f"INFERENCE_MODEL must name the model that the server runs; the register has: {register.names}.")
    access = Access(wanted.url, wanted.key, wanted.ca_file)
    return RemoteEngine(RemoteConfig(card, access, max_answers=sizes.max_answers))
