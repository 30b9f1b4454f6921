-- The slot ledger of a cluster: one row for each function with slots, and the queries by which the actor runtime reads
-- and writes rows. Apply it after 1-members.sql, and again after an upgrade.
--
--   psql -v ON_ERROR_STOP=1 -f deploy/postgres/2-ledger.sql "$DATABASE"

BEGIN;
SELECT pg_advisory_xact_lock(8080900110600);

-- The runtime offers hashes beside the key for stores that cannot index it; ours can, and with the key itself as
-- primary key two activations can never both write a first record.
CREATE TABLE IF NOT EXISTS scaler_state (
    service_id text NOT NULL,
    state      text NOT NULL,              -- which kind of record
    id_high    bigint NOT NULL,            -- of grains with number keys; 0 for names
    id_low     bigint NOT NULL,
    id_text    text NOT NULL,              -- of grains with names, such as functions; empty for numbers
    version    integer NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    payload    bytea,
    PRIMARY KEY (service_id, state, id_high, id_low, id_text)
) WITH (fillfactor = 70);                  -- rows are rewritten with every create: room to do so in place

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES

('ReadFromStorageKey', $$
SELECT payload AS PayloadBinary, version AS Version
FROM scaler_state
WHERE service_id = @ServiceId AND state = @GrainTypeString AND id_high = @GrainIdN1 AND id_low = @GrainIdN0
  AND id_text = COALESCE(@GrainIdExtensionString, '')
$$),

-- Answers the new version, or no row where somebody else wrote since the version given. The first version is drawn, so
-- that who still knows a record that was deleted and made again cannot take the new one for it.
('WriteToStorageKey', $$
WITH first AS (
    INSERT INTO scaler_state (service_id, state, id_high, id_low, id_text, version, payload)
    SELECT @ServiceId, @GrainTypeString, @GrainIdN1, @GrainIdN0, COALESCE(@GrainIdExtensionString, ''),
        1 + floor(random() * 1000000)::integer, @PayloadBinary
    WHERE @GrainStateVersion::integer IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version),
next AS (
    UPDATE scaler_state
    SET payload = @PayloadBinary, version = version % 2147483647 + 1, written_at = now()
    WHERE service_id = @ServiceId AND state = @GrainTypeString AND id_high = @GrainIdN1 AND id_low = @GrainIdN0
      AND id_text = COALESCE(@GrainIdExtensionString, '') AND version = @GrainStateVersion::integer
    RETURNING version)
SELECT version AS NewGrainStateVersion FROM first UNION ALL SELECT version FROM next
$$),

-- Empties a record and keeps its version.
('ClearStorageKey', $$
UPDATE scaler_state SET payload = NULL, version = version % 2147483647 + 1, written_at = now()
WHERE service_id = @ServiceId AND state = @GrainTypeString AND id_high = @GrainIdN1 AND id_low = @GrainIdN0
  AND id_text = COALESCE(@GrainIdExtensionString, '') AND version = @GrainStateVersion::integer
RETURNING version AS NewGrainStateVersion
$$),

('DeleteStorageKey', $$
DELETE FROM scaler_state
WHERE service_id = @ServiceId AND state = @GrainTypeString AND id_high = @GrainIdN1 AND id_low = @GrainIdN0
  AND id_text = COALESCE(@GrainIdExtensionString, '') AND version = @GrainStateVersion::integer
RETURNING version % 2147483647 + 1 AS NewGrainStateVersion
$$)

ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText
    WHERE OrleansQuery.QueryText <> excluded.QueryText;

COMMIT;
