-- Articles in all their versions, what links copies of one story, and the
-- count of writes that readers follow.

CREATE TABLE revisions (       -- one row a write transaction that stored something
  number INTEGER PRIMARY KEY,
  token  TEXT NOT NULL         -- random: tells this history from that of a restored copy
) STRICT;

CREATE TABLE articles (
  number   INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  version  INTEGER NOT NULL,   -- the current one
  origin   TEXT NOT NULL,      -- id of the article that heads its group of copies
  revision INTEGER NOT NULL    -- when its text, fields or marks last changed
) STRICT;
CREATE INDEX articles_by_revision ON articles (revision);
CREATE INDEX articles_by_origin ON articles (origin);

CREATE TABLE versions (
  article   INTEGER NOT NULL REFERENCES articles (number),
  version   INTEGER NOT NULL,  -- counted from 1
  revision  INTEGER NOT NULL,  -- when it was stored
  ingested  TEXT NOT NULL,     -- RFC 3339, UTC
  hash      TEXT NOT NULL,     -- corpus.Article.Hash
  title     TEXT NOT NULL,
  byline    TEXT NOT NULL,
  publisher TEXT NOT NULL,
  agency    TEXT NOT NULL,
  dateline  TEXT NOT NULL,
  published TEXT NOT NULL,
  url       TEXT NOT NULL,
  language  TEXT NOT NULL,
  status    TEXT NOT NULL,
  metadata  TEXT NOT NULL,     -- JSON object of what the input says besides
  spans     TEXT NOT NULL,     -- JSON: [[kind, start, end], ...]
  PRIMARY KEY (article, version)
) STRICT;

CREATE TABLE texts (           -- apart, so that a listing does not turn their pages
  article   INTEGER NOT NULL,
  version   INTEGER NOT NULL,
  text      TEXT NOT NULL,
  PRIMARY KEY (article, version),
  FOREIGN KEY (article, version) REFERENCES versions (article, version)
) STRICT;

CREATE TABLE fingerprints (    -- of the current version
  article  INTEGER PRIMARY KEY REFERENCES articles (number),
  revision INTEGER NOT NULL,
  hashes   BLOB NOT NULL       -- corpus.Fingerprint, 8 bytes each, big-endian
) STRICT;
CREATE INDEX fingerprints_by_revision ON fingerprints (revision);

CREATE TABLE links (           -- why two articles share their origin; one row each way
  article INTEGER NOT NULL REFERENCES articles (number),
  other   INTEGER NOT NULL REFERENCES articles (number),
  kind    TEXT NOT NULL,
  shared  INTEGER NOT NULL,
  example TEXT NOT NULL,
  PRIMARY KEY (article, other)
) STRICT, WITHOUT ROWID;
