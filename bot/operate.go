package bot

// What an operator watches: whether it is alive, whether Slack is connected, and
// how it does, without a word of what was asked.

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics counts what the bot does.
type Metrics struct {
	registry   *prometheus.Registry
	questions  *prometheus.CounterVec // by surface and outcome
	repeats    prometheus.Counter
	failures   prometheus.Counter
	reconnects prometheus.Counter
	apiErrors  *prometheus.CounterVec
	sockets    prometheus.Gauge
	ack        prometheus.Histogram
	thought    prometheus.Histogram
	took       prometheus.Histogram
	waiting    func() int
}

func newMetrics() *Metrics {
	m := &Metrics{
		registry:   prometheus.NewRegistry(),
		questions:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "secondsource_requests_total", Help: "Requests that are done, by surface and outcome."}, []string{"surface", "outcome"}),
		repeats:    prometheus.NewCounter(prometheus.CounterOpts{Name: "secondsource_repeated_events_total", Help: "Deliveries of what was claimed before."}),
		failures:   prometheus.NewCounter(prometheus.CounterOpts{Name: "secondsource_failures_total", Help: "Requests that could not be worked on."}),
		reconnects: prometheus.NewCounter(prometheus.CounterOpts{Name: "secondsource_socket_reconnects_total", Help: "Socket Mode connections that ended."}),
		apiErrors:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "secondsource_slack_retries_total", Help: "Calls to Slack that were tried again, by why."}, []string{"why"}),
		sockets:    prometheus.NewGauge(prometheus.GaugeOpts{Name: "secondsource_sockets_open", Help: "Socket Mode connections that are open."}),
		ack:        prometheus.NewHistogram(prometheus.HistogramOpts{Name: "secondsource_ack_seconds", Help: "From an envelope's arrival to its acknowledgement.", Buckets: prometheus.ExponentialBuckets(0.002, 2, 12)}),
		thought:    prometheus.NewHistogram(prometheus.HistogramOpts{Name: "secondsource_answering_seconds", Help: "Time the engine took for an answer.", Buckets: prometheus.ExponentialBuckets(0.005, 2, 14)}),
		took:       prometheus.NewHistogram(prometheus.HistogramOpts{Name: "secondsource_request_seconds", Help: "From a claim to its end.", Buckets: prometheus.ExponentialBuckets(0.01, 2, 14)}),
		waiting:    func() int { return 0 },
	}
	m.registry.MustRegister(m.questions, m.repeats, m.failures, m.reconnects, m.apiErrors, m.sockets, m.ack, m.thought, m.took,
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "secondsource_waiting", Help: "Requests that wait for a worker."}, func() float64 { return float64(m.waiting()) }))
	return m
}

// Operations serves /healthz, /readyz (503 while no connection to Slack is open)
// and /metrics.
func (b *Bot) Operations() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !b.Ready() {
			http.Error(w, "no connection to Slack is open", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ok\n"))
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(b.metrics.registry, promhttp.HandlerOpts{}))
	return mux
}
