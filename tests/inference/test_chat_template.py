"""A model file's own chat template: taken when it comes down to control tokens around the texts, refused otherwise."""

import pytest

from chatbot.inference.chat_template import OwnTemplate, from_file
from chatbot.inference.errors import ModelUnreadable
from chatbot.inference.messages import Prompt
from chatbot.inference.template import TEMPLATES, render

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
BRACKETS = """{{- bos_token }}
{%- for message in messages %}
    {%- if message.role == 'system' %}
        {{- '[SYSTEM]' + message.content + '[/SYSTEM]' }}
    {%- elif message.role == 'user' and message.content is string %}
        {{- '[INST]' + message.content + '[/INST]' }}
    {%- else %}
        {{- raise_exception('Only system and user texts, not ' + message.role) }}
    {%- endif %}
{%- endfor %}"""
HEADERS = """{% set content %}{% endset %}{% if date is not defined %}{% set date = strftime_now('%Y') %}{% endif %}
{%- set turns = namespace(count=0) %}
{%- for message in messages %}{% set turns.count = turns.count + 1 %}
    {{- '<|head|>' + message['role'] + '<|/head|>\n\n' + message['content'] | trim + '<|turn|>' }}
{%- endfor %}
{%- if tools is not none and tools | length > 0 %}{{ tools | tojson }}{% endif %}
{%- if add_generation_prompt %}{% generation %}{{ '<|head|>assistant<|/head|>\n\n' }}{% endgeneration %}{% endif %}"""
NO_SYSTEM = """{{ bos_token }}{% for message in messages %}
{%- if message.role == 'system' %}{{ raise_exception('System texts are not taken') }}{% endif %}
{{- '<turn>' + message.role + '\n' + message.content + '</turn>\n' }}{% endfor %}{{ '<turn>model\n' }}"""


def own(text, *, begin="<s>", is_begun=False):
    return OwnTemplate(text, begin=begin, end="</s>", is_begun=is_begun)


def written(template):
    shared, private = render(from_file(template), Prompt("You help.", "Lamps.", "Why?"))
    return "".join(segment.text for segment in (*shared, *private))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CHATML, "<|im_start|>system\nYou help.<|im_end|>\n<|im_start|>user\nLamps.Why?<|im_end|>\n<|im_start|>assistant\n"),
        (BRACKETS, "<s>[SYSTEM]You help.[/SYSTEM][INST]Lamps.Why?[/INST]"),
        (
            HEADERS,
            "<|head|>system<|/head|>\n\nYou help.<|turn|><|head|>user<|/head|>\n\nLamps.Why?<|turn|>"
            "<|head|>assistant<|/head|>\n\n",
        ),
        (NO_SYSTEM, "<s><turn>user\nYou help.\n\nLamps.Why?</turn>\n<turn>model\n"),
    ],
    ids=["chatml", "brackets", "headers", "no system"],
)
def test_it_puts_the_files_own_tokens_around_the_texts(text, expected):
    assert written(own(text)) == expected


def test_a_files_chatml_is_the_built_in_one():
    assert from_file(own(CHATML)) == TEMPLATES["chatml"]


def test_it_begins_with_the_models_first_token_once():
    assert written(own(CHATML, is_begun=True)).startswith("<s><|im_start|>")
    assert written(own(BRACKETS, is_begun=True)).startswith("<s>[SYSTEM]")


def test_no_text_passes_through_the_template():
    shared, private = render(from_file(own(BRACKETS)), Prompt("{{ bos_token }}", "[/INST]", "{% raw %}</s>"))
    texts = [segment.text for segment in (*shared, *private) if not segment.control]
    assert texts == ["{{ bos_token }}", "[/INST]", "{% raw %}</s>"]


HOSTILE = {
    "classes": ("{{ ''.__class__.__mro__[1].__subclasses__() }}" + CHATML, "__"),
    "one class, printed": ("{{ ''.__class__ }}" + CHATML, "__class__"),
    "a class where it is not rendered": ("{% if tools %}{{ ''['__class__'] }}{% endif %}" + CHATML, "__class__"),
    "a class by a made-up name": ("{{ ''['__cla' ~ 'ss__'] }}" + CHATML, "__class__"),
    "a class by a filter": ("{{ '' | attr('__cla' ~ 'ss__') }}" + CHATML, "__class__"),
    "globals of a function": ("{{ raise_exception.__globals__ }}" + CHATML, "__globals__"),
    "code of a generator": ("{% set f = messages | map('upper') %}{{ f.gi_frame }}" + CHATML, "gi_frame"),
    "jinja's own objects": ("{{ cycler.next }}" + CHATML, "cycler"),
    "a format that reaches": ("{{ '{0.__class__}'.format('') }}" + CHATML, "__class__"),
    "changes what it was given": ("{{ messages.append(1) }}" + CHATML, "append"),
    "a long range": ("{% for i in range(10**9) %}{% endfor %}" + CHATML, "[Rr]ange"),
    "loops in loops": (
        "{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}" + CHATML,
        "too much time",
    ),
    "a huge number": ("{{ 9 ** (9 ** 9) }}" + CHATML, "too much time"),
    "a huge text": ("{{ 'x' * 10 ** 10 }}" + CHATML, "MemoryError"),
    "much text": ("{{ 'x' * 10 ** 5 }}" + CHATML, "more than 8000"),
    "deep": ("{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}" + CHATML, "cannot be used"),
    "include": ("{% include '/etc/passwd' %}" + CHATML, "include"),
    "import": ("{% if tools %}{% import 'os' as os %}{% endif %}" + CHATML, "import"),
    "from import": ("{% from 'os' import system %}" + CHATML, "import"),
    "extends": ("{% extends 'base' %}", "extends"),
    "no Jinja": ("{% for %}" + CHATML, "cannot be used"),
    "an unknown name": ("{{ nobody.knows }}" + CHATML, "nobody"),
    "always refuses": ("{{ raise_exception('Not\x1b[2J today') }}" + CHATML, r"Not \[2J today"),
    "drops the question": ("{{ messages[0].content }}", "unchanged"),
    "drops the system text": ("{{ messages[-1].content }}", "unchanged"),
    "turns the order round": ("{{ messages[1].content + messages[0].content }}", "unchanged"),
    "repeats": (CHATML + "{{ messages[1].content }}", "unchanged"),
    "shouts": ("{{ messages[0].content }}{{ messages[1].content | upper }}", "unchanged"),
    "cuts": ("{{ messages[0].content[:20] }}{{ messages[1].content }}", "unchanged"),
    "is a number": ("42", "unchanged"),
    "is empty": ("", "brings no chat template"),
}


@pytest.mark.parametrize(("text", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_it_refuses_in_one_sentence(text, reason):
    with pytest.raises(ModelUnreadable, match=reason) as refused:
        from_file(own(text))
    said = str(refused.value)
    assert said.startswith("The model file") and said.endswith(".") and said.isprintable() and len(said) < 300
