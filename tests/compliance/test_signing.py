"""Whoever has the public keys can tell whether a statement is ours, also after the signing key was replaced."""

import os
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from chatbot import conf
from chatbot.errors import Invalid
from compliance import keys
from compliance.checks import check_signing_key
from compliance.signing import Signature, canonical, sign

pytestmark = pytest.mark.django_db
STATEMENT = {"id": "1", "text_sha256": "aa", "model": None, "é": "été"}


def pem(path, key):
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


@pytest.fixture
def another_key(tmp_path, monkeypatch, request):
    """From here on, a key of the operator's own signs."""
    request.addfinalizer(conf.load.cache_clear)

    def use(key=None):
        path = pem(tmp_path / "signing.pem", key or Ed25519PrivateKey.generate())
        monkeypatch.setenv("GUICHET_SIGNING_KEY", str(path))
        conf.load.cache_clear()
        keys._private_key.cache_clear()
        return path

    request.addfinalizer(keys._private_key.cache_clear)
    return use


def test_a_signature_holds_for_its_statement_and_for_no_other():
    signature = sign(STATEMENT)
    assert signature.holds(keys.known())
    for field in STATEMENT:
        assert not Signature(signature.key_id, signature.value, STATEMENT | {field: "x"}).holds(keys.known())


@given(st.text(alphabet="ABCdef0189-_=+/é ", max_size=100))
def test_no_other_value_passes_for_the_signature(value):
    signature = sign(STATEMENT)
    assert value == signature.value or not Signature(signature.key_id, value, STATEMENT).holds(keys.known())


def test_the_canonical_form_does_not_depend_on_the_order():
    assert canonical({"b": "é", "a": None}) == '{"a":null,"b":"é"}'.encode() == canonical({"a": None, "b": "é"})


def test_a_replaced_key_stays_known_and_the_new_one_signs(another_key):
    before = sign(STATEMENT)
    another_key()
    after = sign(STATEMENT)
    assert before.key_id != after.key_id and before.holds(keys.known()) and after.holds(keys.known())


def test_the_key_file_of_the_operator_wins_and_a_wrong_one_is_told_before_the_start(another_key):
    key = Ed25519PrivateKey.generate()
    path = another_key(key)
    assert sign(STATEMENT).key_id == keys.key_id(key.public_key()) and check_signing_key(None) == []
    for wrong in ("no key", pem(path, generate_private_key(SECP256R1())).read_text()):
        path.write_text(wrong)
        keys._private_key.cache_clear()
        (error,) = check_signing_key(None)
        assert "GUICHET_SIGNING_KEY" in error.msg and "openssl" in error.hint


def test_without_a_key_file_the_key_is_made_from_a_secret_that_only_its_owner_reads(tmp_path, monkeypatch, request):
    request.addfinalizer(keys._private_key.cache_clear)
    request.addfinalizer(conf.secret.cache_clear)
    request.addfinalizer(conf.load.cache_clear)
    monkeypatch.setenv("GUICHET_VAR", str(tmp_path))
    found = set()
    for _start in range(2):
        for cached in (conf.load, conf.secret, keys._private_key):
            cached.cache_clear()
        found.add(keys.key_id(keys.private_key().public_key()))
    assert len(found) == 1 and stat.S_IMODE(os.stat(tmp_path / "secrets.json").st_mode) == 0o600


def test_the_public_keys_are_at_a_well_known_address_and_suffice_to_verify(client):
    signature = sign(STATEMENT)
    answer = client.get("/.well-known/guichet-ai-keys.json")
    (key,) = answer.json()["keys"]
    assert key["kid"] == signature.key_id and (key["kty"], key["crv"]) == ("OKP", "Ed25519") and "d" not in key
    assert signature.holds(keys.read(answer.json()))


@pytest.mark.parametrize(
    "given", [None, [], {}, {"keys": [{}]}, {"keys": [{"x": "AAAA", "kid": "x"}]}, {"keys": [{"x": "é", "kid": "x"}]}]
)
def test_what_is_no_set_of_keys_is_refused(given):
    with pytest.raises(Invalid):
        keys.read(given)


def test_a_key_that_is_not_what_its_name_says_is_refused():
    published = keys.published(keys.known())
    published["keys"][0]["kid"] = "A" * 43
    with pytest.raises(Invalid):
        keys.read(published)
