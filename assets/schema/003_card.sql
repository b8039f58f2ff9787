-- Every blank that went through the printer and what has become of it: which card of a person counts, and which do not any more.
-- Made from the log, as the index of cases is.
CREATE TABLE card (
    serial TEXT PRIMARY KEY,
    uid TEXT NOT NULL,
    nik TEXT NOT NULL,
    case_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('printed', 'encoded', 'active', 'spoiled', 'revoked')),
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX card_nik ON card (nik, updated_at);

-- Cards from before this table: a later fact of the same case replaces an earlier one.
INSERT INTO card (serial, uid, nik, case_id, state, updated_at)
SELECT printed.body ->> 'serial', coalesce(printed.body ->> 'uid', ''), case_index.nik, case_index.case_id, 'printed', printed.at
FROM event AS printed JOIN case_index ON printed.stream = 'perkara:' || case_index.case_id
WHERE printed.kind = 'CardPrinted'
ORDER BY printed.seq
ON CONFLICT (serial) DO UPDATE SET updated_at = excluded.updated_at;
UPDATE card SET state = 'spoiled' WHERE serial IN (SELECT body ->> 'serial' FROM event WHERE kind = 'BlankoSpoiled');
UPDATE card SET state = 'encoded' WHERE state = 'printed' AND uid <> '' AND EXISTS (
    SELECT 1 FROM event WHERE kind = 'CardEncoded' AND stream = 'perkara:' || card.case_id AND body ->> 'uid' = card.uid);
UPDATE card SET state = 'active' WHERE state = 'encoded' AND EXISTS (
    SELECT 1 FROM event WHERE kind = 'CardActivated' AND stream = 'perkara:' || card.case_id AND body ->> 'uid' = card.uid);
-- Of a person's active cards the newest counts.
UPDATE card SET state = 'revoked' WHERE state = 'active' AND EXISTS (
    SELECT 1 FROM card AS newer WHERE newer.nik = card.nik AND newer.state = 'active' AND newer.updated_at > card.updated_at);
