"""How German asks."""

from chatbot.answering.guards.grammar import Grammar

MACHINE = r"(?:roboter|robot|bots?|chat ?bots?|ki|ai|kunstliche[nr]? intelligenz|maschinen?|computer|programm|algorithmus|chatgpt|gpt|virtuelle[rn]? assistent\w*|automat\w*|software)"
REALLY = r"(?:echte[rnms]?|reale[rn]?|richtige[rn]?|wirkliche[rn]?|lebende[rn]?)"
HUMAN = rf"(?:mensch(?:en)?|{REALLY} (?:mensch\w*|person|mitarbeiter\w*|berater\w*)|menschliche[rn]? \w+)"
WHO = rf"(?:{HUMAN}|person|jemand(?:em|en)?|mitarbeiter(?:in|n)?|\w*berater(?:in|s)?|kolleg\w+|ansprechpartner(?:in)?|vorgesetzten?|chef|manager|\w+mitarbeiter|kundenservice|kundendienst|support|agent\w*|leiter|verantwortlichen)"
SURE = rf"(?:{HUMAN}|mitarbeiter(?:in|n)?|\w*berater(?:in|s)?|(?:personliche[nr]? )?ansprechpartner(?:in)?|{REALLY} person|(?:support|kundendienst|service) ?mitarbeiter|agent)"
DET = r"(?:(?:ein(?:e[nmrs]?)?|ihren?|ihrem|den|dem|der|die|das|mit|an|zu|echten|anderen|personlichen|irgend)\b ?){0,4}"
YOU = r"(?:(?:bist|warst|seid) (?:du|ihr)|du bist|du warst|sind sie|sie sind|ist (?:das|dies|es|da|hier)|das ist|handelt es sich um|dass du|ob du|ob sie|dass sie|warst du|als warst du)"
DATA = r"(?:(?:meine[rnm]?|personenbezogene[rn]?|personliche[rn]?|samtliche[rn]?)(?: \w+){0,2} ?(?:daten|informationen|angaben|kontodaten)|meine[rn]? (?:nachrichten|unterhaltung|verlauf)|(?:diese[snr]?|den|das|unsere?n?|der) (?:\w+ )?(?:gesprach|chat|chatverlauf|verlauf|unterhaltung|konversation)|alles (?:uber mich|was sie uber mich \w+))"
VERB = r"(?:\w*losch\w*|entfern\w+|vernicht\w+|berichtig\w+|korrigier\w+|herunterlad\w*|herunterzuladen|exportier\w*|einschrank\w*|schrank\w*|zeig\w*|schick\w*|send\w*|ubermitt\w+|kopie|auskunft|zugang|zugriff|einsicht|einsehen|bekommen|erhalten|ubertrag\w*|sperr\w*|anonymisier\w*|aktualisier\w*|andern)"
ASK = r"(?:^|\b(?:bitte|ich|sie|konnen|konnten|kannst|dass|hiermit|wie kann ich|und|lassen|dsgvo|gemaß|nach)\b)"
THIRD = r"(?!.*\b(?:google|facebook|instagram|whatsapp|amazon|arbeitgeber|bank|arzt|handy|computer|webseiten?|internet|schule|schufa|anderen? \w+|iphone|excel|festplatte)\b)"

