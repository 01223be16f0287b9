/** The api that is measured: plain books, notes of a table without version and instants, shelves with a hook. */
import { Access, Api, Field, Hooks, Relation, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const access = {
  list: Access.signedIn,
  get: Access.signedIn,
  create: Access.group("librarians"),
  update: Access.group("librarians"),
  delete: Access.group("librarians")
}
const line = Schema.NonEmptyString.check(Schema.isMaxLength(200))
const text = Schema.NonEmptyString.check(Schema.isMaxLength(2000))
const positive = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10_000 }))

const Authors = Resource.make("authors", {
  table: "bench.authors",
  fields: { name: line },
  access: { list: access.list, get: access.get }
})

const Books = Resource.make("books", {
  table: "bench.books",
  fields: {
    title: line,
    isbn: Schema.String.check(Schema.isPattern(/^97[89][0-9]{10}$/u)),
    author_uid: Field.references("authors"),
    published_on: Field.date,
    pages: positive,
    price: Field.numeric(10, 2),
    in_print: Field.boolean,
    blurb: text
  },
  relations: { reviews: Relation.many("reviews", "book_uid") },
  access
})

const Reviews = Resource.make("reviews", {
  table: "bench.reviews",
  fields: { book_uid: Field.references("books"), stars: positive, reader: line, body: text },
  access: { list: access.list, get: access.get }
})

const Notes = Resource.make("notes", {
  table: "bench.notes",
  fields: {
    title: line,
    body: text,
    isbn: line,
    page: positive,
    written_on: Field.date,
    pinned: Field.boolean
  },
  audit: {
    version: false,
    created_at: false,
    last_updated_at: false,
    creator_uid: false,
    last_updater_uid: false
  },
  access
})

const Shelves = Resource.make("shelves", {
  table: "bench.shelves",
  fields: {
    label: line,
    room: line,
    capacity: positive,
    holds: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000 })),
    /** Told by the hook. */
    is_full: Field.boolean.pipe(Field.readOnly, Field.withDefault(false))
  },
  access
})

const ShelvesHooks = Hooks.make(Shelves, {
  beforeCreate: (shelf) => Effect.succeed({ ...shelf, is_full: shelf.holds >= shelf.capacity }),
  beforeUpdate: (values, current) =>
    Effect.succeed({
      ...values,
      is_full: (values.holds ?? current.holds) >= (values.capacity ?? current.capacity)
    })
})

/** What both the measured handler and its tables are made of. */
export const Bench = Api.make("bench", {
  resources: [Authors, Books, Reviews, Notes, Shelves],
  hooks: [ShelvesHooks]
})
