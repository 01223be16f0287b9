-- The audit trail: one row per write, in the statement that writes. Run it as the owner of the schema, not as the application.
-- Partitioned by month where `create table … partition of` says so; the default partition is the net.
create schema if not exists audit;

create table if not exists audit.change (
  resource   text collate "C" not null,
  uid        text collate "C" not null,
  version    bigint not null check (version > 0),
  op         text collate "C" not null check (op in ('create', 'replace', 'update', 'delete', 'restore', 'undelete', 'erase', 'adopt')),
  at         timestamptz not null,
  actor      text not null,
  request_id text,
  reason     text,
  trace_id   text,
  before     jsonb,                                             -- only where it differs from the previous `after`
  after      jsonb,                                             -- the record's shown fields; null after a delete
  sealed     jsonb,
  salt       bytea,
  sealed_hash bytea,
  prev_hash  bytea,
  hash       bytea check (octet_length(hash) = 32),             -- null until the chain is built
  tx         xid8 not null default pg_current_xact_id(),
  pos        xid8 not null check (pos >= tx),                   -- the feed's order: no gaps, a record's versions in order
  primary key (resource, uid, at, version)
) partition by range (at);

create index if not exists change_resource_at_idx on audit.change (resource, at);
create index if not exists change_deleted_idx on audit.change (resource, at) where op = 'delete';
create index if not exists change_feed_idx on audit.change (pos, resource, uid, version);

create table if not exists audit.change_default partition of audit.change default;
-- A unique index over the partitioned table would need `at`: each partition has its own.
create unique index if not exists change_default_version_key on audit.change_default (resource, uid, version);
