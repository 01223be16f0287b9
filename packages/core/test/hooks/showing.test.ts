import { assert, describe, it } from "@effect/vitest"
import {
  type Change,
  type Command,
  Conflict as TakenElsewhere,
  HookRefusal,
  Hooks,
  NotPermitted,
  Projection,
  RecordNotFound,
  Records,
  Rows,
  type Values
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Authors, Books } from "../books.ts"
import {
  ask,
  create,
  get,
  history,
  list,
  one,
  remove,
  replace,
  row,
  uid,
  update,
  withHooks
} from "../library.ts"
import * as ScriptedStore from "../ScriptedStore.ts"
import { unsaid } from "../unsaid.ts"

class Refused extends Schema.TaggedError<Refused>()("Refused", {}) {}

/** Shows every title louder, keeps back what is named "kept", and refuses what is named "refused". */
const loud = () => {
  const seen: Array<unknown> = []
  const hooks = Hooks.make(Books, {
    afterRead: (rows) => {
      seen.push(rows)
      if (rows.some(({ title }) => title === "refused")) return Effect.fail(new Refused())
      return Effect.succeed(
        rows.flatMap((book) => (book.title === "kept" ? [] : [{ ...book, title: book.title.toUpperCase() }]))
      )
    }
  })
  return { seen, api: withHooks(hooks) }
}
const named = (title: string): Values => ({ ...row, title })
const unshown = { projection: Projection.none }
const writes = [create(), replace, update({ pages: 1 }), remove] as const
const versions = (rows: Rows.Rows) => rows.values().map((row) => ("version" in row ? row.version : undefined))
const locks = (command: Command.ClientCommand<typeof Books>) => (command._tag === "Create" ? [] : ["Lock"])

describe("afterRead on the answer of a write", () => {
  for (const command of writes) {
    const tag = command._tag
    it.effect(`changes what is shown, inside the unit of the write: ${tag}`, () =>
      Effect.gen(function* () {
        const { seen, api } = loud()
        const store = ScriptedStore.make(() => one())
        const rows = yield* ask(api, command, store)
        assert.deepStrictEqual(store.asked, ["begin", ...locks(command), tag, "commit"])
        assert.deepStrictEqual(seen, [[row]])
        const [book] = rows.values()
        assert.deepStrictEqual(book, named("MIDDLEMARCH"))
        assert.deepStrictEqual(JSON.parse(rows.json()).title, "MIDDLEMARCH")
        assert.deepInclude(
          { ...rows },
          { _tag: "Written", count: 1, created: tag === "Create", visible: true }
        )
        assert.isTrue(rows.computed)
        assert.deepStrictEqual(rows.keys(), [{ uid, version: "3" }])
      })
    )

    it.effect(`keeps a record back: ${tag}`, () =>
      Effect.gen(function* () {
        const { api } = loud()
        const store = ScriptedStore.make(() => one(named("kept")))
        const rows = yield* ask(api, command, store)
        assert.deepInclude({ ...rows }, { _tag: "Written", created: tag === "Create", visible: false })
        assert.deepStrictEqual(rows.keys(), [{ uid, version: "3" }])
        assert.strictEqual(store.asked.at(-1), "commit")
      })
    )

    it.effect(`takes the write back when it fails: ${tag}`, () =>
      Effect.gen(function* () {
        const { api } = loud()
        const store = ScriptedStore.make(() => one(named("refused")))
        const refusal = yield* Effect.flip(ask(api, command, store))
        assert.deepStrictEqual(refusal, new HookRefusal(new Refused()))
        assert.deepStrictEqual(store.asked, ["begin", ...locks(command), tag, "rollback"])
      })
    )

    it.effect(`is not asked of a record that the write put out of sight: ${tag}`, () =>
      Effect.gen(function* () {
        const { seen, api } = loud()
        const store = ScriptedStore.make(({ command: { _tag } }) =>
          _tag === "Lock" ? one() : Rows.written(one(), { created: tag === "Create", visible: false })
        )
        assert.deepInclude({ ...(yield* ask(api, command, store)) }, { visible: false, computed: false })
        assert.deepStrictEqual(seen, [])
      })
    )
  }

  it.effect("is not run, nor is the write a unit, where nothing of the record is shown", () =>
    Effect.gen(function* () {
      const { seen, api } = loud()
      const store = ScriptedStore.make(() => one(named("refused")))
      yield* ask(api, { ...update({ pages: 1 }), ...unshown }, store)
      yield* ask(api, { ...remove, ...unshown }, store)
      assert.deepStrictEqual(store.asked, ["Update", "Delete"])
      assert.deepStrictEqual(seen, [])
    })
  )

  it.effect("is not run where nothing is shown and the write is a unit for another hook", () =>
    Effect.gen(function* () {
      const api = withHooks(
        Hooks.make(Books, {
          beforeUpdate: (values) => Effect.succeed(values),
          afterDelete: () => Effect.void,
          afterRead: () => Effect.die("nothing is read")
        })
      )
      const store = ScriptedStore.make(() => one())
      yield* ask(api, { ...update({ pages: 1 }), ...unshown }, store)
      yield* ask(api, { ...remove, ...unshown }, store)
      assert.deepStrictEqual(store.asked, [
        "begin",
        "Lock",
        "Update",
        "commit",
        "begin",
        "Lock",
        "Delete",
        "commit"
      ])
    })
  )

  it.effect("comes after the other hooks, which see the record as it is, and reaches records", () =>
    Effect.gen(function* () {
      const told: Array<string> = []
      const hooks = Hooks.make(Books, {
        afterUpdate: ({ title }) => Effect.sync(() => told.push(title)),
        afterRead: (rows) =>
          Effect.gen(function* () {
            const records = yield* Records
            yield* records.get(Authors, uid)
            told.push("shown")
            return rows.map((book) => ({ ...book, title: "changed" }))
          })
      })
      const store = ScriptedStore.make(() => one())
      yield* ask(withHooks(hooks), update({ pages: 1 }), store)
      assert.deepStrictEqual(told, ["Middlemarch", "shown"])
      assert.deepStrictEqual(store.asked, ["begin", "Lock", "Update", "Lock", "commit"])
    })
  )
})

