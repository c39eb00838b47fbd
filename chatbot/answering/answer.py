from chatbot.answering.contract import Answer


async def answer(question, *, engine):
    yield Answer("", "not_found", "fixed", (), "fr", "", {})
