"""Which model a pack describes: the configured one, and never another in its place."""

from chatbot import conf
from chatbot.inference.entries import full_register
from chatbot.inference.errors import RegisterUnreadable
from chatbot.inference.register import Register
from compliance.conformity.errors import PackRefused
from compliance.model_in_use import ModelInUse, model_in_use


def described() -> ModelInUse | None:
    """Return the model that answers here, None where none is installed; raises PackRefused when the configured one is not."""
    try:
        register = full_register(conf.load().paths.register)
    except RegisterUnreadable as error:
        raise PackRefused(str(error)) from error
    model = model_in_use()
    if problem := _problem(model, register):
        raise PackRefused(problem)
    return model


def _problem(model: ModelInUse | None, register: Register) -> str:
    here, remote = conf.load().inference, conf.load().remote
    if remote.url:
        return "" if model else f"INFERENCE_MODEL must name the model that the server runs; the register has: {register.names}."
    if here.model_path:
        unknown = f"The model file {here.model_path} cannot be read, or has no entry in the model register."
        return "" if model else f"{unknown} Run: manage.py models list"
    if here.model and (model is None or model.card != register.by_name(here.model)):
        return f"GUICHET_MODEL names {here.model!r}, which is not installed here. Run: manage.py models list"
    return ""
