"""How Spanish asks."""

from chatbot.answering.guards.grammar import Grammar

MACHINE = r"(?:robots?|bots?|chat ?bots?|ia|inteligencia artificial|maquinas?|ordenador|computadora|programa|algoritmo|chatgpt|gpt|asistente (?:virtual|automatico)|automata|software)"
HUMAN = r"(?:human[oa]s?|ser(?:es)? humanos?|personas? (?:real(?:es)?|humanas?|de verdad|de carne|fisicas?|viva)|alguien (?:real|de verdad)|(?:agente|operador|asesor|empleado) (?:real|humano|de verdad))"
WHO = rf"(?:{HUMAN}|miembros? del (?:equipo|personal)|personas?|alguien|agentes?|asesor(?:a|es)?|operador(?:a|es)?|representantes?|responsable|encargad[oa]|supervisor(?:a)?|jef[ea]|gerente|compañer[oa]|companer[oa]|emplead[oa]|atencion al cliente|servicio al cliente|servicio de atencion|soporte|tecnico)"
SURE = rf"(?:{HUMAN}|agente(?: humano)?|asesor(?:a)?(?: humano)?|operador(?:a)?(?: humano)?|representante|(?:atencion|ayuda|asistencia|soporte) human[ao]|atencion al cliente)"
DET = r"(?:(?:una?|el|la|los|algun|alguna|su|tu|vuestro|con|a|al|de|otra|otro|ese)\b ?){0,4}"
YOU = r"(?:eres|sos|es usted|es|esto es|es esto|es este|usted es|sea|seas|fueras|fuera|ser|soy)(?: (?:usted|esto|tu|realmente|de verdad|acaso))*"
DATA = r"(?:mis? (?:\w+ )?(?:datos?(?: personales)?|informacion(?: personal)?|historial|mensajes|conversacion(?:es)?)|(?:esta|la|nuestra|este|el) (?:conversacion|chat|historial)|(?:los |todos los )?datos personales|(?:todo )?lo que (?:sabe|sabes|saben|te he|tienen|he)(?: \w+){0,3}|los datos que (?:tienen|tiene|teneis|guardan)(?: \w+){0,2})"
VERB = r"(?:borr\w+|elimin\w+|suprim\w+|supresion|eliminacion|cancel\w+|destruy\w+|quit\w+|olvid\w+|rectifi\w+|corrij\w+|correg\w+|actualic\w+|limit\w+|descarg\w+|export\w+|acced\w+|acceso|copia|envi\w+|muestr\w+|mostr\w+|portabilidad|recib\w+|obtener|ver|consultar|dame|den\w*|proporcion\w+|anonimi\w+|bloque\w+)"
ASK = r"(?:^|\b(?:quiero|quisiera|deseo|solicito|pido|exijo|necesito|me gustaria|ruego|por favor|favor|puede\w*|podria\w*|que|procedan|y|rgpd|cuenta|ejerzo|como puedo|les)\b)"
THIRD = r"(?!.*\b(?:google|facebook|instagram|whatsapp|amazon|banco|empresa|empleador|jefe|medico|movil|ordenador|internet|otra web|una web|redes|colegio|hospital|excel)\b)"

