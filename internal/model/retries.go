package model

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// How often and after how long a request is tried again, where the server does
// not say: 0.3 s and twice as long each time, less a random part of the half, so
// that those that failed together do not come back together.
const (
	maxRetries   = 4
	maxReconnect = 2 // of a server that cannot be reached at all
	firstWait    = 300 * time.Millisecond
	longestWait  = 8 * time.Second
)

// retries tries again what may go better the next time: 429, 5xx, and a
// connection that failed or broke off. It waits as long as the server asks
// (Retry-After), but begins no wait that the call's time does not outlast.
type retries struct{ client *http.Client }

func (r retries) RoundTrip(req *http.Request) (*http.Response, error) {
	p := &patience{}
	client := &retryablehttp.Client{
		HTTPClient: r.client, RetryMax: maxRetries, CheckRetry: p.again,
		Backoff:      func(time.Duration, time.Duration, int, *http.Response) time.Duration { return p.wait },
		ErrorHandler: lastResponse,
	}
	return (&retryablehttp.RoundTripper{Client: client}).RoundTrip(req)
}

// lastResponse returns what came last, never a response and an error at once.
func lastResponse(resp *http.Response, err error, _ int) (*http.Response, error) {
	if err != nil && resp != nil {
		_ = resp.Body.Close()
		resp = nil
	}
	return resp, err
}

// gaveUpError is a wait that would outlast the call.
type gaveUpError struct {
	status int // that the server answered last; 0: it could not be reached
	wait   time.Duration
	asked  bool // the server asked for that wait
	cause  error
}

func (e gaveUpError) Error() string { return fmt.Sprintf("status %d: no time to try again", e.status) }
func (e gaveUpError) Unwrap() error { return e.cause }

// patience is what one request has been through.
type patience struct {
	tries int
	wait  time.Duration // before the next try
}

// again decides whether a request is sent once more, and after what wait.
func (p *patience) again(ctx context.Context, resp *http.Response, failed error) (bool, error) {
	p.tries++
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	gaveUp := gaveUpError{cause: failed}
	p.wait = backoff(p.tries)
	switch {
	case failed != nil:
		if isFinal(failed) || p.tries > maxReconnect {
			return false, nil
		}
	case resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500 && resp.StatusCode != http.StatusNotImplemented:
		if p.tries > maxRetries || inVain(resp) {
			return false, nil
		}
		gaveUp.status = resp.StatusCode
		if asked, ok := retryAfter(resp.Header, time.Now()); ok {
			p.wait, gaveUp.asked = asked, true
		}
	default:
		return false, nil
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= p.wait {
		gaveUp.wait = p.wait
		return false, gaveUp
	}
	return true, nil
}

func backoff(tries int) time.Duration {
	wait := min(firstWait<<(tries-1), longestWait)
	return wait/2 + rand.N(wait/2)
}

// isFinal tells whether an error comes again however often one tries.
func isFinal(err error) bool {
	var redirect redirectError
	var certificate *tls.CertificateVerificationError
	var name *net.DNSError
	var noTLS tls.RecordHeaderError
	return errors.Is(err, errTooMuch) || errors.Is(err, errElsewhere) ||
		errors.As(err, &redirect) || errors.As(err, &certificate) || errors.As(err, &noTLS) ||
		errors.Is(err, http.ErrSchemeMismatch) ||
		errors.As(err, &name) && name.IsNotFound
}

// inVain tells whether what the server says makes another try useless: the
// account is empty, or it fails over what it was asked for, not for the moment.
func inVain(resp *http.Response) bool {
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxFault))
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(body))
	f := faultIn(resp.StatusCode, body)
	return f.noCredit() || f.status >= 500 && (f.aboutShape() || f.tooMuchAtOnce())
}

// retryAfter is how long the server asks to wait, in the header's two forms of
// RFC 9110, 10.2.3, and in the one that OpenAI adds.
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	const longest = 24 * time.Hour // any longer is no different to us
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil && ms >= 0 {
		return time.Duration(min(ms*float64(time.Millisecond), float64(longest))), true
	}
	asked := h.Get("Retry-After")
	if seconds, err := strconv.ParseFloat(asked, 64); err == nil && seconds >= 0 {
		return time.Duration(min(seconds*float64(time.Second), float64(longest))), true
	}
	if at, err := http.ParseTime(asked); err == nil {
		return max(at.Sub(now), 0), true
	}
	return 0, false
}
