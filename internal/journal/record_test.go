package journal_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"secondsource/internal/journal"
	"secondsource/internal/journal/journaltest"
)

func TestMemoryRecords(t *testing.T) {
	journaltest.RunRecords(t, func(*testing.T) journal.Records { return journal.NewMemoryRecords() })
}

// forgets are records that tell from before when they are asked to forget, and
// fail at it once.
type forgets struct {
	journal.Records
	times int
	asked chan time.Time
}

func (f *forgets) Forget(ctx context.Context, before time.Time) (int, error) {
	f.asked <- before
	if f.times++; f.times == 2 {
		return 0, errors.New("the disk is full")
	}
	return f.Records.Forget(ctx, before)
}

func TestForgetDaily(t *testing.T) {
	const day = 24 * time.Hour
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		began := time.Now()
		f := &forgets{Records: journal.NewMemoryRecords(), asked: make(chan time.Time)}
		for _, age := range []time.Duration{11 * day, 9 * day, 7 * day} {
			if _, err := f.Add(ctx, journal.Record{At: began.Add(-age), Question: age.String()}); err != nil {
				t.Fatal(err)
			}
		}
		failures := make(chan error, 9)
		go journal.ForgetDaily(ctx, f, 10*day, func(err error) { failures <- err })
		for days, want := range []int{2, 2, 1} {
			if before := <-f.asked; !before.Equal(began.Add(time.Duration(days-10) * day)) {
				t.Errorf("after %d days, what is older than %v is forgotten", days, before)
			}
			synctest.Wait()
			list, err := f.List(ctx, journal.Selection{})
			if err != nil || len(list) != want {
				t.Errorf("after %d days %d are kept, %v; want %d", days, len(list), err, want)
			}
		}
		cancel()
		synctest.Wait()
		if len(failures) != 1 {
			t.Errorf("it told of %d failures, want 1", len(failures))
		}
	})
}
