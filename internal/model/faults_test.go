package model_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"secondsource/internal/model"
)

// TestFaults holds what each fault of a server is called. Texts of servers
// repeat the prompt and the key here: none of that comes through.
func TestFaults(t *testing.T) {
	const echo = " (you sent: How many crates are on the quay? with Bearer " + testKey + ")"
	for _, c := range []struct {
		name   string
		status int
		body   string
		want   error
		tries  int // requests; 0: not counted
	}{
		{"no key", 401, `{"error":{"message":"Incorrect API key provided` + echo + `","type":"invalid_request_error","code":"invalid_api_key"}}`, model.ErrRefused, 1},
		{"no right", 403, `{"detail":"Forbidden` + echo + `"}`, model.ErrRefused, 1},
		{"no credit", 429, `{"error":{"message":"You exceeded your current quota` + echo + `","type":"insufficient_quota","code":"insufficient_quota"}}`, model.ErrRefused, 1},
		{"payment", 402, `{"error":"pay` + echo + `"}`, model.ErrRefused, 1},
		{"no model, OpenAI", 404, `{"error":{"message":"The model 'reader' does not exist` + echo + `","code":"model_not_found"}}`, model.ErrNoModel, 1},
		{"no model, Ollama", 404, `{"error":{"message":"model 'reader' not found, try pulling it first` + echo + `","type":"api_error","param":null,"code":null}}`, model.ErrNoModel, 1},
		{"no model, OpenRouter", 400, `{"error":{"message":"reader is not a valid model ID` + echo + `","code":400}}`, model.ErrNoModel, 1},
		{"no such address", 404, `404 page not found` + echo, model.ErrUnreachable, 1},
		{"too long, OpenAI", 400, `{"error":{"message":"This model's maximum context length is 8192 tokens` + echo + `","param":"messages","code":"context_length_exceeded"}}`, model.ErrTooLong, 1},
		{"too long, vLLM", 400, `{"object":"error","message":"'max_tokens' is too large: 300. This model's maximum context length is 256 tokens` + echo + `","type":"BadRequestError","code":400}`, model.ErrTooLong, 1},
		{"too long, llama.cpp", 400, `{"error":{"code":400,"message":"the request exceeds the available context size` + echo + `","type":"exceed_context_size_error"}}`, model.ErrTooLong, 1},
		{"too large", 413, `<html>` + echo, model.ErrTooLong, 1},
		{"not understood", 400, `{"error":{"message":"no` + echo + `"}}`, model.ErrFailed, 0},
		{"no JSON", 200, `<html>It works` + echo, model.ErrBadReply, 1},
		{"other JSON", 200, `[1,2]`, model.ErrBadReply, 1},
		{"no choice", 200, `{"choices":[]}`, model.ErrBadReply, 1},
		{"declines", 200, `{"choices":[{"message":{"refusal":"I cannot` + echo + `"}}]}`, model.ErrBadReply, 1},
		{"filtered", 200, `{"choices":[{"finish_reason":"content_filter","message":{"content":"` + echo + `"}}]}`, model.ErrBadReply, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newServer(t, func(w http.ResponseWriter, _ heard, _ int) {
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body))
			})
			_, err := client(t, s.URL, nil).Chat(t.Context(), question())
			var failure *model.Error
			if !errors.Is(err, c.want) || !errors.As(err, &failure) {
				t.Fatalf("%v, want %v", err, c.want)
			}
			if host := strings.TrimPrefix(s.URL, "http://"); failure.Host != host || !strings.Contains(err.Error(), host) {
				t.Errorf("%v names not the host %s", err, host)
			}
			holdsNothing(t, err)
			if n := len(s.requests()); c.tries > 0 && n != c.tries {
				t.Errorf("%d requests, want %d", n, c.tries)
			}
		})
	}
}

// holdsNothing: an error has nothing of the prompt, the key or a path.
func holdsNothing(t *testing.T, err error) {
	t.Helper()
	for _, text := range []string{err.Error(), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err)} {
		for _, secret := range []string{"crates", "quay", "secret", "/v1/", "chat/completions", "Bearer"} {
			if strings.Contains(text, secret) {
				t.Errorf("the error holds %q: %s", secret, text)
			}
		}
	}
}