GRAMMAR = Grammar(
    rewrites=[
        ("kiero", "quiero"),
        ("umano", "humano"),
        ("umana", "humana"),
        ("ablar", "hablar"),
        ("ablo", "hablo"),
        ("ajente", "agente"),
        ("porfa|xfa|pf", "por favor"),
        ("q", "que"),
        ("mi datos?|mis dato", "mis datos"),
    ],
    keys="humano humana persona robot maquina agente operador asesor hablar hablando inteligencia artificial datos personales borrar borren eliminar eliminen supresion consentimiento conversacion representante",
    kept="personal personas agentes urgente dato maquinas gente eliminan eliminamos borran hablan habla hablas hablo",
    fillers=r"por favor|hola|buen[oa]s (?:dias|tardes|noches)|buenas|perdon[ea]?|disculp[ea]|gracias|ahora|ya|mismo|inmediatamente|urgente|realmente|entonces|pues|(?<!de )verdad$|estimados senores|ahi|directamente",
    patterns={
        "emergency": [
            r"\b(?:quiero|voy a|pienso en) (?:morir(?:me)?|matarme|suicidarme|quitarme la vida|acabar con mi vida)\b|\bsuicid\w+\b|\bno respira\b|\binfarto\b|\bhay fuego en (?:mi )?casa\b|\bmi (?:marido|pareja|esposo) me (?:pega|maltrata)\b"
        ],
        "human": [
            rf"\b(?:me|nos) (?:pued\w+|podri\w+) (?:atender|ayudar|contestar|responder) {DET}{WHO}\b|\b(?:pued\w+|podri\w+) (?:atenderme|ayudarme) {DET}{WHO}\b|\b(?:tratar|interactuar) con {DET}{WHO}\b",
            rf"(?<!gusto de )(?<!placer de )\b(?:hablar|chatear|conversar|comunicarme|contactar|(?<!estoy en )contacto|contacte|ponerme en contacto)(?: (?:directamente|con|a))* {DET}{WHO}\b(?! (?:o un|que tiene covid))|\bhablo con {DET}human[oa]$(?<!^hablo con un humano)|\bcomo (?:hablo|contacto) con {DET}{WHO}",
            rf"\b(?:pong\w+|pon\w*me|pas\w+|comuni\w+|conect\w+|transfier\w+|transfer\w+|derivam?e?|deriv\w+|deme|dame|denme|llam\w+ a|traiga\w*)(?: (?:me|nos|ustedes))* ?(?:con |a )?{DET}{WHO}\b",
            rf"\b(?:quiero|necesito|prefiero|quisiera|deseo|solicito|exijo|busco|me gustaria) {DET}(?:{SURE}|responsable|encargado|supervisor|persona)\b(?! (?:que (?:recoja|firme)))",
            rf"^(?:no )?{DET}(?:{SURE}|persona|representante)$|\b(?:atencion|ayuda|asistencia) human[ao]\b",
            rf"\b(?:no quiero|nada de|harto de|harta de|basta de|no mas|sin|odio|no con|cansado de)(?: (?:hablar|con|un|una|este|esta|los|las|mas|el|la|chatear|hablando))* ?{MACHINE}\b",
            rf"\b{MACHINE} no (?:sirve|ayuda|entiende)(?: \w+){{0,2}} (?:pas|quiero|pong|dame).*",
            r"\b(?:llam(?:enme|ame|eme|adme)|me (?:pueden?|podrian?) llamar|que me llam\w+|devuelvan la llamada|devolver la llamada)\b(?! al \d)|\bme (?:atienda|atendiera|llame|conteste) (?:una|un|alguien)",
            rf"\bhay (?:{DET})?{WHO}(?: \w+)? (?:disponible|conectado|libre|con (?:quien|el que)|en linea)|\b{WHO} (?:hacerse cargo|tome el relevo|intervenir|se haga cargo)",
        ],
        "identity": [
            r"\bquien (?:escribe|teclea|redacta|envia) (?:estas|estos|las|los|tus|sus) (?:respuestas|mensajes)$",
            r"\bde carne y hueso\b",
            rf"\b(?:no )?{YOU}(?: no)? (?:un |una |el |la )?(?:{MACHINE}|{HUMAN}|persona)\b(?! (?:que (?:recoge|firma)|de lavar|aspirador|lavadora))(?<!puedo ser una persona)",
            rf"\b(?:estoy (?:hablando|chateando|en contacto|conversando)|hablo|chateo|converso|hablar|trato)(?: \w+)? con {DET}(?:{MACHINE}|{HUMAN}|persona)(?=$| (?:o|de verdad|ahora|real))(?<!puedo hablar con una persona)",
            rf"^(?:una? )?(?:{MACHINE}|{HUMAN}|persona) o (?:una? )?(?:{MACHINE}|{HUMAN}|persona)$|\b(?:eres|es usted|sos) (?:real|hombre|mujer|de verdad|de carne|consciente|una persona)\b",
            r"^(?:y )?(?:tu )?quien (?:eres|es usted|sos)$|\bquien (?:me (?:esta )?(?:respond\w+|habla|escrib\w+|contest\w+|atend\w+|atiend\w+)|esta (?:detras|ahi|respondiendo)|hay detras)|\bcon quien (?:hablo|tengo|estoy hablando|chateo)",
            r"\bcomo (?:te llamas|se llama usted|se llama$)|\bcual es (?:tu|su) nombre$|\b(?:tienes|tiene usted) nombre|\bque (?:eres|es usted)(?: exactamente)?$",
            rf"\b(?:^di|dime|diga\w*|admite|admita|finge|haz como|jura|demuestra|demuestre|confirm\w+|saber si|creo que|parece que|imagina|reconoce)\b.*\b(?:{MACHINE}|{HUMAN}|persona|maria)\b",
            rf"\bhay (?:una? )?(?:{HUMAN}|persona|alguien)(?: (?:real|ahi))* ?(?:detras|al otro lado|real)|\b(?:respuestas?|mensajes?) (?:automatic\w+|automatizad\w+)|\b(?:lee|responde|escribe|contesta|atiende|gestiona|lleva)(?: \w+)? (?:un|una) (?:{HUMAN}|{MACHINE}|persona)|\b(?:una? )?(?:{MACHINE}|{HUMAN}|persona) (?:el |la )?(?:que|quien) me (?:responde|escribe|habla)|^hay alguien real",
        ],
        "rights": [
            rf"{ASK}(?: \w+){{0,5}}? ?{VERB}(?: (?:me|toda|todos|de|a|los|el|la|una|copia|con|mi|cuenta|y|tratamiento|del))* {DATA}\b{THIRD}",
            rf"^{DATA}(?: \w+){{0,2}} (?:incorrectos|erroneos|falsos|equivocados|mal)\b|^{VERB}(?: (?:el|la|los|una|copia|de|del|tratamiento|todo))* {DATA}",
            r"\bque (?:datos |informacion |informaciones )?(?:\w+ )?(?:sabe[ns]?|sabeis|sabe usted|tiene[ns]?|teneis|guarda[ns]?|almacenan|conservan)(?: \w+){0,2} (?:sobre|de|acerca de) mi\b|\b(?:tienen|guardan|tiene) (?:datos|informacion) (?:mios|mia|sobre mi|de mi)",
            r"\bolvid(?:ame|enme|eme)\b|\bolvid\w+ (?:todo|lo que)\b|(?<!como )(?<!puedo )\b(?:ejerzo|ejercer|ejercito|ejercicio de)(?: (?:mis?|el|los|del|mi))* derechos? (?:de |a |al |a la |arco|rgpd)|\bderechos arco\b|^derecho al olvido$",
            r"\bme opongo (?:al|a)\b.*\b(?:mis datos|datos personales)|\b(?:dejen|deje|deja|paren) de (?:usar|tratar|compartir|vender) mis datos|\bno (?:vendan|guarden|guardes|usen|compartan|conserven|almacenen|traten)(?: \w+)? mis datos|\bno quiero que (?:guarden|usen|vendan|compartan|conserven|tengan) mis datos",
            r"\b(?:retiro|revoco|retirar|revocar) mi consentimiento\b(?<!como retirar mi consentimiento)|\bya no (?:consiento|autorizo)\b|\b(?:solicito|pido|exijo)(?: \w+){0,3} (?:portabilidad|supresion|rectificacion|limitacion|oposicion)\b|^(?:solicitud de (?:acceso|supresion|rectificacion|portabilidad)|art(?:iculo)? 1[5-9])",
        ],
        "medical": [
            r"\bque (?:medicamento|medicina|dosis|antibiotico)(?: \w+)? (?:debo|puedo|tengo que) tomar|\btengo cancer\b(?=$)|\bdiagnostic(?:ame|ueme)|\bdebo dejar (?:mi|el) tratamiento"
        ],
        "legal": [
            r"\bdebo (?:denunciar|demandar|divorciarme)\b|\bganare (?:el|mi) juicio|\b(?:necesito|quiero|deme) (?:un )?(?:consejo|asesoramiento|asesoria) (?:legal|juridic[oa])"
        ],
        "finance": [r"\ben que (?:debo|deberia|puedo) invertir|\bdebo (?:comprar|vender) (?:acciones|bitcoins?|cripto\w*)"],
        "decision": [
            r"\bsoy (?:apto|elegible|solvente) para (?:un |el )?(?:credito|prestamo|seguro)|\b(?:aprueb\w+|conced\w+)(?:me)? (?:el|un|mi) (?:credito|prestamo|visado)|\bme (?:van a conceder|concederan) (?:el|un) (?:credito|prestamo)"
        ],
        "withdrawal": [
            r"\b(?:quiero|quisiera|deseo|necesito|voy a) (?:desistir|ejercer (?:mi|el) (?:derecho de )?desistimiento)\b|\b(?:desisto|desistir) (?:de|del) (?:mi|el|la|este|esta)? ?(?:pedido|compra|contrato)\b|\bejerzo (?:mi|el) derecho de desistimiento\b",
        ],
        "sexual": [r"\b(?:fotos?|videos?|imagenes|contenido|historias?) (?:porno\w*|sexual\w*|eroticas?|desnudas?)\b"],
    },
    small_talk={
        "greeting": r"(?:hola|buen[oa]s(?: (?:dias|tardes|noches))?|buen dia|saludos)(?: (?:a todos|que tal|como esta[s]?|buen[oa]s (?:dias|tardes)))*",
        "thanks": r"(?:ok |vale |perfecto |genial |muy bien )*(?:muchas |mil )?gracias(?: (?:por (?:todo|su ayuda|tu ayuda)|a usted|a ti))*",
        "goodbye": r"(?:gracias (?:y )?)?(?:adios|hasta (?:luego|pronto|manana|la vista)|chao|nos vemos|que tenga (?:un )?buen dia|buen dia|buenas noches)",
    },
)
