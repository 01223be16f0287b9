/** The audit trail's tables: `sql/audit.sql` as a text, which a bundle holds without a file beside it. A test holds the two equal. */

/**
 * What `sql/audit.sql` says, to run as the owner of the database and again with each upgrade: the schema `audit` with the
 * tables of the trail. What does not name it does not carry it along.
 */
export const auditSchema: string = `-- The audit trail: one row per write, in the statement that writes. Run it as the owner of the schema, not as the application;
-- run it again after an upgrade of PGCrest, together with the deployment: it brings an older trail to this form and changes nothing else.
create schema if not exists audit;

create table if not exists audit.change (
  resource   text collate "C" not null,
  uid        text collate "C" not null,
  version    bigint not null,                                   -- 1 or more
  op         text collate "C" not null,                         -- create, replace, update, delete, restore, undelete, erase, adopt
  at         timestamptz not null,
  actor      text not null,                                     -- \`db:<role>\` of what wrote past PGCrest
  on_behalf_of text,                                            -- for whom the actor acts
  issuer     text,                                              -- who vouches for them
  request_id text,                                              -- the gateway's
  client_request_id text,
  trace_id   text,
  via        text,                                              -- batch, rpc/borrow: what the write was part of
  reason     text,
  metadata   jsonb,                                             -- what the resource wants to know
  before     jsonb,                                             -- what a write met that is not the previous \`after\`
  after      jsonb,                                             -- the record's recorded fields; null after a delete
  sealed     jsonb,                                             -- the sealed ones; null once they are erased
  salt       bytea,                                             -- 32 random bytes; null once they are erased
  sealed_hash bytea,                                            -- sha256(salt || what core's sealedText makes of \`sealed\`)
  format     smallint not null default 0,                       -- of the content; 0 of what was written before formats had numbers
  tx         xid8 not null default pg_current_xact_id()
) partition by range (at);

-- No checks: PostgreSQL reads a check's expression from its text for every statement that inserts, which took a tenth of a write.
-- The statements hold what these would say, and a role that can insert a wrong change can insert a plausible lie as well.

-- Each partition, in this schema, has its own unique index: one over the partitioned table would need \`at\`. A month is added with
--   create table audit.change_202612 partition of audit.change for values from ('2026-12-01Z') to ('2027-01-01Z');
--   create unique index change_202612_version_key on audit.change_202612 (resource, uid, version);
-- before it begins, while the default partition, the net, still holds nothing of it.
create table if not exists audit.change_default partition of audit.change default;
create unique index if not exists change_default_version_key on audit.change_default (resource, uid, version);

-- What a record's own row cannot tell: its next version is greater than this, its next instant not earlier. One row for each uid
-- that was deleted or that a PUT made, and for each record of a table that lacks a version or an instant of its own.
-- Never partitioned, never deleted from: whoever makes a record again meets it, so no boundary of partitions doubles a version.
create table if not exists audit.life (
  resource   text collate "C" not null,
  uid        text collate "C" not null,
  version    bigint not null,
  at         timestamptz not null,
  primary key (resource, uid)
) with (fillfactor = 80);

-- A value as a change keeps it, where the session's settings would decide how it is written.
create or replace function audit.content(value anyelement) returns jsonb
  language sql stable parallel safe
  set TimeZone = 'UTC' set DateStyle = 'ISO' set IntervalStyle = 'iso_8601' set bytea_output = 'hex'
  as 'select to_jsonb(value)';

-- A value of a content as a column of today has it; null where it does not fit any more. Read where the quick way has failed.
create or replace function audit.fitting(content jsonb, type text, sample anyelement) returns anyelement
  language plpgsql stable parallel safe as $$
declare fitting alias for $0;
begin
  execute format('select read.value from jsonb_to_record($1) as read (value %s)', type)
    into fitting using jsonb_build_object('value', content);
  return fitting;
exception when data_exception or integrity_constraint_violation or syntax_error_or_access_rule_violation then
  return null;
end $$;

-- From here on: what older trails need.
do $$ begin
  if not exists (select from audit.life) then
    insert into audit.life (resource, uid, version, at)
      select c.resource, c.uid, max(c.version), max(c.at) from audit.change c group by c.resource, c.uid;
  end if;
end $$;
do $$ begin
  -- A new trail has none of these, and nobody need read so.
  set local client_min_messages = warning;
  alter table audit.change drop constraint if exists change_pkey, drop constraint if exists change_version_check, drop constraint if exists change_op_check;
  alter table audit.change add column if not exists on_behalf_of text, add column if not exists issuer text,
    add column if not exists client_request_id text, add column if not exists via text, add column if not exists metadata jsonb,
    add column if not exists format smallint not null default 0;
  alter table audit.change drop column if exists prev_hash, drop column if exists hash, drop column if exists pos;
  drop index if exists audit.change_resource_at_idx, audit.change_deleted_idx;
end $$;
do $$ declare part regclass; begin
  for part in select i.inhrelid::regclass from pg_catalog.pg_inherits i where i.inhparent = 'audit.change'::regclass and not exists (
    select from pg_catalog.pg_index x where x.indrelid = i.inhrelid and x.indisunique and x.indisvalid and x.indpred is null and x.indexprs is null and x.indnkeyatts = 3
      and (select array_agg(a.attname::text order by a.attname) from pg_catalog.pg_attribute a where a.attrelid = i.inhrelid and a.attnum = any(x.indkey)) = '{resource,uid,version}')
  loop
    begin
      execute format('create unique index on %s (resource, uid, version)', part);
    exception when unique_violation then
      raise warning '% holds a version twice (%): it stays without its unique index until that is mended', part, sqlerrm;
    end;
  end loop;
end $$;
`
