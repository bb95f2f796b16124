-- Vectors of what texts mean, by the model that made them. They are no part of
-- a revision: no reader of the articles has to follow them.

CREATE TABLE embedders (
  number     INTEGER PRIMARY KEY,
  model      TEXT NOT NULL UNIQUE,
  dimensions INTEGER NOT NULL
) STRICT;

-- By row number, which is the order in which all are read. Kept in the order of
-- their key they would take a page of overflow each: 2.2 times the space, and
-- four times as long to write.
CREATE TABLE vectors (
  number   INTEGER PRIMARY KEY,
  embedder INTEGER NOT NULL REFERENCES embedders (number),
  hash     BLOB NOT NULL,      -- of the text, 16 bytes
  vector   BLOB NOT NULL,      -- float32, little-endian
  UNIQUE (embedder, hash)
) STRICT;
