package corpus

// The words of page furniture, in English and Spanish.

import (
	"regexp"
	"slices"
)

// reTrade has the words without one of which nothing is furniture.
var reTrade = regexp.MustCompile(`(?i)newsletter|subscri|suscr|sign(?:ed|ing)? (?:up|in)\b|inbox|cookie|privac|read more|more:|donat|support|journalism|paywall|click|tap here|` +
	`follow (?:us|our)|log in|register|registration|registr|download|advert|publicidad|\bshare\b|compart|whatsapp|lite site|feedback|just watched|rights reserved|©|` +
	`podcast|our app|trial|member|live coverage|live updates|check (?:out|your)|see (?:more|also)|learn more|related|watch|videos?:|photos?:|\bread\b|leer|lee también|bolet[ií]n|` +
	`tick here|your (?:data|details|information)|details you|terms (?:of|and)|want to know|prefer to listen|test your|skip to|continue reading|short list|newslett|premium|` +
	`most (?:read|popular|viewed)|trending|sponsored|recommended|you may (?:also|like)|this is a compilation|dona\b|ap[óo]yanos|h[áa]zte|inicia sesi[óo]n|m[áa]s informaci[óo]n|see it here|hello|hi there`)

// reFurnitureLine is a line that is furniture as a whole.
var reFurnitureLine = regexp.MustCompile(`(?i)^(?:` +
	`(?:read|see|show|load|view) (?:more|all|next)\b.{0,24}|continue reading\b.{0,40}|keep reading\b.{0,40}|advertisement|advert|ad|publicidad|sponsored(?: content)?|skip to .{0,24}|` +
	`story continues below.{0,40}|article continues .{0,40}|share(?: this)?(?: (?:article|story|on .{1,30}))?|comparte(?: .{0,24})?|compartir(?: .{0,24})?|support now|donate now|sign up(?: now| here)?|` +
	`subscribe(?: now| here| today)?|log in|sign in|most (?:read|popular|viewed)|trending(?: now)?|recommended(?: .{0,24})?|related(?: (?:stories|articles|coverage|topics|content))?|you may also like|` +
	`leer m[áa]s|lee tambi[ée]n\b.{0,80}|m[áa]s informaci[óo]n|watch live|listen|print|save|comments?|leave a comment` +
	`)\W*$|` +
	`^(?:learn more|more|read more|read|see also|see more|also read|related|watch|videos?|photos?|listen|live updates?|for subscribers|just for subscribers|don.?t miss|want to know more|lee tambi[ée]n|ver m[áa]s|vea tambi[ée]n)\s?[:?]\s*(?:\S.*)?$|` +
	`^(?:just watched|video ad feedback)\b|^[^.]{0,100}\b\d{1,2}:\d{2} - source: |^(?:©|copyright ©|copyright \d{4})|\ball rights reserved\.?$|^check your local forecast\b`)

// reTrailer is a link's words at a paragraph's end.
var reTrailer = regexp.MustCompile(`(?i)(?:[.!?]["”’)]*)?\s+(read more|see more|sign up|learn more|continue reading|leer m[áa]s|support now|click here to (?:view|read|watch)[^.]{0,20})\W*$`)

// reTold finds reported speech: a page that asks for something does not tell
// who said so.
var reTold = regexp.MustCompile(`(?i)\b(?:said|says|told|tells|according to|wrote|added|announced|reported|urged|urging|warned|dijo|afirm[óo]|seg[úu]n|explained)\b`)

