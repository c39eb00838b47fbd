"""Makes .venv: the locked packages, and the model runtime compiled once for this machine's processor.

`bootstrap.py runtime` is enough to run Guichet, `bootstrap.py dev` adds what tests and checks need. It needs nothing but
Python's standard library, does nothing when all is in place, and ends with one clear sentence when it cannot go on.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from progress import CommandFailed, follow, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"runtime": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
NEEDED_GB = 4
RUNTIME = "llama-cpp-python"
# No pictures, no chat helpers: 83 files to compile instead of some 250.
OPTIONS = Path(__file__).with_name("runtime") / "options.cmake"
BUILD = {"LLAVA_BUILD": "OFF", "CMAKE_PROJECT_llama.cpp_INCLUDE": str(OPTIONS)}
# What the compiler may use of an x86-64 processor. Named one by one instead of -march=native, which takes AMX where the
# processor has it: virtual machines often show AMX and do not let it run, and then every computation is a crash.
INSTRUCTIONS = {
    "GGML_AVX": {"avx"},
    "GGML_AVX2": {"avx2"},
    "GGML_FMA": {"fma"},
    "GGML_F16C": {"f16c"},
    "GGML_BMI2": {"bmi2"},
    "GGML_AVX512": {"avx512f", "avx512cd", "avx512dq", "avx512bw", "avx512vl"},
    "GGML_AVX512_VBMI": {"avx512vbmi"},
    "GGML_AVX512_VNNI": {"avx512_vnni"},
    "GGML_AVX512_BF16": {"avx512_bf16"},
}


class Impossible(Exception):
    """The environment cannot be made; the message is one sentence that says why and what to do."""


def main(level: str) -> None:
    """Bring .venv to `level`, "runtime" or "dev"."""
    stamp, wanted = VENV / f".guichet-{level}", fingerprint(level)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    check_machine()
    minutes = 1 if cached_wheel(locked_version()) else 4
    say(f"Preparing {VENV.name}: about {minutes} min, once. Packages first, then the model runtime.")
    make_environment()
    install_packages(level)
    install_runtime()
    stamp.write_text(wanted)
    say("Environment ready.")


def fingerprint(level: str) -> str:
    """Return what the environment depends on: the lock file and the compiled runtime."""
    return hashlib.sha256(LOCKS[level].read_bytes() + wheel_key(locked_version()).encode()).hexdigest()


def check_machine() -> None:
    """Refuse early, with the remedy, what would fail after minutes."""
    if find_spec("ensurepip") is None or find_spec("venv") is None:
        raise Impossible("Python's venv module is missing: install it (Debian, Ubuntu: apt install python3-venv).")
    free = shutil.disk_usage(ROOT).free / 1e9
    if not VENV.exists() and free < NEEDED_GB:
        raise Impossible(f"The disk is nearly full: {free:.1f} GB free at {ROOT}, about {NEEDED_GB} GB needed. Make room first.")
    if not cached_wheel(locked_version()) and not find_compiler():
        raise Impossible("No C++ compiler found: install one (Debian, Ubuntu: apt install g++) or name yours in CC and CXX.")


def find_compiler() -> str | None:
    """Return the C++ compiler's path, if there is one."""
    named = os.environ.get("CXX", "").split()
    return shutil.which(named[0]) if named else shutil.which("c++") or shutil.which("g++") or shutil.which("clang++")


def make_environment() -> None:
    """Create .venv unless its Python works."""
    python = VENV / "bin" / "python"
    if not python.exists() or subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode:
        venv.create(VENV, with_pip=True, clear=VENV.exists() and not VENV.is_symlink())


def install_packages(level: str) -> None:
    """Install everything in the lock but the runtime, whose source is compiled apart; every file's hash is checked."""
    lock = LOCKS[level].read_text()
    with tempfile.NamedTemporaryFile("w", suffix=".lock") as rest:
        rest.write(lock.replace(lock_entry(lock), ""))
        rest.flush()
        total = len(re.findall(r"^[\w.-]+==", lock, re.MULTILINE)) - 1
        seen: list[str] = []

        def step(line: str) -> str | None:
            if line.startswith("Collecting "):
                seen.append(line)
                return f"packages: {len(seen)} of at most {total}"
            return "packages: unpacking" if line.startswith("Installing collected") else None

        pip("install", "--require-hashes", "--prefer-binary", "-r", rest.name, describe=step)


