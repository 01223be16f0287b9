/** The tables of the contract's resources, for stores that need any. The change table is the store's own. */

const audit = `
  version bigint not null, created_at timestamptz not null, last_updated_at timestamptz not null,
  creator_uid text, last_updater_uid text`

/** DDL for PostgreSQL; text is compared by code point where the database collates C. */
export const contractSchema: string = `
create schema contract;
create type contract.mood as enum ('low', 'fair', 'high');
create table contract.samples (
  uid uuid primary key, batch text not null, label text not null,
  truth boolean, small integer, big bigint, exact numeric(20, 6), "real" double precision, day date, moment timestamptz,
  link uuid, mood contract.mood, shape text check (shape in ('round', 'flat')),
  words text[], links uuid[], numbers integer[], doc jsonb, ${audit});
create index on contract.samples (batch);
create table contract.parts (
  uid uuid primary key, batch text not null, name text not null,
  code text constraint a_code_is_one_part unique, shelf text, place integer, maker text,
  grade integer not null default 3, note text not null, rank integer not null default 7, counted integer not null,
  secret text, origin text, sample_uid uuid references contract.samples, whole_uid uuid references contract.parts, ${audit},
  constraint one_part_on_a_place unique (shelf, place));
create index on contract.parts (batch);
create table contract.notes (
  id text primary key, batch text not null, body text not null, made_at timestamptz not null,
  last_updated_at timestamptz not null, creator_uid text);
create table contract.marks (uid uuid primary key, batch text not null, label text not null);
create table contract.counters (uid uuid primary key, batch text not null, label text not null, version bigint not null);
create table contract.diaries (uid text primary key, batch text not null, entry text not null, sealed text, ${audit});
create table contract.letters (uid text primary key, batch text not null, content text not null, ${audit});
create table contract.titles (uid uuid primary key, name text not null, copies integer not null, doc jsonb, ${audit});
create table contract.loans (
  uid uuid primary key, title_uid uuid not null references contract.titles, member text not null, ${audit});
`
