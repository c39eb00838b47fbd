import ast
import re

from tests.ops.conftest import ROOT

PRODUCT = [path for name in ("chatbot", "conversations", "compliance") for path in sorted((ROOT / name).rglob("*.py"))]


def variables():
    """Return the environment variables that conf.py reads."""
    names = re.findall(r'"((?:GUICHET_|DATABASE_|REDIS_|INFERENCE_|SMTP_)[A-Z_]+)"', (ROOT / "chatbot/conf.py").read_text())
    assert len(names) > 10
    return sorted(set(names))


def test_every_variable_has_a_row_in_the_readme():
    readme = (ROOT / "README.md").read_text()
    assert [name for name in variables() if f"| `{name}` |" not in readme] == []


def test_the_readme_names_no_variable_that_is_not_read():
    rows = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert [name for name in rows if name not in variables()] == []


def test_the_environment_is_read_in_conf_only():
    readers = [path.relative_to(ROOT) for path in PRODUCT if path.name != "conf.py" and reads_environment(path)]
    assert readers == []


def reads_environment(path):
    """Handing the environment on to a child process, or naming Django's settings, is not reading it."""
    tree = ast.parse(path.read_text())
    handed_on = {id(value) for node in ast.walk(tree) if isinstance(node, ast.Dict) for value in node.values}
    handed_on |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.DictComp) for part in ast.walk(node)}
    defaults = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "setdefault"}
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in {"environ", "getenv", "environb"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        and id(node) not in handed_on | defaults
        for node in ast.walk(tree)
    )
