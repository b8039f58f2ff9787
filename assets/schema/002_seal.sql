-- Signed ends of both chains: whoever holds the store's key could write the chains anew from any link on, but not these.
CREATE TABLE seal (
    no INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    event_seq INTEGER NOT NULL,
    event_hash BLOB NOT NULL CHECK (length(event_hash) = 32),
    audit_seq INTEGER NOT NULL,
    audit_hash BLOB NOT NULL CHECK (length(audit_hash) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;
CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal BEGIN SELECT RAISE(ABORT, 'seals are append-only'); END;
CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'seals are append-only'); END;

-- The state of the office at one event, so that a start need not read the whole log. Made from the log, hence never trusted
-- without it: deleting this table loses nothing.
CREATE TABLE checkpoint (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
