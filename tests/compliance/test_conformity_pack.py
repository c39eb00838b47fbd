"""manage.py conformity_pack: a whole, valid pack about this very installation, or nothing."""

import hashlib
import json
from dataclasses import replace

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from django.core.management import CommandError, call_command

from chatbot import conf
from chatbot.answering.compose import PROMPT_VERSION, SYSTEM
from chatbot.inference.register import SMOLLM2
from compliance.conformity import documents, pack
from compliance.conformity.measures import MEASURES
from compliance.conformity.states import behaviours
from compliance.conformity.wordings import FRENCH
from compliance.model_in_use import ModelInUse

pytestmark = pytest.mark.django_db
NAMES = ("gap-analysis", "risk-class", "instructions-for-deployers", "literacy-register")
TEXTS = [f"{name}.{language}.md" for name in NAMES for language in ("en", "fr")]
BOMS = ["model-bom.cdx.json", "software-bom.cdx.json"]


@pytest.fixture
def model(tmp_path, monkeypatch):
    """A file of a known model, the one that answers here."""
    file = tmp_path / "lanterne.gguf"
    file.write_bytes(b"GGUF and more")
    card = replace(SMOLLM2, name="Lanterne", file=file.name, sha256=hashlib.sha256(b"GGUF and more").hexdigest())
    monkeypatch.setattr(pack, "described", lambda: ModelInUse(card, file))
    return ModelInUse(card, file)


@pytest.fixture
def no_model(monkeypatch):
    monkeypatch.setattr(pack, "described", lambda: None)


@pytest.fixture
def configured(monkeypatch, request):
    """Set variables of the environment."""
    request.addfinalizer(conf.load.cache_clear)

    def configure(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        conf.load.cache_clear()

    return configure


def written(folder, *options):
    call_command("conformity_pack", str(folder), *options)
    return {path.name: path.read_bytes().decode() for path in folder.iterdir()}


def assert_valid(text):
    fault = JsonStrictValidator(SchemaVersion.V1_7).validate_str(text)
    assert fault is None, str(fault.data).splitlines()[0]


def test_it_writes_every_text_and_both_bills_of_materials(tmp_path, site, model):
    files = written(tmp_path / "pack")
    assert {*TEXTS, *BOMS, "pack.json"} <= set(files)
    assert all("Maison Lune" in files[name] and "{%" not in files[name] and "&#" not in files[name] for name in TEXTS)
    for name in BOMS:
        assert_valid(files[name])


def test_the_contents_name_each_file_with_its_hash(tmp_path, site, model):
    files = written(tmp_path / "pack")
    contents = json.loads(files.pop("pack.json"))
    assert contents["files"] == {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
    assert contents["model"]["sha256"] == model.card.sha256 and contents["site"] == "lune" and contents["version"]


def test_the_model_is_described_with_the_hash_of_its_very_file(tmp_path, site, model):
    bom = json.loads(written(tmp_path / "pack")["model-bom.cdx.json"])
    [component] = bom["components"]
    facts = {one["name"]: one["value"] for one in component["properties"]}
    assert component["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(model.file.read_bytes()).hexdigest()}]
    assert (
        component["licenses"] == [{"license": {"id": "Apache-2.0"}}] and component["manufacturer"]["name"] == model.card.developer
    )
    assert facts["guichet:file-format"] == "GGUF" and facts["guichet:context-tokens"] == str(model.card.context)
    card = component["modelCard"]
    assert card["modelParameters"]["datasets"][0]["description"] == model.card.training_data
    assert card["considerations"]["useCases"] and card["considerations"]["technicalLimitations"]


def test_it_tells_the_models_parent_and_what_it_is_run_with(tmp_path, site, model):
    [component] = json.loads(written(tmp_path / "pack")["model-bom.cdx.json"])["components"]
    used = {one["name"].removeprefix("guichet:used-"): one["value"] for one in component["modelCard"]["properties"]}
    assert [one["name"] for one in component["pedigree"]["ancestors"]] == ["SmolLM2-135M"]
    assert used["temperature"] == "0" and used["reply-tokens-at-most"] == "200" and used["context-tokens"] == "4096"
    assert used["prompt-version"] == PROMPT_VERSION
    assert used["system-prompt-sha256-fr"] == hashlib.sha256(SYSTEM["fr"].encode()).hexdigest()


@pytest.mark.parametrize(("answers", "words"), [("quote", "are quoted."), ("compose", "sentences are written")])
def test_it_says_how_the_model_is_used_here(tmp_path, site, model, configured, answers, words):
    configured(GUICHET_ANSWERS=answers)
    [component] = json.loads(written(tmp_path / "pack")["model-bom.cdx.json"])["components"]
    assert words in component["description"] and words.rstrip(".") in component["modelCard"]["considerations"]["useCases"][0]


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"GUICHET_MODEL": "Phare"}, "GUICHET_MODEL names 'Phare'"),
        ({"GUICHET_MODEL": "Qwen2.5"}, "not installed here"),
        ({"GUICHET_MODEL_PATH": "/nowhere/model.gguf"}, "nowhere/model.gguf cannot be read"),
        ({"GUICHET_MODEL_PATH": "{stranger}"}, "no entry in the model register"),
        ({"INFERENCE_URL": "http://127.0.0.1:9", "INFERENCE_MODEL": "Phare"}, "INFERENCE_MODEL must name"),
        ({"GUICHET_REGISTER": "{stranger}"}, "is not JSON"),
    ],
)
def test_another_model_is_never_described_in_place_of_the_configured_one(tmp_path, site, configured, variables, words):
    (stranger := tmp_path / "stranger").write_bytes(b"GGUF")
    given = {name: value.replace("{stranger}", str(stranger)) for name, value in variables.items()}
    configured(GUICHET_VAR=str(tmp_path / "var"), **given)
    with pytest.raises(CommandError, match=words):
        written(tmp_path / "pack")
    assert not (tmp_path / "pack").exists()


