-- The office's store: what happened (event), who looked or acted (audit), what was captured or issued (blob), and tables that
-- can be rebuilt from those or loaded from the centre. Times are UTC milliseconds. Documents are JSON whose shape the engine owns.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where each hash chain ends: without it, cutting off the last rows would leave a shorter chain that still looks whole.
CREATE TABLE chain (
    name TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    stream TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX event_stream ON event (stream, seq);

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    purpose TEXT NOT NULL,
    prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_subject ON audit (subject, seq);

-- Append-only for every honest statement; a dishonest one is found by the hash chain.
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

-- Addressed by SHA-256 of the content: storing the same bytes twice stores them once.
CREATE TABLE blob (
    digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
    kind TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;

CREATE TABLE case_index (
    case_id TEXT PRIMARY KEY,
    resi TEXT UNIQUE,
    nik TEXT NOT NULL,
    service TEXT NOT NULL,
    state TEXT NOT NULL,
    step TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    promised INTEGER,
    updated_at INTEGER NOT NULL,
    closed INTEGER NOT NULL CHECK (closed IN (0, 1))
) STRICT;
CREATE INDEX case_nik ON case_index (nik, opened_at);
CREATE INDEX case_open ON case_index (opened_at) WHERE closed = 0;

CREATE TABLE resident (
    id INTEGER PRIMARY KEY,
    nik TEXT NOT NULL UNIQUE,
    kk TEXT NOT NULL,
    name TEXT NOT NULL,
    record_state TEXT NOT NULL,
    doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
CREATE INDEX resident_kk ON resident (kk);

-- Every word of a name, by its beginning. The names themselves stay in resident.
CREATE VIRTUAL TABLE resident_name USING fts5 (
    name, content = 'resident', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', detail = none, columnsize = 0
);
CREATE TRIGGER resident_named AFTER INSERT ON resident BEGIN
    INSERT INTO resident_name (rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER resident_renamed AFTER UPDATE OF name ON resident WHEN old.name <> new.name BEGIN
    INSERT INTO resident_name (resident_name, rowid, name) VALUES ('delete', old.id, old.name);
    INSERT INTO resident_name (rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER resident_removed AFTER DELETE ON resident BEGIN
    INSERT INTO resident_name (resident_name, rowid, name) VALUES ('delete', old.id, old.name);
END;

CREATE TABLE family (
    kk TEXT PRIMARY KEY,
    head_nik TEXT NOT NULL,
    doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;

CREATE TABLE officer (
    id TEXT PRIMARY KEY,
    doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
