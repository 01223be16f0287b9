-- The tables of the lending library; running it again changes nothing.
-- The audit tables are not here: adapter-postgres brings its own audit.sql.

-- As `ddl` prints it: `vitest run librarySql -u` renews it.

create schema if not exists library;

create table if not exists library.authors (
  uid uuid primary key,
  name text not null,
  born date,
  died date,
  country text,
  biography text,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text
);

create table if not exists library.books (
  uid uuid primary key,
  title text not null,
  isbn text not null,
  author_uid uuid not null references library.authors,
  published integer,
  pages integer,
  price numeric(10,2),
  language text not null,
  genres text[] not null,
  details jsonb,
  copies integer not null,
  copies_available integer not null,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text,
  constraint books_isbn_key unique (isbn)
);
create index if not exists books_author_uid_uid_idx on library.books (author_uid, uid);

create table if not exists library.members (
  uid uuid primary key,
  name text not null,
  email text not null,
  joined date not null,
  status text not null check (status in ('active', 'suspended')),
  notes text,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text,
  constraint members_email_key unique (email)
);

create table if not exists library.loans (
  uid uuid primary key,
  book_uid uuid not null references library.books,
  member_uid uuid not null references library.members,
  due date not null,
  returned_at timestamptz,
  renewals integer not null,
  version bigint not null,
  created_at timestamptz not null,
  last_updated_at timestamptz not null,
  creator_uid text,
  last_updater_uid text
);
create index if not exists loans_book_uid_uid_idx on library.loans (book_uid, uid);
create index if not exists loans_member_uid_uid_idx on library.loans (member_uid, uid);

-- Beyond what the resources declare.

alter table library.books alter column genres set default '{}';
alter table library.loans alter column renewals set default 0;

do $$ begin alter table library.books add constraint books_copies_check check (copies >= 0); exception when duplicate_object then null; end $$;
do $$ begin alter table library.books add constraint books_copies_available_check check (copies_available between 0 and copies); exception when duplicate_object then null; end $$;

-- What changed since an instant.
create index if not exists authors_last_updated_at_idx on library.authors (last_updated_at);
create index if not exists books_last_updated_at_idx on library.books (last_updated_at);
create index if not exists members_last_updated_at_idx on library.members (last_updated_at);
create index if not exists loans_last_updated_at_idx on library.loans (last_updated_at);

-- Lists of one's own records.
create index if not exists authors_creator_uid_uid_idx on library.authors (creator_uid, uid);
create index if not exists books_creator_uid_uid_idx on library.books (creator_uid, uid);
create index if not exists members_creator_uid_uid_idx on library.members (creator_uid, uid);
create index if not exists loans_creator_uid_uid_idx on library.loans (creator_uid, uid);