describe("afterRead on the images of a history", () => {
  const change = (version: bigint, after: Values | null): Change => ({
    ...unsaid,
    before: null,
    resource: "books",
    uid,
    version,
    operation: after === null ? "delete" : "update",
    at: "2026-11-25T08:30:00Z",
    actor: "ann",
    request_id: "r-1",
    after
  })
  /** As a store does: an image that nobody chooses is not read. */
  const storeOf = (...changes: ReadonlyArray<Change>) =>
    ScriptedStore.make(({ command }) => {
      if (command._tag !== "History") return one()
      const { page, select } = command
      if (page._tag !== "Offset") return one()
      const read = changes
        .map((each, at) => ({ ...each, was: changes[at + 1]?.after ?? null }))
        .slice(page.offset, page.offset + page.limit)
      const imageless = select?.includes("after") === false
      return Rows.fromChanges(
        Books,
        imageless ? read.map((each) => ({ ...each, after: null })) : read,
        select
      )
    })
  const paged = (limit: number, offset = 0): Command.History<typeof Books> => ({
    ...history,
    page: { _tag: "Offset", limit, offset }
  })

  it.effect("is asked for each image, and about a deletion for the one before", () =>
    Effect.gen(function* () {
      const { seen, api } = loud()
      const changes = [change(3n, null), change(2n, named("b")), change(1n, named("a"))]
      const rows = yield* ask(api, history, storeOf(...changes))
      assert.deepStrictEqual(seen, [[named("b")], [named("b")], [named("a")]])
      assert.deepStrictEqual(rows.values(), [
        change(3n, null),
        change(2n, named("B")),
        change(1n, named("A"))
      ])
      assert.deepStrictEqual(
        JSON.parse(`[${rows.json()}]`).map(
          ({ after }: { readonly after: Values | null }) => after?.["title"]
        ),
        [undefined, "B", "A"]
      )
      assert.isTrue(rows.computed)
      assert.deepStrictEqual([rows._tag, rows.count, rows.keys().length], ["Changes", 3, 3])
    })
  )

  it.effect("leaves out the changes whose image it keeps back", () =>
    Effect.gen(function* () {
      const { api } = loud()
      const rows = yield* ask(api, history, storeOf(change(2n, named("kept")), change(1n, named("a"))))
      assert.deepStrictEqual(rows.values(), [change(1n, named("A"))])
      assert.deepStrictEqual([rows.count, rows.keys()], [1, [{ uid, version: "1" }]])
      assert.notInclude(rows.json(), "kept")
    })
  )

  it.effect("sees null for what an image lacks, and the answer lacks it all the same", () =>
    Effect.gen(function* () {
      const { seen, api } = loud()
      const { pages, ...image } = named("a")
      const rows = yield* ask(api, history, storeOf(change(1n, { ...image, secret: "hush", gone: 1 })))
      assert.isDefined(pages)
      assert.deepStrictEqual(seen, [[{ ...image, pages: null }]])
      assert.deepStrictEqual(rows.values(), [change(1n, { ...image, title: "A" })])
      for (const name of ["pages", "secret", "gone"]) assert.notInclude(rows.json(), name)
    })
  )

  it.effect("may fill what an image lacks", () =>
    Effect.gen(function* () {
      const { pages, ...image } = row
      const api = withHooks(
        Hooks.make(Books, {
          afterRead: (rows) => Effect.succeed(rows.map((book) => ({ ...book, pages: 1 })))
        })
      )
      const rows = yield* ask(api, history, storeOf(change(1n, image)))
      assert.isDefined(pages)
      assert.deepStrictEqual(rows.values(), [change(1n, { ...image, pages: 1 })])
    })
  )

  it.effect("decides also where no image is chosen, by the image that the client does not get", () =>
    Effect.gen(function* () {
      const { seen, api } = loud()
      const chosen: Command.History<typeof Books> = { ...history, select: ["version", "actor"] }
      const rows = yield* ask(api, chosen, storeOf(change(2n, named("kept")), change(1n, named("a"))))
      assert.strictEqual(rows.json(), '{"version":1,"actor":"ann"}')
      assert.deepStrictEqual([seen, rows.computed], [[[named("kept")], [named("a")]], true])
      const refusal = yield* Effect.flip(ask(api, chosen, storeOf(change(1n, named("refused")))))
      assert.deepStrictEqual(refusal, new HookRefusal(new Refused()))
      const shown: Command.History<typeof Books> = { ...history, select: ["after"] }
      assert.include((yield* ask(api, shown, storeOf(change(1n, named("a"))))).json(), '"title":"A"')
    })
  )

  it.effect("leaves out the delete of what it keeps back, and shows that of what it shows", () =>
    Effect.gen(function* () {
      const { api } = loud()
      const [deleted, a] = [change(3n, null), change(1n, named("a"))]
      const kept = yield* ask(api, history, storeOf(deleted, change(2n, named("kept")), a))
      assert.deepStrictEqual(kept.values(), [change(1n, named("A"))])
      const shown = yield* ask(api, history, storeOf(deleted, change(2n, named("b")), a))
      assert.deepStrictEqual(versions(shown), [3n, 2n, 1n])
    })
  )

  it.effect("reads the image before a delete that ends the page, and does not show it", () =>
    Effect.gen(function* () {
      const { seen, api } = loud()
      const [made, deleted] = [change(3n, named("b")), change(2n, null)]
      const kept = storeOf(made, deleted, change(1n, named("kept")))
      assert.deepStrictEqual(versions(yield* ask(api, paged(2), kept)), [3n])
      assert.deepStrictEqual(versions(yield* ask(api, paged(1, 1), kept)), [])
      const shown = storeOf(made, deleted, change(1n, named("a")))
      assert.deepStrictEqual(versions(yield* ask(api, paged(2), shown)), [3n, 2n])
      seen.length = 0
      assert.deepStrictEqual(versions(yield* ask(api, paged(1), storeOf(made, change(2n, named("c"))))), [3n])
      assert.deepStrictEqual(seen, [[named("b")]])
    })
  )

  it.effect("has no say in a delete before which there is no image", () =>
    Effect.gen(function* () {
      const { api } = loud()
      const store = storeOf(change(2n, named("kept")), change(1n, null))
      assert.deepStrictEqual(versions(yield* ask(api, history, store)), [1n])
    })
  )

  it.effect("has no record for the caller where it keeps back all of the first page, on no page", () =>
    Effect.gen(function* () {
      const { api } = loud()
      const kept = [change(3n, null), change(2n, named("kept")), change(1n, named("kept"))]
      const absent = new RecordNotFound({ resource: "books", uid })
      for (const limit of [0, 1, 2, 3, 10])
        assert.deepStrictEqual(yield* Effect.flip(ask(api, paged(limit), storeOf(...kept))), absent)
      // Nor do later pages tell that it is there, be they empty by the hook or without it.
      for (const offset of [1, 2, 3, 10])
        assert.deepStrictEqual(yield* Effect.flip(ask(api, paged(10, offset), storeOf(...kept))), absent)
    })
  )

  it.effect("makes no record absent whose page is empty without it", () =>
    Effect.gen(function* () {
      const { api } = loud()
      const store = storeOf(change(1n, named("a")))
      assert.deepStrictEqual(versions(yield* ask(api, paged(0), store)), [])
      assert.deepStrictEqual(versions(yield* ask(api, paged(10, 1), store)), [])
      assert.deepStrictEqual(versions(yield* ask(api, history, storeOf())), [])
    })
  )

  it.effect("may refuse, and reaches records without locking them", () =>
    Effect.gen(function* () {
      const { api } = loud()
      const refusal = yield* Effect.flip(ask(api, history, storeOf(change(1n, named("refused")))))
      assert.deepStrictEqual(refusal, new HookRefusal(new Refused()))
      const reaching = withHooks(
        Hooks.make(Books, {
          afterRead: (rows) => Records.use((records) => Effect.as(records.get(Books, uid), rows))
        })
      )
      const store = ScriptedStore.make(({ command }) =>
        command._tag === "History" ? Rows.fromChanges(Books, [change(1n, row)], null) : one()
      )
      yield* ask(reaching, history, store)
      assert.deepStrictEqual(store.asked, ["History", "Get"])
    })
  )
})

