package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/joho/godotenv"

	"secondsource/bot"
	"secondsource/retrieval"
)

// config is every setting, read and checked once at start.
type config struct {
	dataDir    string             // where the articles are kept
	staleAfter time.Duration      // support older than this is marked stale; 0: never
	noColor    bool               // NO_COLOR is set, or the terminal is dumb
	embedder   retrieval.Embedder // nil: search by words alone
	slack      bot.Options
	model      modelConfig
	listen     string // where serve answers health checks
	keep       keeping
}

const (
	varData     = "SECONDSOURCE_DATA"
	varStale    = "SECONDSOURCE_STALE_DAYS"
	varEmbedder = "SECONDSOURCE_EMBEDDER"

	varKeepAnswers = "SECONDSOURCE_KEEP_ANSWERS_DAYS"
	varKeepPrivate = "SECONDSOURCE_KEEP_PRIVATE"

	varBotToken  = "SLACK_BOT_TOKEN"
	varAppToken  = "SLACK_APP_TOKEN"
	varSlackURL  = "SLACK_API_URL"
	varListen    = "SECONDSOURCE_LISTEN"
	varAsk       = "SECONDSOURCE_ASK_COMMAND"
	varSources   = "SECONDSOURCE_SOURCES_COMMAND"
	varChannels  = "SECONDSOURCE_CHANNELS"
	varPeople    = "SECONDSOURCE_PEOPLE"
	varTeams     = "SECONDSOURCE_TEAMS"
	varGuests    = "SECONDSOURCE_GUESTS"
	varStrangers = "SECONDSOURCE_STRANGERS"
	varFollowUps = "SECONDSOURCE_FOLLOW_UPS"
)

const day = 24 * time.Hour

// readConfig reads the settings from the environment and, for what is not set
// there, from the file .env in the working directory; flags come before both.
func readConfig(env func(string) (string, bool), chosen modelFlags) (config, error) {
	file, err := godotenv.Read(".env")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return config{}, fmt.Errorf("reading the settings in .env: %w; every line is NAME=value", err)
	}
	get := func(name, otherwise string) string {
		if value, ok := env(name); ok && strings.TrimSpace(value) != "" {
			return strings.TrimSpace(value)
		}
		if value := strings.TrimSpace(file[name]); value != "" {
			return value
		}
		return otherwise
	}
	days, err := strconv.Atoi(get(varStale, "0"))
	if err != nil || days < 0 || days > 36500 {
		return config{}, fmt.Errorf("%s is %q: it must be a number of days, or 0 for no limit", varStale, get(varStale, ""))
	}
	languageModel, err := readModel(chosen.over(get))
	if err != nil {
		return config{}, err
	}
	embedder, err := newEmbedder(get, languageModel.client)
	if err != nil {
		return config{}, err
	}
	inSlack, err := readSlack(get)
	if err != nil {
		return config{}, err
	}
	keep, err := readKeeping(get)
	if err != nil {
		return config{}, err
	}
	return config{
		keep: keep, slack: inSlack, model: languageModel, listen: get(varListen, "127.0.0.1:8086"),
		embedder:   embedder,
		dataDir:    get(varData, "./data"),
		staleAfter: time.Duration(days) * day,
		noColor:    get("NO_COLOR", "") != "" || get("TERM", "") == "dumb",
	}, nil
}

// readSlack reads the settings of serve.
func readSlack(get func(name, otherwise string) string) (bot.Options, error) {
	var failed error
	yes := func(name string) bool {
		on, err := strconv.ParseBool(get(name, "false"))
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s is %q: it must be true or false", name, get(name, "")))
		}
		return on
	}
	list := func(name string) []string {
		return strings.FieldsFunc(get(name, ""), func(r rune) bool { return r == ',' || r == ' ' })
	}
	command := func(name, otherwise string) string {
		c := get(name, otherwise)
		if !strings.HasPrefix(c, "/") || strings.ContainsAny(c, " \t") || len(c) < 2 {
			failed = errors.Join(failed, fmt.Errorf("%s is %q: a command begins with a slash and has no space", name, c))
		}
		return c
	}
	url := get(varSlackURL, "")
	if url != "" && !strings.HasSuffix(url, "/") {
		url += "/"
	}
	opt := bot.Options{
		BotToken: get(varBotToken, ""), AppToken: get(varAppToken, ""), APIURL: url,
		Ask: command(varAsk, "/ask"), Sources: command(varSources, "/sources"),
		Channels: list(varChannels), People: list(varPeople), Teams: list(varTeams),
		Guests: yes(varGuests), Strangers: yes(varStrangers), FollowUps: yes(varFollowUps),
	}
	return opt, failed
}
