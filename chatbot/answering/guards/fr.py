"""How French asks."""

from chatbot.answering.guards.grammar import Grammar

MACHINE = (
    r"(?:robots?|bots?|chatbots?|ia|ai|intelligences? artificielles?|machines?|ordinateur|ordi|programme(?: informatique)?|"
    r"automates?|assistante? (?:virtuel\w*|automatique|ia|numerique)|logiciel|algorithme|chatgpt|gpt|llm|(?:systeme|repondeur) automatique)"
)
HUMAN = (
    r"(?:humaine?s?|etres? humains?|(?:vraie?s?|veritables?) (?:personnes?|gens|humaine?s?|conseill\w+|agents?|hommes?|femmes?|dames?|monsieur|quelqu un)|"
    r"personnes? (?:reel\w*|humaines?|physiques?|vivantes?|vraie|en chair|de chair)|quelqu un de (?:vrai|reel|vivant))"
)
WEAK = rf"(?:{MACHINE}|{HUMAN}|personne|reel\w*|vraie?|vivante?|homme|femme|fille|garcon|mec|conseill\w+|agent|salarie\w*|employe\w*|consciente?)"
END = r"(?=$| ou | en chair| en fait| derriere| qui (?:me |m |vous )?(?:repond|parle|ecri|lit|lis)| ici| la$| non$| pas$| en ligne| de l entreprise| en face)"
YOU = (
    r"(?:(?:n )?es tu|(?:n )?etes vous|t es|tu (?:n )?es|vous (?:n )?etes|toi|vous etiez|tu etais|si vous|si tu|vous seriez|seriez vous|serais tu|tu serais)"
    r"(?: (?:pas|plus|bien|vous|tu))*"
)
TALKING = (
    r"(?:(?:suis je|je suis) tombee? sur|(?:suis je|je suis|sommes nous|on est|impression|sentiment)(?: \w+){0,5} (?:parler|discuter|echanger|converser|dialoguer|ecrire|communiquer|chatter|tchatter)|"
    r"j ecris|(?:je|est ce que je|si je) (?:parle|discute|corresponds|echange|ecris|cause|converse|dialogue|communique|tchatte|chatte)|(?:parle|discute|dialogue|echange) (?:je|t on|t il)|"
    r"(?:suis je|je suis) (?:bien )?(?:en ligne|au telephone|en contact|en relation|en communication|en conversation|connecte)|(?:j ai|ai je|avoir|a t on)(?: bien| pas)* affaire|ai je (?:bien )?)"
)
CLAIM = r"\b(?:dis|dites|dit|reponds?|repondez|affirmez?|pretends?|pretendez|avouez?|admets|admettez|confirmez?|confirmer|jurez?|promets|promettez|fais comme si|faites comme si|fais semblant|faites semblant|imaginez?|prouvez?|prouver|reconnais|reconnaissez|savoir|dire|demandais?|te demande|vous demande)\b"

