-- The centre's own: the demographic master, numbers, cases for people to judge. Everything shards by nik, series or origin.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE SCHEMA reg;

-- `ver` counts the changes of a person; a change names the one it was made from.
CREATE TABLE reg.person (
    nik text PRIMARY KEY CHECK (nik ~ '^[0-9]{16}$'),
    ver bigint NOT NULL DEFAULT 1,
    kk text NOT NULL,
    name text NOT NULL,
    born date NOT NULL,
    sex smallint NOT NULL CHECK (sex IN (1, 2)),
    doc text NOT NULL,
    source text NOT NULL,
    at bigint NOT NULL
);
CREATE INDEX person_name ON reg.person USING gin (name gin_trgm_ops);
CREATE INDEX person_born ON reg.person (born, sex);
CREATE INDEX person_kk ON reg.person (kk);

-- Changes made from a version that is no longer the newest: a person decides, never whoever came last.
CREATE TABLE reg.stale (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    nik text NOT NULL,
    origin text NOT NULL,
    base_ver bigint NOT NULL,
    doc text NOT NULL,
    at bigint NOT NULL,
    settled_at bigint,
    UNIQUE (nik, origin, base_ver, doc)
);

-- Serials of one day and district (the first twelve digits of a NIK or KK number).
CREATE TABLE reg.series (
    series text PRIMARY KEY CHECK (length(series) = 13),  -- "N" or "K" before the digits
    last integer NOT NULL CHECK (last BETWEEN 0 AND 9999)
);
-- Numbers given by request: the same request gets the same number.
CREATE TABLE reg.number (
    number text PRIMARY KEY CHECK (number ~ '^[NK][0-9]{16}$'),
    origin text NOT NULL,
    reference text NOT NULL,
    slot text NOT NULL,
    at bigint NOT NULL,
    UNIQUE (origin, reference, slot)
);
-- Serials lent to an office in advance.
CREATE TABLE reg.block (
    series text NOT NULL,
    first integer NOT NULL,
    count integer NOT NULL CHECK (count > 0),
    origin text NOT NULL,
    reference text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (series, first),
    UNIQUE (origin, reference)
);

-- Recordings whose person may be on record under another number.
CREATE TABLE reg.doubt (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    origin text NOT NULL,
    case_id text NOT NULL,
    event bigint NOT NULL,
    nik text NOT NULL,
    suspects text NOT NULL,
    at bigint NOT NULL,
    same boolean,
    judged_by text,
    reason text,
    judged_at bigint,
    told boolean NOT NULL DEFAULT false,  -- the office
    UNIQUE (origin, event)
);

-- Who at the centre looked at whom, and what for.
CREATE TABLE reg.access (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at bigint NOT NULL,
    who text NOT NULL,
    purpose text NOT NULL,
    subject text NOT NULL
);

-- What became of a packet that is here whole; empty: nobody has opened it yet.
ALTER TABLE ingest.packet ADD COLUMN outcome text NOT NULL DEFAULT '';
CREATE INDEX packet_to_open ON ingest.packet (origin, digest) WHERE complete AND outcome = '';

-- Ends of an office's chains, signed by both sides.
CREATE TABLE ingest.checkpoint (
    origin text NOT NULL REFERENCES ingest.origin (uuid),
    no bigint NOT NULL,
    body bytea NOT NULL,
    countersigned bytea NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (origin, no)
);
