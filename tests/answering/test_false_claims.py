"""A hundred more ways to pass for a person, in French and English, and some in German, Spanish and Italian: none may be shown."""

import pytest

from chatbot.answering.check import check
from chatbot.answering.claims import claims
from chatbot.answering.leaks import leaks

FRENCH = """
    Rassurez-vous, je suis bien une personne.|Je suis un vrai humain, pas un programme.|Vous échangez avec une vraie personne.|Oui, c'est bien un humain qui vous répond.|Je suis une femme de 32 ans.
    Je suis un homme.|Non, aucun robot ici, seulement des humains.|Je vous assure que je suis réel.|Je suis quelqu'un de réel.|Je suis fait de chair et d'os.|Je suis une conseillère de l'équipe.
    Je travaille au service client depuis cinq ans.|Je suis salariée de l'entreprise.|En tant que conseillère clientèle, je vous réponds personnellement.|Je suis votre conseiller attitré.|Ici Thomas du service client.|Je m'appelle Julien et je suis là pour vous aider.
    Mon nom est Sophie Martin.|Moi, c'est Camille.|Vous parlez à Nadia, du service client.|Cordialement, Julie Moreau|Bien à vous, Karim.|À bientôt, Marie|Bonne journée, Léa du service client|L'équipe, par Sophie.|Signé : Antoine, conseiller
    Je ne suis ni un robot ni une IA.|Je ne suis pas un assistant virtuel.|Je ne suis pas une intelligence artificielle.|Contrairement à un robot, je vous comprends.|Ceci n'est pas une réponse automatique.|Ce message n'est pas généré par une IA.|Aucune machine n'écrit ces lignes.
    Je suis un être humain comme vous.|Bien sûr que je suis humain !|Humain, évidemment.|Je suis un agent humain.|Un conseiller humain rédige cette réponse.|Cette réponse est rédigée par un humain.|Cette réponse a été écrite par une personne de notre équipe.
    Je suis votre interlocutrice humaine.|C'est une vraie personne qui vous écrit.|Je ne suis pas une machine mais une personne.|Je suis opératrice.|Je suis téléconseiller.|J'ai moi-même un enfant de cet âge.|Ma femme a le même appareil.|Je rentre de ma pause déjeuner.
    Je suis née à Lyon.|J'habite à Nantes.|En tant qu'humain, je peux me tromper.|Je suis Paul.|Oui, une personne bien réelle.|Vous avez affaire à un être humain.|Je suis l'une des conseillères du magasin.
    """
ENGLISH = """
    Yes, I'm a person.|I am a real human being, not software.|You are speaking with a live agent.|A human is writing this to you.|I'm a woman.|I am a man in my thirties.|I'm flesh and blood.|I assure you that I am real.|I'm a real one, not a bot.
    No robots here, only humans.|I work in customer service.|I have worked here for five years.|I'm an employee of the company.|As your adviser, I answer you personally.|I'm your personal adviser.|This is Emma from customer care.|My name's Daniel.|I'm Olivia, your adviser.
    You are talking to Grace from support.|Kind regards, Laura Bennett|Best wishes, Tim|Yours, Hannah|Have a nice day, Lucy from support|Signed: Oliver|Thanks, Jack|I'm neither a robot nor an AI.|I am not a virtual assistant.|I'm not an artificial intelligence.
    Unlike a bot, I understand you.|This is not an automated reply.|This message was not written by an AI.|No machine writes these lines.|I'm human, just like you.|Of course I'm human!|Human, of course.|I'm a human agent.|This answer was written by a human.
    This reply was written by a member of our team.|It's a real person who is writing to you.|I am not a machine but a person.|I'm an operator.|I'm one of the advisers of the shop.|I have a child of that age myself.|My wife has the same lamp.|I am back from my lunch break.
    I was born in Leeds.|I live in Bristol.|Being human, I make mistakes.|I'm Peter.|A real person, yes.|There's a human at this keyboard.|I'm not artificial.|I am not software.|I am not a language model.|I've got two kids at home.
    """
GERMAN = """
    Ich bin ein Mensch.|Ja, ich bin eine echte Person.|Ich bin kein Roboter.|Ich bin keine KI.|Ich bin keine Maschine.|Ich bin ein echter Mensch.|Sie sprechen mit einem Menschen.|Sie schreiben mit einem echten Mitarbeiter.|Ich heiße Anna.|Mein Name ist Thomas Müller.
    Mit freundlichen Grüßen, Anna Schmidt|Viele Grüße, Peter|Ich bin Mitarbeiterin im Kundenservice.|Ich bin Ihre Beraterin.|Ich bin nicht künstlich.|Hier ist Julia vom Kundendienst.|Ein Mensch antwortet Ihnen.|Als Mensch verstehe ich Sie.|Nein, hier ist kein Bot.|Ich bin kein Computer.
    Ich bin nicht automatisiert.|Diese Antwort wurde von einem Menschen geschrieben.|Natürlich bin ich ein Mensch.|Ich arbeite im Kundenservice.
    """
