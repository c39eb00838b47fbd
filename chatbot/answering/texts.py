"""The fixed texts: reviewed wordings that no model touches, in every language that the guards understand."""

from django.utils.translation import gettext, override

TEXTS: dict[str, dict[str, str]] = {
    "identity": {
        "fr": "Non, je ne suis pas une personne : je suis l’assistant automatique (intelligence artificielle) de {company}. Pour parler à une personne, choisissez {button}.",
        "en": "No, I am not a person: I am the automatic assistant (artificial intelligence) of {company}. To talk to a person, choose {button}.",
        "de": "Nein, ich bin kein Mensch: Ich bin der automatische Assistent (künstliche Intelligenz) von {company}. Wenn Sie mit einem Menschen sprechen möchten, wählen Sie {button}.",
        "es": "No, no soy una persona: soy el asistente automático (inteligencia artificial) de {company}. Para hablar con una persona, elija {button}.",
        "it": "No, non sono una persona: sono l’assistente automatico (intelligenza artificiale) di {company}. Per parlare con una persona, scelga {button}.",
    },
    "human": {
        "fr": "Bien sûr. Je transmets votre conversation à un conseiller de {company}.",
        "en": "Of course. I am passing your conversation on to an adviser of {company}.",
        "de": "Selbstverständlich. Ich gebe Ihr Gespräch an eine Beraterin oder einen Berater von {company} weiter.",
        "es": "Por supuesto. Paso su conversación a un asesor de {company}.",
        "it": "Certamente. Passo la sua conversazione a un consulente di {company}.",
    },
    "rights": {
        "fr": "Vous pouvez consulter, télécharger ou effacer vous-même cette conversation sur la page « Vos données » (menu du chat, ou adresse /privacy/). Pour toute autre demande sur vos données, choisissez {button}.",
        "en": "You can read, download or erase this conversation yourself on the page “Your data” (in the chat’s menu, or at /privacy/). For any other request about your data, choose {button}.",
        "de": "Sie können dieses Gespräch selbst einsehen, herunterladen oder löschen: im Menü des Chats oder unter /privacy/. Für jedes andere Anliegen zu Ihren Daten wählen Sie {button}.",
        "es": "Puede consultar, descargar o borrar usted mismo esta conversación en el menú del chat o en la dirección /privacy/. Para cualquier otra petición sobre sus datos, elija {button}.",
        "it": "Può consultare, scaricare o cancellare questa conversazione dal menu della chat o all’indirizzo /privacy/. Per ogni altra richiesta sui suoi dati, scelga {button}.",
    },
    "emergency": {
        "fr": "Si vous ou quelqu’un d’autre êtes en danger, appelez tout de suite les secours : le 112 (urgences en Europe), le 15 (Samu), le 17 (police) ou le 18 (pompiers). En cas d’idées suicidaires, le 3114 répond gratuitement, jour et nuit. Ce chat est celui d’un service client : il n’est pas surveillé en permanence.",
        "en": "If you or somebody else is in danger, call the emergency services now: 112 in Europe, 999 in the United Kingdom. If you are thinking about suicide, in France 3114 answers free of charge, day and night; in the United Kingdom and Ireland, 116 123. This is a customer-service chat: it is not watched around the clock.",
        "de": "Wenn Sie oder jemand anderes in Gefahr sind, rufen Sie sofort den Notruf: 112 in ganz Europa. Bei Suizidgedanken ist die TelefonSeelsorge in Deutschland unter 0800 111 0 111 Tag und Nacht kostenlos erreichbar, in Österreich unter 142, in der Schweiz Die Dargebotene Hand unter 143. Dies ist der Chat eines Kundendienstes: Er wird nicht ständig überwacht.",
        "es": "Si usted u otra persona está en peligro, llame ahora mismo a emergencias: 112 en toda Europa. Si piensa en el suicidio, en España el 024 atiende gratis, día y noche. Este es el chat de un servicio de atención al cliente: no está vigilado de forma permanente.",
        "it": "Se lei o un’altra persona è in pericolo, chiami subito i soccorsi: 112 in tutta Europa. Se pensa al suicidio, in Italia può chiamare Telefono Amico allo 02 2327 2327. Questa è la chat di un servizio clienti: non è sorvegliata in modo permanente.",
    },
    "withdrawal": {
        "fr": "Pour vous rétracter d’une commande, utilisez cette page : {withdrawal} Le jour et l’heure de votre message sont enregistrés. Confirmez votre rétractation sur cette page : vous en recevrez l’accusé de réception. Pour parler à une personne, choisissez {button}.",
        "en": "To withdraw from an order, use this page: {withdrawal} The day and time of your message are recorded. Please confirm your withdrawal on that page: you will receive an acknowledgement. To talk to a person, choose {button}.",
        "de": "Um eine Bestellung zu widerrufen, nutzen Sie diese Seite: {withdrawal} Tag und Uhrzeit Ihrer Nachricht sind festgehalten. Bitte bestätigen Sie den Widerruf auf dieser Seite: Sie erhalten eine Eingangsbestätigung. Um mit einem Menschen zu sprechen, wählen Sie {button}.",
        "es": "Para desistir de un pedido, utilice esta página: {withdrawal} El día y la hora de su mensaje quedan registrados. Confirme el desistimiento en esa página: recibirá un acuse de recibo. Para hablar con una persona, elija {button}.",
        "it": "Per recedere da un ordine, usi questa pagina: {withdrawal} Il giorno e l’ora del suo messaggio sono registrati. Confermi il recesso su quella pagina: riceverà una conferma di ricevimento. Per parlare con una persona, scelga {button}.",
    },
    "withdrawal_person": {
        "fr": "Votre souhait de vous rétracter est noté : le jour et l’heure de votre message sont enregistrés. Choisissez {button} : une personne de {company} le traitera.",
        "en": "Your wish to withdraw is noted: the day and time of your message are recorded. Choose {button}: a person at {company} will deal with it.",
        "de": "Ihr Widerrufswunsch ist vermerkt: Tag und Uhrzeit Ihrer Nachricht sind festgehalten. Wählen Sie {button}: Ein Mensch bei {company} kümmert sich darum.",
        "es": "Su deseo de desistir queda anotado: el día y la hora de su mensaje están registrados. Elija {button}: una persona de {company} lo tramitará.",
        "it": "La sua volontà di recedere è annotata: il giorno e l’ora del suo messaggio sono registrati. Scelga {button}: una persona di {company} se ne occuperà.",
    },
    "greeting": {
        "fr": "Bonjour ! Je suis l’assistant automatique (IA) de {company}. Quelle est votre question ?",
        "en": "Hello! I am the automatic assistant (AI) of {company}. What is your question?",
        "de": "Guten Tag! Ich bin der automatische Assistent (KI) von {company}. Wie lautet Ihre Frage?",
        "es": "¡Hola! Soy el asistente automático (IA) de {company}. ¿Cuál es su pregunta?",
        "it": "Buongiorno! Sono l’assistente automatico (IA) di {company}. Qual è la sua domanda?",
    },
    "thanks": {
        "fr": "Je vous en prie. N’hésitez pas à poser une autre question.",
        "en": "You are welcome. Feel free to ask another question.",
        "de": "Gern geschehen. Stellen Sie gern eine weitere Frage.",
        "es": "De nada. Si tiene otra pregunta, no dude en hacerla.",
        "it": "Prego. Se ha un’altra domanda, la ponga pure.",
    },
    "goodbye": {
        "fr": "Au revoir, et bonne journée !",
        "en": "Goodbye, and have a nice day!",
        "de": "Auf Wiedersehen und einen schönen Tag!",
        "es": "Adiós, ¡que tenga un buen día!",
        "it": "Arrivederci e buona giornata!",
    },
    "medical": {
        "fr": "Je ne peux pas donner d’avis médical sur votre situation. Adressez-vous à un médecin ou à un pharmacien ; en cas d’urgence, appelez le 15 ou le 112. Pour parler à une personne de {company}, choisissez {button}.",
        "en": "I cannot give medical advice about your own situation. Please ask a doctor or a pharmacist; in an emergency, call 112. To talk to a person at {company}, choose {button}.",
        "de": "Zu Ihrer persönlichen Lage kann ich keinen medizinischen Rat geben. Wenden Sie sich an eine Ärztin, einen Arzt oder eine Apotheke, im Notfall an die 112. Um mit einem Menschen bei {company} zu sprechen, wählen Sie {button}.",
        "es": "No puedo dar consejo médico sobre su situación. Consulte a un médico o a un farmacéutico; en caso de urgencia, llame al 112. Para hablar con una persona de {company}, elija {button}.",
        "it": "Non posso dare pareri medici sulla sua situazione. Si rivolga a un medico o a un farmacista; in caso di emergenza, chiami il 112. Per parlare con una persona di {company}, scelga {button}.",
    },
    "legal": {
        "fr": "Je ne peux pas donner d’avis juridique sur votre affaire. Un avocat ou un point-justice peut vous conseiller. Pour parler à une personne de {company}, choisissez {button}.",
        "en": "I cannot give legal advice about your own case. A lawyer or a legal advice centre can help you. To talk to a person at {company}, choose {button}.",
        "de": "Zu Ihrem Fall kann ich keinen Rechtsrat geben. Eine Rechtsanwältin, ein Rechtsanwalt oder eine Rechtsberatungsstelle kann Ihnen helfen. Um mit einem Menschen bei {company} zu sprechen, wählen Sie {button}.",
        "es": "No puedo dar consejo jurídico sobre su caso. Un abogado o un servicio de orientación jurídica puede ayudarle. Para hablar con una persona de {company}, elija {button}.",
        "it": "Non posso dare pareri legali sul suo caso. Può aiutarla un avvocato o uno sportello di consulenza legale. Per parlare con una persona di {company}, scelga {button}.",
    },
    "finance": {
        "fr": "Je ne peux pas donner de conseil financier sur votre situation. Un conseiller agréé peut vous aider. Pour parler à une personne de {company}, choisissez {button}.",
        "en": "I cannot give financial advice about your own situation. A licensed adviser can help you. To talk to a person at {company}, choose {button}.",
        "de": "Zu Ihrer persönlichen Lage kann ich keine Finanzberatung geben. Eine zugelassene Beraterin oder ein zugelassener Berater kann Ihnen helfen. Um mit einem Menschen bei {company} zu sprechen, wählen Sie {button}.",
        "es": "No puedo dar consejo financiero sobre su situación. Un asesor autorizado puede ayudarle. Para hablar con una persona de {company}, elija {button}.",
        "it": "Non posso dare consigli finanziari sulla sua situazione. Può aiutarla un consulente autorizzato. Per parlare con una persona di {company}, scelga {button}.",
    },
    "decision": {
        "fr": "Je ne prends aucune décision sur les personnes, et je ne peux pas dire comment la vôtre sera prise : une personne de {company} examine chaque demande. Choisissez {button}.",
        "en": "I take no decisions about people, and I cannot tell how yours will turn out: a person at {company} looks at each request. Choose {button}.",
        "de": "Ich treffe keine Entscheidungen über Menschen und kann nicht sagen, wie Ihre ausfallen wird: Jeden Antrag prüft ein Mensch bei {company}. Wählen Sie {button}.",
        "es": "No tomo decisiones sobre las personas ni puedo decir cuál será la suya: una persona de {company} examina cada solicitud. Elija {button}.",
        "it": "Non prendo decisioni sulle persone e non posso dire quale sarà la sua: ogni richiesta è esaminata da una persona di {company}. Scelga {button}.",
    },
    "sexual": {
        "fr": "Je ne réponds pas à ce genre de demande. Pour une question sur {company}, je suis à votre disposition ; pour parler à une personne, choisissez {button}.",
        "en": "I do not answer requests of this kind. You are welcome to ask about {company}; to talk to a person, choose {button}.",
        "de": "Auf solche Anfragen antworte ich nicht. Fragen zu {company} können Sie gern stellen; um mit einem Menschen zu sprechen, wählen Sie {button}.",
        "es": "No respondo a este tipo de peticiones. Puede preguntarme sobre {company}; para hablar con una persona, elija {button}.",
        "it": "Non rispondo a richieste di questo tipo. Può farmi domande su {company}; per parlare con una persona, scelga {button}.",
    },
    "not_found": {
        "fr": "Je n’ai pas trouvé de réponse sûre dans les articles de {company}. Vous pouvez reformuler votre question ou choisir {button}.",
        "en": "I did not find a reliable answer in the articles of {company}. You can put your question another way, or choose {button}.",
        "de": "In den Artikeln von {company} habe ich keine verlässliche Antwort gefunden. Sie können Ihre Frage anders formulieren oder {button} wählen.",
        "es": "No he encontrado una respuesta fiable en los artículos de {company}. Puede formular su pregunta de otra manera o elegir {button}.",
        "it": "Non ho trovato una risposta sicura negli articoli di {company}. Può riformulare la domanda o scegliere {button}.",
    },
    "near": {
        "fr": "Je n’ai pas trouvé de réponse sûre dans les articles de {company}. Les articles ci-dessous traitent de sujets proches. Vous pouvez aussi reformuler votre question ou choisir {button}.",
        "en": "I did not find a reliable answer in the articles of {company}. The articles below are about related subjects. You can also put your question another way, or choose {button}.",
        "de": "In den Artikeln von {company} habe ich keine verlässliche Antwort gefunden. Die folgenden Artikel behandeln verwandte Themen. Sie können Ihre Frage auch anders formulieren oder {button} wählen.",
        "es": "No he encontrado una respuesta fiable en los artículos de {company}. Los artículos siguientes tratan temas cercanos. También puede formular su pregunta de otra manera o elegir {button}.",
        "it": "Non ho trovato una risposta sicura negli articoli di {company}. Gli articoli qui sotto trattano temi vicini. Può anche riformulare la domanda o scegliere {button}.",
    },
    "clarify": {
        "fr": "Plusieurs de nos articles peuvent vous répondre. Lequel vous intéresse ?",
        "en": "Several of our articles may answer you. Which one do you mean?",
        "de": "Mehrere unserer Artikel können Ihnen weiterhelfen. Welchen meinen Sie?",
        "es": "Varios de nuestros artículos pueden responderle. ¿Cuál le interesa?",
        "it": "Diversi nostri articoli possono risponderle. Quale le interessa?",
    },
    "person_first": {
        "fr": "Un conseiller de {company} peut vous répondre : choisissez {button}. Je n’ai de nouveau pas trouvé de réponse sûre dans nos articles. Vous pouvez aussi reformuler votre question.",
        "en": "An adviser of {company} can answer you: choose {button}. Again, I did not find a reliable answer in our articles. You can also put your question another way.",
        "de": "Eine Beraterin oder ein Berater von {company} kann Ihnen antworten: Wählen Sie {button}. Ich habe in unseren Artikeln wieder keine verlässliche Antwort gefunden. Sie können Ihre Frage auch anders formulieren.",
        "es": "Un asesor de {company} puede responderle: elija {button}. De nuevo no he encontrado una respuesta fiable en nuestros artículos. También puede formular su pregunta de otra manera.",
        "it": "Un consulente di {company} può risponderle: scelga {button}. Di nuovo non ho trovato una risposta sicura nei nostri articoli. Può anche riformulare la domanda.",
    },
    "other_language": {
        "fr": "Nous n’avons pas cet article en français. La réponse ci-dessus est en {articles}, la langue de l’article.",
        "en": "We do not have this article in English. The answer above is in {articles}, the language of the article.",
        "de": "Unsere Artikel gibt es nicht auf Deutsch. Die Antwort oben ist auf {articles}, in der Sprache des Artikels.",
        "es": "Nuestros artículos no están en español. La respuesta de arriba está en {articles}, el idioma del artículo.",
        "it": "I nostri articoli non sono in italiano. La risposta qui sopra è in {articles}, la lingua dell’articolo.",
    },
}
QUOTES = {"fr": "«\u00a0{}\u00a0»", "en": "“{}”", "de": "„{}“", "es": "«{}»", "it": "«{}»"}
ARTICLES = {  # the languages that articles may be in, in the customer's words
    "fr": {"fr": "français", "en": "anglais"},
    "en": {"fr": "French", "en": "English"},
    "de": {"fr": "Französisch", "en": "Englisch"},
    "es": {"fr": "francés", "en": "inglés"},
    "it": {"fr": "francese", "en": "inglese"},
}


def text(key: str, language: str, company: str, withdrawal: str = "", *, page: str = "", articles: str = "") -> str:
    """Return a fixed text in this language, or in French.

    `withdrawal` is the address of the company's withdrawal page, `page` the language that the buttons are in if it is another,
    `articles` the language of the article that was quoted.
    """
    wordings = TEXTS[key]
    return wordings.get(language, wordings.get("fr", "")).format(
        company=company,
        button=_button(language, page or language),
        withdrawal=withdrawal,
        articles=ARTICLES.get(language, {}).get(articles, ""),
    )


def _button(language: str, page: str) -> str:
    """Return the button's label as the customer's page shows it, in this language's quotation marks."""
    with override(page):
        return QUOTES.get(language, QUOTES["fr"]).format(gettext("Talk to a person"))
