-- The journal: what came in to be answered, and what became of it. It is no
-- part of a revision: no reader of the articles has to follow it.

CREATE TABLE journal_claims (
  number       INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  surface      TEXT NOT NULL,
  conversation TEXT NOT NULL,
  person       TEXT NOT NULL,
  private      INTEGER NOT NULL,
  state        TEXT NOT NULL,      -- journal.State
  outcome      TEXT NOT NULL,
  channel      TEXT NOT NULL,
  post         TEXT NOT NULL,
  attempts     INTEGER NOT NULL,
  taken        INTEGER NOT NULL,   -- microseconds since 1970, UTC
  changed      INTEGER NOT NULL,   -- likewise
  payload      BLOB                -- NULL when it is empty, and once it is done
) STRICT;
CREATE INDEX journal_open ON journal_claims (taken) WHERE state = 'open';
CREATE INDEX journal_answered ON journal_claims (conversation) WHERE state = 'done' AND post <> '';

CREATE TABLE journal_keys (
  number INTEGER PRIMARY KEY,      -- the order in which they came
  key    TEXT NOT NULL UNIQUE,
  claim  INTEGER NOT NULL REFERENCES journal_claims (number) ON DELETE CASCADE
) STRICT;
CREATE INDEX journal_keys_by_claim ON journal_keys (claim);
