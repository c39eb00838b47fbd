"""manage.py models: the register on the command line; a hostile file is refused in one sentence, and nothing is half-stored."""

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from chatbot import conf
from chatbot.inference.entries import read
from chatbot.inference.errors import EngineFailed
from chatbot.inference.register import SMOLLM2
from chatbot.inference.supervisor import Engine, EngineConfig
from tests.inference.gguf import with_template

CHATML = (
    "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}<|im_start|>assistant\n"
)
TEMPLATES = {
    "classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}" + CHATML,
    "a loop without end": "{% for i in range(10**9) %}{% endfor %}" + CHATML,
    "include": "{% include '/etc/passwd' %}" + CHATML,
    "import": "{% import 'os' as os %}" + CHATML,
    "repeats": CHATML + "{{ messages[1].content }}",
}
FACTS = {
    "name": "Lanterne",
    "developer": "Atelier Lune",
    "country": "FR",
    "licence": "Apache-2.0",
    "training-data": "Help pages written for the purpose.",
    "training-link": "https://lune.example/",
    "context": "2048",
    "languages": "fr,en",
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A models folder of its own, empty."""
    monkeypatch.setenv("GUICHET_VAR", str(tmp_path / "var"))
    conf.load.cache_clear()
    yield tmp_path / "var" / "models"
    conf.load.cache_clear()
    shutil.rmtree(tmp_path)  # copies of a model are large


@pytest.fixture
def models(capsys):
    def run(*arguments):
        call_command("models", *map(str, arguments))
        return capsys.readouterr().out

    return run


def facts(**others):
    given = {**FACTS, **{name.replace("_", "-"): value for name, value in others.items()}}
    return [word for name, value in given.items() for word in (f"--{name}", value)]


def entered(folder, path, template="file"):
    """Enter a file in the register by hand, as an operator may who was deceived."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "lanterne.gguf"
    path.replace(place)
    row = {
        **{name.replace("-", "_"): value for name, value in FACTS.items()},
        "file": place.name,
        "sha256": hashlib.sha256(place.read_bytes()).hexdigest(),
        "size": place.stat().st_size,
        "context": 2048,
        "languages": ["fr"],
        "template": template,
        "may_compose": False,
    }
    (folder / "register.json").write_text(json.dumps({"models": [row]}))
    return read(folder / "register.json")[0], place


def test_it_lists_every_entry_with_what_is_here(models):
    first, second = map(json.loads, models("list", "--json").splitlines())
    assert (second["name"], second["sha256"], second["country"]) == (SMOLLM2.name, SMOLLM2.sha256, "FR/US")
    assert (first["may_compose"], second["may_compose"], second["installed"], second["verified"]) == (True, False, False, False)
    assert f"{SMOLLM2.name}  [not installed]" in models("list")


@pytest.mark.model
def test_it_installs_verifies_and_removes_a_file(models, model, folder):
    assert "is here" in models("install", "SmolLM2", "--from", model)
    assert models("verify", "SmolLM2").startswith("ok")
    assert json.loads(models("list", "--json").splitlines()[1])["verified"]
    with pytest.raises(CommandError, match="built in"):
        models("remove", "SmolLM2")
    models("remove", "SmolLM2", "--file")
    assert list(folder.glob("smollm2*")) == []
    with pytest.raises(CommandError):
        models("verify", "SmolLM2")


@pytest.mark.model
def test_it_enters_a_model_of_the_operator_then_removes_it(models, model, folder, tmp_path):
    path = with_template(Path(model), tmp_path / "lanterne.gguf", CHATML)
    assert "GUICHET_MODEL='Lanterne'" in models("add", path, *facts(), "--may-compose")
    row = json.loads(models("list", "--json").splitlines()[2])
    assert row["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest() and row["size"] == path.stat().st_size
    assert row["verified"] and row["may_compose"] and not row["built_in"] and row["languages"] == ["fr", "en"]
    with pytest.raises(CommandError, match="already"):
        models("add", path, *facts(name="Again"))
    models("remove", "Lanterne", "--file")
    assert len(models("list", "--json").splitlines()) == 2 and list(folder.glob("lanterne*")) == []


@pytest.mark.model
async def test_the_engine_answers_with_a_files_own_template(model, folder, tmp_path):
    card, path = entered(folder, with_template(Path(model), tmp_path / "lanterne.gguf", CHATML))
    engine = Engine(EngineConfig(card, path, context_tokens=512, max_answers=1))
    await engine.start(timeout=60)
    assert engine.is_ready
    await engine.stop()


@pytest.mark.model
@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
async def test_a_template_with_code_is_refused_by_verify_and_by_the_engine(models, model, folder, tmp_path, template):
    card, path = entered(folder, with_template(Path(model), tmp_path / "lanterne.gguf", template))
    with pytest.raises(CommandError):
        call_command("models", "verify", "Lanterne")
    with pytest.raises(EngineFailed, match="chat template cannot be used") as refused:
        await Engine(EngineConfig(card, path, context_tokens=512, max_answers=1)).start(timeout=60)
    assert refused.value.code == "model_unreadable" and "\n" not in str(refused.value)


@pytest.mark.model
def test_serve_refuses_a_template_with_code_and_a_file_without_entry(serve, model, folder, tmp_path):
    _card, path = entered(folder, with_template(Path(model), tmp_path / "lanterne.gguf", TEMPLATES["classes"]))
    hostile = serve(GUICHET_MODEL_PATH=str(path), GUICHET_REGISTER=str(folder / "register.json"))
    hostile.until("The model could not be loaded: The model file's chat template cannot be used")
    assert hostile.process.wait(timeout=20) == 1
    stranger = serve(GUICHET_MODEL_PATH=str(path))
    stranger.until("has no entry in the model register")
    assert stranger.process.wait(timeout=20) == 1
    assert "Traceback" not in hostile.output + stranger.output


@pytest.mark.model
def test_a_template_with_code_is_not_entered(models, model, folder, tmp_path):
    path = with_template(Path(model), tmp_path / "lanterne.gguf", TEMPLATES["classes"])
    with pytest.raises(CommandError, match="chat template cannot be used"):
        models("add", path, *facts())
    assert not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.model
def test_a_truncated_file_is_refused_although_its_hash_is_registered(model, folder, tmp_path, capsys):
    path = tmp_path / "lanterne.gguf"
    path.write_bytes(Path(model).read_bytes()[:20_000_000])
    entered(folder, path)
    with pytest.raises(CommandError, match="1 not as it should be"):
        call_command("models", "verify")
    assert "REFUSED Lanterne: " in (said := capsys.readouterr().out) and "not a model that this runtime can load" in said


@pytest.mark.model
def test_an_altered_byte_is_refused_although_size_and_time_are_the_same(models, model, folder):
    models("install", "SmolLM2", "--from", model)
    path = folder / SMOLLM2.file
    status = path.stat()
    with path.open("r+b") as file:
        file.seek(50_000_000)
        byte = file.read(1)[0]
        file.seek(50_000_000)
        file.write(bytes([byte ^ 1]))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    with pytest.raises(CommandError):
        models("verify", "SmolLM2")
    assert not json.loads(models("list", "--json").splitlines()[1])["verified"]


def empty(path):
    path.touch()


def pipe(path):
    os.mkfifo(path)


def loop(path):
    path.symlink_to(path)


def unreadable(path):
    path.symlink_to("/proc/self/mem")


@pytest.mark.parametrize("make", [empty, os.mkdir, pipe, loop, unreadable])
def test_a_file_that_is_none_is_refused_in_one_sentence(folder, tmp_path, make, capsys):
    folder.mkdir(parents=True)
    make(folder / SMOLLM2.file)
    with pytest.raises(CommandError):
        call_command("models", "verify", "SmolLM2")
    assert capsys.readouterr().out.startswith("REFUSED SmolLM2")
    make(tmp_path / "lanterne.gguf")
    with pytest.raises(CommandError):
        call_command("models", "add", str(tmp_path / "lanterne.gguf"), *facts())
    assert not (folder / "register.json").exists()


def test_a_file_without_entry_is_named(folder, capsys):
    folder.mkdir(parents=True)
    (folder / "stranger.gguf").write_bytes(b"GGUF")
    with pytest.raises(CommandError):
        call_command("models", "verify")
    assert "REFUSED stranger.gguf: has no entry in the model register" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("fact", "value"), [("licence", ""), ("licence", "unknown"), ("developer", " "), ("country", "France"), ("languages", "")]
)
def test_an_unknown_fact_is_refused(folder, tmp_path, fact, value):
    (tmp_path / "lanterne.gguf").write_bytes(b"GGUF")
    with pytest.raises(CommandError, match=f"field {fact}"):
        call_command("models", "add", str(tmp_path / "lanterne.gguf"), *facts(**{fact: value}))
    assert not folder.exists()


def test_an_address_of_a_host_that_is_not_allowed_is_refused(folder, monkeypatch):
    monkeypatch.setenv("GUICHET_MODEL_HOSTS", "models.example")
    conf.load.cache_clear()
    with pytest.raises(CommandError, match="GUICHET_MODEL_HOSTS"):
        call_command("models", "install", "SmolLM2", "--from", "https://elsewhere.example/model.gguf")


def test_a_spoilt_register_is_refused_with_entry_and_field(folder, models):
    folder.mkdir(parents=True)
    (folder / "register.json").write_text('{"models": [{"name": "Lanterne"}]}')
    with pytest.raises(CommandError, match=r"entry 1 \(Lanterne\), field file"):
        models("list")
