"""The model's bill of materials: what the register knows of the model that answers here, in CycloneDX's words."""

import hashlib
from datetime import datetime

from chatbot import conf
from chatbot.answering.compose import PROMPT_VERSION, SYSTEM, composes
from chatbot.answering.length import MOST_TOKENS
from chatbot.inference.messages import Submit
from chatbot.inference.register import ModelCard
from chatbot.inference.verification import hash_of
from chatbot.sites.models import Site
from compliance.conformity.cyclonedx import Json, as_properties, document
from compliance.conformity.errors import PackRefused
from compliance.conformity.licences import licences
from compliance.effort import of_one_reply
from compliance.model_in_use import ModelInUse

USE = "Answering customers' questions from the company's own articles: whole sentences of an article are quoted"
USES = {True: f"{USE}, or sentences are written and each one is compared with the article before it is shown", False: USE}
LIMITS = [
    "It can be wrong: what it writes is compared with the article, which lowers the number of errors and does not end them.",
    "It answers from the articles only, and in the languages that the model is good at.",
    f"A reply has at most {MOST_TOKENS} of the model's tokens.",
]
OUT_OF_USE = (
    "It decides nothing about a person: no credit, insurance, benefit, hiring, medical or legal decision; "
    "it does not sort emergencies."
)
NOTICE = "A notice before the first message, a label on each message, true answers to who asks."


def model_bom(model: ModelInUse | None, site: Site, *, at: datetime) -> Json:
    """Return the bill of materials of the model as this site uses it; of an absent model it says that it is absent."""
    if model is None:
        absent = "absent: no model of the register is installed here, every answer is a quotation of an article or a fixed text"
        return document([], at=at, properties={"model": absent})
    where = "this machine" if model.file else "the operator's inference server"
    return document([_component(model, site)], at=at, properties={"model": model.card.name, "model-runs-on": where})


def _component(model: ModelInUse, site: Site) -> Json:
    card, writes = model.card, composes(model, site)
    return {
        "type": "machine-learning-model",
        "bom-ref": f"model-{card.sha256[:16]}",
        "name": card.name,
        "version": card.sha256[:16],
        "manufacturer": {"name": card.developer},
        "supplier": {"name": card.developer},
        "publisher": card.developer,
        "description": f"Language model in a GGUF file. {USES[writes]}.",
        "purl": f"pkg:generic/{card.file}?checksum=sha256:{card.sha256}",
        "hashes": [{"alg": "SHA-256", "content": proven_hash(model)}],
        "licenses": licences(card.licence),
        "externalReferences": [{"type": "documentation", "url": card.training_link}] if card.training_link else [],
        **_pedigree(card),
        "modelCard": _model_card(card, writes=writes, used=_used(model)),
        "properties": as_properties(_facts(model, writes=writes)),
    }


def _pedigree(card: ModelCard) -> Json:
    parent = {"type": "machine-learning-model", "name": card.parent, "manufacturer": {"name": card.developer}}
    return {"pedigree": {"ancestors": [parent]}} if card.parent else {}


def proven_hash(model: ModelInUse) -> str:
    """Return the sha256 of the model's file, read now; of a model elsewhere, the register's. Raises PackRefused."""
    if model.file is None:
        return model.card.sha256
    try:
        found = hash_of(model.file)
    except OSError as error:
        raise PackRefused(f"The model's file cannot be read: {error.strerror or error}, {model.file}.") from error
    if found != model.card.sha256:
        raise PackRefused(f"{model.file} is not {model.card.name}: its hash is {found}. Run: manage.py models verify")
    return found


def _facts(model: ModelInUse, *, writes: bool) -> dict[str, str]:
    card = model.card
    return {
        "file": card.file,
        "file-format": "GGUF",
        "file-bytes": str(card.size),
        "context-tokens": str(card.context),
        "chat-template": card.template,
        "languages": ", ".join(card.languages),
        "developer-country": card.country,
        "writes-sentences": "yes, each one checked" if writes else "no, it only helps to choose quotations",
        "hash": "of the file, read for this document" if model.file else "of the register; the file is not on this machine",
    }


def _used(model: ModelInUse) -> dict[str, str]:
    """Return what the model is run with."""
    here = conf.load().inference
    ours = {
        "context-tokens": str(min(here.context_tokens, model.card.context)),
        "threads": str(here.threads),
        "answers-at-a-time": str(here.max_answers),
    }
    prompts = {f"system-prompt-sha256-{language}": hashlib.sha256(text.encode()).hexdigest() for language, text in SYSTEM.items()}
    return {
        "temperature": f"{Submit.temperature:g}",
        "reply-tokens-at-most": str(MOST_TOKENS),
        "prompt-version": PROMPT_VERSION,
        **prompts,
        **(ours if model.file else {}),
    }


def _measured(card: ModelCard) -> Json:
    """Return the processor time of a reply where it was measured."""
    effort = of_one_reply(card)
    if effort is None:
        return {}
    what = f"processor time of one reply in seconds, mean of {effort.replies} replies finished since {effort.since}"
    return {"quantitativeAnalysis": {"performanceMetrics": [{"type": what, "value": f"{effort.seconds:.1f}"}]}}


def _model_card(card: ModelCard, *, writes: bool, used: dict[str, str]) -> Json:
    dataset = {
        "type": "dataset",
        "name": f"Training data of {card.name}",
        "description": card.training_data,
        "governance": {"owners": [{"organization": {"name": card.developer}}]},
    }
    if card.training_link:
        dataset["contents"] = {"url": card.training_link}
    return {
        "modelParameters": {
            "task": "text-generation",
            "datasets": [dataset],
            "inputs": [{"format": "text"}],
            "outputs": [{"format": "text"}],
        },
        **_measured(card),
        "considerations": {
            "users": ["Customers of the company, through its chat", "Advisers of the company"],
            "useCases": [USES[writes], f"Not for: {OUT_OF_USE}"],
            "technicalLimitations": LIMITS,
            "ethicalConsiderations": [
                {
                    "name": "A customer takes it for a person",
                    "mitigationStrategy": NOTICE,
                }
            ],
        },
        "properties": as_properties({f"used-{name}": value for name, value in used.items()}),
    }
