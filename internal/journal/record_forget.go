package journal

import (
	"context"
	"time"
)

// ForgetDaily forgets the answers that are older than keep, now and once a day
// until ctx ends. failed is told of what could not be done: the next day tries
// again.
func ForgetDaily(ctx context.Context, r Records, keep time.Duration, failed func(error)) {
	tick := time.NewTicker(24 * time.Hour)
	defer tick.Stop()
	for {
		if _, err := r.Forget(ctx, time.Now().Add(-keep)); err != nil && ctx.Err() == nil {
			failed(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
