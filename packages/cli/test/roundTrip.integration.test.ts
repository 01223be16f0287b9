// @effect-diagnostics asyncFunction:off
/** Declarations become tables by `pgcrest ddl`, and the same declarations again by `pgcrest init`. */
import * as Effect from "effect/Effect"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, test } from "vitest"
import { run } from "../src/run.ts"
import { databaseOf } from "./database.ts"
import { makeFolder } from "./folder.ts"

const none = "{\n    list: Access.everyone\n  }"

/** As `init` writes them, rules included. */
const declared: Readonly<Record<string, string>> = {
  authors: `/** The table library.authors. */
import { Access, Field, Relation, Resource } from "@pgcrest/core"

export const Authors = Resource.make("authors", {
  table: "library.authors",
  description: 'Who writes; "it\\'s" */ said\\nin two lines',
  fields: {
    name: Field.varchar(100).pipe(Field.unique("authors_name_key"), Field.describe("As on the cover")),
    born: Field.optional(Field.date),
    country: Field.optional(Field.char(2)),
    kind: Field.databaseDefault(Field.literals(["person", "group"], "library.author_kind"), "person")
  },
  relations: {
    books: Relation.many("books", "author_uid"),
    books_by_editor: Relation.many("books", "editor_uid")
  },
  access: ${none}
})
`,
  book_tags: `/** The table library.book_tags. */
import { Access, Field, Relation, Resource } from "@pgcrest/core"

export const BookTags = Resource.make("book_tags", {
  table: "library.book_tags",
  uid: null,
  key: ["book_uid", "tag_id"],
  audit: {
    version: false,
    created_at: false,
    last_updated_at: false,
    creator_uid: false,
    last_updater_uid: false
  },
  fields: {
    book_uid: Field.references("books", Field.uuid),
    tag_id: Field.references("tags", Field.integer)
  },
  relations: {
    book: Relation.one("books", "book_uid"),
    tag: Relation.one("tags", "tag_id")
  },
  access: ${none}
})
`,
  books: `/** The table library.books. */
import { Access, Field, Relation, Resource } from "@pgcrest/core"

export const Books = Resource.make("books", {
  table: "library.books",
  fields: {
    title: Field.collate("de-x-icu", Field.text),
    language: Field.databaseDefault(Field.text, "en"),
    price: Field.optional(Field.numeric(10, 2)),
    weight: Field.optional(Field.numeric()),
    pages: Field.databaseDefault(Field.integer, 0),
    shelf: Field.optional(Field.smallint),
    sold: Field.databaseDefault(Field.bigint, 0n),
    rating: Field.optional(Field.real),
    score: Field.optional(Field.float),
    lent: Field.databaseDefault(Field.boolean, false),
    genres: Field.databaseDefault(Field.array(Field.text), []),
    instants: Field.optional(Field.array(Field.timestamptz)),
    details: Field.databaseDefault(Field.jsonb(), {}),
    raw: Field.optional(Field.json()),
    opens: Field.optional(Field.time),
    closes: Field.optional(Field.timetz),
    shown: Field.optional(Field.timestamp("utc")),
    loan: Field.optional(Field.interval),
    cover: Field.optional(Field.bytea),
    flags: Field.optional(Field.bit(8)),
    marks: Field.optional(Field.varbit(16)),
    address: Field.optional(Field.inet),
    network: Field.optional(Field.cidr),
    device: Field.optional(Field.macaddr),
    valid: Field.optional(Field.range("tstzrange")),
    seats: Field.optional(Field.multirange("int4multirange")),
    place: Field.optional(Field.text.as("point")),
    status: Field.literals(["new", "old"]),
    order_value: Field.integer.pipe(Field.optional, Field.column("order")),
    author_uid: Field.references("authors", Field.uuid),
    editor_uid: Field.optional(Field.references("authors", Field.uuid))
  },
  relations: {
    author: Relation.one("authors", "author_uid"),
    editor: Relation.one("authors", "editor_uid"),
    book_tags: Relation.many("book_tags", "book_uid")
  },
  uniques: { books_title_key: ["title", "language"] },
  access: ${none}
})
`,
  tags: `/** The table library.tags. */
import { Access, Field, Relation, Resource } from "@pgcrest/core"

export const Tags = Resource.make("tags", {
  table: "library.tags",
  uid: "integer",
  audit: {
    uid: "id",
    version: false,
    created_at: "inserted_at",
    last_updated_at: false,
    creator_uid: false,
    last_updater_uid: false
  },
  fields: {
    label: Field.text
  },
  relations: {
    book_tags: Relation.many("book_tags", "tag_id")
  },
  access: ${none}
})
`
}

const api = `import { Api } from "@pgcrest/core"
import { Authors } from "./resources/authors.ts"
import { BookTags } from "./resources/book_tags.ts"
import { Books } from "./resources/books.ts"
import { Tags } from "./resources/tags.ts"

export const api = Api.make("library", { resources: [Authors, BookTags, Books, Tags] })
`

test("finds what was declared in the tables that were made of it", async () => {
  const folder = await makeFolder("round-trip")
  await mkdir(join(folder, "resources"))
  await writeFile(join(folder, "api.ts"), api)
  for (const [name, text] of Object.entries(declared))
    await writeFile(join(folder, `resources/${name}.ts`), text)
  const printed = await Effect.runPromise(run(["ddl", join(folder, "api.ts")]))
  assert.deepEqual([printed.code, printed.notes], [0, []])
  const url = await databaseOf(printed.out)
  const found = await Effect.runPromise(run(["init", "--from-database", url, "--out", folder, "--overwrite"]))
  assert.deepEqual([found.code, found.out], [0, "written: main.ts\n"])
  for (const [name, text] of Object.entries(declared))
    assert.strictEqual(await readFile(join(folder, `resources/${name}.ts`), "utf8"), text)
})
