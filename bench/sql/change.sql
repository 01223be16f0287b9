-- The history of the hand-written yardstick: the columns of audit.change, and of its promises only that no version comes twice.
create table bench.change (
  resource   text collate "C" not null,
  uid        text collate "C" not null,
  version    bigint not null,
  op         text collate "C" not null,
  at         timestamptz not null,
  actor      text not null,
  request_id text,
  reason     text,
  trace_id   text,
  before     jsonb,
  after      jsonb,
  sealed     jsonb,
  salt       bytea,
  sealed_hash bytea,
  tx         xid8 not null default pg_current_xact_id(),
  primary key (resource, uid, version)
);