def install_runtime() -> None:
    """Install the compiled runtime, compiling it when no wheel for this processor is kept."""
    version = locked_version()
    wheel = cached_wheel(version) or build_wheel(version)
    pip("install", "--no-deps", "--no-index", "--force-reinstall", str(wheel))
    probe = subprocess.run([VENV / "bin" / "python", "-c", "import llama_cpp"], capture_output=True, text=True)
    if probe.returncode:
        reason = (probe.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Impossible(f"The compiled model runtime does not load ({reason}): remove {wheel.parent} and try again.")


def build_wheel(version: str) -> Path:
    """Compile the runtime's locked source for this processor and keep the wheel; returns its path."""
    say("Compiling the model runtime for this processor: 2 to 5 min, once.")
    keep = cache_folder(version)
    keep.mkdir(parents=True, exist_ok=True)
    environment = {
        "SKBUILD_CMAKE_DEFINE": ";".join(f"{name}={value}" for name, value in build_options().items()),
        "CMAKE_BUILD_PARALLEL_LEVEL": os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL", str(os.cpu_count() or 2)),
    }
    with tempfile.TemporaryDirectory(dir=keep) as work:
        source = Path(work) / "runtime.lock"
        source.write_text(lock_entry(LOCKS["runtime"].read_text()))
        arguments = ("wheel", "-v", "--require-hashes", "--no-deps", "--no-binary", RUNTIME, "-w", work, "-r", str(source))
        arguments += ("--no-cache-dir",)  # pip would hand out what it once built with other options
        pip(*arguments, describe=compile_step, environment=environment)
        built = next(Path(work).glob("*.whl"))
        return built.replace(keep / built.name)


def compile_step(line: str) -> str | None:
    """Return how far the compiler is, when the line tells."""
    found = re.match(r"\s*\[(\d+)/(\d+)\]", line)
    return f"compiling: step {found[1]} of {found[2]}" if found else None


def pip(
    *arguments: str, describe: Callable[[str], str | None] = lambda line: None, environment: dict[str, str] | None = None
) -> None:
    """Run pip of .venv, showing progress; raises Impossible with the reason that its output gives."""
    command = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    log = VENV / "setup.log"
    try:
        follow(command, log=log, describe=describe, environment=environment or {})
    except CommandFailed as failure:
        raise Impossible(f"{reason(failure.output)} (whole output: {log})") from failure


REASONS = (
    (r"No space left on device|Disk quota exceeded", "The disk is full: make room and start again; what is done is kept."),
    (
        r"NewConnectionError|Temporary failure in name resolution|Max retries exceeded|ConnectTimeout|ReadTimeout|ProxyError",
        "The package index cannot be reached: check the network, or name your mirror in PIP_INDEX_URL.",
    ),
    (r"DO NOT MATCH THE HASHES|hashes are required", "A package differs from the locked one and was refused: check your index."),
    (
        r"No matching distribution found for (\S+)",
        "The package index does not offer \\1 for this machine: check PIP_INDEX_URL and Python's version.",
    ),
    (
        r"fatal error: (\S+): No such file",
        "The compiler lacks \\1: install its headers (Debian, Ubuntu: apt install g++).",
    ),
    (
        r"Killed signal|cc1plus.*[Kk]illed|out of memory",
        "The compiler ran out of memory: set CMAKE_BUILD_PARALLEL_LEVEL=1 and start again.",
    ),
)


def reason(output: str) -> str:
    """Return one sentence on why pip failed."""
    for pattern, sentence in REASONS:
        if found := re.search(pattern, output):
            return found.expand(sentence)
    errors = [line.strip() for line in output.splitlines() if "error" in line.lower()]
    return f"The installation failed: {(errors or ['pip gave no reason'])[-1]}"


def lock_entry(lock: str) -> str:
    """Return the runtime's lines of a lock file: its version and hashes."""
    found = re.search(rf"^{RUNTIME}==.*(?:\n[ \t]+.*)*\n?", lock, re.MULTILINE)
    if not found:
        raise Impossible(f"The lock file does not name {RUNTIME}: restore requirements.lock.")
    return found[0]


def locked_version() -> str:
    """Return the runtime's locked version."""
    return lock_entry(LOCKS["runtime"].read_text()).split("==")[1].split()[0].rstrip("\\")


def cached_wheel(version: str) -> Path | None:
    """Return the wheel compiled earlier on this kind of processor."""
    return next(cache_folder(version).glob("*.whl"), None)


def cache_folder(version: str) -> Path:
    """Return where the wheel of that version for this processor is kept."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "guichet" / "wheels" / wheel_key(version)


def build_options() -> dict[str, str]:
    """Return CMake's options for this processor."""
    if platform.machine() not in {"x86_64", "AMD64"}:
        return BUILD
    has = set(processor_features())
    chosen = {name: "ON" if needed <= has else "OFF" for name, needed in INSTRUCTIONS.items()}
    return {**BUILD, "GGML_NATIVE": "OFF", **chosen}


def wheel_key(version: str) -> str:
    """Return a name that changes with all that the compiled runtime depends on: it uses this processor's instructions."""
    options = ";".join(f"{name}={Path(value).name}" for name, value in sorted(build_options().items()))
    ours = [hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(OPTIONS.parent.iterdir())]
    parts = (version, options, *ours, platform.machine(), *processor_features())
    return f"{RUNTIME}-{version}-{hashlib.sha256(' '.join(parts).encode()).hexdigest()[:16]}"


def processor_features(info: Path = Path("/proc/cpuinfo")) -> list[str]:
    """Return the instruction sets that the processor says it has."""
    found = re.search(r"^(?:flags|Features)\s*:\s*(.*)$", info.read_text() if info.exists() else "", re.MULTILINE)
    return sorted(found[1].split()) if found else [platform.processor()]


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Impossible as problem:
        sys.exit(f"guichet: {problem}")
    except KeyboardInterrupt:
        sys.exit("guichet: stopped; what is done is kept.")
    except OSError as problem:
        sys.exit(f"guichet: {problem.strerror or problem} ({problem.filename or ROOT}).")
