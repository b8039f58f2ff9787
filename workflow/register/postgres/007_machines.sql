-- The appliances of all offices, as each office last told; `body` is one machine as it is told (workflow/sync/wire/machines.h).
CREATE TABLE reg.machine (
    origin text NOT NULL REFERENCES ingest.origin (uuid),
    number bigint NOT NULL,
    serial text NOT NULL,
    body bytea NOT NULL,
    heard bigint NOT NULL,
    PRIMARY KEY (origin, number)
);
CREATE INDEX machine_serial ON reg.machine (serial);
