"""The fixed texts: reviewed wordings that no model touches."""

TEXTS: dict[str, dict[str, str]] = {
    "identity": {
        "fr": "Non, je ne suis pas une personne : je suis l’assistant automatique (intelligence artificielle) de {company}. "
        "Pour parler à une personne, choisissez « Parler à un conseiller ».",
        "en": "No, I am not a person: I am the automatic assistant (artificial intelligence) of {company}. "
        "To talk to a person, choose “Talk to a person”.",
    },
    "human": {
        "fr": "Bien sûr. Je transmets votre conversation à un conseiller de {company}.",
        "en": "Of course. I am passing your conversation on to an adviser of {company}.",
    },
    "rights": {
        "fr": "Vous pouvez consulter, télécharger ou effacer vous-même cette conversation sur la page « Vos données » "
        "(menu du chat, ou adresse /privacy/). Pour toute autre demande sur vos données, choisissez « Parler à un conseiller ».",
        "en": "You can read, download or erase this conversation yourself on the page “Your data” (in the chat’s menu, or at "
        "/privacy/). For any other request about your data, choose “Talk to a person”.",
    },
    "emergency": {
        "fr": "Si vous ou quelqu’un d’autre êtes en danger, appelez tout de suite les secours : le 112 (urgences en Europe), le 15 "
        "(Samu), le 17 (police) ou le 18 (pompiers). En cas d’idées suicidaires, le 3114 répond gratuitement, jour et nuit. Ce chat "
        "est celui d’un service client : il n’est pas surveillé en permanence.",
        "en": "If you or somebody else is in danger, call the emergency services now: 112 in Europe, 999 in the United Kingdom. If you "
        "are thinking about suicide, in France 3114 answers free of charge, day and night; in the United Kingdom and Ireland, 116 123. "
        "This is a customer-service chat: it is not watched around the clock.",
    },
    "greeting": {
        "fr": "Bonjour ! Je suis l’assistant automatique (IA) de {company}. Quelle est votre question ?",
        "en": "Hello! I am the automatic assistant (AI) of {company}. What is your question?",
    },
    "thanks": {
        "fr": "Je vous en prie. N’hésitez pas à poser une autre question.",
        "en": "You are welcome. Feel free to ask another question.",
    },
    "goodbye": {"fr": "Au revoir, et bonne journée !", "en": "Goodbye, and have a nice day!"},
    "not_found": {
        "fr": "Je n’ai pas trouvé de réponse sûre dans les articles de {company}. Vous pouvez reformuler votre question ou choisir "
        "« Parler à un conseiller ».",
        "en": "I did not find a reliable answer in the articles of {company}. You can put your question another way, or choose "
        "“Talk to a person”.",
    },
    "near": {
        "fr": "Je n’ai pas trouvé de réponse sûre dans les articles de {company}. Les articles ci-dessous traitent de sujets "
        "proches. Vous pouvez aussi reformuler votre question ou choisir « Parler à un conseiller ».",
        "en": "I did not find a reliable answer in the articles of {company}. The articles below are about related subjects. "
        "You can also put your question another way, or choose “Talk to a person”.",
    },
    "clarify": {
        "fr": "Plusieurs de nos articles peuvent vous répondre. Lequel vous intéresse ?",
        "en": "Several of our articles may answer you. Which one do you mean?",
    },
    "person_first": {
        "fr": "Un conseiller de {company} peut vous répondre : choisissez « Parler à un conseiller ». Je n’ai de nouveau pas trouvé de "
        "réponse sûre dans nos articles. Vous pouvez aussi reformuler votre question.",
        "en": "An adviser of {company} can answer you: choose “Talk to a person”. Again, I did not find a reliable answer in our "
        "articles. You can also put your question another way.",
    },
}


def text(key: str, language: str, company: str) -> str:
    """Return a fixed text in this language, or in French."""
    wordings = TEXTS[key]
    return wordings.get(language, wordings["fr"]).format(company=company)
