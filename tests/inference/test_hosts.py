import pytest

from chatbot.inference.hosts import refusal


@pytest.mark.parametrize(
    ("url", "declared"),
    [
        ("http://127.0.0.1:8080", []),
        ("http://localhost:8080/v1", []),
        ("http://[::1]:8080", []),
        ("https://gpu.example.eu", ["gpu.example.eu"]),
        ("https://GPU.example.eu:8443/llm", ["other.example.eu", "gpu.example.eu"]),
        ("https://gpu.example.eu:8443", ["gpu.example.eu:8443"]),
        ("http://gpu.internal:8000", ["http://gpu.internal:8000"]),
        ("http://gpu.internal:8000", ["http://gpu.internal"]),
    ],
)
def test_this_machine_and_declared_hosts_are_asked(url, declared):
    assert refusal(url, declared) == ""


@pytest.mark.parametrize(
    ("url", "declared", "words"),
    [
        ("https://gpu.example.eu", [], "does not declare"),
        ("https://gpu.example.eu.evil.example", ["gpu.example.eu"], "does not declare"),
        ("https://evil.example#gpu.example.eu", ["gpu.example.eu"], "fragment"),
        ("https://gpu.example.eu@evil.example", ["gpu.example.eu"], "user name"),
        ("https://gpu.example.eu:9000", ["gpu.example.eu:8443"], "does not declare"),
        ("http://gpu.example.eu", ["gpu.example.eu"], "plain http"),
        ("http://gpu.example.eu", ["https://gpu.example.eu"], "plain http"),
        ("http://127.0.0.1.evil.example", [], "plain http"),
        ("http://0.0.0.0:8080", [], "plain http"),
        ("ftp://127.0.0.1", [], "no address"),
        ("127.0.0.1:8080", [], "no address"),
        ("https://gpu.example.eu:port", ["gpu.example.eu"], "no address"),
        ("https://", [], "no address"),
        ("https://user:word@gpu.example.eu", ["gpu.example.eu"], "INFERENCE_KEY"),
    ],
)
def test_other_addresses_are_refused_with_a_reason(url, declared, words):
    problem = refusal(url, declared)
    assert words in problem and "word" not in problem.replace("password", "")