// TestServerThatIsNotThere: nothing listens, or the name is unknown.
func TestServerThatIsNotThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		gone := tripper(func(*http.Request) (*http.Response, error) {
			tries++
			return nil, &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
		})
		_, err := client(t, "http://models.example", func(c *model.Config) { c.HTTP = gone }).Chat(t.Context(), question())
		if !errors.Is(err, model.ErrUnreachable) || !strings.Contains(err.Error(), "nothing listens there") || tries != 3 {
			t.Errorf("%v after %d tries", err, tries)
		}
		holdsNothing(t, err)
	})

	unknown := tripper(func(*http.Request) (*http.Response, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "models.example", IsNotFound: true}}
	})
	_, err := client(t, "https://models.example", func(c *model.Config) { c.HTTP = unknown }).Chat(t.Context(), question())
	if !errors.Is(err, model.ErrUnreachable) || !strings.Contains(err.Error(), "models.example: this name is not known here") {
		t.Error(err)
	}

	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	untrusted.StartTLS()
	defer untrusted.Close()
	_, err = client(t, untrusted.URL, nil).Chat(t.Context(), question())
	if !errors.Is(err, model.ErrUnreachable) || !strings.Contains(err.Error(), "certificate") {
		t.Error(err)
	}
	plain := newServer(t, func(w http.ResponseWriter, _ heard, _ int) { says(w, "") })
	_, err = client(t, strings.Replace(plain.URL, "http:", "https:", 1), nil).Chat(t.Context(), question())
	if !errors.Is(err, model.ErrUnreachable) || !strings.Contains(err.Error(), "does not speak https") {
		t.Error(err)
	}
}

// TestRetries: what may go better is tried again, after the wait that the server
// asks for, and never beyond the time of the call.
func TestRetries(t *testing.T) {
	type answered struct {
		status int
		after  string // Retry-After
	}
	for _, c := range []struct {
		name    string
		replies []answered // the last one again and again
		tries   int
		least   time.Duration
		most    time.Duration
		want    error
		says    string
	}{
		{"busy once", []answered{{429, ""}, {200, ""}}, 2, 150 * time.Millisecond, 300 * time.Millisecond, nil, ""},
		{"each wait is longer", []answered{{503, ""}, {502, ""}, {500, ""}, {200, ""}}, 4, 1050 * time.Millisecond, 2100 * time.Millisecond, nil, ""},
		{"asks for seconds", []answered{{429, "7"}, {200, ""}}, 2, 7 * time.Second, 7 * time.Second, nil, ""},
		{"asks for a time", []answered{{503, "Sat, 01 Jan 2000 00:00:09 GMT"}, {200, ""}}, 2, 9 * time.Second, 9 * time.Second, nil, ""},
		{"asks for nothing", []answered{{429, "0"}, {200, ""}}, 2, 0, 0, nil, ""},
		{"asks for what is no time", []answered{{429, "soon"}, {200, ""}}, 2, 150 * time.Millisecond, 300 * time.Millisecond, nil, ""},
		{"asks for too long", []answered{{429, "60"}, {200, ""}}, 1, 0, 0, model.ErrBusy, "asks to wait 1m0s"},
		{"asks for ever", []answered{{503, "99999999999999999999999"}, {200, ""}}, 1, 0, 0, model.ErrFailed, "longer than this call may take"},
		{"asks again and again", []answered{{429, "9"}}, 3, 18 * time.Second, 18 * time.Second, model.ErrBusy, ""},
		{"busy to the end", []answered{{429, ""}}, 5, 2250 * time.Millisecond, 4500 * time.Millisecond, model.ErrBusy, "status 429"},
		{"fails to the end", []answered{{500, ""}}, 5, 2250 * time.Millisecond, 4500 * time.Millisecond, model.ErrFailed, "status 500"},
		{"does not know it", []answered{{501, ""}}, 4, 0, 0, model.ErrFailed, "status 501"}, // one for each shape
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began, tries := time.Now(), 0
				network := tripper(func(r *http.Request) (*http.Response, error) {
					if body, err := io.ReadAll(r.Body); err != nil || !bytes.Contains(body, []byte("quay")) {
						t.Errorf("try %d has the body %q, %v", tries, body, err)
					}
					is := c.replies[min(tries, len(c.replies)-1)]
					tries++
					header := http.Header{}
					if is.after != "" {
						header.Set("Retry-After", is.after)
					}
					return response(r, is.status, header, aReply), nil
				})
				_, err := client(t, "http://models.example", func(c *model.Config) { c.HTTP = network }).Chat(t.Context(), question())
				if !errors.Is(err, c.want) || err != nil && !strings.Contains(err.Error(), c.says) {
					t.Errorf("%v, want %v, %q", err, c.want, c.says)
				}
				if took := time.Since(began); took < c.least || took > c.most {
					t.Errorf("took %s, want from %s to %s", took, c.least, c.most)
				}
				if tries != c.tries {
					t.Errorf("%d tries, want %d", tries, c.tries)
				}
			})
		})
	}
}

