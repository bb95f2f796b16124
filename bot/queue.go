package bot

import "sync"

// queue is what waits for a worker: fair, as each lane (a person in a channel)
// takes its turn, and bounded.
type queue struct {
	mu      sync.Mutex
	changed *sync.Cond
	lanes   map[string][]*job
	turns   []string // lanes that have something, in the order of their turns
	size    int
	closed  bool
	most    int // in all
	each    int // in one lane
}

func newQueue(most, each int) *queue {
	q := &queue{lanes: map[string][]*job{}, most: most, each: each}
	q.changed = sync.NewCond(&q.mu)
	return q
}

// fullness is why a job found no room.
type fullness int

const (
	fits fullness = iota
	laneFull
	queueFull
)

// push puts a job behind the others of its lane. It returns how many go before
// it or, when there is no room, how many wait, in the lane or in all. What was
// accepted before always finds room.
func (q *queue) push(j *job, before bool) (ahead int, full fullness) {
	q.mu.Lock()
	defer q.mu.Unlock()
	lane := q.lanes[j.lane()]
	switch {
	case before:
	case len(lane) >= q.each:
		return len(lane), laneFull
	case q.size >= q.most:
		return q.size, queueFull
	}
	if len(lane) == 0 {
		q.turns = append(q.turns, j.lane())
	}
	// Each lane before its own turn gives one job for each of its own.
	for _, other := range q.turns {
		ahead += min(len(q.lanes[other]), len(lane)+1)
	}
	q.lanes[j.lane()] = append(lane, j)
	q.size++
	q.changed.Signal()
	return ahead, fits
}

// pop waits for the next job; nil when the queue is closed.
func (q *queue) pop() *job {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.size == 0 || q.closed {
		if q.closed {
			return nil
		}
		q.changed.Wait()
	}
	lane := q.turns[0]
	q.turns = q.turns[1:]
	j := q.lanes[lane][0]
	if rest := q.lanes[lane][1:]; len(rest) > 0 {
		q.lanes[lane] = rest
		q.turns = append(q.turns, lane)
	} else {
		delete(q.lanes, lane)
	}
	q.size--
	return j
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.changed.Broadcast()
}

func (q *queue) waiting() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.size
}