def test_a_file_that_is_not_the_registered_one_is_refused_and_nothing_is_left(tmp_path, site, model):
    model.file.write_bytes(b"GGUF and something else")
    with pytest.raises(CommandError, match="is not Lanterne"):
        written(tmp_path / "pack")
    assert [path.name for path in tmp_path.iterdir()] == [model.file.name]


def test_an_absent_model_is_said_to_be_absent(tmp_path, site, no_model):
    files = written(tmp_path / "pack")
    assert_valid(files["model-bom.cdx.json"])
    assert "absent" in files["model-bom.cdx.json"] and json.loads(files["pack.json"])["model"] is None
    assert "Aucun modèle n’est installé" in files["instructions-for-deployers.fr.md"]


def test_the_software_is_listed_with_versions_licences_and_hashes(tmp_path, site, no_model):
    bom = json.loads(written(tmp_path / "pack")["software-bom.cdx.json"])
    packages = {one["name"]: one for one in bom["components"]}
    assert packages["django"]["licenses"] == [{"license": {"id": "BSD-3-Clause"}}]
    assert packages["django"]["purl"].startswith("pkg:pypi/django@5.2") and packages["django"]["hashes"]
    assert packages["cryptography"]["licenses"] == [{"expression": "Apache-2.0 OR BSD-3-Clause"}]
    assert [name for name, one in packages.items() if not one["licenses"]] == []


def test_the_gap_analysis_says_what_the_table_says(tmp_path, site, no_model, monkeypatch):
    table = tmp_path / "compliance.md"
    table.write_text("| AIA-14 | Short replies | not yet | `tests/x.py::test_short` | Nobody counts |\n")
    monkeypatch.setattr(documents, "TABLE", table)
    text = written(tmp_path / "pack")["gap-analysis.fr.md"]
    assert (
        "* AIA-14 : **pas encore**. Aucune réponse du modèle ne dépasse 200 de ses tokens — Nobody counts\n  * `tests/x.py::test_short`\n"
        in text
        and "* AIA-12 : **inconnu**" in text
    )
    assert "**pas encore** : aucun comportement" in text


def test_every_behaviour_of_a_measure_stands_in_the_table_and_has_french_words():
    ids = {name for measure in MEASURES for name in measure.ids}
    assert ids <= set(FRENCH) and ids <= set(behaviours(documents.TABLE))


def test_the_gap_analysis_says_when_the_table_is_not_installed(tmp_path, site, no_model, monkeypatch):
    monkeypatch.setattr(documents, "TABLE", tmp_path / "nowhere.md")
    assert "ne fait pas partie de cette installation" in written(tmp_path / "pack")["gap-analysis.fr.md"]


def test_an_existing_folder_is_left_as_it_is(tmp_path, site, no_model):
    (tmp_path / "pack").mkdir()
    with pytest.raises(CommandError, match="exists already"):
        written(tmp_path / "pack")
    assert list((tmp_path / "pack").iterdir()) == []


def test_where_nothing_can_be_written_it_says_so(tmp_path, site, no_model):
    with pytest.raises(CommandError, match=r"cannot be written: .*nowhere"):
        written(tmp_path / "nowhere" / "pack")


def test_a_disk_that_fills_up_leaves_nothing(tmp_path, site, no_model, monkeypatch):
    def full(folder, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pack.Path, "rename", full)
    with pytest.raises(CommandError, match="No space left"):
        written(tmp_path / "pack")
    assert list(tmp_path.iterdir()) == []


def test_of_several_sites_one_must_be_named(tmp_path, site, other_site, no_model):
    with pytest.raises(CommandError, match="lune, soleil"):
        written(tmp_path / "pack")
    with pytest.raises(CommandError, match="no site 'terre'"):
        written(tmp_path / "pack", "--site", "terre")
    assert "Atelier Soleil" in written(tmp_path / "pack", "--site", "soleil")["risk-class.fr.md"]
