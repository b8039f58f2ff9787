-- Changes of people that came with the logs of offices: noted with their event, taken by the back office in the order of their log.
CREATE TABLE reg.change (
    origin text NOT NULL REFERENCES ingest.origin (uuid),
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    epoch bigint NOT NULL,
    outcome text NOT NULL DEFAULT '' CHECK (outcome IN ('', 'taken', 'stale', 'refused')),
    ver bigint,  -- of the master afterwards
    PRIMARY KEY (origin, seq, hash)
);
CREATE INDEX change_due ON reg.change (origin, epoch, seq) WHERE outcome = '';
-- A newer office may have spoken to an older gateway.
INSERT INTO reg.change (origin, seq, hash, epoch) SELECT origin, seq, hash, epoch FROM ingest.event WHERE kind = 'MasterChangeAsked';

-- What the master held before it was changed, by digest: which version a change was made from.
CREATE TABLE reg.version (
    nik text NOT NULL,
    ver bigint NOT NULL,
    digest text NOT NULL,
    PRIMARY KEY (nik, ver)
);
-- The change of which file, so that the office knows what was decided.
ALTER TABLE reg.stale ADD COLUMN event bigint NOT NULL DEFAULT 0;
ALTER TABLE reg.stale ADD COLUMN case_id text NOT NULL DEFAULT '';
-- A document may be longer than an entry of an index.
ALTER TABLE reg.stale DROP CONSTRAINT stale_nik_origin_base_ver_doc_key;
CREATE UNIQUE INDEX stale_once ON reg.stale (nik, origin, base_ver, event, md5(doc));
