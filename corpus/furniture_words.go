package corpus

// The words of page furniture, in English and Spanish.

import (
	"slices"
	"strings"
	"sync"
)

// tradeStems are the beginnings, in small letters, without one of which no
// sentence is furniture. They are looked for first: patterns are slow.
var tradeStems = []string{
	"newsletter", "subscri", "suscr", "suscríb", "sign up", "signing up", "log in", "inbox", "cookie", "privac",
	"journalism", "paywall", "click here", "click to", "tap here", "haz clic", "follow us", "follow our", "follow along", "follow live", "like us on",
	"your support", "support now", "support our", "support us", "support quality", "support independent", "support local", "support public", "support this", "supporting us", "supporting our",
	"your donation", "your contribution", "your gift", "your generosity", "donating to us", "making a donation", "tu apoyo", "tu donación", "apoya ",
	"read more", "lite site", "whatsapp", "comparte", "share your stor", "hazte ", "házte", "regístrate", "registration",
	"download our", "download the", "get the app", "free trial", "podcast", "turn to", "tune in", "stay tuned", "check back", "check out", "check your",
	"this is a compilation", "this is a developing", "test your", "our quiz", "tick here", "details you", "information you", "your data", "terms of use", "terms of service", "terms and conditions",
	"would you like to receive", "news roundup", "free article", "email from us", "legitimate interest", "our reporting", "our newsroom", "detailed here",
	"here.", "here)", "here>", "here!", "skip ad", "advertisement", "leer más", "see more",
}

// reFurnitureLine is a line that is a button's or a box's words.
var reFurnitureLine = pattern(`(?i)^(?:` +
	`(?:read|see|show|load|view) (?:more|all|next)\b.{0,24}|continue reading\b.{0,40}|keep reading\b.{0,40}|advertisement|advert|ad|publicidad|sponsored(?: content)?|skip to .{0,24}|` +
	`story continues below.{0,40}|article continues .{0,40}|share(?: this)?(?: (?:article|story|on .{1,30}))?|comparte(?: .{0,24})?|compartir(?: .{0,24})?|support now|donate now|sign up(?: now| here)?|` +
	`subscribe(?: now| here| today)?|log in|sign in|most (?:read|popular|viewed)|trending(?: now)?|recommended(?: (?:stories|for you))?|related(?: (?:stories|articles|coverage|topics|content))?|you may also like|` +
	`leer m[áa]s|lee tambi[ée]n\b.{0,80}|m[áa]s informaci[óo]n|watch live|listen|print|save|comments?|leave a comment|check your local forecast\b.{0,24}` +
	`)\W*$`)

// rePromo is the label of a link to another story, with the link's words.
var rePromo = pattern(`(?i)^(?:learn more|more|read more|see also|see more|also read|related|watch|videos?|photos?|listen|live updates?|for subscribers|just for subscribers|don.?t miss|want to know more|lee tambi[ée]n|ver m[áa]s|vea tambi[ée]n)\s?[:?]`)

// rePlayer is what a video player leaves behind, or a page's last line.
var rePlayer = pattern(`(?i)^(?:(?:just watched|video ad feedback)\b|.*\d:\d{2} - source: |(?:©|copyright ©|copyright \d{4})|.*\ball rights reserved\.?$)`)

var playerWords = []string{"JUST WATCHED", "Just watched", "Video Ad", " - Source: ", "©", "opyright", "COPYRIGHT", "ights reserved", "ights Reserved", "RIGHTS RESERVED"}

// furnitureLine says whether a line is furniture as a whole, by its form.
func furnitureLine(line string) bool {
	n := len(line)
	return n <= 120 && reFurnitureLine().MatchString(line) ||
		n <= 250 && strings.ContainsAny(line[:min(n, 24)], ":?") && rePromo().MatchString(line) ||
		n <= 250 && hasAny(line, playerWords) && rePlayer().MatchString(line)
}

// reTrailer is a link's words at a paragraph's end.
var reTrailer = pattern(`(?i)\s(?:read more|see more|sign up|learn more|continue reading|leer m[áa]s|support now|click here to (?:view|read|watch)[^.]{0,20})\W*$`)

// reInner is a link's words before a sentence in the midst of a paragraph.
var reInner = pattern(`(?:^|[.!?]["”’)]*\s)((?i:skip (?:advert|ad)|advertisement|read more|story continues below))\s+["“‘]?\p{Lu}`)

// reTold finds reported speech: a page that asks for something does not tell
// who said so.
var reTold = pattern(`(?i)\b(?:said|says|told|tells|according to|wrote|added|announced|reported|urged|urging|warned|explained|dijo|según|anunci)\b|\bafirm[óo]|\banunci[óo]`)

