package corpus

// Names that stand in datelines and credits. They are the trade's, not any
// story's: who sends news, and who sells pictures.

import "strings"

var wires = listed(`ap|the ap|associated press|the associated press|reuters|thomson reuters|afp|agence france-presse|upi|united press international|efe|agencia efe|` +
	`dpa|ansa|xinhua|tass|interfax|kyodo|kyodo news|jiji|yonhap|pti|ani|ians|bloomberg|bloomberg news|pa|pa media|press association|aap|` +
	`canadian press|the canadian press|anadolu|anadolu agency|europa press|notimex|andina|belga|anp|apa|ntb|tt|ritzau|stt|lusa|ukrinform|` +
	`bernama|antara|tanjug|mena|wam|maghreb arabe presse|prensa latina|associated press news`)

var broadcasters = listed(`cnn|cnn business|cnn en español|bbc|bbc news|bbc mundo|npr|pbs|abc|abc news|cbs|cbs news|nbc|nbc news|fox news|msnbc|cnbc|rt|dw|france 24|` +
	`al jazeera|sky news|itv|itv news|cbc|cbc news|abc (australia)|rte|rfi|voa|rfe/rl|euronews|usa today|kff health news|states newsroom|the conversation`)

var pictureDesks = `(?:Getty(?: Images)?|AP(?: Photo)?|AFP|Reuters|REUTERS|Shutterstock|EPA(?:-EFE)?|EFE|Alamy(?: Stock Photo)?|Bloomberg|Zuma(?: Press)?|ZUMA(?: Press)?|` +
	`Sipa(?: USA)?|SIPA(?: USA)?|PA(?: Wire| Images| Media)?|Rex(?: Features)?|NurPhoto|Xinhua|Anadolu(?: Agency)?|Corbis|iStock|Redux|Magnum(?: Photos)?|Handout|FILE|Pool|POOL|TT|dpa|ANSA|TASS|Kyodo|YouTube|Twitter|Facebook|Instagram)`

func listed(names string) map[string]bool {
	out := make(map[string]bool)
	for name := range strings.SplitSeq(names, "|") {
		out[name] = true
	}
	return out
}

// isWire says whether a name is a news agency's: a known one, or one that says
// so.
func isWire(name string) bool {
	lower := strings.ToLower(strings.TrimSpace(name))
	return wires[lower] || strings.HasSuffix(lower, " wire") || strings.HasSuffix(lower, " agency")
}

// isOutlet says whether a name is an agency's or a broadcaster's.
func isOutlet(name string) bool {
	return isWire(name) || broadcasters[strings.ToLower(strings.TrimSpace(name))]
}
