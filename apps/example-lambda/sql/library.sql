-- The tables of the lending library; running it again changes nothing.
-- The audit tables are not here: adapter-postgres brings its own audit.sql.

create schema if not exists library;

create table if not exists library.authors (
  uid uuid primary key,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text,
  name text not null,
  born date,
  died date,
  country text,
  biography text
);

create table if not exists library.books (
  uid uuid primary key,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text,
  title text not null,
  isbn text not null constraint books_isbn_key unique,
  author_uid uuid not null constraint books_author_uid_fkey references library.authors on delete no action,
  published integer,
  pages integer,
  price numeric(10,2),
  language text not null,
  genres text[] not null default '{}',
  details jsonb,
  copies integer not null constraint books_copies_check check (copies >= 0),
  copies_available integer not null,
  constraint books_copies_available_check check (copies_available between 0 and copies)
);

create table if not exists library.members (
  uid uuid primary key,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text,
  name text not null,
  email text not null constraint members_email_key unique,
  joined date not null,
  status text not null constraint members_status_check check (status in ('active', 'suspended')),
  notes text
);

create table if not exists library.loans (
  uid uuid primary key,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text,
  book_uid uuid not null constraint loans_book_uid_fkey references library.books on delete no action,
  member_uid uuid not null constraint loans_member_uid_fkey references library.members on delete no action,
  due date not null,
  returned_at timestamptz,
  renewals integer not null default 0
);

-- Foreign keys, with the uid behind so that a page of one author's books or one member's loans needs no sort.
create index if not exists books_author_uid_uid_idx on library.books (author_uid, uid);
create index if not exists loans_book_uid_uid_idx on library.loans (book_uid, uid);
create index if not exists loans_member_uid_uid_idx on library.loans (member_uid, uid);

-- What changed since an instant: reads of the past find the records they must rewind.
create index if not exists authors_last_updated_at_idx on library.authors (last_updated_at);
create index if not exists books_last_updated_at_idx on library.books (last_updated_at);
create index if not exists members_last_updated_at_idx on library.members (last_updated_at);
create index if not exists loans_last_updated_at_idx on library.loans (last_updated_at);

-- Lists of one's own records.
create index if not exists authors_creator_uid_uid_idx on library.authors (creator_uid, uid);
create index if not exists books_creator_uid_uid_idx on library.books (creator_uid, uid);
create index if not exists members_creator_uid_uid_idx on library.members (creator_uid, uid);
create index if not exists loans_creator_uid_uid_idx on library.loans (creator_uid, uid);