// furnitureSigns speak for furniture, each once: enough by themselves, half,
// or a hint. They are compiled at first use: a start needs none of them.
var furnitureSigns = sync.OnceValue(func() []sign {
	return slices.Concat(
		signs(3,
			`\bsign(?:ing)? up (?:here|now|today)\b|\bsign up (?:for|to) .{0,80}\b(?:newsletter|inbox|campaign)|^\W*sign up (?:for|to) .{0,80}\b(?:emails?|alerts|updates)`,
			`\b(?:in|to) your inbox\b|\bemail from us\b|\bnewsletters? here\b|\breceive .{0,40}newsletter|\bweekly newsletter sign up`,
			`^\W*subscribe (?:to|here|now|today|for)\b|\bsubscribe to .{2,40} (?:here|today)[.!]*$|^\W*already a subscriber\b|\bbecome a .{0,30}\bsubscriber (?:here|now|today)|\bbecome a member (?:here|now|today)`,
			`\b(?:accept|reject) all cookies\b|\b(?:we|this (?:site|website|page)) (?:also )?uses? cookies\b|\busamos cookies|\beste sitio (?:usa|utiliza) cookies`,
			`\bour privacy (?:policy|notice)\b|\bwe (?:will|may) use the (?:details|information|data)\b|\bplease tick here\b|\bterms (?:of (?:use|service)|and conditions) apply`,
			`\byour (?:support|donation|contribution|gift|generosity|subscription) (?:helps|allows|makes|means|lets|keeps|funds)\b|\btu (?:apoyo|donaci[óo]n) (?:nos|permite|hace)`,
			`\bsupport (?:our|us|this) (?:\w+ )?journalism\b|\bjournalism like this\b|\bsupporting (?:our|us) (?:\w+ )?(?:journalism|with)\b|\bconsider (?:supporting|donating to|making a donation to) (?:us|our)\b|\bapoya nuestro periodismo`,
			`\bread more\b.{0,8}\b(?:support|donate|subscribe)\b|\bsupport now\b`,
			`\blite site\b|\b(?:text|whatsapp) (?:your stories|us)\b|\bcomparte (?:tu|tus) (?:historias?|experiencias?)\b|\bshare your stor(?:y|ies) with us\b|\bsuscr[íi]bete\b|\bh[áa]zte (?:socio|miembro|suscriptor)|\breg[íi]strate\b`,
			`\bfollow us (?:on|at|@)|\blike us on\b|\bfollow our live\b|\bfollow (?:along|live) (?:here|with our)|\bdownload our .{0,30}\bapp\b|^\W*(?:get|download) the .{0,30}\bapp\b`,
			`\bclick here\b|\btap here\b|\bhaz clic\b|\bwould you like to receive\b|\byou(?:'|’)re reading a free\b|\bsubscriptions? here\b`,
			`^\W*(?:turn|tune in|stay tuned) to .{2,40} for (?:live|the latest|continuing|full)\b|\bcheck back (?:here )?for updates\b|^\W*this is a (?:compilation of stories|developing story)\b`,
			`\bcheck out (?:the|our) .{0,40}\b(?:podcast|newsletter|quiz|app)\b|\btest your (?:memory|knowledge)\b|\b(?:take|try) our quiz\b`,
			`^\W*(?:sign|check|click|watch|listen|subscribe|read|see|find|donate|join|register|get|shop|vote|tap|follow)\b.{0,60}\bhere[.>)!]*$`,
		),
		signs(2,
			`\bnewsletter`, `\bpaywall`, `\bfree trial\b`, `\bpodcast:?$`, `\bnews roundup\b`, `\bsubscriber-only\b`, `\bare for .{2,30} subscribers\b`,
			`\bquality journalism\b|\bsupport (?:independent|quality|local|public) journalism\b`, `\blegitimate interest\b`, `\btrusted partners\b`,
			`\bget (?:our|the facts|the latest)\b`, `\bjournalism (?:should|takes|needs)\b`, `\bwe(?:'|’)re working to bring you\b`, `\bmanag(?:e|ing) your\b`,
			`\buse of your data\b`, `\bcookie (?:policy|settings|preferences|notice)`, `\bmanage (?:all )?cookies\b`, `\bas detailed here\b`,
		),
		signs(1,
			`\bsubscri(?:be|ption|ber)`, `\bsign up\b|\blog in\b`, `\bour (?:journalism|reporting|journalists|newsroom)\b`, `\bcookies\b`, `\bprivacy\b`,
			`\bdonat(?:e|ion)`, `\bjournalis[mt]`, `\bplease\b`, `\bregistration\b`,
			`\bfree to (?:read|readers)\b`, `\bproducts and services\b`, `\breporters\b`,
		),
	)
})

// addressSigns tell that a page speaks to its reader, or of itself.
var addressSigns = sync.OnceValue(func() []sign {
	return signs(1,
		`\byou(?:r|rs)?\b|\btus?\b`, `\b(?:we|us|our|ours|nos|nuestr[oa]s?)\b`, `^.{0,45}\?$`,
		`^\W*(?:please )?(?:subscribe|sign|donate|support|join|register|get|click|download|explore|discover|enjoy|learn|find|stay|watch|take)\b`,
	)
})