PERSON = (
    r"(?:quelqu un|humaine?s?|etres? humains?|(?:tele)?conseill\w+|personnes? (?:reelle|physique|humaine|vivante|competente|qualifiee)|personne|operat(?:eur|rice)s?|"
    r"agente?s?|interlocut\w+|responsable|superieure?|manager|directeur|patron|chef|employee?|collaborat\w+|collegues?|technicien\w*|service (?:clients?|clientele|apres vente|commercial|reclamations?)|"
    r"sav|hotline|support|standard|gestionnaire|commerciale?|vendeu\w+|charge de clientele|autre personne|gens|vrais?)"
)
SURE = (
    r"(?:humaine?s?|etres? humains?|(?:tele)?conseill(?:er|ere|ers|eres)|vraie? (?:personne|gens|humaine?|conseill\w+|interlocuteur|agent)|personne (?:reelle|physique|humaine|vivante|competente)|operat(?:eur|rice)|"
    r"interlocut\w+(?: humaine?)?|agent(?: humain)?|(?:support|contact|interlocuteur|service|aide|assistance|intervention) humaine?|quelqu un (?:de (?:vrai|reel|competent)|d humain))"
)
DET = r"(?:(?:un|une|le|la|l|les|des|de|d|du|au|aux|a|vos|votre|ton|mon|vrai|vraie|autre|seul|bon|nos|ce|tes|qui)\b ?){0,4}"
TALK = r"(?<!train de )(?<!impression de )(?<!viens de )(?<!sans )(?<!sentiment de )(?<!apres avoir )(?:parler|discuter|echanger|causer|dialoguer|converser|communiquer|entretenir|tchatter|chatter|tchat|chat|voir avec|rendez vous)"
REACH = r"(?:contacter|joindre|appeler|trouver|avoir|obtenir|deranger)"
HAND_OVER = (
    r"(?:(?:(?:faites|fais) venir|passe[rz]?|met(?:s|tez|tre)|transfer\w+|redirig\w+|orient\w+|bascul\w+|renvo\w+|connect\w+|donne[rz]?|file[rz]?|trouve[rz]? moi|appelle[rz]?|appelez|envoye[rz]|escalad\w+|transmet\w+|transmi\w+|arretez)"
    r"(?: (?:moi|nous|le|la|ma|mon|cette|ca|me|demande|conversation|dossier|appel|ticket|un appel))*)"
)
WISH = (
    r"(?:je (?:veux|voudrais|souhait\w+|prefer\w+|desire|aimerais|exige|demande|recherche|cherche|reclame)|j (?:aimerais|exige|ai besoin|attends)|il (?:me |nous )?fau\w+|faut|besoin|veux|voudrais|souhaite|prefere|"
    r"possible d avoir|(?:puis|pourrais) je avoir|(?:je|on) peu[xt] avoir|moyen d avoir|donne[rz]? moi|filez? moi|trouve[rz]? moi|passe[rz]? moi)"
)
MY = r"(?:(?:toute?s?|tous|l ensemble de|l integralite de|la totalite de|de|d|les|le|l|la|a|aux?|tout)\b ?){0,4}"
DATA = (
    r"(?:mes (?:donnees?|infos?|informations?|coordonnees|traces|messages|echanges|conversations?|discussions?)|mon (?:historique|dossier|fichier client)|(?:cette|notre|ma|la) (?:conversation|discussion)|(?:cet|notre) (?:echange|historique)|"
    r"ce (?:chat|tchat)|l historique|(?:donnees?|infos?|informations?) (?:personnelles |perso )?(?:que (?:vous|tu) \w+|me concernant|a mon (?:sujet|propos)|sur moi)|(?:donnees|infos|informations) personnelles|"
    r"(?:ce que|tout ce que) (?:je|j|vous|tu)(?: \w+){1,5})"
)
ERASE = r"(?:supprim\w+|suppression|effac\w+|detrui\w+|destruction|elimin\w+|enlev\w+|retir\w+|vire[rz]?|vide[rz]?|purge[rz]?|oublie[rz]?|anonymis\w+)"
GET = r"(?:telecharg\w+|export\w+|recuper\w+|consulter|voir|acced\w+|acces|copie|extraction|extrait|envo\w+|transmet\w+|communiqu\w+|fourni\w+|montre[rz]?|donne[rz]?|obtenir|recevoir|connaitre|portabilite|remettez|transfer\w+)"
MEND = r"(?:rectifi\w+|corrig\w+|correction|modifi\w+|met\w+ a jour|actualis\w+|complet\w+|limit\w+|gele[rz]?|suspend\w+|restrein\w+)"
ACT = rf"(?:{ERASE}|{GET}|{MEND})"
PLEASE = (
    r"(?:^|\b(?:je (?:veux|voudrais|souhait\w+|demande|desire|exige|aimerais|sollicite|requiers|viens|tiens a|prie|dois|te|vous|m)|j (?:aimerais|exige|ordonne)|merci d|veuillez|pouvez vous|pourriez vous|peux tu|pourrais tu|tu peux|vous pouvez|"
    r"vous (?:demande|prie|somme|mets en demeure|saurais gre|serais reconnaissante?)|demeure|demande|bien vouloir|proceder|faut|rgpd|gdpr|compte|et)\b)(?: (?!comment|si|mon employeur|savoir|savoir)\w+){0,6}? ?"
)
ASKING = r"(?:comment|puis je|peut on|est ce que je peux|je peux|est il possible|y a t il moyen|possible|serait il possible|ou puis je)(?: \w+){0,4}?"
OURS = r"(?: (?:svp|ici|chez vous|avec vous|aupres de vous|(?:de|depuis|dans|sur|pour|via) (?:vos|votre|ce|cette|le|la|notre) (?:site|chat|tchat|conversation|bases?|base de donnees|fichiers?|service|systemes?|societe|entreprise|boutique|application|appli|serveurs?)|que vous (?:avez|detenez|conservez|possedez|stockez)\w*(?: sur moi| a mon sujet)?|personnelles?|perso|a caractere personnel|sur moi|me concernant|rgpd|client))*$"
THIRD = (
    r"(?!.*\b(?:d un|d une|d autres?|(?:mon|son|notre|cet?|l) (?:employeur|patron|ancien|ex|ecole|entreprise|hopital|assureur|medecin)|ma (?:banque|mairie|mutuelle|societe|boite|carte)|la (?:banque|mairie|police|gendarmerie|caf|cpam|prefecture|presse)|"
    r"google|facebook|instagram|tiktok|twitter|whatsapp|snapchat|linkedin|amazon|internet|site web|sites|reseaux? soc\w+|moteurs?|annuaires?|tiers|fichiers? de|ficoba|stic|taj|aupres d|disque|cle usb|telephone|ordinateur|iphone|android|excel|logiciel|tableau)\b)"
)
RIGHT = r"droits? (?:d acces|de rectification|a la rectification|a l effacement|d effacement|d opposition|a l oubli|de suppression|a la suppression|a la portabilite|de portabilite|a la limitation|de limitation|de retrait|rgpd|sur mes donnees|en matiere de donnees|informatique et libertes)"
KNOWN = r"(?:avez|savez|sais|as|gardez|gardes|detenez|conservez|possedez|stockez|stockes|collectez|collectes|connaissez|connais|disposez|enregistrez|retenez)"
ABOUT_ME = r"(?:sur moi|de moi|me concernant|a mon sujet|a mon propos|sur mon compte$)"

