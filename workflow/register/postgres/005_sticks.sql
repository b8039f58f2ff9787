-- The last stick of an office: what lay on top of it and what was answered, so that a fresh receipt can be made any time.
CREATE TABLE ingest.stick (
    origin text PRIMARY KEY REFERENCES ingest.origin (uuid),
    head bytea NOT NULL,
    answer bytea NOT NULL,
    at bigint NOT NULL
);

-- Serials lent to an office for every day of a district, from the top down: who is given a number by request gets one below all of them.
-- Blocks of one day were never lent to anybody.
DROP TABLE reg.block;
CREATE TABLE reg.block (
    district text NOT NULL CHECK (district ~ '^[0-9]{6}$'),
    first integer NOT NULL CHECK (first BETWEEN 1 AND 9999),
    count integer NOT NULL CHECK (count > 0),
    origin text NOT NULL,
    epoch bigint NOT NULL,
    reference text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (district, first),
    UNIQUE (origin, epoch, reference)
);
-- After a restore two recordings may bear one number of their office's log: a recording is known by its packet.
ALTER TABLE reg.doubt ADD COLUMN packet bytea NOT NULL DEFAULT '';
ALTER TABLE reg.doubt DROP CONSTRAINT doubt_origin_event_key;
CREATE UNIQUE INDEX doubt_packet ON reg.doubt (origin, event, packet);
-- What a person decided of a change from an old version.
ALTER TABLE reg.stale ADD COLUMN taken boolean;
ALTER TABLE reg.stale ADD COLUMN settled_by text;
ALTER TABLE reg.stale ADD COLUMN reason text;
-- Whoever corrects a birthday asks for another number than before.
ALTER TABLE reg.number DROP CONSTRAINT number_origin_reference_slot_key;
CREATE UNIQUE INDEX number_asked ON reg.number (origin, reference, slot, left(number, 13));
-- Who is on record with a serial that is to be lent.
CREATE INDEX person_district ON reg.person (substr(nik, 1, 6), substr(nik, 13));
CREATE INDEX person_family_district ON reg.person (substr(kk, 1, 6), substr(kk, 13));
CREATE INDEX series_district ON reg.series (substr(series, 2, 6));
-- How far down the blocks of a district reach; its row is the lock of whoever lends there, and of a series that begins.
CREATE TABLE reg.district (
    district text PRIMARY KEY CHECK (district ~ '^[0-9]{6}$'),
    floor integer NOT NULL DEFAULT 10000 CHECK (floor BETWEEN 1 AND 10000)
);
