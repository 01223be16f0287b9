/** A small library whose tables are as PostgREST's clients usually meet them: `id` is a number that the database counts. */
import { Access, Api, Field, Hooks, Operation, Records, Relation, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const all = {
  list: Access.everyone,
  get: Access.everyone,
  create: Access.everyone,
  update: Access.everyone,
  delete: Access.everyone
}
const counted = {
  uid: "integer",
  audit: { uid: "id", version: false, last_updated_at: false, creator_uid: false, last_updater_uid: false }
} as const

export const Authors = Resource.make("authors", {
  ...counted,
  fields: { name: Schema.NonEmptyString, born: Field.optional(Field.date) },
  relations: { books: Relation.many("books", "author_id") },
  access: all
})

export const Books = Resource.make("books", {
  ...counted,
  fields: {
    title: Schema.NonEmptyString.check(Schema.isMaxLength(200)).pipe(Field.matchable),
    isbn: Field.optional(Schema.String).pipe(Field.unique),
    author_id: Field.optional(Field.references("authors", Field.integer)),
    editor_id: Field.optional(Field.references("authors", Field.integer)),
    pages: Field.optional(Schema.Int.check(Schema.isGreaterThan(0))),
    price: Field.optional(Field.numeric(10, 2)),
    lent: Field.withDefault(Schema.Boolean, false),
    genres: Field.withDefault(Field.array("text"), []),
    meta: Field.optional(Field.jsonb()),
    bought_at: Field.optional(Field.timestamptz),
    shelves: Field.optional(Field.range("int4range"))
  },
  relations: {
    author: Relation.one("authors", "author_id"),
    editor: Relation.one("authors", "editor_id"),
    tags: Relation.through("tags", "labels", "book_id", "tag_id")
  },
  access: all
})

export const Tags = Resource.make("tags", {
  ...counted,
  aggregates: true,
  fields: { name: Schema.NonEmptyString.pipe(Field.unique) },
  access: all
})

export const Labels = Resource.make("labels", {
  uid: null,
  key: ["book_id", "tag_id"],
  audit: {
    version: false,
    created_at: false,
    last_updated_at: false,
    creator_uid: false,
    last_updater_uid: false
  },
  fields: {
    book_id: Field.references("books", Field.integer).pipe(Field.writeOnce),
    tag_id: Field.references("tags", Field.integer).pipe(Field.writeOnce)
  },
  access: { list: Access.everyone, create: Access.everyone, delete: Access.everyone }
})

/** Who is signed in owns notes; the server makes their uids. */
export const Notes = Resource.make("notes", {
  fields: { text: Schema.NonEmptyString },
  access: {
    list: Access.owner,
    get: Access.owner,
    create: Access.signedIn,
    update: Access.owner,
    delete: Access.group("librarians")
  }
})

/** Nobody may write it. */
export const Rooms = Resource.make("rooms", {
  fields: { name: Schema.String },
  access: { list: Access.everyone }
})

export class TitleForbidden extends Schema.TaggedError<TitleForbidden>()("TitleForbidden", {}) {
  override readonly message = "Nobody may call a book so."
}

const BooksHooks = Hooks.make(Books, {
  beforeCreate: (book) =>
    book.title === "forbidden" ? Effect.fail(new TitleForbidden()) : Effect.succeed(book)
})

export const Library = Api.make("library", {
  resources: [Authors, Books, Tags, Labels, Notes, Rooms],
  hooks: [BooksHooks]
})

/** It writes nothing. */
const add = Operation.make("add", {
  input: Schema.Struct({ a: Schema.Int, b: Schema.Int }),
  output: Schema.Int,
  access: Access.everyone,
  safe: true,
  run: ({ a, b }) => Effect.succeed(a + b)
})

class TooFewTags extends Schema.TaggedError<TooFewTags>()("TooFewTags", {}) {
  override readonly message = "One name at least is needed."
}

/** It writes several rows in one transaction, and answers their names. */
const tag = Operation.make("tag", {
  input: Schema.Struct({ names: Schema.Array(Schema.String) }),
  output: Schema.Array(Schema.Struct({ name: Schema.String })),
  access: Access.signedIn,
  run: Effect.fnUntraced(function* ({ names }) {
    if (names.length === 0) return yield* new TooFewTags()
    const { create } = yield* Records
    return yield* Effect.forEach(names, (name) =>
      Effect.map(create(Tags, { name }), ({ name }) => ({ name }))
    )
  })
})

export const operations = [add, tag] as const