describe("a hook's own error", () => {
  /** Named as one of core's, and none of them. */
  class Conflict extends Schema.TaggedError<Conflict>()("Conflict", {
    fields: Schema.Array(Schema.String)
  }) {}
  const own = new Conflict({ fields: ["title"] })
  const core = new NotPermitted({ resource: "books", act: "read" })
  const hooked = (error: Conflict | NotPermitted) => {
    const fail = () => Effect.fail(error)
    return [
      [Hooks.make(Books, { beforeCreate: fail }), create()],
      [Hooks.make(Books, { afterCreate: fail }), create()],
      [Hooks.make(Books, { beforeUpdate: fail }), update({})],
      [Hooks.make(Books, { afterUpdate: fail }), replace],
      [Hooks.make(Books, { beforeDelete: fail }), remove],
      [Hooks.make(Books, { afterDelete: fail }), remove],
      [Hooks.make(Books, { beforeRead: fail }), get],
      [Hooks.make(Books, { afterRead: fail }), list],
      [Hooks.make(Books, { afterRead: fail }), update({})]
    ] as const
  }
  const failing = Effect.fnUntraced(function* (error: Conflict | NotPermitted) {
    return yield* Effect.forEach(hooked(error), ([hooks, command]) => {
      const store = ScriptedStore.make(() => one())
      return Effect.flip(ask(withHooks(hooks), command, store))
    })
  })

  it.effect("is told from core's by its class, though it has the name of one", () =>
    Effect.gen(function* () {
      for (const failure of yield* failing(own)) {
        assert.instanceOf(failure, HookRefusal)
        assert.strictEqual(failure._tag === "HookRefusal" && failure.error, own)
      }
    })
  )

  it.effect("that is core's own keeps its meaning, made by the hook or passed on by it", () =>
    Effect.gen(function* () {
      for (const failure of yield* failing(core)) assert.strictEqual(failure, core)
      const taken = new TakenElsewhere({ resource: "authors", fields: ["name"] })
      const store = ScriptedStore.make(({ command }) =>
        command.permit.resource.name === "authors" ? taken : one()
      )
      const passing = Hooks.make(Books, {
        beforeDelete: () => Records.use((records) => records.get(Authors, uid))
      })
      // The fields of another resource are nothing to the client of this one.
      assert.deepStrictEqual(
        yield* Effect.flip(ask(withHooks(passing), remove, store)),
        new TakenElsewhere({ resource: "authors", fields: [] })
      )
    })
  )
})