// furnitureSigns speak for furniture, each once.
var furnitureSigns = slices.Concat(
	signs(3,
		`\bsign(?:ing)? up (?:here|now|today)\b|\bsign up (?:for|to) .{0,80}\b(?:newsletter|emails?|alerts|updates|inbox|campaign)`,
		`\b(?:in|to) your (?:inbox|email|phone)\b|\bemail (?:from us|with the)|\bnewsletters? (?:here|delivered|provides)|\breceive .{0,40}newsletter|\bweekly newsletter sign up`,
		`^\W*subscribe (?:to|here|now|today|for)\b|\bsubscribe to .{2,40} (?:here|today)\b|\balready a subscriber\b|\bbecome an? .{0,30}(?:subscriber|member)\b|\bsubscriber-only\b|\bdigital subscri(?:ber|ption)|\bfor .{2,30} subscribers\b`,
		`\b(?:accept|reject|manage) (?:all )?cookies\b|\bcookie (?:policy|settings|preferences|notice)|\b(?:we|site|sites|page) (?:also )?uses? cookies\b|\busamos cookies|\butiliza(?:mos)? cookies`,
		`\b(?:our|the) privacy (?:policy|notice)\b|\bwe (?:will|may) use the (?:details|information|data)\b|\buse of your data\b|\bplease tick here\b|\bterms (?:of (?:use|service)|and conditions) apply`,
		`\byour (?:support|donation|contribution|gift|generosity|subscription) (?:helps|allows|makes|means|will|lets|keeps|funds)\b|\btu (?:apoyo|donaci[óo]n) (?:nos|permite|hace)`,
		`\bsupport (?:our|us|independent|quality|local|public|this) (?:\w+ )?journalism\b|\bjournalism like this\b|\bsupporting (?:our|us|independent|quality|local) ?\w* (?:journalism|with)\b|\bconsider (?:supporting|donating to|making a donation to) (?:us|our)\b|\bapoya (?:nuestro|el) periodismo`,
		`\bread more\b.{0,8}\b(?:support|donate|subscribe)\b|\bsupport now\b|\bescape your echo chamber\b`,
		`\blite site\b|\btext or whatsapp (?:your|us)\b|\bcomparte (?:tu|tus) (?:historias?|experiencias?)\b|\bshare your stor(?:y|ies) with us\b|\bsuscr[íi]bete\b|\bh[áa]zte (?:socio|miembro|suscriptor)|\breg[íi]strate\b`,
		`\bfollow us (?:on|at|@)|\blike us on\b|\bfollow our live\b|\bfollow (?:along|live) (?:here|with our)|\bdownload (?:our|the) .{0,30}\bapp\b|\bget the app\b`,
		`\bclick here\b|\btap here\b|\bhaz clic\b|\bwould you like to receive\b|\byou(?:'|’)re reading a free\b|\bnews roundup\b|\bsubscriptions? here\b`,
		`\b(?:turn|tune in|stay tuned) to .{2,40} for (?:live|the latest|continuing|full)\b|\bcheck back (?:here )?for updates\b|\bthis is a (?:compilation of stories|developing story)\b`,
		`\bcheck out (?:the|our) .{0,40}\b(?:podcast|newsletter|quiz|app)\b|\btest your (?:memory|knowledge)\b|\b(?:take|try) our quiz\b|\bwe choose not to lock\b`,
		`^\W*(?:sign|check|click|watch|listen|subscribe|read|see|find|donate|join|register|get|shop|vote|tap|follow)\b.{0,60}\bhere[.>)!]*$`,
	),
	signs(2,
		`\bnewsletter`, `\bsubscri(?:be|ption)\b`, `\bpaywall`, `\bcookies\b`, `\bprivacy\b`, `\bsign up\b|\blog in\b`, `\bfree trial\b`, `\bpodcast:?$`,
		`\bquality journalism\b|\bour (?:journalism|reporting|journalists|newsroom)\b`, `\blegitimate interest\b|\blegitimate case\b`, `\btrusted partners\b`, `\bget (?:our|the facts|the latest|CNN)\b`,
		`\bjournalism (?:should|takes|matters|needs)\b`, `\bwe(?:'|’)re working to bring you\b`, `\byou read this newsletter\b`, `\bmanage your\b|\bmanaging your\b`,
	),
	signs(1,
		`\byou(?:r|rs)?\b|\btus?\b`, `\b(?:we|us|our|ours|nos|nuestr[oa]s?)\b`, `\bdonat(?:e|ion)`, `\bsubscriber`, `\bjournalis[mt]`, `\bplease\b`, `^\W*(?:subscribe|sign|donate|support|join|register|get|click|download)\b`,
		`\breporters on the ground\b`, `\bfree to readers\b`, `\bregistration\b`, `\bproducts and services\b`, `\bas detailed here\b`,
	),
)
