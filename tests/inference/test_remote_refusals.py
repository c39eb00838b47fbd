"""A server that misbehaves: every fault has a name, ends in time, and holds no word of a customer."""

import pytest

from chatbot.inference.errors import EngineBusy, EngineFailed, EngineLost
from chatbot.inference.messages import Prompt
from tests.inference.inference_server import ANSWER, DONE, InferenceServer, event, piece

ASKED = Prompt("", "", "How long?")


async def failure(engine, kind=EngineFailed, **options):
    with pytest.raises(kind) as failed:
        async for _message in engine.generate(ASKED, **options):
            pass
    assert "Secret words" not in str(failed.value)
    assert engine.requests == 0
    return failed.value


@pytest.mark.parametrize("status", [429, 503])
async def test_a_server_without_room_is_busy(remote, inference_server, status):
    inference_server.status = status
    await failure(remote, EngineBusy)
    assert remote.numbers.refused == 1 and remote.is_ready


@pytest.mark.parametrize(
    ("status", "code"), [(400, "http_400"), (404, "http_404"), (401, "unauthorized"), (500, "http_500"), (307, "redirected")]
)
async def test_a_refusal_has_a_code(remote, inference_server, status, code):
    inference_server.status = status
    assert (await failure(remote)).code == code


async def test_a_proxy_without_its_server_is_a_lost_server(remote, inference_server):
    inference_server.status = 502
    await failure(remote, EngineLost)


async def test_a_redirect_is_not_followed(remote, inference_server):
    inference_server.status, inference_server.headers = 302, f"Location: {inference_server.url}/elsewhere\r\n"
    await failure(remote)
    assert "/elsewhere" not in inference_server.paths


@pytest.mark.parametrize(
    "script",
    [
        ("data: {no json\n\n",),
        ("data: [1]\n\n",),
        (event({"choices": [{"delta": {"content": 7}}]}),),
        (event({"choices": [7]}),),
        (piece("Thirty"), DONE),
    ],
    ids=["no json", "a list", "a number for a text", "a number for a choice", "no reason of the end"],
)
async def test_what_is_no_completion_is_malformed(remote, inference_server, script):
    inference_server.script = script
    assert (await failure(remote)).code == "malformed"


async def test_a_page_instead_of_a_stream_is_malformed(remote, inference_server):
    inference_server.content_type = "text/html"
    assert (await failure(remote)).code == "malformed"


async def test_an_error_in_the_stream_ends_it(remote, inference_server):
    inference_server.script = (piece("Thirty"), event({"error": {"message": "Secret words of a customer."}}))
    assert (await failure(remote)).code == "server_error"


@pytest.mark.parametrize("script", [(), (piece("Thirty"),), (piece("Thirty"), "data: {")], ids=["nothing", "a piece", "half"])
async def test_an_answer_that_stops_in_the_middle_is_lost(remote, inference_server, script):
    inference_server.script = script
    await failure(remote, EngineLost)


@pytest.mark.parametrize("script", [(InferenceServer.HANG,), (piece("Thirty"), InferenceServer.HANG)], ids=["first", "next"])
async def test_a_server_that_says_no_more_is_left(make_remote, inference_server, script):
    remote = await make_remote(begin_seconds=0.2, stall_seconds=0.05)
    inference_server.script = script
    assert (await failure(remote)).code == "stalled"
    await inference_server.left.wait()


async def test_signs_of_life_without_an_end_are_not_listened_to_for_ever(make_remote, inference_server):
    remote = await make_remote(longest_seconds=0.05)
    inference_server.script = endless(": still here\n\n")
    assert (await failure(remote)).code == "stalled"


def endless(text):
    while True:
        yield text


async def test_a_line_without_end_is_refused(remote, inference_server):
    inference_server.script = endless("x" * 65_536)
    assert (await failure(remote)).code == "too_much"


async def test_a_body_without_end_is_refused(remote, inference_server):
    inference_server.script = endless(":" + "x" * 65_536 + "\n")
    assert (await failure(remote)).code == "too_much"


async def test_a_text_much_longer_than_asked_for_is_refused(remote, inference_server):
    inference_server.script = endless(piece("x" * 100))
    assert (await failure(remote, max_tokens=4)).code == "too_much"


async def test_lines_may_come_in_any_cut_with_comments_and_carriage_returns(remote, inference_server):
    whole = ": hello\r\n\r\nevent: message\r\n" + "".join(ANSWER).replace("\n", "\r\n")
    inference_server.script = tuple(whole)
    messages = [message async for message in remote.generate(ASKED)]
    assert messages[-1].text == "Thirty days."


async def test_a_server_with_another_model_is_refused_with_a_clear_sentence(make_remote, inference_server):
    inference_server.model = "somebody/Other-7B"
    with pytest.raises(EngineFailed, match=r"serves somebody/Other-7B, not SmolLM2-135M-Instruct Q4_1") as failed:
        await make_remote()
    assert failed.value.code == "other_model"


@pytest.mark.parametrize(
    "name", ["/models/smollm2-135m-instruct-q4_1.gguf", "SmolLM2-135M-Instruct Q4_1", "hf/SmolLM2-135M-Instruct-Q4_1"]
)
async def test_a_model_is_known_by_its_name_or_file(make_remote, inference_server, name):
    inference_server.model = name
    assert (await make_remote()).is_ready


@pytest.mark.parametrize(("status", "code"), [(301, "redirected"), (403, "unauthorized"), (404, "http_404")])
async def test_it_does_not_start_with_a_server_that_refuses_it(make_remote, inference_server, status, code):
    inference_server.models_status = status
    with pytest.raises(EngineFailed) as failed:
        await make_remote()
    assert failed.value.code == code


async def test_a_certificate_of_an_unknown_authority_is_refused(make_remote, inference_server, tmp_path):
    inference_server.script = ANSWER
    with pytest.raises(EngineFailed) as failed:
        await make_remote(tls=tmp_path)
    assert failed.value.code == "certificate"


async def test_an_authority_that_the_operator_names_is_trusted(make_remote, inference_server, tmp_path):
    remote = await make_remote(tls=tmp_path, trusted=True)
    assert remote.is_ready
