-- An office of several machines (workflow/store/README.md): its commits in order, for the stations that follow; pictures stay in `blob`.
CREATE TABLE shared (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    epoch INTEGER NOT NULL,
    event_hash BLOB NOT NULL,
    audit_hash BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;
-- What a station wrote down while nobody could decide on it; `refused`: why the induk did not take it.
CREATE TABLE aside (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    base INTEGER NOT NULL,
    body BLOB NOT NULL,
    refused TEXT NOT NULL DEFAULT ''
) STRICT;
