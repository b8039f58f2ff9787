-- What offices send. No advisory or table locks, no LISTEN/NOTIFY, no inheritance, no deferrable constraints: it shards by origin.
CREATE SCHEMA ingest;

CREATE TABLE ingest.origin (
    uuid text PRIMARY KEY CHECK (uuid ~ '^[0-9a-f]{32}$'),
    key bytea NOT NULL CHECK (length(key) = 32),
    epoch bigint NOT NULL DEFAULT 0,
    seq bigint NOT NULL DEFAULT 0,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    quarantined boolean NOT NULL DEFAULT false,
    events bigint NOT NULL DEFAULT 0
);

-- A link is known by its place and its hash: after a restore that nobody knew of two events can bear one uid. The body is kept byte for
-- byte, since its hash covers it.
CREATE TABLE ingest.event (
    origin text NOT NULL REFERENCES ingest.origin (uuid),
    seq bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    epoch bigint NOT NULL,
    uid text NOT NULL,
    stream text NOT NULL,
    kind text NOT NULL,
    at bigint NOT NULL,
    actor text NOT NULL,
    body text NOT NULL,
    prev_hash bytea NOT NULL CHECK (length(prev_hash) = 32),
    PRIMARY KEY (origin, seq, hash)
);
