-- Members of a cluster, and the queries by which the actor runtime keeps them. Apply it once to a database of its own,
-- and again after an upgrade: it changes only what is not as it should be.
--
--   psql -v ON_ERROR_STOP=1 -f deploy/postgres/1-members.sql "$DATABASE"
--
-- The runtime reads its queries from OrleansQuery by key, passes parameters by name and reads columns by name. Those
-- names, and what each query must promise, are the interface; tables and statements are ours.

BEGIN;
SELECT pg_advisory_xact_lock(8080900110600);

CREATE TABLE IF NOT EXISTS OrleansQuery (
    QueryKey  text PRIMARY KEY,
    QueryText text NOT NULL
);

-- One row for each cluster. Its version goes up with every change of a member: whoever changes one must know the latest
-- version, so two silos can never both act on the same outdated list.
CREATE TABLE IF NOT EXISTS scaler_cluster (
    cluster_id text PRIMARY KEY,
    version    integer NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS scaler_member (
    cluster_id   text NOT NULL REFERENCES scaler_cluster,
    address      text NOT NULL,
    port         integer NOT NULL,
    generation   integer NOT NULL,   -- tells a restarted silo from its predecessor at the same address
    silo_name    text NOT NULL,
    host_name    text NOT NULL,
    status       integer NOT NULL,   -- 1 created, 2 joining, 3 active, 4 shutting down, 5 stopping, 6 dead
    gateway_port integer NOT NULL,   -- 0: takes no calls from gateways
    suspicions   text,               -- who suspects it and since when, in the runtime's own writing
    started_at   timestamptz NOT NULL,
    signed_at    timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, address, port, generation)
) WITH (fillfactor = 50);            -- every silo signs its row every few seconds: room to do so in place

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES

-- Answers whether it was this call that made the cluster.
('InsertMembershipVersionKey', $$
WITH made AS (
    INSERT INTO scaler_cluster (cluster_id) VALUES (@DeploymentId)
    ON CONFLICT DO NOTHING
    RETURNING 1)
SELECT count(*)::integer FROM made
$$),

-- Answers whether the silo is in. Both rows change or neither: the second statement takes what the first one returns,
-- and of two calls with the same version the later one waits for the first and then finds another version.
('InsertMembershipKey', $$
WITH cluster AS (
    UPDATE scaler_cluster SET version = version + 1, changed_at = now()
    WHERE cluster_id = @DeploymentId AND version = @Version
      AND NOT EXISTS (
          SELECT 1 FROM scaler_member
          WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING cluster_id),
joined AS (
    INSERT INTO scaler_member (
        cluster_id, address, port, generation, silo_name, host_name, status, gateway_port, started_at, signed_at)
    SELECT
        cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    FROM cluster
    RETURNING 1)
SELECT count(*)::integer FROM joined
$$),

-- Answers whether the change was taken: as above.
('UpdateMembershipKey', $$
WITH cluster AS (
    UPDATE scaler_cluster SET version = version + 1, changed_at = now()
    WHERE cluster_id = @DeploymentId AND version = @Version
      AND EXISTS (
          SELECT 1 FROM scaler_member
          WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING cluster_id),
changed AS (
    UPDATE scaler_member AS member
    SET status = @Status, suspicions = @SuspectTimes, signed_at = @IAmAliveTime
    FROM cluster
    WHERE member.cluster_id = cluster.cluster_id
      AND member.address = @Address AND member.port = @Port AND member.generation = @Generation
    RETURNING 1)
SELECT count(*)::integer FROM changed
$$),

-- The signature alone; the version stays, so that it disturbs nobody.
('UpdateIAmAlivetimeKey', $$
UPDATE scaler_member SET signed_at = @IAmAliveTime
WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),

-- Both reads answer one row with the version alone where no silo is found.
('MembershipReadRowKey', $$
SELECT cluster.version AS Version, member.address AS Address, member.port AS Port, member.generation AS Generation,
    member.silo_name AS SiloName, member.host_name AS HostName, member.status AS Status,
    member.gateway_port AS ProxyPort, member.suspicions AS SuspectTimes, member.started_at AS StartTime,
    member.signed_at AS IAmAliveTime
FROM scaler_cluster AS cluster
LEFT JOIN scaler_member AS member ON member.cluster_id = cluster.cluster_id
    AND member.address = @Address AND member.port = @Port AND member.generation = @Generation
WHERE cluster.cluster_id = @DeploymentId
$$),

('MembershipReadAllKey', $$
SELECT cluster.version AS Version, member.address AS Address, member.port AS Port, member.generation AS Generation,
    member.silo_name AS SiloName, member.host_name AS HostName, member.status AS Status,
    member.gateway_port AS ProxyPort, member.suspicions AS SuspectTimes, member.started_at AS StartTime,
    member.signed_at AS IAmAliveTime
FROM scaler_cluster AS cluster
LEFT JOIN scaler_member AS member USING (cluster_id)
WHERE cluster.cluster_id = @DeploymentId
$$),

('GatewaysQueryKey', $$
SELECT address AS Address, gateway_port AS ProxyPort, generation AS Generation
FROM scaler_member
WHERE cluster_id = @DeploymentId AND status = @Status AND gateway_port > 0
$$),

-- Silos long gone. An active one is never swept, however old its signature.
('CleanupDefunctSiloEntriesKey', $$
DELETE FROM scaler_member
WHERE cluster_id = @DeploymentId AND signed_at < @IAmAliveTime AND status <> 3
$$),

('DeleteMembershipTableEntriesKey', $$
WITH gone AS (DELETE FROM scaler_member WHERE cluster_id = @DeploymentId)
DELETE FROM scaler_cluster WHERE cluster_id = @DeploymentId
$$)

ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText
    WHERE OrleansQuery.QueryText <> excluded.QueryText;

COMMIT;
