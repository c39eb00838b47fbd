"""How English asks."""

from chatbot.answering.guards.grammar import Grammar

MACHINE = r"(?:robots?|bots?|chat ?bots?|ai|a i|artificial intelligence|machines?|computers?|computer programs?|programs?|software|algorithm|virtual (?:assistant|agent)|chatgpt|gpt|llm|(?:large )?language model|automated (?:system|assistant|service)|automaton)"
HUMAN = r"(?:humans?(?: beings?)?|(?:real|live|actual|living|human|breathing) (?:\w+ )?(?:persons?|people|humans?|agent|employee|one|somebody|someone|man|woman|adviser|advisor|representative|operator|being)|(?:someone|somebody|anyone|anybody) (?:real|human))"
WEAK = rf"(?:{MACHINE}|{HUMAN}|person|people|real|alive|conscious|sentient|man|woman|male|female|guy|girl|automated|someone|employee)"
END = r"(?=$| or | there| here| then| right| at all| on the| behind| that is| who is| and | called| answering| aren t| are you)"
YOU = r"(?:(?:are|aren t|were|is|isn t|r) (?:you|u|this|that|it|there)|(?:you|u|it|this|that) (?:are|re|is|s|r)(?: not| n t)?|you aren t|(?:if|whether) you are|you were|^you|^ru|as if you were|^u)(?: (?:even|just|not|some kind of|an?|the|only|actual|only|a bit of))*"
TALKING = r"(?:(?:am i|i m|i am|if i m|if i am|whether i m|to be|who am i|m) (?:even |now |just |not )?(?:talking|speaking|chatting|conversing|dealing|communicating|typing|writing|texting|connected|in (?:touch|contact|conversation))|like i m talking|^do i (?:talk|speak|chat)|i am chatting|have i got|do i have)"
CLAIM = r"\b(?:say|pretend|act|admit|swear|promise|confirm|prove|confess|claim|tell me|assure me|convince me|imagine|know|wondering|wonder|curious|repeat|respond|answer|behave)\b"

PERSON = (
    r"(?:humans?(?: being)?|persons?|people|individual|agents?|advis[eo]rs?|representatives?|reps?|operators?|somebody|someone|anyone|anybody|staff|members? of (?:staff|your team|the team)|team(?: members?)?|employee|managers?|supervisor|boss|colleagues?|"
    r"customer (?:service|support|care|services)|support(?: team| agent| staff)?|specialist|expert|technician|one of your \w+)"
)
SURE = r"(?:humans?(?: beings?)?|(?:real|live|actual|human) (?:person|people|human|agent|adviser|advisor|representative|operator|being|support|help|assistance|chat|human being|someone|somebody)|(?:live |human |support |customer (?:service |support )?)?(?:agent|adviser|advisor|representative|rep|operator)|(?:someone|somebody) real|(?:customer|human) (?:service|support|assistance|help))"
DET = r"(?:(?:an?|the|some|your|any|one|of|another|different|living|actual|real|live|human|other|to|with|more|just)\b ?){0,5}"
TALK = r"(?:talk|speak|chat|discuss|converse|communicate)"
WISH = r"(?:i (?:want|need|would like|d like|prefer|would prefer|d prefer|require|request|demand|would rather(?: have)?|d rather(?: have)?|wish for)|want|need|get|give|gimme|rather(?: have)?|prefer|can i (?:get|have)|could i (?:get|have)|may i have|can you (?:get|give)|how (?:do|can) i (?:get|reach))(?: me| us)?(?: to have| to get)?"
MY = r"(?:(?:all|of|the|any|every|to|about|up|in|from|some|both|access)\b ?){0,4}"
DATA = (
    r"(?:my (?:\w+ ){0,2}?(?:data|informations?|info|details on file|messages|history|conversations?|chats?|records|record|transcript)|(?:this|our|the) (?:conversation|chat|chat history|discussion|transcript)|(?:personal )?(?:data|information|info)(?: that)? (?:you|u) (?:\w+ )?(?:have|hold|keep|store|process|collected|possess|collect|got)|"
    r"(?:everything|anything|all|what)(?: that)? (?:about me|you (?:have|know|hold)|i(?: just)? (?:wrote|said|told)|personal data|i just wrote)|personal (?:data|information) (?:concerning|about|on|of) me|personal data)"
)
ERASE = r"(?:delet\w+|eras\w+|remov\w+|wip\w+|clear\w*|forget\w*|forgotten|destroy\w*|purg\w+|scrub|anonymi[sz]e\w*|get rid of)"
GET = r"(?:download\w*|export\w*|access|see|view|show|send|give|provide|get|receive|obtain|have|copy|transfer|port|retrieve|disclose|tell)"
MEND = r"(?:correct\w*|rectif\w+|fix|updat\w+|amend|change|restrict\w*|freez\w+|limit\w*|suspend)"
ACT = rf"(?:{ERASE}|{GET}|{MEND})"
PLEASE = r"(?:^|\b(?:please|kindly|i (?:want|need|would like|d like|wish|demand|request|hereby request|require|ask|would|insist|am|hereby)|can you|could you|would you|will you|you must|gdpr|and|let me|want|proceed with|to)\b)(?: (?!how|if|whether|from my|know)\w+){0,5}? ?"
ASKING = r"(?:how (?:do|can|could|would|may|should) i|can i|could i|may i|is it possible to|where (?:do|can) i)(?: \w+){0,3}?"
OURS = r"(?: (?:(?:from|on|in|with|by|here|of|via|through) ?(?:you|your \w+|this \w+|here)?|here|deleted|erased|removed|please|you (?:have|hold|keep|store)|on me|about me|stored))*$"
THIRD = r"(?!.*\b(?:google|facebook|instagram|tiktok|twitter|whatsapp|amazon|my (?:bank|employer|boss|school|hospital|insurer|doctor|phone|computer|laptop|hard drive|ex|device)|another (?:site|website|company(?<!to another company))|other (?:sites|websites)|the internet|a (?:site|website)|social media|order|iphone|android|excel|usb|drive|server|printer|software|machine readable)\b)"
ABOUT_ME = r"(?:on|about|of|concerning|regarding) me"
RIGHT = r"(?:rights?|data rights?|subject access rights?)\b"