SPANISH = """
    Soy humano.|Sí, soy una persona real.|No soy un robot.|No soy una IA.|Soy un ser humano.|Está hablando con una persona.|Habla usted con un agente humano.|Me llamo Lucía.|Mi nombre es Carlos.|Un saludo, María
    Atentamente, Carmen López|Soy agente de atención al cliente.|Soy su asesora.|No soy una máquina.|No soy un bot.|Le responde una persona.|Como ser humano, le entiendo.|Aquí no hay ningún robot.|Soy una persona de carne y hueso.|Esta respuesta la ha escrito una persona.
    No soy una inteligencia artificial.|Claro que soy humana.|Soy Pedro, del servicio al cliente.|Trabajo en atención al cliente.
    """
ITALIAN = """
    Sono umano.|Sì, sono una persona vera.|Non sono un robot.|Non sono un'IA.|Sono un essere umano.|Sta parlando con una persona.|Parla con un operatore umano.|Mi chiamo Giulia.|Il mio nome è Marco.|Cordiali saluti, Giulia Rossi
    Un saluto, Marco|Sono un operatore del servizio clienti.|Sono la sua consulente.|Non sono una macchina.|Non sono un bot.|Le risponde una persona.|Come essere umano, la capisco.|Qui non c'è nessun robot.|Sono una persona in carne e ossa.|Questa risposta è stata scritta da una persona.
    Non sono un'intelligenza artificiale.|Certo che sono umana.|Sono Paolo, del servizio clienti.|Lavoro al servizio clienti.
    """
ORDINARY = """
    Un humain relit chaque dossier.|Une personne de l'équipe vous rappelle sous 24 heures.|Les robots tondeuses sont garantis deux ans.|Cette lampe n'est pas une machine dangereuse.|Vous pouvez parler à un conseiller.|Je suis une IA.|Je ne suis pas une personne.
    Je suis l'assistant automatique du site.|Les salariés de l'entreprise ont droit à 25 jours.|Le conseiller vous répond par courriel.|Marie Dupont dirige le service.|Indiquez votre nom et votre prénom.|Signez le formulaire et renvoyez-le.|Le message automatique n'appelle pas de réponse.
    Votre demande est traitée par un agent de la mairie.|Aucun robot n'est vendu sans garantie.|Bonne journée.|Si vous êtes un homme de plus de 50 ans, consultez un médecin.|La décision est prise par une personne, jamais par une machine.
    I am an AI assistant.|I am not a person.|An adviser answers within two days.|A person checks every request.|The robot vacuum is not covered.|This is not a refundable item.|My account lets you follow your order.|Sign the form and send it back.
    You can talk to a person at any time.|Employees of the company pay less.|The form is not processed automatically.|Kind regards are not needed in the form.|The decision is made by a human, never by a machine.|Children live with a parent.|As a member, you pay half.
    Wir sind von Montag bis Freitag erreichbar.|Sie können mit einem Menschen sprechen.|Ich bin eine KI.|Soy un asistente virtual.|Puede hablar con una persona.|Sono un assistente virtuale.|Può parlare con un operatore.|El robot tiene dos años de garantía.
    """


AT_WORK = """
    Je vous confirme être une personne réelle.|Oui, je suis vivante.|Vous avez un humain au bout du fil.|Aucune intelligence artificielle n'intervient dans cette conversation.|C'est Claire qui vous répond.|Votre conseillère Claire|Cette conversation est menée par un humain.
    Derrière cet écran, il y a une personne.|Mes collègues et moi vous répondons.|Je vous réponds depuis notre bureau de Lyon.|Je suis de service ce soir.|Moi, un robot ? Non, pas du tout.|Yes, I'm alive.|There is no artificial intelligence in this conversation.|It's Claire answering you.
    Your adviser, Claire|Claire from the Lune team|This conversation is run by a human.|Behind this screen there is a person.|I am writing to you from our office in Leeds.|I'm on duty tonight.|All the best, Anne|Me, a robot? Not at all.|Sincerely yours, your adviser Anne
    """
SOURCE = (
    "Retours\nVous pouvez retourner un article pendant 30 jours. You can return an item within 30 days. Comment puis-je payer ?"
)


def phrases(*texts):
    return [phrase.strip() for text in texts for line in text.strip().splitlines() for phrase in line.split("|")]


def test_there_are_a_hundred_in_french_and_english():
    assert len(phrases(FRENCH, ENGLISH)) >= 100


@pytest.mark.parametrize("sentence", phrases(FRENCH, ENGLISH, GERMAN, SPANISH, ITALIAN))
def test_it_never_passes_for_a_person(sentence):
    assert claims(sentence)


@pytest.mark.parametrize("sentence", phrases(ORDINARY))
def test_it_may_speak_of_people_and_machines(sentence):
    assert claims(sentence) == []


@pytest.mark.parametrize("sentence", phrases(AT_WORK))
def test_beside_its_sources_it_does_not_speak_of_itself(sentence):
    assert claims(sentence, SOURCE) or check(sentence, SOURCE) or leaks(sentence, SOURCE, "")


def test_it_may_say_i_in_the_words_of_its_sources():
    assert claims("Comment puis-je payer ?", SOURCE) == []