// TestRetriesOfConnections: a connection that fails or breaks off in the middle
// of a reply is tried again.
func TestRetriesOfConnections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int32
		network := overPipes(t, func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			if n.Add(1) == 1 {
				w.Header().Set("Content-Length", "1000")
				_, _ = w.Write([]byte(aReply[:40]))
				return // net/http closes what is not whole
			}
			_, _ = w.Write([]byte(aReply))
		})
		reply, err := client(t, "http://models.example", func(c *model.Config) { c.HTTP = network }).Chat(t.Context(), question())
		if err != nil || reply.Text != `{"crates":12}` || n.Load() != 2 {
			t.Errorf("%+v, %v after %d", reply, err, n.Load())
		}
	})
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		broken := tripper(func(r *http.Request) (*http.Response, error) {
			tries++
			return nil, io.ErrUnexpectedEOF
		})
		_, err := client(t, "http://models.example", func(c *model.Config) { c.HTTP = broken }).Chat(t.Context(), question())
		if !errors.Is(err, model.ErrUnreachable) || tries != 3 {
			t.Errorf("%v after %d tries", err, tries)
		}
		holdsNothing(t, err)
	})
}

// TestLimitOfTime: whatever a server does, the call ends with its time.
func TestLimitOfTime(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"hangs": func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // else the end of the connection is not seen
			<-r.Context().Done()
		},
		"hangs after its headers": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		},
		"one byte a second": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			for k := 0; r.Context().Err() == nil; k++ {
				_, _ = w.Write([]byte{aReply[k%len(aReply)]})
				_ = http.NewResponseController(w).Flush()
				select {
				case <-time.After(time.Second):
				case <-r.Context().Done():
				}
			}
		},
		"one byte of an error a second": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.WriteHeader(http.StatusServiceUnavailable)
			for r.Context().Err() == nil {
				_, _ = w.Write([]byte("x"))
				_ = http.NewResponseController(w).Flush()
				select {
				case <-time.After(time.Second):
				case <-r.Context().Done():
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				network, began := overPipes(t, handler), time.Now()
				_, err := client(t, "http://models.example", func(c *model.Config) { c.HTTP = network }).Chat(t.Context(), question())
				if took := time.Since(began); !errors.Is(err, model.ErrTimeout) || took != 20*time.Second {
					t.Errorf("%v after %s", err, took)
				}
				holdsNothing(t, err)
			})
		})
	}
}

// TestCallerGivesUp: who asked can end the call at any moment, and is told just
// that; a deadline of theirs is the model's time.
func TestCallerGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		network := tripper(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})
		c := client(t, "http://models.example", func(c *model.Config) { c.HTTP = network })
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, cancel)
		if _, err := c.Chat(ctx, question()); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		ctx, cancel = context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		began := time.Now()
		if _, err := c.Chat(ctx, question()); !errors.Is(err, model.ErrTimeout) || time.Since(began) != 2*time.Second {
			t.Errorf("%v after %s", err, time.Since(began))
		}
	})
}

// TestLimitOfSize: a reply without end is cut off, whatever it says of itself.
func TestLimitOfSize(t *testing.T) {
	chunk := bytes.Repeat([]byte(" "), 64<<10)
	for name, begin := range map[string]string{"never ends": "", "ten megabytes": "10485760"} {
		t.Run(name, func(t *testing.T) {
			var sent atomic.Int64
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if begin != "" {
					w.Header().Set("Content-Length", begin)
				}
				for r.Context().Err() == nil {
					n, err := w.Write(chunk)
					if sent.Add(int64(n)); err != nil {
						return
					}
				}
			}))
			defer s.Close()
			_, err := client(t, s.URL, nil).Chat(t.Context(), question())
			if !errors.Is(err, model.ErrBadReply) || !strings.Contains(err.Error(), "too long") {
				t.Error(err)
			}
			if sent.Load() > 100<<20 {
				t.Errorf("%d bytes were sent", sent.Load())
			}
		})
	}
}