GRAMMAR = Grammar(
    rewrites=[
        ("r u|ru", "are you"),
        (r"ur(?= (?:not|an?|real|human|some|just)\b)", "you are"),
        ("ur", "your"),
        ("u", "you"),
        ("pls|plz|pleas|plese", "please"),
        ("wanna", "want to"),
        ("gimme", "give me"),
        ("lemme", "let me"),
        ("2", "to"),
        ("whats", "what s"),
        ("whos", "who s"),
        ("im", "i m"),
        ("youre", "you re"),
        ("dont", "don t"),
        ("isnt", "isn t"),
        ("arent", "aren t"),
        ("yuo|yu", "you"),
        ("humna|humam|huamn|hooman", "human"),
        ("tlak|takl", "talk"),
        ("speek|spaek", "speak"),
        ("cant", "can t"),
        ("id like", "i d like"),
        ("talkin", "talking"),
        ("perso?o?n|persn", "person"),
    ],
    keys="human person people robot chatbot machine computer artificial intelligence agent adviser advisor representative operator someone somebody manager supervisor speak delete erase remove personal information data download export rectify consent conversation history account customer service really actual assistant speaking talking chatting",
    kept="taking assistance assist humans persons agents personally personals deleted deletes erased removed removes operators robots machines computers talked agency remote personnel removal informations hummus dates date urgent actually special speaker speaks peak please opera operate",
    fillers=r"please|really|actually|just|honestly|hello|hi|hey|good morning|good afternoon|good evening|sorry to ask|excuse me|sorry|now|immediately|right now|asap|directly|thanks|thank you|kindly|lol|so|well|maybe|perhaps|possibly|by any chance|quick question|for real|seriously|then|dear (?:team|sir or madam|sir|madam|all)|hereby|even|still|instead|today|ever|truly",
    patterns={
        "emergency": [
            r"\b(?:i want to|i m going to|thinking of|thinking about) (?:die|kill myself|killing myself|end my life|ending my life|suicide)",
            r"\b(?:kill|hurt) myself\b|\bsuicid\w+\b|\bheart attack\b|\bnot breathing\b|\bmy house is on fire\b",
            r"\b(?:he|she|my husband|my wife|my partner) (?:is )?(?:beating|beats|hitting|hits|threatening to kill) me\b",
        ],
        "human": [
            rf"\b(?:do you have|are there|have you got)(?: any| an?)? {HUMAN}(?: \w+)? (?:i can|to) {TALK}\b",
            rf"\b(?:rather|prefer to|want to|like to|need to|can i|could i) (?:deal|interact|engage) with {DET}{PERSON}\b|\b(?:get|take) (?:a )?hold of {DET}{PERSON}\b",
            rf"\bbe (?:contacted|called|phoned|helped|served|assisted)(?: \w+)? by {DET}{PERSON}\b|\b{MACHINE} (?:is|isn t|doesn t|does not|can t|is not)(?: \w+){{1,4}} {SURE}$",
            rf"(?<!^do i )\b{TALK}(?: (?:to|with|directly|privately))* {DET}{PERSON}\b(?! (?:or (?:an? )?{MACHINE}|who (?:has|had|was|is) (?:covid|sick|infected)))|\bchat (?:with|to) {DET}{PERSON}|\b{TALK} {SURE}",
            rf"(?<!am i )(?<!i m )(?<!i am )\b(?:connect|transfer|put|pass|hand|escalate|direct|refer|switch|forward|route|redirect|patch)(?:ed|red)?(?: (?:me|us|this|my|the|case|chat|call|over|through|on|it|conversation|in contact|in touch))* ?(?:to|with|through|over)* ?{DET}{PERSON}\b|(?<!am i )\bin (?:touch|contact) with {DET}(?:{PERSON})(?! who)|^(?:can|could)? ?(?:you )?(?:connect|transfer|escalate)(?: me| this| my case| this chat| my chat)?(?: to a human)?$",
            rf"\b{WISH} {DET}(?:{SURE}|person|manager|supervisor|somebody|someone|(?:human|real) \w+)(?= |$)(?! (?:to (?:sign|collect|pick)|resources))|\bget (?:me |us )?{DET}(?:{PERSON})\b(?! to (?:sign|collect))|\bput {DET}human on",
            rf"^(?:no )?(?:i want |any )?{DET}(?:{SURE}|person|manager|supervisor|somebody|human|live chat)(?: (?:{SURE}|available|not an? {MACHINE}|online|service|agent|support|team))*$|^live chat(?: with.*)?$",
            rf"\b(?:no|not|don t want|stop|hate|sick of|fed up with|tired of|enough of|refuse|without|done with)\b(?: (?:to|with|an?|the|this|these|your|more|any|talk|talking|speak|speaking|chat|chatting|want|stupid|deal|dealing|arguing)\b)* {MACHINE}(?=$| (?:an?|get|give|i|let|human|person|and|at|any ?more|again|any longer)\b)(?<!are you not a robot)(?<!you are not a robot)(?<!you are not an ai)(?<!you are not a bot)(?<!you re not a robot)(?<!you re not a bot)(?<!you re not an ai)(?<!you re not ai)",
            r"(?<!driver )(?<!courier )(?<!carrier )\b(?:call|phone|ring) me(?: back)?(?= |$)(?! (?:at|on|if|when|by|or|before|after)\b)|\bcall ?back\b|\b(?:someone|somebody|anyone|an? \w+)(?: from (?:your|the) \w+)? (?:\w+ )?(?:call|phone|contact|ring|help|reach out to) me\b",
            rf"\b(?:is|are) (?:there )?{DET}{PERSON}(?: \w+){{0,2}} (?:available|online|i can (?:talk|speak|chat)|to (?:talk|speak|chat))\b|\bany (?:{PERSON}|live person) (?:available|online)|\banyone available to (?:chat|talk)",
            rf"\b(?:contact|reach|call) {DET}(?:{SURE}|customer service|human being)\b|\bhow (?:do|can) i (?:contact|reach|get) {DET}{PERSON}|\b{PERSON} (?:to )?(?:take over|handle this|takes over)\b",
            r"\bhuman (?:help|assistance|support|agent|intervention|contact|adviser|advisor)\b(?<!are you a human agent)(?<!you are a human agent)(?<!paul a human agent)|\bescalate (?:this|it|my|to)\b|\bhelp from a (?:real )?(?:person|human)|\bperson in charge\b",
        ],
        "identity": [
            rf"\b(?:pleasure|honou?r) of (?:speaking|talking|chatting) (?:to|with) {DET}{WEAK}\b",
            rf"\bwho (?:is |s )?(?:writes|types|wrote|typed|sends|typing|writing|sending) (?:these|this|the|your|my) (?:answers?|repl\w+|messages?|responses?)$|\bis this (?:chat|conversation|discussion) (?:with|by|from) {DET}{WEAK}\b",
            r"\bflesh and blood\b|\bdo you (?:breathe|sleep|eat|have (?:a )?(?:heart|heartbeat|brain|face|pulse))\b|\bwho (?:exactly )?(?:is |s )?(?:replying|responding|answering|writing|typing)(?: to)?(?: me)?$",
            rf"\b(?:this|that|it|you) (?:has|have|got|gotta|must|might|could|may)(?: to)? be (?:an? )?(?:{MACHINE}|{HUMAN}|person)\b(?! (?:who|to|that|vacuum|wash|error))|^is \w+ (?:an? )?(?:{MACHINE}|{HUMAN})$",
            rf"\b(?:which|what|whose)(?: \w+){{0,2}} {MACHINE} (?:is (?:this|it|that)|are you|am i)\b",
            rf"\b{YOU} (?:an? |the )?(?:real |actual |live )?(?:{MACHINE}|{HUMAN})\b(?! (?:vacuum|resources|lamp|wash|readable|cleaner|error|room|part))|\b{YOU} (?:an? )?(?:real |live |actual |automated )?(?:{WEAK}|(?:responses?|repl(?:y|ies)|answers?|messages?)){END}",
            rf"\b{TALKING}(?: \w+)? ?(?:to|with|by)? ?(?:an? |the |any )?(?:real |live |actual )?(?:{MACHINE}|{HUMAN}|person|agent)\b|\b(?:an? )?(?:{HUMAN}|{MACHINE}|person) (?:i am|i m|am i) (?:chatting|talking|speaking)",
            rf"^(?:an? )?(?:{MACHINE}|{HUMAN}|person|man) or (?:an? )?(?:{MACHINE}|{HUMAN}|person)$|^(?:you )?(?:an? )?(?:{HUMAN}|person) or (?:what|not)$|^(?:{MACHINE}|you (?:an? )?{WEAK}|not an? human are you)$",
            r"\bwhom? (?:am i|i m|i am|are you|is it i m) (?:talking|speaking|chatting|dealing)|\bwho (?:are you|is this|s this|am i talking|is answering|answers me|is behind|is on the other|reads my messages|wrote (?:that|this)|is (?:writing|replying)|is there$)\b|^who (?:is it|s there|are you)$",
            r"\b(?:what s|what is|tell me|do you have|have you got|may i (?:know|have|ask)|can i have|can i know) (?:your|a) (?:first |real )?name$|\bwhat (?:are|should i call) you(?: exactly)?$|\bwhat (?:kind|type|sort) of (?:bot|ai|robot|machine|thing) are you|\b(?:which|what) (?:ai|llm|language model|chatbot)(?: model)? (?:are you|is this|do you|powers)|\b(?:which|what) model (?:are you|powers)|\bai are you (?:based|built)",
            rf"{CLAIM}(?: (?:me|that|to|if|whether|like|as|be|an?|the|honestly|you|are|re|were|is|i|m|am|not|talking|speaking|chatting|with|real|human|person|s|it|this|don t|never|truly))* (?:{MACHINE}|{HUMAN}|person|real|human|mary|marie)\b(?! (?:resources|error))",
            r"\b(?:say|pretend|act|from now on|tell)\b.*\b(?:your name is|you are called|you re called|my name is \w+$)|\byou are (?!not\b)\w+ (?:an? )?(?:human|real person|person)\b|\bsign (?:your|the|all|every) (?:messages?|answers?|repl\w+)",
            rf"\b(?:stop saying|don t (?:say|tell me)|never say|stop telling me)(?: that)? you (?:are|re) (?:an? )?{MACHINE}|\b(?:feels?|sounds?|seems?|looks?|talk|think|believe|guess)(?: \w+){{0,5}} {MACHINE}$|\byou (?:don t|do not) (?:sound|seem|look) (?:human|real)",
            rf"\b(?:is|are) there (?:an? |any )?(?:{HUMAN}|person|human)(?: \w+)? (?:there|behind|here|reading|on the other|in front)|\banyone real|\b(?:does|do|is) (?:an? )?(?:{HUMAN}|person|human|anyone|somebody) (?:read|reading|answer|write|type|see)\w*(?: (?:this|my|these|messages))*$|\bhuman in front of me|\bwho reads my",
            rf"\b(?:written|generated|produced|answered|sent|typed|managed|operated|run) by (?:an? )?(?:real )?(?:{MACHINE}|{HUMAN}|person)\b|\b(?:automated|automatic|canned|prewritten|scripted) (?:responses?|repl\w+|answers?|messages?)(?: \w+)?$|\bwork for (?:the|this) company or",
            r"\bdo you (?:exist|have (?:feelings|emotions|consciousness|a soul|a body))\b|\bis (?:it|this) (?:an? )?(?:computer|machine|robot|human|person) (?:that|who)\b|\bare you (?:on|using) (?:gpt|chatgpt)|\b(?:human|person) i am chatting with",
        ],
        "rights": [
            rf"{PLEASE}{ACT} (?:me |us )?(?:(?:an?|the|copy|copies|of|to|with|everything|all|processing|use|my|and|account|records|access|erasure|deletion)\b ?)*{MY}{DATA}\b{THIRD}",
            rf"\b{ASKING} ?(?:get you to )?{ACT} (?:(?:an?|the|copy|of|all)\b ?)*{MY}{DATA}{OURS}",
            rf"^{DATA} (?:is|are|must|should|to|needs?)(?: \w+){{0,4}} (?:{ERASE}|wrong|inaccurate|incorrect|false|outdated)\b{THIRD}|\bi (?:want|would like|d like|need|wish|demand) {MY}{DATA}(?: to)?(?: be)? ?(?:{ERASE}|corrected|in an?\b.*)(?!.*google)",
            r"\bforget (?:about )?me\b|\bforget (?:everything|all|what i)\b|\b(?:i want|i wish|i d like|right) to be forgotten\b|^(?:i want )?(?:wipe|erase|delete|remove) (?:everything|all)(?: \w+){0,3} (?:me|i (?:said|wrote))|\b(?:remove|erase|delete) me(?: from (?:your|the) \w+(?: \w+)?)?$",
            rf"\b(?:i m|i am|(?<!do )(?<!can )(?<!could )(?<!should )i|hereby|(?:want|wish|like|need) to) (?:exercis\w+|invok\w+|assert\w*)(?: \w+){{0,4}} {RIGHT}(?!.*(?:of withdrawal|to withdraw from|return))|^right to (?:be forgotten|erasure|data portability)$",
            r"^(?:i m making |this is |i (?:want|would like) to (?:make|submit|file) |i (?:make|submit) )?(?:an? )?(?:subject access request|data subject(?: access)? request|gdpr (?:\w+ )?request|dsar|sar|data (?:deletion|erasure|access|portability) request)\b|\b(?:under|pursuant to|according to|in accordance with)\b.*\b(?:gdpr)\b.*\b(?:i|my|please|erase|delete)\b|^(?:article|art) 1[5-9] gdpr (?:erase|delete|i|access|please)",
            rf"\bwhat (?:\w+ ){{0,3}}?(?:do|have|did|are)? ?you (?:got|know|have|hold|store|keep|collect\w*|retain|process)?(?: \w+)? ?{ABOUT_ME}|\b(?:what|which) (?:\w+ )?(?:data|information|info)(?: \w+){{0,4}} {ABOUT_ME}|\bdo you (?:have|hold|keep|store)(?: any)? (?:personal )?(?:data|information|info) {ABOUT_ME}|\beverything you (?:know|have) {ABOUT_ME}|\b(?:info|data) you have on me",
            r"\bi (?:object|am opposed) to (?:\w+ ){0,4}(?:my (?:personal )?(?:data|information)|profiling|direct marketing)\b|\b(?:stop|cease|quit)(?: \w+){1,3} my (?:\w+ )?(?:data|information|info)\b|\b(?:do not|don t|never) (?:sell|keep|store|share|use|process|retain|collect) my (?:\w+ )?(?:data|information|info)",
            r"\bi (?:don t want|do not want|no longer want|refuse) (?:you )?(?:to )?(?:\w+ ){0,4}my (?:\w+ )?(?:data|information)\b|\bwhat (?:are you|do you) (?:doing|do) with my (?:personal )?data\b",
            r"\bi (?:\w+ ){0,3}?(?:withdraw|revoke|retract|take back) (?:my )?consent\b|^(?:withdraw|revoke)(?: my)? consent\b|\bi (?:no longer|don t|do not) consent\b",
            r"\b(?:i|we) (?:hereby )?(?:request|demand|ask for|want|require)(?: \w+){0,3} (?:rectification|erasure|deletion|restriction|portability|data portability)\b(?!.*(?:order|order s))|\bdata portability$",
            r"\b(?:access|copy)(?: to| of)? (?:my|the) (?:personal )?(?:data|information)(?: (?:you (?:have|hold|process)|on me|about me|from you))*$",
        ],
        "medical": [
            r"\b(?:what|which) (?:medicine|medication|drug|dose|dosage|antibiotic|treatment)(?: \w+){0,2} (?:should|must|can) i (?:take|use)|\b(?:diagnose (?:me|my)|prescribe me)\b|\bshould i stop (?:taking )?my (?:medication|treatment|antidepressants|antibiotics|pills)|\binterpret my (?:blood|test|scan|x ray|results)|\bdo i have (?:cancer|diabetes|a tumou?r|an infection|depression)\b|\bhow many (?:paracetamol|ibuprofen|pills|tablets|aspirin)(?: \w+)? (?:should|can) i take",
        ],
        "legal": [
            r"\bshould i (?:sue|press charges|divorce|take (?:them|him|her|my \w+) to court)\b|\bwill i win (?:my|the|in) (?:case|lawsuit|trial|court)|\bmy chances of winning (?:my|the|a|in)|\b(?:give me|i need|i want)(?: \w+)? legal (?:advice|opinion)\b|\blegal advice (?:on|about|for) my|\b(?:draft|write)(?: me)? (?:my will|a lawsuit|a complaint against)",
        ],
        "finance": [
            r"\b(?:what|where|which \w+|how) should i invest\b|\bshould i (?:buy|sell|invest in) (?:\w+ ){0,2}(?:stocks?|shares|bitcoin|crypto\w*|bonds|gold|real estate)\b|\bwhich (?:stocks?|shares|crypto\w*) (?:should i|do you recommend)|\binvestment advice\b",
        ],
        "decision": [
            r"\bam i (?:eligible|qualified|solvent)(?: \w+){0,3} (?:loan|credit|mortgage|insurance|benefits?|visa|asylum|welfare)\b|\b(?:approve|grant|accept) (?:me |my )(?:\w+ )?(?:loan|credit|mortgage|insurance|visa|application)\b|\bwill (?:my (?:loan|credit|mortgage|visa|insurance|job|asylum)(?: \w+)? (?:be|get)|i be (?:hired|fired|granted))\b|\b(?:decide|tell me) (?:if|whether) i (?:qualify|deserve|am entitled)|\b(?:calculate|assess|compute) my (?:credit|risk|solvency)",
        ],
        "withdrawal": [
            r"\b(?:i|we) (?:want to|d like to|would like to|wish to|hereby|am going to|m going to|must|need to)? ?withdraw from (?:my|the|this|our) (?:\w+ )?(?:order|contract|purchase|agreement|sale)\b",
            r"\b(?:exercise|exercising|use|using|invoke) my right (?:of withdrawal|to withdraw)\b|\b(?:how|where) (?:do|can|could) i withdraw from (?:my|the|this|an?) (?:\w+ )?(?:order|contract|purchase)\b|\bi (?:am )?withdraw(?:ing)? from (?:my|the|this) (?:order|contract|purchase)\b",
        ],
        "sexual": [
            r"\b(?:porn\w*|erotic\w*|nude|nudes|sexual|sexy|explicit) (?:photos?|pictures?|images?|videos?|story|stories|content|chat|text)\b|\b(?:send|show) (?:me )?(?:your )?nudes\b|\bsex(?:ting)? with (?:me|an? (?:minor|child)|children)|\btalk dirty\b|\bchild porn\w*"
        ],
    },
    small_talk={
        "greeting": r"(?:hello|hi|hey|hiya|good (?:morning|evening|afternoon)|greetings|howdy)(?: (?:there|all|everyone|you|team|sir|madam|how are you|again|hello|hi))*|how are you(?: doing)?(?: today)?"
        r"|(?:(?:hello|hi) )?(?:(?:i have|i ve got|i d like to ask|just) )?(?:(?:a|some|two|quick) )*questions?(?: for you| please)*",
        "thanks": r"(?:ok |okay |great |perfect |super |cool |awesome |very good |nice |alright |yes )*(?:many )?(?:thanks|thank you|thank u|thx|ty|cheers|tysm)(?: (?:a lot|so much|very much|you|for (?:your|the) (?:help|answer|reply)|a bunch|again|that s (?:great|all|perfect)|mate|great))*",
        "goodbye": r"(?:thanks |thank you |ok )*(?:bye|goodbye|good bye|bye bye|see you|see ya|ciao|have a (?:nice|good|great) (?:day|evening|weekend|one)|good night|take care|later|cya)(?: (?:bye|later|soon|and thanks|thanks|thank you|then))*",
    },
)
