package model

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// The kinds of failure. Each text is a sentence's worth for a reader; an Error
// adds the host and the detail.
var (
	ErrUnreachable = errors.New("the model's server cannot be reached")
	ErrRefused     = errors.New("the model's server refuses the key")
	ErrBusy        = errors.New("the model's server is busy")
	ErrTimeout     = errors.New("the model did not answer in time")
	ErrNoModel     = errors.New("the model's server does not have the model")
	ErrTooLong     = errors.New("what was asked is longer than the model can read")
	ErrBadReply    = errors.New("the model's server sent what is no reply")
	ErrFailed      = errors.New("the model's server could not answer")
)

// Error is a failed call. Nothing in it comes from the server but numbers: its
// texts can repeat the prompt or the key.
type Error struct {
	Kind error  // one of the Err… above
	Host string // host and port of the base URL
	Why  string // the detail, in this package's words; may be ""
}

func (e *Error) Error() string {
	if e.Why == "" {
		return fmt.Sprintf("%v (%s)", e.Kind, e.Host)
	}
	return fmt.Sprintf("%v (%s: %s)", e.Kind, e.Host, e.Why)
}

func (e *Error) Unwrap() error { return e.Kind }

// explain puts the error of a call into words. Of a call that its caller gave up
// it tells just that: errors.Is(err, context.Canceled).
func (c *Client) explain(ctx context.Context, err error) error {
	if known := (*Error)(nil); errors.As(err, &known) {
		return known
	}
	if errors.Is(err, context.Canceled) || errors.Is(ctx.Err(), context.Canceled) {
		return fmt.Errorf("asking the model: %w", context.Canceled)
	}
	why, kind := reasonOf(err)
	if kind == nil {
		f, ok := faultOf(err)
		switch {
		case ok:
			why, kind = f.kind()
		case ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded):
			kind = ErrTimeout
		default:
			why, kind = reasonOfConnection(err)
		}
	}
	return &Error{Kind: kind, Host: c.root.Host, Why: why}
}

// reasonOf tells what the chain refused or gave up; nil for what it did not.
func reasonOf(err error) (why string, kind error) {
	var redirect redirectError
	var gaveUp gaveUpError
	var none *noReplyError
	switch {
	case errors.As(err, &none):
		return none.why, ErrBadReply
	case errors.Is(err, errTooMuch):
		return "it is too long, and was cut off", ErrBadReply
	case errors.Is(err, errElsewhere):
		return "this name is not this machine's; nothing was sent", ErrUnreachable
	case errors.As(err, &redirect):
		return "it redirects elsewhere, which is not followed: set the base URL to where the API is", ErrUnreachable
	case errors.As(err, &gaveUp):
		return gaveUp.reason()
	}
	return "", nil
}

func (e gaveUpError) reason() (why string, kind error) {
	if e.status == 0 {
		why, kind = reasonOfConnection(e.cause)
		return join(why, "no time is left to try again"), kind
	}
	why, kind = fmt.Sprintf("status %d", e.status), ErrFailed
	if e.status == http.StatusTooManyRequests {
		kind = ErrBusy
	}
	if e.asked {
		return fmt.Sprintf("%s; it asks to wait %s, longer than this call may take", why, e.wait.Round(time.Millisecond)), kind
	}
	return why + "; no time is left to try again", kind
}

// reasonOfConnection tells why there is no reply at all.
func reasonOfConnection(err error) (why string, kind error) {
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var noTLS tls.RecordHeaderError
	var sending *url.Error
	switch {
	case !errors.As(err, &sending): // there was a reply, and it could not be read
		return "it is not what this API replies", ErrBadReply
	case errors.As(err, &name):
		return "this name is not known here", ErrUnreachable
	case errors.As(err, &certificate):
		return "its certificate is not to be trusted", ErrUnreachable
	case errors.As(err, &noTLS), errors.Is(err, http.ErrSchemeMismatch):
		return "it does not speak https", ErrUnreachable
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nothing listens there", ErrUnreachable
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.EPIPE):
		return "it broke off the connection", ErrUnreachable
	}
	return "the connection failed", ErrUnreachable
}

func join(why, more string) string {
	if why == "" {
		return more
	}
	return why + "; " + more
}

// faultOf finds what a server said against a request.
func faultOf(err error) (fault, bool) {
	var said *openai.APIError
	var other *openai.RequestError
	switch {
	case errors.As(err, &other): // first: it may wrap an APIError that could not be read
		return faultIn(other.HTTPStatusCode, other.Body), true
	case errors.As(err, &said):
		f := fault{status: said.HTTPStatusCode, text: said.Message + " " + said.Type}
		if said.Param != nil {
			f.text += " " + *said.Param
		}
		if code, ok := said.Code.(string); ok {
			f.text += " " + code
		}
		return f.folded(), true
	case errors.Is(err, openai.ErrChatCompletionInvalidModel): // it knows some by name, and does not ask for them
		return fault{status: http.StatusNotFound, text: "model"}, true
	}
	return fault{}, false
}
