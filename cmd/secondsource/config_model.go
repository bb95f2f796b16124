package main

// The settings of the language model: where it is, how much it may be sent, and
// what may not be sent to it.

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"secondsource/bot"
	"secondsource/internal/model"
)

const (
	varBaseURL        = "OPENAI_BASE_URL"
	varAPIKey         = "OPENAI_API_KEY"
	varModel          = "OPENAI_MODEL"
	varEmbeddingModel = "OPENAI_EMBEDDING_MODEL"

	varModelTimeout   = "SECONDSOURCE_MODEL_TIMEOUT"
	varModelCalls     = "SECONDSOURCE_MODEL_CALLS"
	varModelTokens    = "SECONDSOURCE_MODEL_TOKENS"
	varModelPriceIn   = "SECONDSOURCE_MODEL_PRICE_IN"
	varModelPriceOut  = "SECONDSOURCE_MODEL_PRICE_OUT"
	varModelDMs       = "SECONDSOURCE_MODEL_DMS"
	varModelNotIn     = "SECONDSOURCE_MODEL_NOT_IN"
	varModelNotTagged = "SECONDSOURCE_MODEL_NOT_TAGGED"
)

// openAI is where a key is for when no base URL is set.
const openAI = "https://api.openai.com/v1"

// modelConfig is what is set of the language model.
type modelConfig struct {
	client    *model.Client // nil: no server is set
	within    time.Duration // that all its calls for one answer may take
	tokens    int           // of prompt that one answer may send
	dms       bool          // what one person alone sees may be sent to it
	notIn     []string      // ids of channels whose questions are not sent to it
	notTagged []string      // tags of articles that are not sent to it
}

// reads tells whether a model reads for answers.
func (m modelConfig) reads() bool { return m.client != nil && m.client.Model() != "" }

// modelFlags are the flags of the commands that answer.
type modelFlags struct {
	offered       bool // the command is one of them
	name, baseURL string
	none          bool
}

// modelFlags gives a command the flags that choose the model.
func (a *app) modelFlags(cmd *cobra.Command) {
	f := &a.chosen
	cmd.Flags().StringVar(&f.name, "model", "", "the language model that reads for the answer ("+varModel+")")
	cmd.Flags().StringVar(&f.baseURL, "base-url", "", "where its API is ("+varBaseURL+")")
	cmd.Flags().BoolVar(&f.none, "no-model", false, "answer without a language model, whatever is set")
	cmd.PreRunE = func(*cobra.Command, []string) error {
		f.offered = true
		if f.none && f.name+f.baseURL != "" {
			return usagef("--no-model goes with neither --model nor --base-url")
		}
		return nil
	}
}

// over returns get with the flags before it.
func (f modelFlags) over(get func(name, otherwise string) string) func(name, otherwise string) string {
	return func(name, otherwise string) string {
		switch {
		case name == varModel && f.none:
			return ""
		case name == varModel && f.name != "":
			return f.name
		case name == varBaseURL && f.baseURL != "":
			return f.baseURL
		}
		return get(name, otherwise)
	}
}

// readModel reads the settings of the model.
func readModel(get func(name, otherwise string) string) (modelConfig, error) {
	n := numbers{get: get}
	list := func(name string) []string {
		var out []string
		for one := range strings.SplitSeq(get(name, ""), ",") {
			if one = strings.TrimSpace(one); one != "" {
				out = append(out, one)
			}
		}
		return out
	}
	m := modelConfig{
		within: time.Duration(n.between(varModelTimeout, "20", 0.1, 3600, "seconds") * float64(time.Second)),
		tokens: n.whole(varModelTokens, "6000", 1500, 10_000_000, "tokens"),
		notIn:  list(varModelNotIn), notTagged: list(varModelNotTagged),
	}
	settings := model.Config{
		Model: get(varModel, ""), EmbeddingModel: get(varEmbeddingModel, ""), Timeout: m.within,
		Concurrent: n.whole(varModelCalls, "4", 1, 1000, "calls at a time"),
		PriceIn:    n.between(varModelPriceIn, "0", 0, 1e6, "the price of a million tokens"),
		PriceOut:   n.between(varModelPriceOut, "0", 0, 1e6, "the price of a million tokens"),
	}
	var err error
	if m.client, err = newModel(settings, get(varBaseURL, ""), get(varAPIKey, "")); err != nil {
		return modelConfig{}, errors.Join(n.failed, err)
	}
	m.dms = m.client == nil || m.client.Local()
	if set := get(varModelDMs, ""); set != "" {
		if m.dms, err = strconv.ParseBool(set); err != nil {
			n.failed = errors.Join(n.failed, fmt.Errorf("%s is %q: it must be true or false, or empty for what docs/models.md says", varModelDMs, set))
		}
	}
	for _, id := range m.notIn {
		if !bot.IsChannel(id) {
			n.failed = errors.Join(n.failed, fmt.Errorf("%s has %q: a channel is named by its id, which begins with C, G or D and stands at the end of its details in Slack", varModelNotIn, id))
		}
	}
	return m, n.failed
}

// newModel makes the client of the server that is set; nil when none is.
func newModel(settings model.Config, base, key string) (*model.Client, error) {
	if base == "" && key == "" {
		switch nowhere := "%s is %q, and where that model is, is not set: set %s (for Ollama on this machine http://localhost:11434/v1), or for OpenAI %s"; {
		case settings.Model != "":
			return nil, fmt.Errorf(nowhere, varModel, settings.Model, varBaseURL, varAPIKey)
		case settings.EmbeddingModel != "":
			return nil, fmt.Errorf(nowhere, varEmbeddingModel, settings.EmbeddingModel, varBaseURL, varAPIKey)
		}
		return nil, nil
	}
	if settings.BaseURL = base; base == "" {
		settings.BaseURL = openAI
	}
	if _, err := model.New(settings); err != nil {
		return nil, fmt.Errorf("%s: %w", varBaseURL, err)
	}
	settings.Key = key
	client, err := model.New(settings)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", varAPIKey, err)
	}
	return client, nil
}

// numbers reads settings that are numbers, and keeps what is wrong with them.
type numbers struct {
	get    func(name, otherwise string) string
	failed error
}

func (n *numbers) between(name, otherwise string, least, most float64, of string) float64 {
	written := n.get(name, otherwise)
	is, err := strconv.ParseFloat(written, 64)
	if err != nil || math.IsNaN(is) || is < least || is > most {
		n.failed = errors.Join(n.failed, fmt.Errorf("%s is %q: it must be a number from %s to %s, %s", name, written, plain(least), plain(most), of))
	}
	return is
}

func (n *numbers) whole(name, otherwise string, least, most int, of string) int {
	is := n.between(name, otherwise, float64(least), float64(most), of)
	if is != math.Trunc(is) {
		n.failed = errors.Join(n.failed, fmt.Errorf("%s is %q: it must be a whole number", name, n.get(name, otherwise)))
	}
	return int(is)
}

// plain writes a bound as people do.
func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
