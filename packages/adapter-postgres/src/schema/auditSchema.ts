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

-- Each partition, in this schema, has its own unique index: one over the partitioned table would need \`at\`. audit.maintain(), further
-- down, makes one for each month before it begins; the default partition is the net for what no month takes.
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
-- What fits none of PostGIS's types is an internal error to it.
create or replace function audit.fitting(content jsonb, type text, sample anyelement) returns anyelement
  language plpgsql stable parallel safe as $$
declare fitting alias for $0;
begin
  execute format('select read.value from jsonb_to_record($1) as read (value %s)', type)
    into fitting using jsonb_build_object('value', content);
  return fitting;
exception when data_exception or integrity_constraint_violation or syntax_error_or_access_rule_violation or internal_error then
  return null;
end $$;
-- The same of a type that PostgreSQL does not read from JSON as a content has it: by an expression over \`$1\`, the content.
create or replace function audit.fitting_by(content jsonb, expression text, sample anyelement) returns anyelement
  language plpgsql stable parallel safe as $$
declare fitting alias for $0;
begin
  execute 'select ' || expression into fitting using content;
  return fitting;
exception when data_exception or integrity_constraint_violation or syntax_error_or_access_rule_violation or internal_error then
  return null;
end $$;
-- What writes under an Idempotency-Key came to, each kept in the transaction that wrote. The statement finds out by the name of this
-- constraint that another write under the key was faster. Nothing here expires by itself: see audit.purge_outcomes.
create table if not exists audit.idempotency (
  caller     text collate "C" not null,                         -- the actor of its changes
  key        text collate "C" not null,
  request    text not null,                                     -- SHA-256 of what was asked, without its conditions
  form       text not null,                                     -- of what columns the answer is
  resource   text collate "C" not null,
  uids       text[] not null,                                   -- the records that the answer tells
  beside     text[] not null default '{}',                      -- each other record that the same transaction wrote, as resource/uid
  created    boolean not null,
  answer     text,                                              -- null once it was erased
  at         timestamptz not null default now(),
  constraint idempotency_pkey primary key (caller, key)
);

-- Requests that were refused, of resources that ask for it: written once nothing of them remains, each by a statement of its own. None has
-- a content. Apart from the changes, as these tell of what happened; audit.retain forgets both.
create table if not exists audit.refusal (
  resource   text collate "C" not null,                         -- the one whose rule, or whose record, refused
  uid        text collate "C",                                  -- null where it was about no single record
  act        text collate "C",                                  -- what was asked: get, list, update; null of a part of \`via\`
  kind       text collate "C" not null,                         -- NotPermitted, VersionMismatch, or what a hook calls it
  at         timestamptz not null,
  actor      text not null,
  on_behalf_of text,
  issuer     text,
  request_id text,                                              -- the gateway's
  client_request_id text,
  trace_id   text,
  via        text,
  reason     text
);
create index if not exists refusal_resource_at_idx on audit.refusal (resource, at);

-- For the owner, whoever maintains the trail: forgets the keys that are older than this, for 24 hours at least they are worth keeping.
create or replace function audit.purge_outcomes(older_than interval default '24 hours') returns bigint language sql as $$
  with gone as (delete from audit.idempotency where at < now() - older_than returning 1) select count(*) from gone
$$;
-- For whoever erases a record: what was answered about it is told no more. A request that comes again is answered without a body.
create or replace function audit.erase_outcomes(resource text, uid text) returns bigint language sql as $$
  with erased as (
    update audit.idempotency as kept set answer = null
    where kept.answer is not null
      and ((kept.resource = $1 and kept.uids @> array[$2]) or kept.beside @> array[$1 || '/' || $2])
    returning 1
  ) select count(*) from erased
$$;
revoke execute on function audit.purge_outcomes(interval), audit.erase_outcomes(text, text) from public;

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

do $$ begin
  -- One that tells other columns cannot be replaced. Whoever watched by it reads others from now on, and is granted it anew.
  if exists (select from pg_catalog.pg_proc where oid = to_regprocedure('audit.health()') and proargnames[1] <> 'alarm') then
    drop function audit.health();
  end if;
end $$;

-- The partitions of the trail: the bounds of each, which the default partition has not; whether a version can come only once in it;
-- and whether anybody but its owner may write to it past the trail, as default privileges of a schema may grant.
create or replace view audit.partition as
select part.oid::regclass as name,
  case when bound.text <> 'DEFAULT' then coalesce(substring(bound.text from 'FROM \\(''([^'']+)''')::timestamptz, '-infinity') end as begins,
  case when bound.text <> 'DEFAULT' then coalesce(substring(bound.text from 'TO \\(''([^'']+)''')::timestamptz, 'infinity') end as ends,
  exists (select from pg_catalog.pg_index x where x.indrelid = part.oid and x.indisunique and x.indisvalid and x.indpred is null and x.indexprs is null and x.indnkeyatts = 3
    and (select array_agg(a.attname::text order by a.attname) from pg_catalog.pg_attribute a where a.attrelid = part.oid and a.attnum = any(x.indkey)) = '{resource,uid,version}') as counts_once,
  exists (select from pg_catalog.aclexplode(part.relacl) given where given.grantee <> part.relowner and given.privilege_type <> 'SELECT') as open_to_others
from pg_catalog.pg_inherits held join pg_catalog.pg_class part on part.oid = held.inhrelid
  cross join lateral pg_catalog.pg_get_expr(part.relpartbound, part.oid) as bound(text)
where held.inhparent = 'audit.change'::regclass and not held.inhdetachpending;

do $$ declare part regclass; begin
  for part in select name from audit.partition where not counts_once
  loop
    begin
      execute format('create unique index on %s (resource, uid, version)', part);
    exception when unique_violation then
      raise warning '% holds a version twice (%): it stays without its unique index until that is mended', part, sqlerrm;
    end;
  end loop;
end $$;

-- Maintenance, by the owner of the trail: what a job runs every day, and no role of an application may.

-- The months between two instants of which no partition takes anything yet.
create or replace function audit.missing_months(since timestamptz, until timestamptz) returns setof timestamptz
language sql stable as $$
  select month from generate_series(date_trunc('month', since), until - interval '1 month', interval '1 month') as month
  where not exists (select from audit.partition where begins < month + interval '1 month' and ends > month)
$$;

-- Partitions that are past for more than a month and empty to the last byte, as vacuum leaves them.
create or replace function audit.empty_partitions(this_month timestamptz) returns setof regclass
language sql stable as $$
  select name from audit.partition where ends <= this_month - interval '1 month' and pg_relation_size(name) = 0
$$;

-- Holds everybody's writes until the transaction ends. While others use the trail, writes queue behind this for no longer than a
-- fifth of a second at a time, and pass in between.
create or replace function audit.hold_writes() returns void
language plpgsql set lock_timeout = '200ms' as $$
begin
  for attempt in 1 .. 100 loop
    begin
      lock table only audit.change, only audit.change_default in access exclusive mode;
      return;
    exception when lock_not_available then
      perform pg_sleep(0.2 + random() * 0.4);
    end;
  end loop;
  raise exception 'audit.change was in use all the time: a transaction that has read or written it does not end'
    using errcode = 'lock_not_available', hint = 'Nothing was changed: run it again when pg_stat_activity shows no such transaction.';
end $$;

create or replace function audit.make_month(month timestamptz) returns text
language plpgsql set timezone = 'UTC' as $$
declare made constant text := 'change_' || to_char(month, 'YYYYMM');
begin
  execute format('create table audit.%I partition of audit.change for values from (%L) to (%L)', made, month, month + interval '1 month');
  execute format('create unique index %I on audit.%I (resource, uid, version)', made || '_version_key', made);
  return 'audit.' || made;
end $$;

-- The time for which the default partition stood in, up to the next partition or the end of this month, and whether it holds more than
-- that; no row if it holds nothing from before \`beyond\`.
create or replace function audit.time_stood_in(this_month timestamptz, beyond timestamptz)
returns table (since timestamptz, until timestamptz, overran boolean, named text)
language sql stable as $$
  with held as (select min(at) as earliest, max(at) as latest from audit.change_default),
  stood as (
    select greatest(date_trunc('month', earliest), (select max(ends) from audit.partition where ends <= earliest)) as since,
      least(greatest(date_trunc('month', earliest), this_month) + interval '1 month', (select min(begins) from audit.partition where begins > earliest)) as until,
      latest
    from held where earliest < beyond)
  select since, until, latest >= until, 'change_' || to_char(since, 'YYYYMM')
    || case when until > date_trunc('month', since) + interval '1 month' then '_' || to_char(until - interval '1 second', 'YYYYMM') else '' end
  from stood
$$;

-- Gives the default partition another name, outside of the trail, and the trail a new one.
create or replace function audit.take_default(named text) returns void
language plpgsql as $$
begin
  alter table audit.change detach partition audit.change_default;
  execute format('alter table audit.change_default rename to %I', named);
  execute format('alter index if exists audit.change_default_version_key rename to %I', named || '_version_key');
  create table audit.change_default partition of audit.change default;
  create unique index change_default_version_key on audit.change_default (resource, uid, version);
end $$;

-- Makes the partition of this month and of each of the next ones, and drops what is past and empty. Where the default partition has stood
-- in, its table becomes the partition of that time as it is, and only what lies behind that time is moved. Tells what it did; a
-- second run finds nothing to do.
create or replace function audit.maintain(ahead integer default 3, today timestamptz default now())
returns table (done text, partition text)
language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO' as $$
declare
  this_month constant timestamptz := date_trunc('month', today);
  beyond constant timestamptz := this_month + make_interval(months => ahead + 1);
  stood record;
  month timestamptz;
  unused regclass;
begin
  -- One at a time: two that have both read the trail would wait for each other below.
  lock table only audit.change in share update exclusive mode;
  if not exists (select from audit.missing_months(this_month, beyond))
    and not exists (select from audit.time_stood_in(this_month, beyond))
    and not exists (select from audit.empty_partitions(this_month))
  then return; end if;

  perform audit.hold_writes();
  select * into stood from audit.time_stood_in(this_month, beyond);
  if stood.named is not null then perform audit.take_default(stood.named); end if;
  for month in
    select missing from audit.missing_months(least(this_month, stood.until), beyond) as missing
    where (missing >= date_trunc('month', stood.since) and missing < stood.until) is not true
  loop
    return query select 'made', audit.make_month(month);
  end loop;
  if stood.overran then
    execute format('with later as (delete from audit.%I where at >= $1 returning %s) insert into audit.change (%2$s) select * from later', stood.named, (
      select string_agg(quote_ident(attname), ', ' order by attnum) from pg_catalog.pg_attribute
      where attrelid = 'audit.change'::regclass and attnum > 0 and not attisdropped)) using stood.until;
  end if;
  if stood.named is not null then
    execute format('alter table audit.change attach partition audit.%I for values from (%L) to (%L)', stood.named, stood.since, stood.until);
    return query select 'taken', 'audit.' || stood.named;
  end if;
  for unused in select * from audit.empty_partitions(this_month) loop
    return query select 'dropped', unused::text;
    execute format('drop table %s', unused);
  end loop;
end $$;

-- Makes one partition of the months of a year, the oldest that ended two years ago or more; returns its name, or null if there is none. A
-- look at one record's past probes every partition. While the months are copied, everybody reads them, and who would change them, as
-- erasure and retention do, waits.
create or replace function audit.merge_year(today timestamptz default now()) returns text
language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO' as $$
declare
  ended constant timestamptz := date_trunc('month', today) - interval '2 years';
  merged text;
  since timestamptz;
  until timestamptz;
  months regclass[];
  month regclass;
begin
  lock table only audit.change in share update exclusive mode;
  select 'change_' || to_char(begins, 'YYYY'), min(begins), max(ends), array_agg(name order by begins) into merged, since, until, months
  from audit.partition
  where ends <= date_trunc('year', begins) + interval '1 year' and date_trunc('year', begins) + interval '1 year' <= ended
  group by 1 having count(*) > 1 order by 1 limit 1;
  if months is null then return null; end if;

  foreach month in array months loop execute format('lock table %s in share mode', month); end loop;
  create table audit.change_merged (like audit.change including all);
  insert into audit.change_merged select * from audit.change where at >= since and at < until;
  create unique index change_merged_version_key on audit.change_merged (resource, uid, version);
  -- With this PostgreSQL need not read all of it again while writes are held.
  execute format('alter table audit.change_merged add constraint only_then check (at >= %L and at < %L)', since, until);

  perform audit.hold_writes();
  foreach month in array months loop execute format('drop table %s', month); end loop;
  execute format('alter table audit.change attach partition audit.change_merged for values from (%L) to (%L)', since, until);
  alter table audit.change_merged drop constraint only_then;
  execute format('alter table audit.change_merged rename to %I', merged);
  execute format('alter index audit.change_merged_version_key rename to %I', merged || '_version_key');
  return 'audit.' || merged;
end $$;

-- Removes a resource's changes that are older than this; of each record it keeps the last of these, with what the record held then: there
-- its history, a look at the past and the search for drift begin. A record that was gone by then loses them all, and audit.life
-- tells where its versions go on. What was refused before then goes too, and \`removed\` counts both. Commits after every ten thousand
-- changes: not to be called inside of a transaction.
create or replace procedure audit.retain(of_resource text, keep interval, inout removed bigint default 0)
language plpgsql as $$
declare
  cut constant timestamptz := now() - keep;
  passed text collate "C" := '';
  reached text collate "C";
  uids text[];
  lasts bigint[];
  batch bigint;
begin
  if (keep > interval '0') is not true then
    raise exception 'Changes of "%" cannot be kept for %', of_resource, coalesce(keep::text, 'null') using errcode = 'invalid_parameter_value';
  end if;
  delete from audit.refusal as refusal where refusal.resource = of_resource and refusal.at < cut;
  get diagnostics batch = row_count;
  removed := removed + batch;
  commit;
  loop
    -- By the index, also where statistics are missing: else all that is left would be sorted for every batch.
    perform set_config('enable_sort', 'off', true);
    select max(uid) into reached from (
      select uid from audit.change where resource = of_resource and uid > passed and at < cut order by uid limit 10000) as next;
    exit when reached is null;
    select array_agg(uid), array_agg(last) into uids, lasts from (
      select uid, max(version) as last from audit.change
      where resource = of_resource and uid > passed and uid <= reached and at < cut group by uid) as past;
    delete from audit.change as change using unnest(uids, lasts) as past (uid, last)
    where change.resource = of_resource and change.uid = past.uid and change.at < cut and (change.version < past.last or change.after is null);
    get diagnostics batch = row_count;
    removed := removed + batch;
    passed := reached;
    commit;
  end loop;
end $$;

-- What whoever runs the database must know of the trail, and whether it is an alarm. A role that watches needs to execute this alone.
create or replace function audit.health() returns table (alarm boolean, subject text, amount bigint, sentence text)
language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO' as $$
  select months < 1, 'audit.change', months, format('audit.change has partitions ahead for this many months: %s', months)
  from (
    select coalesce(min(ahead), 121) - 1 as months
    from generate_series(1, 120) as ahead
      cross join lateral (select date_trunc('month', now()) + make_interval(months => ahead) as month) as coming
    where not exists (select from audit.partition where begins <= month and ends >= month + interval '1 month')) as made
  union all
  select count(*) > 0, 'audit.change_default', count(*), format('audit.change_default holds changes of months that have no partition: %s', count(*))
  from audit.change_default
  union all
  select true, name::text, 1, format('%s has no unique index on (resource, uid, version): a version could come twice in it', name)
  from audit.partition where not counts_once
  union all
  select true, name::text, 1, format('%s can be written to by others than its owner', name)
  from audit.partition where open_to_others
$$;

revoke execute on function audit.missing_months, audit.empty_partitions, audit.hold_writes, audit.make_month, audit.time_stood_in,
  audit.take_default, audit.maintain, audit.merge_year, audit.health from public;
revoke execute on procedure audit.retain from public;
`
