"""How Italian asks."""

from chatbot.answering.guards.grammar import Grammar

MACHINE = r"(?:robot|bot|chat ?bot|ia|ai|intelligenza artificiale|macchin[ae]|computer|programma|algoritmo|chatgpt|gpt|assistente (?:virtuale|automatico)|automa|software)"
HUMAN = r"(?:uman[oaie]|esser[ei] uman[oi]|person[ae] (?:real[ei]|ver[ae]|uman[ae]|in carne|fisic[ae]|viva)|qualcuno di (?:reale|vero)|(?:operatore|consulente|agente) (?:umano|vero|reale)|ver[ao] (?:persona|umano|operatore))"
WHO = rf"(?:{HUMAN}|membr[oi] (?:del|dello) (?:team|staff|personale)|person[ae]|qualcuno|operat(?:ore|rice|ori)|consulent[ei]|agent[ei]|responsabile|superiore|capo|direttore|colleg[ah]|addett[oa]|servizio clienti|assistenza(?: clienti)?|supporto|tecnico|rappresentante)"
SURE = rf"(?:{HUMAN}|operat(?:ore|rice)(?: umano)?|consulente(?: umano)?|agente(?: umano)?|(?:assistenza|aiuto|supporto|servizio) uman[ao]|servizio clienti|addetto)"
DET = r"(?:(?:una?|uno|un|il|la|lo|l|i|vostro|suo|tuo|con|a|al|all|altro|altra|qualche|di)\b ?){0,4}"
YOU = r"(?:sei|lei e|siete|e lei|e(?! mai)|questo e|questa e|tu sia|lei sia|essere|e questo)(?: (?:davvero|veramente|lei|tu|forse|per caso))*"
DATA = r"(?:(?:i |le )?mi[eo]i? (?:\w+ )?(?:dati(?: personali)?|informazioni(?: personali)?|messaggi|cronologia|conversazione)|(?:questa|la|nostra|questo|il) (?:conversazione|chat|cronologia|storico)|dati personali|tutto quello che (?:sa|sai|sapete|avete)(?: \w+){0,3}|(?:quello|cio) che (?:ti|vi|le|ho)(?: \w+){0,3})"
VERB = r"(?:cancell\w+|elimin\w+|rimuov\w+|distrugg\w+|dimentic\w+|rettific\w+|corregg\w+|aggiorn\w+|limit\w+|scaric\w+|esport\w+|acced\w+|accesso|copia|invi\w+|mostr\w+|portabilita|ricever\w*|ottener\w*|vedere|consultare|dammi|forni\w+|anonimizz\w+|bloc\w+|cancellazione|eliminazione)"
ASK = r"(?:^|\b(?:voglio|vorrei|desidero|richiedo|chiedo|pretendo|esigo|prego|per favore|potete|puo|puoi|potrebbe|potreste|che|procedere|e|gdpr|account|come posso|vi|mi)\b)"
THIRD = r"(?!.*\b(?:google|facebook|instagram|whatsapp|amazon|banca|datore|azienda|medico|telefono|internet|altro sito|un sito|social|scuola|ospedale|excel)\b)"