GRAMMAR = Grammar(
    rewrites=[
        (r"jve?u?x?|j ve?ux|jveu", "je veux"),
        ("veu", "veux"),
        ("robo|robt|robbot", "robot"),
        (r"(?:j ?)?voud(?:re|rai)|jvoudrais?", "je voudrais"),
        (r"je je", "je"),
        (r"qqn|qq1|kelkun|qqun|quelquun|qelqu un|quelq un|kelk1", "quelqu un"),
        ("ki", "qui"),
        ("ke", "que"),
        ("koi", "quoi"),
        ("ya", "y a"),
        ("kom", "comme"),
        (r"cest|c(?= (?!est\b|etait\b))", "c est"),
        ("vs", "vous"),
        ("ds", "dans"),
        (r"tel", "telephone"),
        (r"rdv", "rendez vous"),
        ("pr", "pour"),
        (r"t(?= (?!il\b|elle\b|on\b|es\b|as\b|a\b|ai\b|en\b|appel|y\b|etais\b|aid|aim))", "t es"),
        (r"ta(?= l air)", "t as"),
        (r"chuis|chui", "je suis"),
        (r"humin|umain|humin|humains?e?", "humain"),
        (r"(?<=veux )parle|(?<=voudrais )parle|(?<=souhaite )parle|(?<=aimerais )parle", "parler"),
        (r"vre", "vrai"),
        (r"(?<=vrai )conseille|(?<=un )conseille", "conseiller"),
        (r"une vrai", "une vraie"),
        (r"donne perso|donn?ees? perso\w*", "donnees personnelles"),
        (r"mes donn?e?e?", "mes donnees"),
        (r"toute mes", "toutes mes"),
        ("infos? perso", "informations personnelles"),
        (r"art", "article"),
        ("pv", "pouvez"),
        (r"savoir si", "savoir si"),
    ],
    keys="humain humaine robot robots chatbot machine personne conseiller conseillere operateur operatrice agent interlocuteur responsable intelligence artificielle "
    "parler discuter quelqu supprimer supprimez supprime effacer effacez efface donnees personnelles personnelle conversation historique consentement telecharger "
    "exporter rectifier rectifiez technicien reelle ordinateur automate automatique",
    kept="argent personnel personnels conseille conseils conseil parle parlez parles discute donner donne donnez donnes donnee supprimes efface effaces effacee supprimee "
    "robot ordinateurs machine reel reels reellement gent agents reponsable relle regent acheter exporte",
    fillers=r"svp|stp|sil vous plait|s il vous plait|s il te plait|sil te plait|bonjour|bonsoir|bjr|salut|hello|coucou|madame|monsieur|vraiment|donc|alors|en fait|par hasard|juste|simplement|tout de suite|immediatement|maintenant|rapidement|"
    r"directement|plutot|enfin|encore|aussi|quand meme|au plus vite|des que possible|urgemment|franchement|honnetement|serieusement|serieux|excusez moi|excuse moi|pardon|desolee?|exactement|au juste|merci d avance|merci beaucoup|ok|bon|ben|bah|euh|"
    r"hein|absolument|vite|merci(?! d)|cordialement|j espere|lol|par la presente|mais|petite question|non mais|toujours|actuellement|aujourd hui",
    patterns={
        "emergency": [
            r"\b(?:je veux|j ai envie de|envie d en|je vais|je pense a|pense au|idees?) (?:mourir|me tuer|me suicider|suicid\w+|finir avec la vie)",
            r"\b(?:me|se) suicid\w+|\bsuicide\b|\bmettre fin a mes jours\b|\ben finir avec la vie\b",
            r"\b(?:fait|fais|fait il) (?:un|une) (?:malaise|crise cardiaque|arret cardiaque|avc|overdose)\b|\bne respire plus\b",
            r"\b(?:on|il|elle|mon mari|mon conjoint|ma femme) (?:me|m) (?:frappe|bat|menace de (?:mort|me tuer)|agresse)\b",
            r"\bau secours\b|\bc est une urgence vitale\b|\bil y a le feu\b|\b(?:un|le) feu (?:chez moi|dans la maison)\b",
        ],
        "human": [
            rf"\bfaire (?:re)?(?:contacter|appeler|rappeler) par {DET}{PERSON}\b",
            rf"\betre (?:re)?(?:contacte|appele|rappele|aide|assiste|conseille|servi|pris en charge)e? par {DET}{PERSON}\b|\b{WISH} {DET}personne$",
            r"\b(?:y a t il|y a|il y a) {DET}(?:quelqu un|personne|humain|conseill\w+) (?:\w+ )?qui (?:peut|pourrait|puisse) (?:m |me |nous )?(?:aider|repondre|conseiller)\b".replace(
                "{DET}", DET
            ),
            rf"\b{PERSON}(?: \w+){{0,3}} (?:reprendre|reprenne|prendre|prenne|continue\w*)(?: \w+)? (?:conversation|relais|main|suite|discussion)\b",
            rf"\b{TALK}(?: (?!si\b|comme\b|de\b)\w+){{0,2}}? ?{DET}{PERSON}\b(?! (?:par |ou (?!pas)))",
            rf"\bfaut que je (?:parle|vois|voie|discute)(?: a| avec)* {DET}{PERSON}\b|\b(?:voir|rencontrer) (?:un |votre |le |une )(?:responsable|superieur|conseill\w+|chef|directeur)$",
            rf"\b{REACH} {DET}{SURE}\b|\b{REACH} (?:directement )?(?:le |votre |un )?(?:service (?:clients?|clientele|apres vente)|sav|support|quelqu un|responsable)(?: (?:au telephone|en ligne|de chez vous|chez vous))?$",
            rf"\b{HAND_OVER}(?: (?:en|vers|a|avec|au|aux|par))*(?: (?:relation|contact))?(?: (?:avec|a|au|vers))? ?{DET}(?:{PERSON})\b(?! (?:ou|derriere) )",
            r"\b(?:mett\w+|mets|mise?|mettre|etre|entrer)(?: \w+){0,2} en (?:relation|contact|communication)\b(?! avec (?:une? )?(?:ia|robot|bot|malade|virus|cas))(?= avec| $|$)",
            rf"\b{WISH} {DET}{SURE}\b|\b{WISH} {DET}(?:responsable|technicien|superieur|manager|chef|interlocuteur|service clients?|quelqu un)(?= |$)(?! (?:qui|pour me garder))",
            rf"^(?:non )?{DET}(?:{SURE}|service (?:clients?|clientele|apres vente)|sav|responsable|chef|quelqu un|hotline|vraie? personne|personne)(?: (?:humain|reel\w*|disponible|dispo|pas un robot|pas un bot))*$",
            rf"(?<!es )(?<!etes )(?<!est )(?<!seriez )(?<!serais )\b(?:pas|plus|jamais|rien|stop|marre|assez|bol|refuse|deteste|fatigue|arretez)\b(?: (?:avec|a|de|d|du|des|le|la|l|les|un|une|aux|au|ce|cet|cette|vos|par|parler|discuter|echanger|causer|dialoguer|discutant|parlant|affaire|avoir|veux|souhaite|envie|tout|en)\b)* ?{MACHINE}(?=$| (?:je|passe|donne|un|une|svp|qui|et|inutile|stupide|nul|ca|il|arretez|debile)\b)",
            rf"\b{MACHINE} (?:ne |n )?(?:sert|comprend|aide|repond|marche|est)(?: \w+){{0,4}} (?:je veux|passe|passez|donnez|donne|un|une) .*{PERSON}\b",
            rf"\b(?:re)?pren\w+(?: \w+){{0,3}} relais\b|\b{TALK} {SURE}\b",
            r"\b(?:rappel(?:ez|le|er)|appelez|faites moi) (?:moi|rappeler|appeler)(?=$| par| quand| demain| ce| cet| dans| au)|\brappelez moi$|\b(?:me rappeler|etre rappelee?s?)(?=$| par| demain| ce| cet| dans| au)|\b(?:qu|que) (?:un|une|on|quelqu un)(?: \w+){0,2} (?:me|m) (?:rappelle|appelle|contacte|reponde|aide)\b",
            rf"\b(?:y a t il|y a|il y a|a t on|est ce qu il y a|auriez vous|avez vous) {DET}{PERSON}(?: \w+){{0,2}} (?:disponible|dispo|joignable|en ligne|a qui parler|pour m aider|pour me repondre|connecte)\b",
            rf"^{DET}{SURE} (?:est|sont)?(?: il)? ?(?:disponible|dispo|joignable|en ligne|la)\b|\b(?:y a t il|y a) (?:quelqu un|un humain)(?: \w+){{0,2}} a qui parler",
            r"\b(?:aide|assistance|intervention|support|contact|service|conseil) humaine?\b|\bl (?:aide|assistance) d (?:une|un) (?:vraie? )?(?:personne|humain|conseiller)\b|^(?:transfer\w+|connectez|mettez|redirigez) moi$|^transfert\b|^mise en relation\b",
            rf"\b(?:pas|non) (?:un |une |l |d )?{MACHINE} (?:un|une) {SURE}|^(?:stop|pas|plus|non)(?: \w+){{0,2}} {MACHINE} (?:un |une )?{SURE}$|\bj aimerais qu (?:un|une) {PERSON}",
            rf"\b(?:humain|personne|conseiller)s? (?:pas|plutot qu) (?:un |une |de )?{MACHINE}\b|\b(?:affaire|traiter) (?:a|avec) {DET}{SURE}(?<!ai affaire a un humain)$",
        ],
        "identity": [
            rf"\b{YOU} (?:quelqu un|une personne) ou (?:bien )?(?:un |une )?{MACHINE}\b",
            rf"\bqui (?:m )?(?:tape|ecrit|redige|envoie)(?: (?:ces|les|vos|mes|tes) (?:reponses?|messages?))?$|\bqui (?:ecrit|repond|parle|tape|lit) ou (?:un |une )?(?:{MACHINE}|{HUMAN})\b",
            r"\b(?:en|de) chair et (?:en |d )?os\b|\ba qui (?:je m adresse|m adresse je)$",
            rf"\b{YOU} (?:un |une |le |la |l )?(?:vraie? )?(?:{MACHINE}|{HUMAN})\b(?! (?:a laver|a cafe|aspirateur))",
            rf"\b{YOU} (?:un |une )?(?:vraie? |faux )?{WEAK}{END}",
            rf"\b(?:c est|est ce|est ce que c est|ce n est pas|c est pas)(?: bien| pas| que)* (?:un |une |l )?(?:vraie? )?(?:{MACHINE}|{HUMAN}|personne){END}",
            rf"\b{TALKING} (?:avec|a|au|face a|chez)? ?(?:un |une |l |des |le |la )?(?:{MACHINE}|{HUMAN}|personne|vraie? \w+|conseiller humain)\b(?! (?:je veux|passe))",
            rf"^(?:est ce |chat avec |dialogue avec )?(?:un |une )?(?:{MACHINE}|{HUMAN}|personne|bot) ou (?:bien |avec |plutot )?(?:un |une )?(?:{MACHINE}|{HUMAN}|personne)\b|^(?:un |une )?{HUMAN} ou (?:pas|quoi|non)$",
            r"\b(?:c est )?qui (?:est )?(?:derriere|se cache derriere)(?: (?:ca|ce|cet|cette|l|vos|tes|votre|le|ces|vous) ?\w*)?(?: \w+){0,3}$",
            r"\bqui (?:me repond|(?:est ce qui )?me parle|m ecrit|est ce qui me (?:repond|parle|ecrit)|lit (?:mes|ces) messages|lit ce que|etes vous|es tu|repond ici|parle ici|est en ligne)\b(?! ce)|^qui (?:repond|parle|etes vous|es tu|est la)$|^(?:\w+ )?c est qui(?: ca| la| qui parle| qui repond)?$|\b(?:t es|tu es|vous etes|toi) qui\b",
            r"\ba qui (?:je parle|parle je|ai je|j ai affaire|j ai l honneur|est ce que je parle|suis je)\b|\bje parle a qui\b|\bavec qui (?:je parle|je discute|suis je|parle je)\b",
            r"\bcomment (?:tu t appelles|t appelles tu|vous vous appelez|vous appelez vous|t es appelles|te nommes tu|dois je vous appeler|se nomme)|\b(?:tu t (?:es )?appelles|vous vous appelez) (?:comment|quoi)\b|\btu t appelles comment",
            r"\b(?:quel est|c est quoi|c est|donne\w* moi|connaitre|avoir|savoir|as tu un|avez vous un|t as un|vous avez un) (?:ton |votre |un |quoi ton )?(?:petit )?(?:nom|prenom)$",
            rf"{CLAIM}(?: (?:moi|nous|me|te|vous|franchement))*(?: (?:comme un humain et dis))?(?: (?:que|si|d etre|etre|qu|comme|le|a))+(?: (?:tu|vous|t|je|j|es|etes|n|etait|etais|etiez|appelles|appelez|m|suis|ai|bien|reel|pas|plus|parle|a|affaire|humain|une?|vraie?|l|ici|discute|avec|ton nom est|c est))* ?(?:{MACHINE}|{HUMAN}|personne|homme|femme|reel\w*|vraie?|marie|humain)\b",
            r"\b(?:dis|dites|reponds|affirme|pretends|signe\w*|repetez?|jure)\b(?: \w+){0,6} (?:tu t appelles|vous vous appelez|t es appelles|ton nom est|votre nom est|mon nom est|je suis humaine?|je m appelle)\b|^signe\w* (?:tes|vos|ton|votre|avec|comme|en tant)\b",
            rf"\b(?:tu es|t es|vous etes|appelle toi|appelez vous) (?!comment)\w+(?: \w+){{0,5}} (?:{HUMAN}|humaine?)\b|\ba partir de maintenant tu es\b|\b(?:ne dis plus|arrete\w* de dire|cesse\w* de dire|ne dites plus|plus dire) que (?:tu|vous|t) (?:es|etes)? ?(?:es )?(?:un |une )?{MACHINE}",
            rf"\b(?:on dirait|l air d|semble|parle\w* comme|repond\w* comme|impression|sentiment)(?: \w+){{0,6}} {MACHINE}(?: non)?$",
            rf"\b(?:y a t il|y a|il y a)(?: bien)? (?:(?:un|une) )?(?:{HUMAN}|personne|conseiller|quelqu un)(?: \w+)? ?(?:derriere|au bout|a l autre bout|en face|qui (?:lit|repond|me lit|me repond|ecrit))\b|^(?:il )?y a (?:t il )?(?:quelqu un|une vraie personne|un humain|un etre humain)(?: ici| la| de reel| derriere)?$",
            rf"\b(?:ecrit\w*|genere\w*|redige\w*|repondu|gere\w*|anime\w*|alimente\w*|tenu|pilote\w*|produit\w*) par (?:une? |l |des |un vrai )?(?:{MACHINE}|{HUMAN}|personnes?)\b|\b(?:utilisez|utilises)(?: vous| tu)? (?:une |l |chatgpt|un )(?: ?{MACHINE})? ?(?:pour (?:me |repondre)|$)",
            r"\b(?:(?:ces|vos|tes|les) (?:messages|reponses) (?:sont |sont elles |sont ils )?|(?:c est|ce sont|est ce)(?: \w+)? (?:une |des )?(?:reponses? |messages? )?)(?:automatiques?|automatise\w*|pre ?enregistre\w*|robotise\w*|toutes? faites?)\b",
            rf"^(?:{YOU}|es tu|tu es|t es|vous etes) quoi\b|\b(?:es tu|tu es|t es|vous etes) quoi\b|\bquell? ?(?:e)?s? (?:modele|ia|llm|intelligence artificielle|genre de (?:robot|bot))(?: \w+)? (?:etes vous|es tu|utilis\w+|tu es|vous etes|se cache)|\bbase\w* sur quel|\bquel modele d ia",
            r"\b(?:tu|vous) exist(?:es|ez)\b|\bexist(?:es tu|ez vous)\b|\b(?:tu as|as tu|avez vous|vous avez|est ce que tu as)(?: des| un| une)? (?:sentiments|emotions|conscience|corps|ame)\b",
            rf"\b(?:un |une )?(?:{HUMAN}|personne|quelqu un de reel) (?:me )?(?:lit|repond|ecrit)\b|\bparlez vous en tant|\b(?:c est|est ce) (?:un |une )?(?:{HUMAN}|{MACHINE}|personne) (?:ou|qui)|\bquelqu un de reel lit|\bhumain (?:en face|a l autre bout|au bout)",
        ],
        "rights": [
            rf"{PLEASE}{ACT} (?:moi )?(?:(?:une copie|la copie|une extraction|l export|acces|l acces|le traitement|du traitement|l utilisation|mon compte et|mon dossier et|copie|un export) )*{MY}{DATA}\b{THIRD}",
            rf"\b{ASKING} ?{ACT} (?:(?:une copie|acces|la copie) )?{MY}{DATA}{OURS}",
            rf"^{MY}{DATA}(?: personnelles)?(?: \w+){{0,4}} {ERASE}\b{THIRD}|^{DATA}(?: \w+){{0,5}} (?:fausses|inexactes|erronees|incorrectes|perimees)\b|\bensemble de {DATA}(?: \w+){{0,4}} {ERASE}",
            rf"{PLEASE}{ERASE} (?:moi|me) (?:de|d)? ?(?:vos|votre|tes|ta)? ?(?:fichiers?|bases?|listes?|base de donnees)?(?: clients?)?$|^{ERASE} tout ce que (?:vous|tu)|\bdisparaitre de (?:vos|votre)|\bje veux etre (?:oublie|efface|supprime)\w*(?: de vos\b.*)?$|^oublie\w* (?:moi|tout|ce que je)\b",
            rf"\b(?:j exerce|je (?:veux|souhait\w+|voudrais|entends|desire|tiens a) (?:exercer|faire valoir|utiliser|invoquer|user de)|je (?:fais valoir|sollicite|demande|invoque|fais usage)|^exercice|^(?:exercer|faire valoir))(?: (?:mon|mes|du|le|l|de|les))* ?{RIGHT}(?<!comment){THIRD}",
            r"^(?:(?!comment|puis|peut|quel|que|qu|est|ou|pourquoi|qui|quand|le|la|les|c|a)\w+ ){0,8}mes droits (?:rgpd|sur mes donnees|informatique)|\bdroit a l oubli$(?<!c est quoi le droit a l oubli)",
            r"^(?:je (?:fais|formule|depose|adresse|vous adresse) (?:une )?)?demande (?:rgpd|gdpr|de droit d acces|d acces a mes|d effacement|de suppression (?:de|des) (?:mes )?donnees|de portabilite|de rectification de|d exercice de droits?)\b",
            rf"\b(?:au titre|en vertu|conformement|selon|sur le fondement|en application)\b.*\b(?:rgpd|gdpr|reglement general)\b.*\b(?:je|veuillez|merci|supprim\w+|effac\w+|transmet\w+|communiqu\w+|mes)\b|^article 1[5-9] (?:du )?rgpd(?: (?!.*(?:dit|prevoit|signifie))\w+)*? (?:{ACT}|je)\b",
            rf"\b(?:que|qu|quoi|qu est ce que|est ce que|ce que|quelles?|quels?|quelle)\b(?: (?:donnees?|infos?|informations?|elements?|personnelles?|est ce que|comme|type|de|genre))*(?: (?:vous|tu|me concernant))*(?: {KNOWN})(?: \w+){{0,5}} ?{ABOUT_ME}|\b(?:tu|vous) {KNOWN} quoi(?: \w+){{0,3}} {ABOUT_ME}|\b(?:informations?|donnees?) me concernant {KNOWN}",
            rf"\b{KNOWN} (?:vous|tu) (?:des |une? )?(?:donnees?|infos?|informations?|quelque chose)(?: \w+){{0,2}} {ABOUT_ME}|\bsavez vous (?:quoi )?(?:sur|de) moi\b|\bque sa(?:is tu|vez vous) (?:sur|de) moi",
            r"\bje (?:m |ne m )?(?:oppose|opposer) (?:a|au|aux) (?:ce que|tout|tous|l|traitement|la|le|toute)?(?: \w+){0,4} (?:mes donnees|donnees personnelles|me concernant|profilage|prospection)|\bje (?:refuse|n accepte (?:pas|plus)|interdis|n autorise (?:pas|plus)|ne veux (?:pas|plus))(?: \w+){0,6} mes (?:donnees|informations|infos)"
            + THIRD,
            r"\b(?:arretez|arrete|cessez|cesse|stoppez)(?: \w+){0,4} mes (?:donnees|infos|informations)|^ne (?:gardez|garde|conservez|vendez|vends|partagez|transmettez|utilisez|stockez|revendez|collectez)(?: \w+){0,2} (?:mes (?:donnees|infos|informations)|rien sur moi)|\bque faites vous (?:de|avec) mes donnees",
            rf"\b(?:je (?:retire|revoque|reprends|annule)|je (?:veux|souhait\w+|voudrais|desire) (?:retirer|revoquer|annuler)|retirez?|retrait de) mon (?:consentement|accord|autorisation)\b{THIRD}|\bje ne consens (?:plus|pas)\b|\b(?:retirer|revoquer) mon consentement(?: (?:svp|rgpd))?$(?<!comment retirer mon consentement)",
        ],
        "medical": [
            r"\bquel(?:le)? (?:medicament|traitement|dose|dosage|posologie|antibiotique)(?: \w+){0,3} (?:dois je|puis je|devrais je|je dois|me faut il)|\b(?:prescri\w+|diagnosti\w+) (?:moi|mes symptomes|ma maladie)|\bfaites (?:moi )?(?:un|mon) diagnostic\b",
            r"\b(?:dois je|puis je|est ce que je (?:dois|peux)) arreter (?:mon traitement|mes (?:medicaments|antidepresseurs|antibiotiques)|ma chimio\w*)|\binterpret\w+ (?:mes|mon|ma) (?:analyses?|resultats?|prise de sang|irm|scanner|radio|ecg)|\b(?:ai je|est ce que j ai) (?:un cancer|une tumeur|le diabete|une infection|une depression|le sida)\b",
            r"\bcombien de (?:\w+ )?(?:comprimes|doliprane|paracetamol|ibuprofene|gouttes|cachets)(?: \w+){0,2} (?:puis je|dois je|je peux|je dois)|\b(?:mal|douleurs?|fievre|boutons?)\b.* quel (?:medicament|traitement)",
        ],
        "legal": [
            r"\b(?:dois je|devrais je|est ce que je (?:dois|devrais)) (?:porter plainte contre|attaquer|poursuivre|divorcer|saisir les prud)|\b(?:ai je|est ce que j ai|quelles sont mes) (?:des |une |mes )?chances? de gagner (?:mon|le|ce|au|un) ?(?:proces|prud\w*|tribunal)?|\b(?:vais je|est ce que je vais) gagner (?:mon|le) proces",
            r"\b(?:donne\w*|faites|fais|j ai besoin|je veux|je voudrais)(?: moi| d)* (?:un |une )?(?:avis|conseil|consultation|analyse) juridique|\bredige\w* (?:moi )?(?:une plainte|une assignation|mes conclusions|mon testament|un recours)|\b(?:conseil|avis) juridique (?:sur|pour|concernant) (?:mon|ma|mes)",
        ],
        "finance": [
            r"\b(?:dans quoi|ou|comment) (?:dois je|devrais je|puis je|faut il que j|me conseillez vous d) ?(?:investir|placer) (?:mon|mes|de l|l)|\b(?:dois je|devrais je) (?:acheter|vendre|investir) (?:\w+ ){0,3}(?:actions?|bitcoins?|crypto\w*|bourse|obligations?|or|immobilier)\b|\bquel(?:les|s)? (?:placements?|actions?|cryptos?) (?:me conseill\w+|acheter|dois je acheter)",
        ],
        "decision": [
            r"\b(?:suis je|est ce que je suis|serai je|dites moi si je suis) (?:\w+ )?(?:eligible|solvable|admissible)(?: \w+){0,2} (?:credit|pret|assurance|hypotheque|rsa|apl|allocations?|aides? sociales?|visa|asile|titre de sejour)\b|\b(?:accordez|accorde|approuvez|validez|refusez) (?:moi )?(?:un|le|mon|ma) (?:\w+ de )?(?:credit|pret|assurance|demande de (?:credit|pret|visa|logement))",
            r"\bma (?:demande (?:de|d) (?:credit|pret|assurance|visa|asile|rsa|logement)|candidature) (?:\w+ ){0,3}(?:acceptee|approuvee|accordee|retenue|refusee)|\b(?:decide[rz]?|dites moi) si (?:j ai droit|je merite|je peux obtenir|je vais etre embauche)|\b(?:calcule[rz]?|evalue[rz]?) (?:mon|ma) (?:score|risque|solvabilite|capacite d emprunt)|\bvais je etre (?:embauchee?|recrutee?|licenciee?)\b",
        ],
        "withdrawal": [
            r"\bje (?:souhaite |veux |voudrais |desire |vais |decide de |tiens a |dois )?(?:me |m )?(?:retract\w+)\b(?! (?:si|combien|comment)\b)",
            r"\bj (?:exerce|utilise|use|invoque|fais valoir|aimerais exercer)(?: de)? mon droit de retractation\b|\b(?:veux|souhaite|voudrais|aimerais|entends|tiens a) (?:exercer|utiliser|user de|faire valoir) mon droit de retractation\b",
            r"\b(?:comment|ou|puis je|est ce que je peux|je peux)(?: \w+){0,2} me retracter\b(?! d un (?:temoignage|aveu|vote))|\b(?:notifie|voici|declare) ma retractation\b",
        ],
        "sexual": [
            r"\b(?:photos?|videos?|images?|contenus?|histoires?|texte|dessins?|recit) (?:\w+ )?(?:porno\w*|sexuel\w*|erotiques?|x$|nue?s?)\b|\b(?:parle\w*|cause\w*) (?:moi )?de sexe\b|\bsexe avec (?:un|une|des) (?:mineure?s?|enfants?)|\bpedopornograph\w*|\bsexto\w*|\bcouche[rz]? avec moi\b"
        ],
    },
    small_talk={
        "greeting": r"(?:re )?(?:bonjour|bonsoir|salut|coucou|bjr|bsr|slt|allo|bonjour bonjour|rebonjour)(?: (?:a tous|a vous|monsieur|madame|tout le monde|vous|toi|comment (?:allez vous|ca va|vas tu)|ca va|et bienvenue))*|(?:comment )?(?:ca va|allez vous bien)"
        r"|(?:(?:bonjour|bonsoir|salut) )?(?:(?:j ai|j aurais|je voudrais (?:vous )?poser|juste) )?(?:(?:une|des|deux|petite) )*questions?(?: pour vous| svp| s il vous plait| a (?:vous )?poser)*",
        "thanks": r"(?:ok|okay|super|parfait|tres bien|d accord|genial|top|c est bon|nickel|cool|oui)*(?: )?(?:merci|mrc|mci|merki|je vous remercie|je te remercie)(?: (?:beaucoup|bien|a vous|a toi|pour tout|pour votre (?:aide|reponse|reactivite)|infiniment|mille fois|encore|bcp|d avance|c est (?:parfait|gentil|bon)|super|et bonne (?:journee|soiree)))*",
        "goodbye": r"(?:merci (?:et )?|ok |bon )*(?:au revoir|aurevoir|a bientot|bonne (?:journee|soiree|nuit|fin de journee)|a plus|a plus tard|a demain|bye|ciao|adieu|a la prochaine)(?: (?:merci|a bientot|et merci|a vous|a vous aussi|et bonne journee|bonne journee))*",
    },
)
