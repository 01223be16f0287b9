/** What the compiler tells the people who declare resources: each line below is a promise about their types. */
import {
  Access,
  Api,
  type Command,
  Field,
  Hooks,
  type Permit,
  Projection,
  type Records,
  Relation,
  Resource
} from "@pgcrest/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { assert, it } from "vitest"
import { permit } from "./asked.ts"
import { Authors, Books } from "./books.ts"

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <T extends true>(..._types: ReadonlyArray<T>) => {}

class IsbnUnknown extends Schema.TaggedError<IsbnUnknown>()("IsbnUnknown", { isbn: Schema.String }) {}
class IsbnRegistry extends Context.Service<
  IsbnRegistry,
  { readonly titleOf: (isbn: string) => Effect.Effect<string, IsbnUnknown> }
>()("test/IsbnRegistry") {}

it("infers rows, create bodies and update bodies from the declaration", () => {
  type Row = Resource.RowOf<typeof Books>
  holds<Equal<Row["price"], string | null>>()
  holds<Equal<Row["pages"], number | null>>()
  holds<Equal<Row["genres"], Field.Elements<string>>>()
  holds<Equal<Row["version"], bigint>>()
  holds<Equal<Row["copies_available"], number>>()
  holds<Equal<"secret" extends keyof Row ? true : false, false>>()
  type Create = Resource.CreateOf<typeof Books>
  holds<
    Equal<keyof Create, "title" | "isbn" | "price" | "pages" | "genres" | "details" | "secret" | "author_uid">
  >()
  const least: Create = { title: "x", isbn: "y", author_uid: "z" }
  // @ts-expect-error Property 'title' is missing
  const missing: Create = { isbn: "y", author_uid: "z" }
  type Update = Resource.UpdateOf<typeof Books>
  holds<Equal<keyof Update, "title" | "price" | "pages" | "genres" | "details" | "secret" | "author_uid">>()
  // @ts-expect-error server-written fields are not part of a create
  const forged: Create = { title: "x", isbn: "y", author_uid: "z", creator_uid: "me" }
  assert.isDefined([least, missing, forged])
})

it("infers the names and types of a resource that a database made", () => {
  const Old = Resource.make("old", {
    names: "camel",
    uid: "integer",
    fields: { bookTitle: Field.text },
    audit: {
      uid: "id",
      version: "rowVersion",
      created_at: { column: "made" },
      creator_uid: false,
      last_updater_uid: { name: "by" }
    }
  })
  type Row = Resource.RowOf<typeof Old>
  holds<Equal<keyof Row, "id" | "bookTitle" | "rowVersion" | "createdAt" | "lastUpdatedAt" | "by">>()
  holds<Equal<Row["id"], number>>()
  const Pair = Resource.make("pair", {
    fields: { a: Field.uuid, b: Field.uuid },
    uid: null,
    key: ["a", "b"],
    audit: { version: false }
  })
  holds<Equal<"uid" extends keyof Resource.RowOf<typeof Pair> ? true : false, false>>()
  // @ts-expect-error "c" is no field
  const none = () => Resource.make("pair", { fields: { a: Field.uuid }, uid: null, key: ["c"] })
  assert.isDefined([Old, Pair, none])
})

it("lets an existing table lack or rename audit columns", () => {
  const Old = Resource.make("old", { fields: { a: Schema.String }, audit: { uid: "id", version: false } })
  type Row = Resource.RowOf<typeof Old>
  holds<
    Equal<keyof Row, "id" | "a" | "created_at" | "last_updated_at" | "creator_uid" | "last_updater_uid">
  >()
  assert.deepStrictEqual(
    [...Old.columns.keys()],
    ["id", "a", "created_at", "last_updated_at", "creator_uid", "last_updater_uid"]
  )
})

it("types hooks by their resource and collects their errors and services", () => {
  const BooksHooks = Hooks.make(Books, {
    beforeCreate: (book) =>
      IsbnRegistry.use((registry) => registry.titleOf(book.isbn)).pipe(
        Effect.map((title) => ({ ...book, title }))
      ),
    afterDelete: (book, { caller }) => Effect.log(`${caller.subject} removed ${book.title} (${book.version})`)
  })
  const api = Api.make("library", { resources: [Authors, Books], hooks: [BooksHooks] })
  holds<Equal<typeof api, Api.Api<IsbnUnknown, IsbnRegistry, "authors" | "books">>>()
  assert.isTrue(api.hooks.has("books"))
})

it("tells hooks more than clients: they write what clients only read", () => {
  type ServerCreate = Resource.ServerCreateOf<typeof Books>
  type ServerUpdate = Resource.ServerUpdateOf<typeof Books>
  holds<Equal<Exclude<keyof ServerCreate, keyof Resource.CreateOf<typeof Books>>, "copies_available">>()
  holds<Equal<Exclude<keyof ServerUpdate, keyof Resource.UpdateOf<typeof Books>>, "copies_available">>()
  // A field that stays as created, and that hooks alone write, is theirs on create only.
  const Tickets = Resource.make("tickets", {
    fields: { number: Field.readOnly(Field.writeOnce(Field.bigint)), note: Schema.String }
  })
  holds<Equal<keyof Resource.CreateOf<typeof Tickets>, "note">>()
  holds<Equal<keyof Resource.ServerCreateOf<typeof Tickets>, "note" | "number">>()
  holds<Equal<keyof Resource.ServerUpdateOf<typeof Tickets>, "note">>()
  holds<Equal<Resource.RowOf<typeof Tickets>["number"], bigint>>()
  assert.strictEqual(Tickets.fields["number"]?.update, "never")
})

