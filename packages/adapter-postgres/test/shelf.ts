/** Two tables on a shelf, with a rule on each verb, and their DDL. */
import { Access, Field, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"

const ownersOnly = {
  list: Access.owner,
  get: Access.owner,
  create: Access.signedIn,
  update: Access.owner,
  delete: Access.owner
}

/** A title, with which everybody may do everything. */
export const everyone = {
  fields: { title: Schema.NonEmptyString },
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.everyone,
    update: Access.everyone,
    delete: Access.everyone,
    history: Access.everyone
  }
}

/** What `audit` says of a table that keeps nothing of it but a uid. */
export const unaudited = {
  version: false,
  created_at: false,
  last_updated_at: false,
  creator_uid: false,
  last_updater_uid: false
} as const

/** Everybody sees them, their owners change them. */
export const Books = Resource.make("books", {
  table: "shelf.books",
  fields: {
    title: Schema.NonEmptyString,
    isbn: Field.optional(Field.unique(Field.writeOnce(Field.text))),
    price: Field.optional(Field.numeric(10, 2)),
    copies: Field.withDefault(Field.integer, 0),
    tags: Field.withDefault(Field.array("text"), []),
    details: Field.optional(Field.jsonb()),
    secret: Field.optional(Field.writeOnly(Field.text)),
    sequel_uid: Field.optional(Field.references("books"))
  },
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.signedIn,
    update: Access.owner,
    delete: Access.owner,
    history: Access.everyone
  }
})

export const column = (name: string) => Resource.columnOf(Books, name)

/** Their owners alone see and change them. */
export const Notes = Resource.make("notes", {
  table: "shelf.notes",
  fields: { text: Schema.String },
  access: ownersOnly
})

export const shelfSchema = `create schema shelf;
create table shelf.books (uid uuid primary key, title text not null, isbn text constraint books_isbn_key unique, price numeric(10, 2), copies integer not null,
  tags text[] not null, details jsonb, secret text, sequel_uid uuid references shelf.books,
  version bigint not null, created_at timestamptz not null, last_updated_at timestamptz not null, creator_uid text, last_updater_uid text);
create table shelf.headings (uid uuid primary key, title text not null,
  version bigint not null, created_at timestamptz not null, last_updated_at timestamptz not null, creator_uid text, last_updater_uid text);
create table shelf.notes (uid uuid primary key, text text not null,
  version bigint not null, created_at timestamptz not null, last_updated_at timestamptz not null, creator_uid text, last_updater_uid text);`
