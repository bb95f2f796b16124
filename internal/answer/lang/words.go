package lang

import "strings"

// Closed lists of English that the recognisers read with.

// latin maps accented Latin letters and typographic apostrophes to plain ones.
var latin = func() map[rune]string {
	m := map[rune]string{'’': "'", '‘': "'", 'ß': "ss", 'æ': "ae", 'Æ': "ae", 'ø': "o", 'Ø': "o", 'œ': "oe", 'đ': "d", 'ł': "l", 'Ł': "l", 'ı': "i"}
	for plain, letters := range map[string]string{
		"a": "áàâäãåāăąÁÀÂÄÃÅĀĂĄ", "c": "çćčÇĆČ", "e": "éèêëēėęěÉÈÊËĒĖĘĚ", "i": "íìîïīįÍÌÎÏĪĮİ",
		"n": "ñńňÑŃŇ", "o": "óòôöõōőÓÒÔÖÕŌŐ", "u": "úùûüūůűÚÙÛÜŪŮŰ", "y": "ýÿÝ", "s": "śšşŚŠŞ", "z": "źżžŹŻŽ", "g": "ğĞ", "t": "ţťŢŤ", "r": "řŘ",
	} {
		for _, r := range letters {
			m[r] = plain
		}
	}
	return m
}()

var abbreviations = set("jan feb mar apr jun jul aug sep sept oct nov dec gov sen rep gen lt col sgt capt cmdr adm maj hon rev mr mrs ms dr prof st jr sr no vs inc corp co ltd dept approx etc mt ft ave u.s u.k u.n a.m p.m")

// irregular forms that a stemmer can't join.
var irregular = map[string]string{
	"men": "man", "women": "woman", "children": "child", "people": "people", "persons": "people", "person": "people",
	"left": "leave", "gave": "give", "given": "give", "took": "take", "taken": "take", "made": "make", "said": "say", "says": "say",
	"told": "tell", "went": "go", "gone": "go", "came": "come", "won": "win", "lost": "lose", "held": "hold", "met": "meet",
	"kept": "keep", "felt": "feel", "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise", "ran": "run",
	"began": "begin", "begun": "begin", "broke": "break", "broken": "break", "spoke": "speak", "spoken": "speak",
	"wrote": "write", "written": "write", "drove": "drive", "driven": "drive", "flew": "fly", "flown": "fly", "grew": "grow", "grown": "grow",
	"knew": "know", "known": "know", "threw": "throw", "thrown": "throw", "saw": "see", "seen": "see", "sent": "send", "spent": "spend",
	"built": "build", "bought": "buy", "brought": "bring", "caught": "catch", "taught": "teach", "thought": "think", "fought": "fight", "sought": "seek",
	"paid": "pay", "laid": "lay", "sold": "sell", "struck": "strike", "hit": "hit", "led": "lead", "fed": "feed", "fled": "flee", "shot": "shoot",
	"died": "die", "dying": "die", "dies": "die", "dead": "dead", "found": "find", "got": "get", "gotten": "get", "became": "become", "chose": "choose", "chosen": "choose",
	"sworn": "swear", "swore": "swear", "arose": "arise", "stole": "steal", "stolen": "steal", "hid": "hide", "hidden": "hide", "stood": "stand",
	"understood": "understand", "withdrew": "withdraw", "withdrawn": "withdraw", "sank": "sink", "sunk": "sink", "shook": "shake", "shaken": "shake",
	"swept": "sweep", "slept": "sleep", "torn": "tear", "tore": "tear", "wore": "wear", "worn": "wear", "did": "do", "done": "do", "does": "do",
	"was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "being": "be", "am": "be", "has": "have", "had": "have", "having": "have",
	"airliner": "airplane", "airliners": "airplane", "gov": "governor", "sen": "senator", "rep": "representative", "gen": "general", "pres": "president", "prof": "professor", "dept": "department",
	"feet": "foot", "lives": "life", "wives": "wife", "countries": "country", "cities": "city", "families": "family", "companies": "company",
	"beat": "beat", "beaten": "beat", "dealt": "deal", "heard": "hear", "lit": "light", "meant": "mean", "put": "put", "set": "set", "sat": "sit", "quit": "quit",
	"ate": "eat", "eaten": "eat", "drew": "draw", "drawn": "draw", "forbade": "forbid", "froze": "freeze", "frozen": "freeze", "overcame": "overcome", "undertook": "undertake",
	"dove": "dive", "plunged": "plunge", "injured": "injure", "injuries": "injury", "wounded": "wound", "lying": "lie", "tying": "tie",
	"bore": "bear", "borne": "bear", "bent": "bend", "bitten": "bite", "bled": "bleed", "blew": "blow", "blown": "blow", "bred": "breed", "burnt": "burn", "clung": "cling", "crept": "creep",
	"dug": "dig", "dreamt": "dream", "drank": "drink", "dwelt": "dwell",
	"flung": "fling", "forgot": "forget", "forgotten": "forget", "forgave": "forgive", "forgiven": "forgive", "hung": "hang", "knelt": "kneel", "lent": "lend", "leapt": "leap", "learnt": "learn", "lain": "lie",
	"misled": "mislead", "mistook": "mistake", "mistaken": "mistake",
	"rode": "ride", "ridden": "ride", "rang": "ring", "sang": "sing", "sung": "sing", "shone": "shine", "shown": "show", "proven": "prove", "shrank": "shrink", "shrunk": "shrink", "slid": "slide",
	"slain": "slay", "spilt": "spill", "sped": "speed", "spun": "spin", "sprang": "spring", "sprung": "spring", "stuck": "stick", "stung": "sting",
	"strode": "stride", "strove": "strive", "striven": "strive", "swam": "swim", "swum": "swim", "swung": "swing", "swollen": "swell", "wept": "weep", "woke": "wake", "woken": "wake", "awoke": "awake",
	"wove": "weave", "woven": "weave", "undid": "undo", "undone": "undo", "underwent": "undergo", "undergone": "undergo",
	"foresaw": "foresee", "foreseen": "foresee", "oversaw": "oversee", "overseen": "oversee", "overthrew": "overthrow", "overthrown": "overthrow", "overtook": "overtake", "overtaken": "overtake", "overran": "overrun", "outgrew": "outgrow", "rebuilt": "rebuild",
	"rewrote": "rewrite", "rewritten": "rewrite", "retook": "retake", "retaken": "retake", "repaid": "repay", "resold": "resell", "redrew": "redraw", "redrawn": "redraw",
	"upheld": "uphold", "withheld": "withhold", "withstood": "withstand", "undertaken": "undertake", "forbidden": "forbid", "arisen": "arise", "befell": "befall", "misunderstood": "misunderstand", "outdid": "outdo", "unwound": "unwind",
	"crises": "crisis", "analyses": "analysis", "diagnoses": "diagnosis", "knives": "knife", "thieves": "thief", "halves": "half", "wolves": "wolf", "teeth": "tooth", "mice": "mouse",
	"gunmen": "gunman", "policemen": "policeman", "policewomen": "policewoman", "firemen": "fireman", "fishermen": "fisherman", "spokesmen": "spokesman", "chairmen": "chairman", "congressmen": "congressman", "servicemen": "serviceman", "businessmen": "businessman", "clergymen": "clergyman",
	"grandchildren": "grandchild", "schoolchildren": "schoolchild",
	"defence": "defense", "offence": "offense", "offences": "offense", "licence": "license", "licences": "license", "centre": "center", "centres": "center", "theatre": "theater", "theatres": "theater", "harbour": "harbor", "neighbour": "neighbor",
	"neighbours": "neighbor", "neighbouring": "neighbor", "programme": "program", "programmes": "program",
	"carried": "carry", "carries": "carry", "closed": "close", "closing": "close", "phased": "phase", "phasing": "phase", "wiped": "wipe", "wiping": "wipe", "ruled": "rule", "scaled": "scale", "taking": "take",
	"giving": "give", "coming": "come", "stepping": "step", "shutting": "shut", "putting": "put", "setting": "set", "cutting": "cut", "getting": "get", "letting": "let", "passes": "pass", "pushes": "push",
}

