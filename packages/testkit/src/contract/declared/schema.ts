/** The tables of the contract's resources, for stores that need any. The change table is the store's own. */

// As `ddl` prints it: adapter-postgres's test renews it with `vitest run contractSchema -u`.
const declared = `
create schema if not exists contract;

do $$ begin create type contract.mood as enum ('low', 'fair', 'high'); exception when duplicate_object then null; end $$;

create table if not exists contract.samples (
  uid uuid primary key,
  batch text not null,
  label text not null,
  truth boolean,
  small integer,
  big bigint,
  exact numeric(20,6),
  "real" double precision,
  day date,
  moment timestamptz,
  link uuid,
  mood contract.mood,
  shape text check (shape in ('round', 'flat')),
  words text[],
  links uuid[],
  numbers integer[],
  doc jsonb,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text
);

create table if not exists contract.parts (
  uid uuid primary key,
  batch text not null,
  name text not null,
  code text,
  shelf text,
  place integer,
  maker text,
  grade integer not null default 3,
  note text not null,
  rank integer not null default 7,
  counted integer not null,
  secret text,
  origin text,
  sample_uid uuid references contract.samples,
  whole_uid uuid references contract.parts,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text,
  constraint a_code_is_one_part unique (code),
  constraint one_part_on_a_place unique (shelf, place)
);
create index if not exists parts_sample_uid_uid_idx on contract.parts (sample_uid, uid);
create index if not exists parts_whole_uid_uid_idx on contract.parts (whole_uid, uid);

create table if not exists contract.notes (
  id text primary key,
  batch text not null,
  body text not null,
  made_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text
);

create table if not exists contract.marks (
  uid uuid primary key,
  batch text not null,
  label text not null
);

create table if not exists contract.counters (
  uid uuid primary key,
  batch text not null,
  label text not null,
  version bigint not null
);

create table if not exists contract.diaries (
  uid text primary key,
  batch text not null,
  entry text not null,
  sealed text,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text
);

create table if not exists contract.letters (
  uid text primary key,
  batch text not null,
  content text not null,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text
);

create table if not exists contract.finds (
  uid uuid primary key,
  batch text not null,
  what text not null,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text
);

create table if not exists contract.titles (
  uid uuid primary key,
  name text not null,
  copies integer not null,
  doc jsonb,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text
);

create table if not exists contract.loans (
  uid uuid primary key,
  title_uid uuid not null references contract.titles,
  member text not null,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text
);
create index if not exists loans_title_uid_uid_idx on contract.loans (title_uid, uid);

create table if not exists contract.folders (
  uid uuid primary key,
  batch text not null,
  name text not null,
  above_uid uuid references contract.folders,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text
);
create index if not exists folders_above_uid_uid_idx on contract.folders (above_uid, uid);

create table if not exists contract.papers (
  uid uuid primary key,
  batch text not null,
  text text not null,
  code text,
  folder_uid uuid references contract.folders,
  copy_uid uuid references contract.folders,
  only_uid uuid references contract.folders,
  hidden_uid uuid references contract.folders,
  origin_uid uuid references contract.folders,
  title_uid uuid references contract.titles,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text,
  constraint papers_code_key unique (code),
  constraint papers_only_uid_key unique (only_uid)
);
create index if not exists papers_folder_uid_uid_idx on contract.papers (folder_uid, uid);
create index if not exists papers_copy_uid_uid_idx on contract.papers (copy_uid, uid);
create index if not exists papers_hidden_uid_uid_idx on contract.papers (hidden_uid, uid);
create index if not exists papers_origin_uid_uid_idx on contract.papers (origin_uid, uid);
create index if not exists papers_title_uid_uid_idx on contract.papers (title_uid, uid);

create table if not exists contract.memos (
  uid uuid primary key,
  batch text not null,
  text text not null,
  pin text,
  colour text,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text
);
`

// Beyond what is declared: each case lists its own batch, and memos had a field once.
const beyond = `
alter table if exists contract.memos add column if not exists mark text;
create index on contract.samples (batch);
create index on contract.parts (batch);
`

/** DDL for PostgreSQL; text is compared by code point where the database collates C. */
export const contractSchema: string = declared + beyond
