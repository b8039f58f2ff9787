-- What the gateway needs beside the logs: who may speak, packets on their way, what the centre tells.
CREATE SCHEMA pki;
CREATE SCHEMA out;

-- One-time codes: only their digest is kept.
CREATE TABLE pki.code (
    digest bytea PRIMARY KEY CHECK (length(digest) = 32),
    note text NOT NULL,
    until bigint NOT NULL,
    used_by text,
    used_at bigint
);

-- Certificates that were issued. One that is not here is nobody's.
CREATE TABLE pki.device (
    serial text PRIMARY KEY CHECK (serial ~ '^[0-9a-f]{2,40}$'),
    origin text NOT NULL REFERENCES ingest.origin (uuid),
    issued_at bigint NOT NULL,
    until bigint NOT NULL,
    revoked_at bigint
);
CREATE INDEX device_origin ON pki.device (origin);

-- How far packets have come; their bytes are files. `taken` never counts bytes that are not flushed.
CREATE TABLE ingest.packet (
    origin text NOT NULL REFERENCES ingest.origin (uuid),
    digest bytea NOT NULL CHECK (length(digest) = 32),
    size bigint NOT NULL DEFAULT 0,
    taken bigint NOT NULL DEFAULT 0,
    complete boolean NOT NULL DEFAULT false,
    PRIMARY KEY (origin, digest)
);

-- Numbered from 1 without gaps for each office: `told` is the last number given.
ALTER TABLE ingest.origin ADD COLUMN told bigint NOT NULL DEFAULT 0;
CREATE TABLE out.directive (
    origin text NOT NULL REFERENCES ingest.origin (uuid),
    seq bigint NOT NULL,
    kind text NOT NULL,
    body text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (origin, seq)
);