// function words carry no content of a question.
var function = set(`a an the this that these those some any each every all both such no not nor only own same so than too very just also more most less least another additional
i you he she it we they me him her us them my your his its our their mine yours hers ours theirs myself himself herself itself themselves
who whom whose which what when where why how there here be do have is are was were been being am has had did does done having will would shall should can could may might must
of in on at by for with about against between into through during before after above below to from up down out off over under again further then once as until while because
if or and but nor yet et al s 't 's 're 've 'll 'd 'm don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't
please tell give many much long often far currently now exactly actually really ever still already s' per according latest please`)

// Function reports whether a folded word carries no content.
func Function(lower string) bool { return function[lower] }

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// phrasal verbs whose particle makes another verb of them.
var phrasal = func() map[string]bool {
	m := map[string]bool{}
	for _, p := range strings.Split("call off,step down,step aside,take place,break out,put off,push back,turn down,shut down,take over,pull out,drop out,lift off,blast off,splash down,go back,come back,play down,stand down,back down,take off,carry out,give up,kick off,set up,bail out,blow up,bow out,break down,burn down,buy out,carry on,catch fire,cave in,close down,crack down,cut back,die out,fall apart,find out,get back,give birth,go ahead,go bankrupt,go bust,go down,go off,go on,go up,hand out,hand over,hold up,kick out,knock down,lay off,lead to,life lost,lock up,look for,look into,move out,open fire,pass away,phase out,put forward,put out,round up,rule out,run away,run over,scale back,scale down,sell off,send back,set fire,set off,shoot down,slow down,speed up,split up,stand trial,start up,stave off,step up,strike down,take away,take charge,take effect,take office,take part,tear down,throw out,touch down,vote out,walk out,wind up,wipe out,own up,take in,bring in,come ashore,put up,shore up,snap up,turn into", ",") {
		m[p] = true
	}
	return m
}()
