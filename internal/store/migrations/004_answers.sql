-- Answers with how each came about, the private ones apart. They are no part of
-- a revision: no reader of the articles has to follow them.

CREATE TABLE answers (
  number       INTEGER PRIMARY KEY,
  at           INTEGER NOT NULL,   -- microseconds since 1970, UTC
  conversation TEXT NOT NULL,
  record       TEXT NOT NULL       -- journal.Record in JSON
) STRICT;
CREATE INDEX answers_by_time ON answers (at);
CREATE INDEX answers_by_conversation ON answers (conversation, number) WHERE conversation <> '';

CREATE TABLE private_answers (     -- written only where the settings say so
  number       INTEGER PRIMARY KEY,
  at           INTEGER NOT NULL,
  conversation TEXT NOT NULL,
  record       TEXT NOT NULL
) STRICT;
CREATE INDEX private_answers_by_time ON private_answers (at);
CREATE INDEX private_answers_by_conversation ON private_answers (conversation, number) WHERE conversation <> '';

CREATE TABLE answer_numbers (      -- one row, for both: a number means one answer
  last INTEGER NOT NULL
) STRICT;
INSERT INTO answer_numbers (last) VALUES (0);