it("tells literals, JSON of a shape, and names of the audit's own choice", () => {
  const Copies = Resource.make("copies", {
    fields: {
      state: Schema.Literals(["new", "lent"]),
      marks: Field.jsonb(Schema.Struct({ page: Schema.Int }))
    },
    audit: {
      uid: "code",
      created_at: "made_at",
      last_updated_at: false,
      creator_uid: false,
      last_updater_uid: false
    },
    uid: "text"
  })
  type Row = Resource.RowOf<typeof Copies>
  holds<Equal<Row["state"], "new" | "lent">>()
  holds<Equal<Row["marks"], { readonly page: number }>>()
  holds<Equal<keyof Row, "code" | "state" | "marks" | "version" | "made_at">>()
  assert.deepStrictEqual([...Copies.columns.keys()], ["code", "state", "marks", "version", "made_at"])
})

it("types records that hooks reach by their resource", () => {
  const count = (records: Records["Service"]) =>
    Effect.map(records.update(Books, "x", { copies_available: 1 }), (book) => book.copies_available)
  holds<Equal<Effect.Success<ReturnType<typeof count>>, number>>()
  const wrong = (records: Records["Service"]) => [
    // @ts-expect-error a create lacks what it must have
    records.create(Books, { title: "x" }),
    // @ts-expect-error a field stays as created
    records.update(Books, "x", { isbn: "x" }),
    // @ts-expect-error a misspelt field
    Effect.map(records.get(Books, "x"), (book) => book.titel),
    // @ts-expect-error a misspelt field to look for
    records.list(Books, { titel: "x" }),
    // @ts-expect-error a value of another type
    records.list(Books, { pages: "1" })
  ]
  assert.isFunction(wrong)
})

it("takes no permit of another act, of another resource or of one's own making for a command", () => {
  const of = { _tag: "Get", uid: "x", projection: Projection.whole(Books) } as const
  const [get, list, author] = [permit(Books, "get"), permit(Books, "list"), permit(Authors, "get")]
  const right: Command.Get<typeof Books> = { ...of, permit: get }
  // @ts-expect-error another act
  const ofList: Command.Get = { ...of, permit: list }
  // @ts-expect-error another act, though a replace may update
  const ofReplace: Command.Update["permit"] = permit(Books, "replace")
  // @ts-expect-error another resource
  const ofAuthor: Command.Get<typeof Books> = { ...of, permit: author }
  const { act, createCheck, resource, see, tenant, updateCheck, using } = get
  // @ts-expect-error only authorise makes one
  const forged: Permit = { act, createCheck, resource, see, tenant, updateCheck, using }
  // A lock is judged as the act that it is for.
  holds<
    Equal<
      Command.Lock["permit"]["act"],
      "get" | "create" | "replace" | "update" | "upsert" | "delete" | "restore" | "purge"
    >
  >()
  assert.isDefined([right, ofList, ofReplace, ofAuthor, forged])
})

it("knows resources that are declared on the spot", () => {
  const api = Api.make("x", {
    resources: [Authors, Resource.make("tags", { fields: { name: Schema.String } })]
  })
  holds<Equal<typeof api, Api.Api<never, never, "authors" | "tags">>>()
  assert.isTrue(api.resources.has("tags"))
  // @ts-expect-error a name that none of its resources has
  assert.isFalse(api.resources.has("tag"))
})

it("does not compile what makes no sense, and refuses it at start all the same", () => {
  assert.throws(
    // @ts-expect-error "no field b_id in a"
    () => Resource.make("a", { fields: { a: Schema.String }, relations: { b: Relation.one("b", "b_id") } }),
    'Resource "a": the relation "b" goes by "b_id", which is no field'
  )
  assert.throws(
    // @ts-expect-error "relation to a resource that is not in this api": "authors"
    () => Api.make("x", { resources: [Books] }),
    'Api "x": books.author_uid refers to "authors", which is not in it'
  )
  // @ts-expect-error a column that the resource's rows do not have
  Hooks.make(Books, { beforeCreate: (book) => Effect.succeed({ ...book, title: 1 }) })
  // @ts-expect-error unknown hook
  Hooks.make(Books, { beforeCreat: (book: never) => Effect.succeed(book) })
  assert.throws(
    // @ts-expect-error a unique constraint over a field that does not exist
    () => Resource.make("a", { fields: { a: Schema.String }, uniques: { a_key: ["b"] } }),
    "names no field"
  )
  // @ts-expect-error an unknown verb
  Resource.make("a", { fields: { a: Schema.String }, access: { lst: Access.everyone } })
  assert.throws(
    // @ts-expect-error a default of the wrong type
    () => Resource.make("a", { fields: { a: Field.withDefault(Field.integer, "x") } }),
    "breaks its schema"
  )
})
