package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/joho/godotenv"

	"secondsource/retrieval"
)

// config is every setting, read and checked once at start.
type config struct {
	dataDir    string             // where the articles are kept
	staleAfter time.Duration      // support older than this is marked stale; 0: never
	noColor    bool               // NO_COLOR is set, or the terminal is dumb
	embedder   retrieval.Embedder // nil: search by words alone
}

const (
	varData     = "SECONDSOURCE_DATA"
	varStale    = "SECONDSOURCE_STALE_DAYS"
	varEmbedder = "SECONDSOURCE_EMBEDDER"
)

const day = 24 * time.Hour

// readConfig reads the settings from the environment and, for what is not set
// there, from the file .env in the working directory.
func readConfig(env func(string) (string, bool)) (config, error) {
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
	embedder, err := newEmbedder(get(varEmbedder, embedderMiniLM))
	if err != nil {
		return config{}, err
	}
	return config{
		embedder:   embedder,
		dataDir:    get(varData, "./data"),
		staleAfter: time.Duration(days) * day,
		noColor:    get("NO_COLOR", "") != "" || get("TERM", "") == "dumb",
	}, nil
}