GRAMMAR = Grammar(
    rewrites=[
        ("sprech", "spreche"),
        ("brauch", "brauche"),
        ("n", "ein"),
        ("ne(?= \\w)", "eine"),
        ("nen", "einen"),
        ("nem", "einem"),
        ("kuenstliche", "kunstliche"),
        (r"(\w*)loesch(\w*)", r"\1losch\2"),
        ("moechte", "mochte"),
        ("fuer", "fur"),
        ("ueber", "uber"),
        ("gemass|gemaess", "gemaß"),
        ("heißt|heisst", "heißt"),
        ("heissen", "heißen"),
        (r"weisst", "weißt"),
        ("rueckruf", "ruckruf"),
        ("zurueck", "zuruck"),
        ("koennen", "konnen"),
        ("persoenlich(\\w*)", r"personlich\1"),
        ("schprechen", "sprechen"),
    ],
    keys="mensch menschen roboter maschine person mitarbeiter berater sprechen reden daten loschen losche loschung kunstliche intelligenz einwilligung widerrufe verbinden auskunft personenbezogenen personenbezogener",
    kept="verwenden verwende verwendet spreche sprecht gesprochen rede verbunden verbinde verbindet widerrufen widerruf geloscht losch personen rede reder berate beraten datei dateien datum maschinen mitarbeiters verbindung personlich personliche personlichen personell",
    fillers=r"bitte|mal|eigentlich|denn|doch|hier|gerade|gerne?|hallo|guten (?:tag|morgen|abend)|moin|entschuldigung|sofort|jetzt|direkt|wirklich|danke|vielleicht|einfach|sehr geehrte damen und herren|auch|nun|endlich|dringend",
    patterns={
        "emergency": [
            r"\b(?:ich will|ich mochte|ich werde) (?:nur noch )?(?:sterben|mich umbringen|mir das leben nehmen|nicht mehr leben)\b|\bselbstmord\w*|\bsuizid\w*|\bmich umbringen\b|\batmet nicht(?: mehr)?\b|\bherzinfarkt\b|\bes brennt\b(?! in meinem? (?:auge|hals))|\bmein (?:mann|partner) schlagt mich\b"
        ],
        "human": [
            rf"\bgibt es(?: \w+){{0,3}} (?:{WHO}|leute) mit (?:denen|dem|der)(?: \w+){{0,2}} (?:sprechen|reden|chatten|schreiben|telefonieren)\b",
            rf"\b(?:hilfe|antwort|unterstutzung|beratung) (?:von|durch) {DET}{SURE}\b",
            rf"(?<!bin ich )(?<!habe ich es )\b(?:mit|zu) {DET}{WHO}(?: \w+){{0,3}}? (?:sprechen|reden|chatten|schreiben|telefonieren|verbunden|kommunizieren|unterhalten|verbinden|durchgestellt|weitergeleitet|vermittelt|in kontakt)\b(?! (?:sie|wir)\b)(?<!bin ich)",
            rf"\b(?:verbind\w+|leite\w*|leiten|ubergeben|ubergib|weiterleit\w*|stellen|geben|gib|holen|hol|gebt|eskalier\w+)(?: (?:sie|mich|mir|uns|es|das|den|diesen|fall|chat))* {DET}{WHO}\b|\bsprechen (?:sie|wir)? ?mit {WHO}",
            rf"\bich (?:brauche|will|mochte|hatte|verlange|wunsche|bevorzuge|wurde lieber|suche)(?: lieber)? {DET}{SURE}\b|\bich brauche jemanden|\b(?:lieber) {DET}{SURE}\b|\bich (?:mochte|will|wurde)\b.* {DET}(?:{WHO}) (?:sprechen|haben|betreut|reden)\b|\bvon {DET}{HUMAN} (?:betreut|bedient|beraten)",
            rf"^(?:nein )?{DET}(?:{SURE}|kundenservice|kundendienst|chef|menschliche[rn]? \w+)$|^mit {DET}{WHO}(?: (?:sprechen|chatten|reden))?$|\bmenschliche[nr]? (?:hilfe|unterstutzung|kontakt)",
            rf"\b(?:kein\w*|nicht mit|genug von|satt|keine lust auf)(?: (?:mehr|einen?|einem|einer|diesem|dem|diesen))* {MACHINE}(?! bist| sind)(?=$| \w+)(?<!bist du kein bot)(?<!bist kein bot)",
            r"\b(?:rufen|ruft|ruf)(?: sie)? mich (?:an|zuruck)|\bruckruf\b|^(?!.*(?:fahrer|bote\b|kurier|spedition|zusteller|lieferant)).*\bmich (?:\w+ )?(?:zuruckrufen|anrufen)\b|\bjemand\b.*\b(?:anrufen|zuruckrufen)",
            rf"\b(?:ist|sind|gibt es)(?: da)? {DET}{WHO}(?: (?:verfugbar|frei|erreichbar|da|mit dem ich|mit der ich|online))|\bwie (?:kann ich|erreiche ich|komme ich)(?: \w+)? {DET}(?:{SURE}|kundenservice|kundendienst)\b|\bkann {DET}(?:{WHO}) (?:ubernehmen|helfen)",
            rf"\bich verlange (?:mit )?{DET}{WHO}",
        ],
        "identity": [
            r"\bwer (?:schreibt|tippt|verfasst|sendet) (?:diese|die|ihre|deine) (?:antworten|nachrichten)$",
            r"\bfleisch und blut\b",
            rf"\b{YOU}(?: (?:kein\w*|einen?|ein|nur|der|die|echt|nicht|so|ich))* ?(?:{MACHINE}|{HUMAN}|{REALLY} (?:frau|mann|person\w*|agent\w*)|person)\b(?! (?:verfugbar|erreichbar|frei|gesteuert))",
            rf"\b(?:spreche|rede|schreibe|chatte|kommuniziere)(?: ich)? (?:mit )?{DET}(?:{MACHINE}|{HUMAN}|{REALLY} person|person)|\b(?:bin|habe|hab) ich (?:es )?(?:mit|bei) {DET}(?:{MACHINE}|{HUMAN}|{REALLY} person|person)\b|\bich (?:mit )?{DET}(?:{MACHINE}|{HUMAN}|person) (?:spreche|schreibe|rede|chatte)",
            rf"^(?:ein )?(?:{MACHINE}|{HUMAN}|person) oder (?:ein\w* )?(?:{MACHINE}|{HUMAN}|person)$|\b(?:bist du|sind sie)(?: ein)? (?:echt|real|mann|frau|lebendig|menschlich)\b",
            r"^(?:wer bist du|wer sind sie)$|\bwer (?:antwortet|schreibt|spricht|redet)(?: mir)?(?: da)?$|\bwer (?:steckt|ist|sitzt) (?:da )?(?:hinter|dahinter)|\bmit wem (?:spreche|schreibe|rede|habe|chatte) ich",
            r"\bwie (?:heißt du|heißen sie|ist (?:dein|ihr) (?:name|vorname))|\b(?:hast du|haben sie) einen namen|\bwas (?:genau )?(?:bist du|sind sie)\b(?: genau)?$|^(?:was genau sind sie|was bist du)",
            rf"\b(?:sag\w*|gib zu|geben sie zu|beweis\w*|bestatig\w*|tu so|tun sie so|behaupte\w*|gestehe|schwor\w*|zugeben|wissen|glaube|denke)\b.*\b(?:{MACHINE}|{HUMAN}|mensch|maria)\b(?<!sprechen)",
            rf"\b(?:sitzt|liest|antwortet|schreibt|ist)(?: das| da| mir| dort| hier)* (?:ein\w* )?(?:{HUMAN}|{REALLY} (?:frau|mann|person\w*|agent\w*)|jemand echtes|person)|\bautomatisch\w* (?:erstellt\w*|generiert\w*|antwort\w*|nachricht\w*)|\b(?:von|durch) (?:einer|einem) (?:{MACHINE}|{HUMAN}) (?:geschrieben|erstellt|beantwortet)",
        ],
        "rights": [
            rf"{ASK}(?: \w+){{0,6}}? ?{VERB}(?: (?:sie|mir|mich|alle|von|uber|zu|der|die|des|den|eine|kopie|samtlicher|zugang|verarbeitung|nutzung|gespeicherten?|mein|konto|und))* {DATA}\b{THIRD}",
            rf"{ASK}(?: \w+){{0,4}}? ?(?:alle )?{DATA}(?: (?:bei ihnen|von ihrer \w+|sind falsch|von hier|zu))* ?{VERB}\b{THIRD}|^(?:alle )?{DATA} (?:sind falsch|stimmen nicht)",
            r"\b(?:welche|was fur) (?:\w+ )?(?:daten|informationen)\b.* (?:uber mich|von mir|zu mir|zu meiner person)\b|\bwas (?:weißt du|wissen sie|wisst ihr|speichern sie|haben sie)(?: \w+)? (?:uber|von) (?:mich|mir)|\bhaben sie (?:\w+ )?(?:daten|informationen) (?:von|uber|zu) (?:mir|mich)|\bauskunft (?:uber|zu) (?:meine|die|mich)",
            r"\bvergiss (?:mich|alles|was)\b|\bvergessen sie (?:mich|alles|was)\b|^(?!wie\b|kann\b|was\b|wann\b).*\brecht auf (?:loschung|vergessenwerden|auskunft|berichtigung|datenubertragbarkeit|einschrankung|widerspruch)\b.*\b(?:ausuben|geltend|gebrauch|nutzen|wahrnehmen)|\b(?:auskunftsrecht|widerspruchsrecht|widerrufsrecht zur daten\w+)\b.*\b(?:gebrauch|ausuben|geltend)|\bich verlange datenubertragbarkeit|\bdatenubertragbarkeit$",
            r"^(?:auskunftsersuchen|datenauskunft|datenloschung|dsgvo (?:anfrage|auskunft|antrag)|auskunft nach art|art 1[5-9] dsgvo|antrag auf (?:auskunft|loschung))",
            r"\bich (?:widerspreche|lege widerspruch)\b.*\b(?:meiner daten|datenverarbeitung|werbung)|\bwiderrufe (?:ich )?(?:hiermit )?(?:meine )?(?:datenschutz)?(?:einwilligung|zustimmung)|^einwilligung widerrufen|\bich (?:mochte|will) meine einwilligung (?:widerrufen|zuruckziehen)",
            r"\b(?:verkauf\w*|speicher\w*|verwend\w*|nutz\w*|teil\w*|behalt\w*)(?: sie)? meine (?:\w+ )?(?:daten|informationen) (?:nicht|nie)|\bich (?:will|mochte) nicht dass (?:sie|ihr) meine (?:\w+ )?daten|\b(?:entfern\w*|losch\w*|streich\w*)(?: sie)? mich (?:aus|von)\b",
        ],
        "medical": [
            r"\bwelche(?:s|n)? (?:medikament|dosis|mittel|antibiotikum)(?: \w+)? (?:soll|muss|kann) ich (?:nehmen|einnehmen)|\bstellen sie (?:mir )?eine diagnose\b|\bhabe ich (?:krebs|diabetes|eine depression)\b|\bsoll ich meine (?:medikamente|tabletten) absetzen"
        ],
        "legal": [
            r"\bsoll ich (?:klagen|anzeige erstatten|mich scheiden lassen)\b|\bwerde ich den prozess gewinnen|\b(?:ich brauche|geben sie mir) (?:eine )?rechtsberatung"
        ],
        "finance": [
            r"\b(?:worin|wo|in was) soll ich (?:mein geld )?(?:investieren|anlegen)|\bsoll ich (?:\w+ )?(?:aktien|bitcoin|krypto\w*) (?:kaufen|verkaufen)"
        ],
        "decision": [
            r"\b(?:bin ich|ob ich) (?:kreditwurdig|berechtigt fur (?:einen kredit|sozialleistungen))|\bbewilligen sie (?:mir |meinen )?(?:kredit|antrag)|\bbekomme ich (?:den|einen) kredit\b|\bwird mein (?:kredit|visum|asyl)\w*(?: \w+){0,2} (?:genehmigt|bewilligt)"
        ],
        "withdrawal": [
            r"\b(?:widerrufe (?:ich )?(?:hiermit )?(?:meine|meinen|die|den|diese|diesen) (?:bestellung|vertrag|kauf|kaufvertrag)|(?:bestellung|vertrag|kauf|kaufvertrag) widerrufen|(?:von )?mein\w* widerrufsrecht (?:gebrauch machen|ausuben|nutzen))\b",
        ],
        "sexual": [r"\b(?:porno\w*|erotische|nackte?|sexuelle) (?:fotos?|bilder|videos?|geschichten?|inhalte)\b|\bnacktbilder\b"],
    },
    small_talk={
        "greeting": r"(?:hallo|guten (?:tag|morgen|abend)|moin(?: moin)?|gruß gott|servus|hi|hey)(?: (?:zusammen|an alle|wie geht es (?:ihnen|dir)|liebes team|team))*",
        "thanks": r"(?:ok |super |alles klar |perfekt )*(?:vielen dank|danke|besten dank|herzlichen dank|dankeschon|danke schon|merci)(?: (?:schon|sehr|vielmals|fur (?:ihre|die|deine) (?:hilfe|antwort)|ihnen|dir))*",
        "goodbye": r"(?:danke (?:und )?)?(?:auf wiedersehen|tschuss|tschuß|tschau|bis bald|bis dann|schonen (?:tag|abend)(?: noch)?|einen schonen tag(?: noch)?|gute nacht|ciao)",
    },
)
