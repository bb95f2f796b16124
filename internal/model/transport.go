package model

// The way of a request, from go-openai down to the network:
//
//	dialect  writes into the body what go-openai has no field for
//	places   lets a few calls through at a time
//	retries  tries again what may go better the next time
//	sender   puts the key in, reads the reply into memory, cuts off what is endless
//	network

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sync/semaphore"
)

// How many bytes of a reply are read. A batch of vectors is the largest honest
// reply: 256 of 3072 dimensions are about 10 MB of JSON.
const (
	maxReply      = 4 << 20
	maxEmbeddings = 64 << 20
)

// chain puts the RoundTrippers together.
func chain(s *sender, concurrent int) http.RoundTripper {
	client := &http.Client{Transport: s, CheckRedirect: stayHere}
	return &dialect{&places{retries{client}, semaphore.NewWeighted(int64(concurrent))}}
}

// network is what carries requests. For this machine it uses no proxy and
// connects to no other machine, whatever "localhost" resolves to.
func network(local bool, concurrent int) http.RoundTripper {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	t := &http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: dialer.DialContext, ForceAttemptHTTP2: true,
		MaxIdleConnsPerHost: concurrent, IdleConnTimeout: 90 * time.Second, TLSHandshakeTimeout: 10 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
	if local {
		t.Proxy = nil
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			if to, err := netip.ParseAddrPort(address); err != nil || !to.Addr().Unmap().IsLoopback() {
				return errElsewhere
			}
			return nil
		}
	}
	return t
}

// What the chain itself refuses.
var (
	errElsewhere = errors.New("this name leads to another machine")
	errTooMuch   = errors.New("the reply is too long")
)

// redirectError is a redirect that is not followed: the key, the question and
// the articles were meant for another address.
type redirectError struct{ host string }

func (e redirectError) Error() string { return "redirects to " + e.host }

// stayHere follows a redirect within the same server only, and only one that
// asks the same again.
func stayHere(req *http.Request, via []*http.Request) error {
	first := via[0]
	if req.URL.Host != first.URL.Host || req.URL.Scheme != first.URL.Scheme || req.Method != first.Method || len(via) > 3 {
		return redirectError{req.URL.Scheme + "://" + req.URL.Host}
	}
	return nil
}

// asItIs follows nothing: what may be followed was followed further down.
func asItIs(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// dialect writes into the body of a request what extras of its context names.
type dialect struct{ next http.RoundTripper }

type extrasKey struct{}

// withExtras returns a context whose requests have these fields in their body,
// whatever go-openai wrote there.
func withExtras(ctx context.Context, extras map[string]any) context.Context {
	return context.WithValue(ctx, extrasKey{}, extras)
}

func (d *dialect) RoundTrip(req *http.Request) (*http.Response, error) {
	extras, _ := req.Context().Value(extrasKey{}).(map[string]any)
	if len(extras) == 0 || req.Body == nil {
		return d.next.RoundTrip(req)
	}
	var fields map[string]json.RawMessage // raw: models write an object's fields in the order of its schema
	err := json.NewDecoder(req.Body).Decode(&fields)
	if err := errors.Join(err, req.Body.Close()); err != nil {
		return nil, fmt.Errorf("reading the request: %w", err)
	}
	for name, value := range extras {
		if fields[name], err = json.Marshal(value); err != nil {
			return nil, fmt.Errorf("writing the request: %w", err)
		}
	}
	written, err := json.Marshal(fields)
	if err != nil {
		return nil, fmt.Errorf("writing the request: %w", err)
	}
	req = req.Clone(req.Context())
	req.ContentLength = int64(len(written))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(written)), nil }
	if req.Body, err = req.GetBody(); err != nil {
		return nil, err
	}
	return d.next.RoundTrip(req)
}

// places lets some requests through at a time; the others wait, no longer than
// their context lasts.
type places struct {
	next http.RoundTripper
	free *semaphore.Weighted
}

func (p *places) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := p.free.Acquire(req.Context(), 1); err != nil {
		if req.Body != nil {
			_ = req.Body.Close()
		}
		return nil, err
	}
	resp, err := p.next.RoundTrip(req)
	if err != nil || !streams(req) {
		p.free.Release(1)
		return resp, err
	}
	resp.Body = &leaving{ReadCloser: resp.Body, leave: func() { p.free.Release(1) }}
	return resp, nil
}

// leaving gives the place back when the stream is closed.
type leaving struct {
	io.ReadCloser
	leave func()
}

func (l *leaving) Close() error {
	if l.leave != nil {
		l.leave()
		l.leave = nil
	}
	return l.ReadCloser.Close()
}

// streams tells whether the reply is to be read while it comes.
func streams(req *http.Request) bool { return req.Header.Get("Accept") == "text/event-stream" }

// sender puts in what only the server may see, and reads the reply. It is the
// only place that knows the key.
type sender struct {
	network http.RoundTripper
	key     func() string // a function, so that no dump of the sender shows it
	query   string
	user    *url.Userinfo
}

func (s *sender) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	if key := s.key(); key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	} else if s.user != nil {
		password, _ := s.user.Password()
		req.SetBasicAuth(s.user.Username(), password)
	}
	if s.query != "" {
		req.URL.RawQuery = s.query
	}
	req.Header.Set("User-Agent", "secondsource")
	resp, err := s.network.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	limit := int64(maxReply)
	if strings.HasSuffix(req.URL.Path, "/embeddings") {
		limit = maxEmbeddings
	}
	if streams(req) {
		resp.Body = &limited{resp.Body, limit}
		return resp, nil
	}
	return whole(resp, limit)
}

// whole reads a reply to its end, so that one that breaks off is tried again.
func whole(resp *http.Response, limit int64) (*http.Response, error) {
	body, err := io.ReadAll(&limited{resp.Body, limit})
	_ = resp.Body.Close()
	if err != nil {
		return nil, err
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return resp, nil
}

// limited fails with errTooMuch after left bytes.
type limited struct {
	io.ReadCloser
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, errTooMuch
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.ReadCloser.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, errTooMuch
	}
	return n, err
}
