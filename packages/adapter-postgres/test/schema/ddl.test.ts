import { ddl } from "@pgcrest/adapter-postgres"
import { Api, Field, Resource } from "@pgcrest/core"
import { assert, describe, expect, test } from "vitest"
import { oddities } from "./oddities.ts"

describe("ddl", () => {
  test("prints a table with its key, constraints and the audit's columns, and an index for each foreign key", () => {
    const Authors = Resource.make("authors", { table: "library.authors", fields: { name: Field.text } })
    const Books = Resource.make("books", {
      table: "library.books",
      fields: {
        isbn: Field.text.pipe(Field.unique),
        price: Field.optional(Field.numeric(10, 2)),
        pages: Field.integer.pipe(Field.databaseDefault(0)),
        state: Field.literals(["new", "lent"]),
        author_uid: Field.references("authors")
      }
    })
    // Books refer to authors, which therefore come first.
    expect(ddl(Api.make("library", { resources: [Books, Authors] }))).toMatchInlineSnapshot(`
      "create schema if not exists library;

      create table if not exists library.authors (
        uid uuid primary key,
        name text not null,
        version bigint not null,
        created_at timestamptz not null,
        last_updated_at timestamptz not null,
        creator_uid text,
        last_updater_uid text
      );

      create table if not exists library.books (
        uid uuid primary key,
        isbn text not null,
        price numeric(10,2),
        pages integer not null default 0,
        state text not null check (state in ('new', 'lent')),
        author_uid uuid not null references library.authors,
        version bigint not null,
        created_at timestamptz not null,
        last_updated_at timestamptz not null,
        creator_uid text,
        last_updater_uid text,
        constraint books_isbn_key unique (isbn)
      );
      create index if not exists books_author_uid_uid_idx on library.books (author_uid, uid);
      "
    `)
  })

  test("quotes what needs it, joins resources of one table, and adds the keys of a circle last", () => {
    expect(ddl(oddities)).toMatchInlineSnapshot(`
      "create schema if not exists odd;

      do 'begin create type odd."interval" as enum (''day'', ''$$''); exception when duplicate_object then null; end';
      do $$ begin create type mood as enum ('low', 'high'); exception when duplicate_object then null; end $$;

      create table if not exists odd.shops (
        uid uuid primary key,
        first_order uuid,
        parent uuid not null references odd.shops
      );
      create index if not exists shops_first_order_uid_idx on odd.shops (first_order, uid);
      create index if not exists shops_parent_uid_idx on odd.shops (parent, uid);

      create table if not exists odd."order" (
        "user" uuid primary key,
        "group" text not null check ("group" in ('it''s', '$$', '\\')),
        "interval" odd."interval" not null,
        "real" double precision not null,
        shop uuid references odd.shops,
        constraint "The One" unique ("real"),
        constraint one_shop unique (shop, "group")
      );

      create table if not exists odd.a_name_of_forty_letters_which_ends_in_xyz (
        uid uuid primary key,
        text text not null default 'it''s \\',
        uuid uuid not null default '00000000-0000-0000-0000-000000000000',
        truth boolean not null default true,
        small integer not null default -7,
        big bigint not null default 9007199254740993,
        exact numeric(10,2) not null default -5.00,
        "real" double precision not null default 1e+21,
        day date not null default '2026-11-25',
        moment timestamptz not null default '2026-11-25T07:30:00Z',
        mood mood not null default 'low',
        words text[] not null default '{"a,b","\\"","\\\\","it''s","NULL"}',
        "none" uuid[] not null default '{}',
        numbers integer[] not null default '{"-1","2"}',
        doc jsonb not null default '{"a":["it''s",null]}',
        nothing text,
        one text not null,
        a_name_of_forty_letters_which_ends_in_xyz_a uuid references odd.shops,
        a_name_of_forty_letters_which_ends_in_xyz_b uuid references odd.shops
      );
      create index if not exists a_name_of_forty_letters_which_ends_in_xyz_a_name_of_fo_e8da33cf on odd.a_name_of_forty_letters_which_ends_in_xyz (a_name_of_forty_letters_which_ends_in_xyz_a, uid);
      create index if not exists a_name_of_forty_letters_which_ends_in_xyz_a_name_of_fo_3cdf9692 on odd.a_name_of_forty_letters_which_ends_in_xyz (a_name_of_forty_letters_which_ends_in_xyz_b, uid);

      create table if not exists post (
        uid uuid primary key,
        text text not null,
        weight integer,
        seal text,
        constraint post_seal_key unique (seal)
      );

      do $$ begin alter table odd.shops add constraint shops_first_order_fkey foreign key (first_order) references odd."order"; exception when duplicate_object then null; end $$;
      "
    `)
  })

  test("prints nothing for an api without resources", () => {
    assert.strictEqual(ddl(Api.make("none", { resources: [] })), "")
  })
})
