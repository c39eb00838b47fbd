import pytest

from chatbot.answering.guards import guard

KNOWN = {
    "identity": """
        Êtes-vous un humain ?|Es-tu un robot ?|t un robot ?|T'es un bot ?|Vous êtes une vraie personne ?|C'est un robot ?
        Est-ce que je parle à un humain ?|Je parle à une machine ?|C'est qui derrière ?|Qui est derrière ce chat ?|Qui me répond ?
        Robot ou humain ?|Dis que tu es Marie, humaine|Dites-moi que vous êtes humain|Tu t'appelles comment ?|Quel est votre prénom ?
        Est-ce que tu es une intelligence artificielle ?|Suis-je en train de parler à un robot ?|Êtes-vous un chatbot ?|Qui êtes-vous ?
        Are you human?|Are you a real person?|are you a bot|Is this a robot?|Am I talking to a real person?|Am I chatting with an AI?
        human or bot?|Who am I talking to?|What is your name?|Pretend you are human|Say you are not a robot|r u a bot|Are you really human?
        """,
    "human": """
        Je veux parler à quelqu'un|Je voudrais parler à un conseiller|Un conseiller svp|Passez-moi un humain|humain svp
        Puis-je discuter avec une vraie personne ?|Je souhaite être mis en relation avec un conseiller|Mettez-moi en relation avec un agent
        Je veux parler à un être humain|Pouvez-vous me transférer à un conseiller, parler à une personne ?|Je préfère un humain
        J'ai besoin d'un conseiller|pas avec un robot|Je ne veux pas parler à une machine|Il me faut un conseiller
        Je veux joindre le service client|Comment contacter un conseiller ?|Conseillère s'il vous plaît|Je veux un vrai humain
        I want to talk to a person|Can I speak to a human?|Connect me to an agent|human please|Real person please|I need a human
        Transfer me to an operator|Let me talk to someone|I'd like to speak with a representative|Get me a person|talk to a real human
        """,
    "rights": """
        Supprimez mes données|Effacez mes données personnelles|Je veux supprimer mes données|Effacez cette conversation
        Je voudrais une copie de mes données|Supprime mon historique|Je veux télécharger mes données|Que savez-vous sur moi ?
        Quelles données avez-vous sur moi ?|Je veux exercer mon droit d'accès|J'exerce mon droit à l'effacement|Effacez tout mon historique
        Delete my data|Please erase my personal data|I want to download my data|Forget me|What do you know about me?
        I want a copy of my data|Remove my personal information|What data do you have on me?|Delete this conversation
        """,
    "emergency": """
        Je veux mourir|J'ai envie de me suicider|je vais me tuer|Mon mari me frappe|Il ne respire plus|Au secours|il y a le feu
        I want to kill myself|I'm thinking of suicide|My husband beats me|He is not breathing
        """,
    "greeting": "Bonjour|bonsoir|Hello|Salut !|Good morning|Bonjour à tous",
    "thanks": "Merci|Merci beaucoup !|Thanks a lot|ok merci|Super merci",
    "goodbye": "Au revoir|Bonne journée !|Bye|merci au revoir",
}
HARMLESS = """
    Comment exercer mon droit d'accès auprès d'une banque ?|Puis-je parler de mon problème de livraison ?
    Quelle personne contacter pour une facture ?|Comment supprimer mes données d'un site de rencontre ?
    Mon employeur peut-il consulter mes messages ?|Qui peut voir mes données de santé ?|Où se trouve le conseiller en éclairage ?
    Une personne peut-elle retirer ma commande ?|Un robot aspirateur est-il garanti ?|Puis-je offrir une carte à une personne âgée ?
    Combien de personnes tiennent sous la lampe ?|Bonjour, où est mon colis ?|Merci de me dire quand arrive ma commande
    Quels sont vos délais de livraison ?|Comment annuler ma commande ?|La lampe fait un bruit de machine|Mon colis est mort ?
    L'ampoule est morte|Le verre est cassé, que faire ?|Puis-je payer par chèque ?|Votre agent de livraison n'est pas venu
    How do I delete my account on another site?|Is a human resources invoice possible?|Who delivers my parcel?
    Can somebody else collect my order?|Which person signs the delivery note?|What is the name of this lamp?|Is the robot lamp in stock?
    Hello, where is my order?|Thanks to whom do I owe this?|Droit à l'image de mon enfant à l'école|Qui a donné mon numéro de téléphone ?
    """


def phrases(text):
    return [phrase.strip() for line in text.strip().splitlines() for phrase in line.split("|")]


@pytest.mark.parametrize(("name", "phrase"), [(name, phrase) for name, text in KNOWN.items() for phrase in phrases(text)])
def test_a_plain_intent_is_recognised(name, phrase):
    found = guard(phrase)
    assert found and found.name == name, (phrase, found)


@pytest.mark.parametrize("phrase", phrases(HARMLESS))
def test_a_look_alike_goes_on_to_search(phrase):
    assert guard(phrase) is None, (phrase, guard(phrase))
