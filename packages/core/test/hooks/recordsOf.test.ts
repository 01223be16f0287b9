import { assert, describe, it } from "@effect/vitest"
import { type Command, Hooks, Records, Resource, Rows } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { permit, shown } from "../asked.ts"
import { Authors, Books } from "../books.ts"
import { ask, get, one, remove, row, uid, whole, withHooks } from "../library.ts"
import * as ScriptedStore from "../ScriptedStore.ts"

const column = (name: string) => Resource.columnOf(Books, name)
const listing = (filter: Command.List["query"]["filter"], limit = 100): Command.List => ({
  _tag: "List",
  permit: permit(Books, "list"),
  query: {
    filter,
    order: [],
    page: { _tag: "Offset", limit, offset: 0 },
    projection: whole,
    count: null
  }
})

/** What a hook's use of its records asks of the store, around a read or a write. */
const inHook = Effect.fnUntraced(function* <A, E>(use: (records: Records["Service"]) => Effect.Effect<A, E>) {
  const store = ScriptedStore.make(({ command }) =>
    command._tag === "List" ? shown(Books, row, { ...row, pages: null }) : one()
  )
  const hook = () => Records.use(use)
  const around = {
    read: Hooks.make(Books, { beforeRead: hook }),
    write: Hooks.make(Books, { beforeDelete: hook })
  }
  yield* ask(withHooks(around.read), get, store)
  yield* ask(withHooks(around.write), remove, store)
  return store
})

describe("Records.list", () => {
  it.effect("asks for equal values, null by its own word, in one short form, around reads and writes", () =>
    Effect.gen(function* () {
      const where = { title: "Emma", pages: null, copies_available: 2 }
      const store = yield* inHook((records) => records.list(Books, where, { limit: 7 }))
      const wanted = listing(
        {
          _tag: "And",
          predicates: [
            { _tag: "Compare", column: column("copies_available"), operator: "eq", value: 2 },
            { _tag: "Is", column: column("pages"), value: null },
            { _tag: "Compare", column: column("title"), operator: "eq", value: "Emma" }
          ]
        },
        7
      )
      assert.deepStrictEqual(store.asked, ["List", "Get", "begin", "Lock", "List", "Delete", "commit"])
      const asked = store.commands.filter(({ command }) => command._tag === "List")
      assert.deepStrictEqual(
        asked.map(({ command }) => command),
        [wanted, wanted]
      )
    })
  )

  it.effect("reads values as their columns write them; what none can hold is in no record", () =>
    Effect.gen(function* () {
      const store = yield* inHook((records) =>
        Effect.andThen(
          records.list(Books, { author_uid: uid.toUpperCase() }),
          records.list(Books, { author_uid: "no uuid" })
        )
      )
      const filters = store.commands.flatMap(({ command }) =>
        command._tag === "List" ? [command.query.filter] : []
      )
      const equal = { _tag: "Compare", column: column("author_uid"), operator: "eq", value: uid }
      const none = { _tag: "Constant", value: false }
      assert.deepStrictEqual<unknown>(filters, [equal, none, equal, none])
    })
  )

  it.effect("answers the records, a hundred at most and all of them unless told", () =>
    Effect.gen(function* () {
      const told: Array<unknown> = []
      const store = yield* inHook((records) =>
        Effect.map(records.list(Books, {}), (books) =>
          told.push(books.map(({ title, pages }) => [title, pages]))
        )
      )
      const found = [
        ["Middlemarch", 880],
        ["Middlemarch", null]
      ]
      assert.deepStrictEqual(told, [found, found])
      assert.deepStrictEqual(store.commands[0]?.command, listing({ _tag: "Constant", value: true }))
    })
  )

  it.effect("is a defect for a name that is no field: that is the hook's own", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(() => one())
      const where: object = { titel: "Emma" }
      const hooks = Hooks.make(Books, {
        beforeRead: () => Records.use((records) => records.list(Books, where))
      })
      const exit = yield* Effect.exit(ask(withHooks(hooks), get, store))
      assert.isTrue(Exit.hasDies(exit))
      assert.deepStrictEqual(store.asked, [])
    })
  )

  it.effect("dies of a store that answers as a write does", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(({ command }) =>
        command._tag === "List" ? Rows.written(one(), { created: false, visible: true }) : one()
      )
      const hooks = Hooks.make(Books, { beforeRead: () => Records.use((records) => records.list(Books, {})) })
      assert.isTrue(Exit.hasDies(yield* Effect.exit(ask(withHooks(hooks), get, store))))
    })
  )
})

describe("what Records write", () => {
  it.effect("may refer to all: their commands carry no references", () =>
    Effect.gen(function* () {
      const store = yield* inHook((records) =>
        Effect.andThen(
          records.create(Authors, { name: "Eliot" }),
          records.update(Books, uid, { author_uid: uid })
        )
      )
      const written = store.commands.filter(({ stamp }) => stamp.operation !== null)
      assert.deepStrictEqual(
        written.map(({ references }) => references),
        written.map(() => [])
      )
    })
  )
})