// TestLimitOfSizeUnpacked: what counts is the size of what is unpacked.
func TestLimitOfSizeUnpacked(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(bytes.Repeat([]byte(" "), 16<<20)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	s := newServer(t, func(w http.ResponseWriter, _ heard, _ int) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed.Bytes())
	})
	_, err := client(t, s.URL, nil).Chat(t.Context(), question())
	if !errors.Is(err, model.ErrBadReply) || !strings.Contains(err.Error(), "too long") {
		t.Error(err)
	}
}

// TestLimitOfStreams: a stream without end is left, and gives its place back.
func TestLimitOfStreams(t *testing.T) {
	for name, part := range map[string]string{
		"parts":      `data: {"choices":[],"object":"` + strings.Repeat("x", 16<<10) + "\"}\n\n",
		"one line":   "data: " + strings.Repeat("x", 16<<10),
		"no message": ": alive\n",
	} {
		t.Run(name, func(t *testing.T) {
			base := probed(t, nil, func(w http.ResponseWriter, a heard) {
				if a.Header.Get("Accept") != "text/event-stream" {
					obliging(w, a)
					return
				}
				for a.Context().Err() == nil {
					if _, err := io.WriteString(w, part); err != nil {
						return
					}
				}
			})
			c := client(t, base, func(c *model.Config) { c.Concurrent = 1 })
			for _, f := range c.Probe(t.Context()).Findings {
				if f.What == "model stream" && f.Is != "does not work; answers need none" {
					t.Errorf("%s", f.Is)
				}
			}
			if _, err := c.Chat(t.Context(), question()); err != nil {
				t.Errorf("after it: %v", err)
			}
		})
	}
}

// TestRedirects: neither key nor body goes to another address.
func TestRedirects(t *testing.T) {
	other := newServer(t, func(w http.ResponseWriter, _ heard, _ int) { says(w, `{"crates":12}`) })
	for _, status := range []int{301, 302, 303, 307, 308} {
		s := newServer(t, func(w http.ResponseWriter, a heard, _ int) {
			http.Redirect(w, a.Request, other.URL+"/v1/chat/completions", status)
		})
		_, err := client(t, s.URL, nil).Chat(t.Context(), question())
		if !errors.Is(err, model.ErrUnreachable) || !strings.Contains(err.Error(), "redirects elsewhere") {
			t.Errorf("%d: %v", status, err)
		}
		if n := len(s.requests()); n != 1 {
			t.Errorf("%d: %d requests", status, n)
		}
	}
	if n := len(other.requests()); n != 0 {
		t.Errorf("the other server was asked %d times", n)
	}

	here := newServer(t, func(w http.ResponseWriter, a heard, _ int) {
		if a.URL.Path != "/api/v1/chat/completions" {
			http.Redirect(w, a.Request, "/api"+a.URL.Path, http.StatusPermanentRedirect)
			return
		}
		says(w, `{"crates":12}`)
	})
	reply, err := client(t, here.URL, nil).Chat(t.Context(), question())
	if err != nil || reply.Text != `{"crates":12}` {
		t.Errorf("%+v, %v", reply, err)
	}
}

// TestPlaces: no more calls at a time than set; who waits for a place gives up
// with its time.
func TestPlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		network := tripper(func(r *http.Request) (*http.Response, error) {
			n := now.Add(1)
			defer now.Add(-1)
			most.Store(max(most.Load(), n))
			select {
			case <-time.After(8 * time.Second):
				return response(r, 200, nil, aReply), nil
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
		})
		c := client(t, "http://models.example", func(c *model.Config) { c.HTTP, c.Concurrent = network, 2 })
		failed := make(chan error)
		for range 8 { // two at a time, 8 s each: four are done in 20 s
			go func() {
				_, err := c.Chat(t.Context(), question())
				failed <- err
			}()
		}
		done := 0
		for range 8 {
			switch err := <-failed; {
			case err == nil:
				done++
			case !errors.Is(err, model.ErrTimeout):
				t.Error(err)
			}
		}
		if done != 4 || most.Load() != 2 {
			t.Errorf("%d done, %d at a time", done, most.Load())
		}
	})
}