GRAMMAR = Grammar(
    rewrites=[
        ("umno|umnao", "umano"),
        ("palrare|parlre", "parlare"),
        ("opertore|operatre", "operatore"),
        ("datti", "dati"),
        ("xfavore|perfavore|pf", "per favore"),
        ("nn", "non"),
        ("cn", "con"),
        ("qlcn|qualcn", "qualcuno"),
        ("dei miei", "di i miei"),
        ("ai miei", "a i miei"),
        ("dai miei", "da i miei"),
        ("sui miei", "su i miei"),
    ],
    keys="umano umana persona robot macchina operatore consulente agente parlare parlando intelligenza artificiale personali cancellare cancella cancellate cancelli eliminare elimini consenso conversazione cronologia",
    kept="personale persone urgente macchine agenti agenzia operatori cancello cancelle cancellati elimina eliminati eliminate parla parli parlo consensi operare",
    fillers=r"per favore|ciao|buongiorno|buonasera|salve|scusi|scusa|grazie|adesso|ora|subito|davvero|veramente|quindi|allora|(?<!sei )vero|gentili signori|direttamente|pure|anche|prego(?! di)",
    patterns={
        "emergency": [
            r"\b(?:voglio|sto per|penso di) (?:morire|uccidermi|suicidarmi|farla finita|togliermi la vita)\b|\bsuicid\w+\b|\bnon respira\b|\binfarto\b|\bla casa (?:va a fuoco|brucia)\b|\bmio marito mi (?:picchia|maltratta)\b"
        ],
        "human": [
            rf"\b(?:contattat|assistit|richiamat|aiutat|seguit)[oaie] da {DET}{WHO}\b|\b(?:trattare|interagire|avere a che fare) con {DET}{WHO}\b",
            r"^(?!.*\b(?:corriere|autista|fattorino)\b).*\bmi (?:puo|puoi|potete|potrebbe|potreste|possono) (?:ri)?chiamare\b",
            rf"(?<!sembra di )\b(?:parlare|chattare|discutere|comunicare|contattare|(?<!sono in )contatto|messo in contatto)(?: (?:direttamente|con|in))* {DET}{WHO}\b(?! (?:o un))|\bcome (?:parlo|contatto) (?:con )?{DET}{WHO}",
            rf"\b(?:pass\w+|mett\w+|colleg\w+|trasfer\w+|inoltr\w+|dammi|mi dia|datemi|dirott\w+)(?: (?:mi|in|contatto|la|chiamata))* ?(?:con |a )?{DET}{WHO}\b|^trasferimento\b",
            rf"\b(?:voglio|vorrei|preferisco|desidero|richiedo|pretendo|esigo|ho bisogno|mi serve|cerco) {DET}(?:{SURE}|responsabile|persona|di un umano)\b(?! (?:che (?:ritiri|firmi)))|\bassistito da {DET}{WHO}",
            rf"^(?:no )?{DET}(?:{SURE}|persona|responsabile)$|\b(?:assistenza|aiuto|supporto) uman[ao]\b",
            rf"\b(?:non voglio|niente|basta|stufo di|stufa di|stanco di|odio|non con|no)(?: (?:parlare|con|un|una|questo|il|la|i|piu|chattare|parlando))* ?{MACHINE}\b",
            r"\b(?:richiam\w+|chiamat\w+mi|mi chiami|chiamami|essere (?:ri)?chiamat[oa]|qualcuno mi (?:ri)?chiam\w+)\b(?! al \d)",
            rf"\bc e {DET}{WHO}(?: \w+)? ?(?:disponibile|libero|con (?:cui|il quale)|in linea)|\bintervenire (?:una|un) {WHO}|\b{WHO} (?:intervenire|prendere in carico|subentrare)",
        ],
        "identity": [
            rf"\bmi sta (?:rispondendo|scrivendo|parlando) (?:una?|un) (?:{HUMAN}|{MACHINE}|persona)\b|^(?:ma )?(?:sei|lei e) (?:ver[oa]|real[ei])$",
            r"\bchi (?:scrive|digita|manda|invia) (?:queste|questi|le|i|tue|tuoi|sue|suoi) (?:risposte|messaggi)$",
            r"\bin carne (?:e|ed) ossa\b",
            rf"\b(?:non )?{YOU}(?: non)? (?:una? |un |l |il |la )?(?:{MACHINE}|{HUMAN}|persona)\b(?! (?:disponibile|che (?:ritira|firma)|da cucire|aspirapolvere))",
            rf"\b(?:sto (?:parlando|chattando)|ho a che fare|parlo|chatto|sono in contatto|parlare) con {DET}(?:{MACHINE}|{HUMAN}|persona)(?=$| (?:o|vera|reale|davvero))",
            rf"^(?:una? )?(?:{MACHINE}|{HUMAN}|persona) o (?:una? )?(?:{MACHINE}|{HUMAN}|persona)$|\b(?:sei|lei e) (?:reale|ver[oa]|uomo|donna|un uomo|una donna|cosciente|viv[oa])\b|\blei e (?:un |una )?(?:operatore|consulente)\b",
            r"^(?:chi sei|chi e lei|lei chi e|tu chi sei)$|\bchi (?:mi (?:sta )?(?:rispond\w+|parla\w*|scriv\w+)|c e dietro|sta (?:dietro|rispondendo))|\bcon chi (?:parlo|sto parlando|ho a che fare)",
            r"\bcome (?:ti chiami|si chiama lei|si chiama$)|\bqual e il (?:tuo|suo) nome$|\b(?:hai|ha) un nome|\bcosa (?:sei|e lei)(?: esattamente)?$",
            rf"\b(?:^di|dimmi|dica|dichi|mi dica|ammetti|ammetta|fingi|finga|fai finta|giura|dimostra|dimostri|conferm\w+|sapere se|credo che|sembra|immagina)\b.*\b(?:{MACHINE}|{HUMAN}|persona|maria)\b(?<!parlare con un umano)",
            rf"\bc e (?:una? )?(?:{HUMAN}|persona|qualcuno)(?: (?:di reale|vera))* ?(?:dietro|dall altra|che (?:legge|risponde))|\bc e qualcuno di reale|\b(?:rispost[ae]|messagg[io]+) (?:automatic\w+|automatizzat\w+)|\b(?:legge|risponde|scrive) (?:una?|un) (?:{HUMAN}|{MACHINE}|persona)|\b(?:{MACHINE}|{HUMAN}|persona) che mi (?:risponde|scrive|parla)",
        ],
        "rights": [
            rf"{ASK}(?: \w+){{0,5}}? ?{VERB}(?: (?:mi|tutt[ie]|di|a|ai|all|dei|i|le|il|la|una|copia|mio|account|e|trattamento|del))* {DATA}\b{THIRD}",
            rf"^{DATA}(?: \w+){{0,2}} (?:sbagliati|errati|falsi|inesatti|scorretti)\b",
            r"\b(?:cosa|che cosa|che|quali) (?:\w+ )?(?:\w+ )?(?:sai|sa|sapete|avete|hai|ha|conservate|tenete|memorizzate|conservi)(?: \w+){0,2} (?:di|su di|su|riguardo a) me\b|\b(?:avete|conservate|ha) (?:dei )?(?:dati|informazioni) (?:su di|su|di) me\b",
            r"\bdimentic(?:ami|atemi|hi(?:mi)?)\b|\bdimentic\w+ (?:tutto|quello che)|(?<!come )(?<!posso )\b(?:esercito|esercitare|esercizio (?:del|di))(?: (?:i miei|il mio|il|i|mio|miei|l))* diritt[oi]|^diritto all oblio$",
            r"\bmi oppongo (?:al|all|a)\b.*\b(?:dati)\b|\b(?:smett\w+|cess\w+) di (?:usare|trattare|vendere|condividere) i miei dati|\bnon (?:vendete|conservate|usate|condividete|tenete|trattate)(?: \w+)? i miei dati|\bnon voglio che (?:\w+) i miei dati",
            r"\b(?:revoco|ritiro|revocare|ritirare) il (?:mio )?consenso\b(?<!come revocare il consenso)|\bnon (?:acconsento|autorizzo) piu\b|\b(?:chiedo|richiedo)(?: \w+){0,2} (?:portabilita|cancellazione|rettifica|limitazione|opposizione)\b(?!.*ordine)|^(?:richiesta di (?:accesso|cancellazione|rettifica|portabilita)|art(?:icolo)? 1[5-9])",
        ],
        "medical": [
            r"\b(?:che|quale) (?:medicina|farmaco|dose|antibiotico)(?: \w+)? (?:devo|posso) prendere|\bmi faccia una diagnosi|\bdevo smettere (?:la|il mio|la mia) (?:terapia|cura)"
        ],
        "legal": [
            r"\bdevo (?:denunciare|fare causa|divorziare)\b|\bvincero (?:la causa|il processo)|\b(?:ho bisogno|vorrei) (?:di )?(?:una |un )?(?:consulenza|parere) legale"
        ],
        "finance": [r"\bin cosa (?:devo|dovrei|posso) investire|\bdevo (?:comprare|vendere) (?:azioni|bitcoin|cripto\w*)"],
        "decision": [
            r"\bho diritto (?:a un|al) (?:mutuo|prestito)|\b(?:approv\w+|conced\w+)(?:mi)? (?:il|un) (?:prestito|mutuo|credito)|\bmi (?:concederanno|concedete) (?:il|un) (?:prestito|mutuo)"
        ],
        "withdrawal": [
            r"\b(?:voglio|vorrei|desidero|intendo|devo) (?:recedere|esercitare (?:il )?(?:mio )?(?:diritto di )?recesso)\b|\b(?:recedo|recedere) (?:da|dal|dall) (?:mio |questo )?(?:ordine|contratto|acquisto)\b|\besercito (?:il )?(?:mio )?diritto di recesso\b",
        ],
        "sexual": [r"\b(?:foto|video|immagini|contenuti|storie) (?:porno\w*|sessual\w*|erotic\w+|nud[aoei])\b"],
    },
    small_talk={
        "greeting": r"(?:ciao|salve|buongiorno|buonasera|buon giorno|buona sera)(?: (?:a tutti|come (?:sta|stai|va)))*",
        "thanks": r"(?:ok |perfetto |va bene |ottimo )*(?:grazie|la ringrazio|ti ringrazio)(?: (?:mille|tante|di tutto|molto|per l aiuto|a lei|a te))*",
        "goodbye": r"(?:grazie (?:e )?)?(?:arrivederci|arrivederla|a presto|buona (?:giornata|serata|notte)|addio|ciao ciao|alla prossima)",
    },
)
