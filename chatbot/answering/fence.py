"""Articles and questions inside a prompt are data: what could pass for the prompt's own marks is taken apart.

Only the model reads the fenced text. Quotations are taken from the passages themselves, whose bytes never change.
"""

import re
import unicodedata

ROLE = re.compile(
    r"(?im)^(?P<before>[ \t>*_#\[(-]*)(?P<role>system\w*|assistant|user|developer|human|ai|instructions?|syst[eè]me|utilisateur|consigne|tool|function)"
    r"(?P<after>[ \t]*(?:note|message|prompt|update|override|hinweis)?[ \t*_\])]*):"
)
MARKS = [
    (re.compile(r"<\|?/?(?:im_start|im_end|im_sep|system|user|assistant|endoftext|eot_id|start_header_id|end_header_id|begin_of_text|s|inst|sys|think|thinking|tool_call)\|?>", re.IGNORECASE), " "),
    (re.compile(r"<\|[^|>\n]{0,40}\|>"), " "),
    (re.compile(r"<{2}/?SYS>{2}|\[/?INST\]", re.IGNORECASE), " "),
    (re.compile(r"(?m)^[ \t]*#{2,}[ \t]*(?=(?:instruction|system|user|assistant|end|new|response|input)\b)", re.IGNORECASE), ""),
    (re.compile(r"(?m)^[ \t]*[-=_*~]{3,}[ \t]*"), ""),
    (re.compile(r"(?m)[ \t]*[-=_*~]{3,}[ \t]*$"), ""),
    (re.compile(r"`{3,}"), "'"),
]  # fmt: skip


def fenced(text: str) -> str:
    """Return the text without invisible characters, control tokens, role names at a line's start and lines that end a document."""
    seen = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cn"})
    for mark, instead in MARKS:
        seen = mark.sub(instead, seen)
    return ROLE.sub(lambda found: f"{found['before']}{found['role']}{found['after']} -", seen)
