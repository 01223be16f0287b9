import { assert, describe, it } from "@effect/vitest"
import {
  Api,
  Command,
  Field,
  handleCommand,
  HookRefusal,
  Hooks,
  NotPermitted,
  Projection,
  Records,
  Resource,
  Rows,
  StoreBusy,
  VersionMismatch
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import * as TestClock from "effect/testing/TestClock"
import { ann, permit, shown } from "./asked.ts"
import { Authors, Books } from "./books.ts"
import {
  absent,
  ask,
  body,
  condition,
  create,
  get,
  history,
  list,
  one,
  patch,
  plain,
  remove,
  replace,
  row,
  uid,
  update,
  whole,
  withHooks
} from "./library.ts"
import { unsaidStamp } from "./unsaid.ts"
import * as ScriptedStore from "./ScriptedStore.ts"

class Refused extends Schema.TaggedError<Refused>()("Refused", {}) {}

const repeated = (times: number, ...steps: ReadonlyArray<string>) =>
  Array.from({ length: times }, () => steps).flat()
const valuesOf = ({ commands }: ScriptedStore.Scripted, at: number): unknown => {
  const command = commands[at]?.command
  return command !== undefined && "values" in command ? command.values : undefined
}

describe("a command without hooks", () => {
  it.effect("is a defect where the api has no such resource: nobody could say what it may refer to", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(() => one())
      const stranger = Api.make("other", { resources: [Authors] })
      const exit = yield* Effect.exit(ask(stranger, get, store))
      assert.include(String(exit), 'A command about "books" was asked of the api "other"')
      assert.deepStrictEqual(store.asked, [])
    })
  )

  it.effect("is one statement, stamped with a new uid and the clock's instant", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(1_764_043_200_120)
      const store = ScriptedStore.make(() => one())
      const rows = yield* ask(
        plain,
        create({ ...body, price: 5, uid: "forged", creator_uid: "forged" }),
        store
      )
      assert.deepStrictEqual(store.asked, ["Create"])
      assert.deepStrictEqual(valuesOf(store, 0), {
        ...body,
        price: "5.00",
        pages: null,
        genres: [],
        details: null,
        secret: null
      })
      const { uid: made, ...stamp } = store.commands[0]?.stamp ?? { uid: null }
      assert.match(String(made), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/u)
      assert.deepStrictEqual(stamp, {
        ...unsaidStamp,
        operation: "create",
        at: "2025-11-25T04:00:00.12Z",
        actor: "ann",
        subject: "ann",
        requestId: "r-1",
        uids: [],
        key: null
      })
      assert.deepStrictEqual(rows.keys(), [{ uid, version: "3" }])
    })
  )

  it.effect("never reaches the store with a body that breaks a rule", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(() => one())
      assert.strictEqual((yield* Effect.flip(ask(plain, create({}), store)))["_tag"], "RecordInvalid")
      const forged = yield* Effect.flip(ask(plain, update({ version: 1 }), store, true))
      assert.deepStrictEqual(forged._tag === "RecordInvalid" ? forged.faults.map(({ code }) => code) : [], [
        "read-only"
      ])
      assert.deepStrictEqual(store.asked, [])
    })
  )

  it.effect("passes the store's failure on", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(() => absent)
      for (const command of [get, list, replace, remove, update({ title: "x" })]) {
        assert.strictEqual(yield* Effect.flip(ask(plain, command, store)), absent)
      }
      assert.deepStrictEqual(store.asked, ["Get", "List", "Replace", "Delete", "Update"])
    })
  )

  it.effect("is a unit where an object is merged into a jsonb field, and writes the result", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(() => one())
      yield* ask(
        plain,
        update({ title: "x", details: { shelf: { side: null, row: 2 }, lent: null } }, true),
        store
      )
      assert.deepStrictEqual(store.asked, ["begin", "Lock", "Update", "commit"])
      assert.deepStrictEqual(valuesOf(store, 1), { title: "x", details: { shelf: { row: 2 } } })
      const [locked, written] = store.commands.map(({ command }) => command)
      assert.deepStrictEqual(locked?._tag === "Lock" ? locked.condition : null, condition)
      assert.strictEqual(written?._tag === "Update" && written.merge, false)
    })
  )

  it.effect("is a unit where operations are applied, and writes the fields that they change", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(() => one())
      const operations = [
        { op: "replace", path: "/title", value: "x" },
        { op: "test", path: "/price", value: 5 },
        { op: "replace", path: "/pages", value: 880 },
        { op: "replace", path: "/price", value: 5 },
        { op: "remove", path: "/details/shelf/side" },
        { op: "add", path: "/genres/0", value: "novel" }
      ]
      yield* ask(plain, patch(...operations), store)
      assert.deepStrictEqual(store.asked, ["begin", "Lock", "Update", "commit"])
      assert.deepStrictEqual(valuesOf(store, 1), {
        title: "x",
        genres: ["novel"],
        details: { shelf: { row: 1 }, lent: true }
      })
      const [locked, written] = store.commands.map(({ command }) => command)
      assert.deepStrictEqual(locked?._tag === "Lock" ? locked.condition : null, condition)
      assert.deepStrictEqual(store.commands[1]?.stamp.operation, "update")
      assert.strictEqual(written?._tag === "Update" && written.merge, false)
    })
  )

  it.effect(
    "writes nothing where an operation does not apply, or makes what the resource does not take",
    () =>
      Effect.gen(function* () {
        const doubled = Array.from({ length: 40 }, (_, at) => ({
          op: "copy",
          from: "/details",
          path: `/details/d${at}`
        }))
        const cases = [
          [[{ op: "test", path: "/title", value: "x" }], "PatchConflict"],
          [[{ op: "remove", path: "/details/gone" }], "PatchConflict"],
          [[{ op: "remove", path: "/title" }], "RecordInvalid title required"],
          [[{ op: "replace", path: "/pages", value: -1 }], "RecordInvalid pages check"],
          [[{ op: "add", path: "/genres/-", value: 1 }], "RecordInvalid genres/0 type"],
          [[{ op: "copy", from: "/details", path: "/pages" }], "RecordInvalid pages type"],
          [doubled, "RecordInvalid 12 too-large"]
        ] as const
        for (const [operations, told] of cases) {
          const store = ScriptedStore.make(() => one())
          const failure = yield* Effect.flip(ask(plain, patch(...operations), store))
          const faults =
            failure._tag === "RecordInvalid"
              ? failure.faults.map(({ path, code }) => ` ${path.join("/")} ${code}`)
              : []
          assert.strictEqual(`${failure._tag}${faults.join()}`, told)
          assert.deepStrictEqual(store.asked, ["begin", "Lock", "rollback"])
        }
        const store = ScriptedStore.make(() => one())
        const barred = yield* Effect.flip(ask(plain, patch({ op: "remove", path: "/version" }), store))
        assert.strictEqual(barred._tag, "RecordInvalid")
        assert.deepStrictEqual(store.asked, [])
      })
  )

  it.effect("is a defect where a schema's check throws, and asks the store nothing", () =>
    Effect.gen(function* () {
      const thrown = new Error("no such year")
      const fails = Schema.makeFilter<string>(() => {
        throw thrown
      })
      const Shelves = Resource.make("shelves", { fields: { room: Schema.String.check(fails) } })
      const store = ScriptedStore.make(() => one())
      const command: Command.Create<typeof Shelves> = {
        _tag: "Create",
        permit: permit(Shelves, "create"),
        values: { room: "7" },
        projection: Projection.whole(Shelves)
      }
      const asked = handleCommand(Api.make("x", { resources: [Shelves] }), command, ann, { strict: false })
      const exit = yield* Effect.exit(store.provide(asked))
      assert.isTrue(Exit.hasDies(exit))
      assert.deepStrictEqual(store.asked, [])
    })
  )

  it.effect("validates what a merge makes of the stored JSON", () =>
    Effect.gen(function* () {
      const Shelves = Resource.make("shelves", {
        fields: { doc: Field.jsonb(Schema.Struct({ row: Schema.Int, side: Schema.String })) }
      })
      const api = Api.make("x", { resources: [Shelves] })
      const projection = Projection.whole(Shelves)
      const stored = shown(Shelves, { doc: { row: 1, side: "left" } })
      const patch = (doc: object) => {
        const store = ScriptedStore.make(() => stored)
        const command: Command.Update<typeof Shelves> = {
          _tag: "Update",
          projection,
          permit: permit(Shelves, "update"),
          uid,
          values: { doc },
          merge: true,
          condition
        }
        return Effect.map(
          Effect.exit(store.provide(handleCommand(api, command, ann, { strict: false }))),
          ({ _tag }) => [_tag, ...store.asked]
        )
      }
      assert.deepStrictEqual(yield* patch({ row: 2 }), ["Success", "begin", "Lock", "Update", "commit"])
      assert.deepStrictEqual(yield* patch({ side: null }), ["Failure", "begin", "Lock", "rollback"])
    })
  )
})

describe("writes with hooks", () => {
  it.effect("creates: before-hook, validation, write, after-hook, in one unit", () =>
    Effect.gen(function* () {
      const told: Array<unknown> = []
      const store = ScriptedStore.make(() => one())
      const api = withHooks(
        Hooks.make(Books, {
          beforeCreate: (values, context) =>
            Effect.sync(() => {
              told.push([values.title, context.caller.subject, [...store.asked]])
              return { ...values, title: "changed", copies_available: 7 }
            }),
          afterCreate: (made) => Effect.sync(() => told.push([made.title, made.version, [...store.asked]]))
        })
      )
      const rows = yield* ask(api, create(), store)
      assert.deepStrictEqual(told, [
        ["Middlemarch", "ann", ["begin"]],
        ["Middlemarch", 3n, ["begin", "Create"]]
      ])
      assert.deepStrictEqual(store.asked, ["begin", "Create", "commit"])
      assert.deepInclude(valuesOf(store, 0), { title: "changed", copies_available: 7 })
      assert.strictEqual(rows.count, 1)
    })
  )

  it.effect("validates again what a before-hook made of a body", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(() => one())
      const api = withHooks(
        Hooks.make(Books, {
          beforeCreate: (values) => Effect.succeed({ ...values, title: "" }),
          beforeUpdate: (values) => Effect.succeed({ ...values, price: "free" })
        })
      )
      for (const command of [create(), update({ title: "x" })])
        assert.isTrue(Exit.hasDies(yield* Effect.exit(ask(api, command, store))))
      assert.deepStrictEqual(store.asked, ["begin", "rollback", "begin", "Lock", "rollback"])
    })
  )

  it.effect("updates: locks and judges the record before a hook sees it", () =>
    Effect.gen(function* () {
      const told: Array<unknown> = []
      const store = ScriptedStore.make(({ command }) =>
        one(command._tag === "Update" ? { ...row, ...command.values, version: 4n } : row)
      )
      const api = withHooks(
        Hooks.make(Books, {
          beforeUpdate: (values, current) =>
            Effect.sync(() => {
              told.push([values, current.version, [...store.asked]])
              return { ...values, copies_available: current.copies_available - 1 }
            }),
          afterUpdate: (after, before) =>
            Effect.sync(() => told.push([after.version, before.version, [...store.asked]]))
        })
      )
      yield* ask(api, update({ title: "x" }), store)
      assert.deepStrictEqual(told, [
        [{ title: "x" }, 3n, ["begin", "Lock"]],
        [4n, 3n, ["begin", "Lock", "Update"]]
      ])
      assert.deepStrictEqual(valuesOf(store, 1), { title: "x", copies_available: 1 })
    })
  )

  it.effect("stops at the lock when the record is not as the client expects", () =>
    Effect.gen(function* () {
      const mismatch = new VersionMismatch({ resource: "books", uid })
      const store = ScriptedStore.make(() => mismatch)
      const api = withHooks(
        Hooks.make(Books, {
          beforeUpdate: () => Effect.die("no hook"),
          beforeDelete: () => Effect.die("no hook"),
          afterCreate: () => Effect.die("no hook")
        })
      )
      assert.strictEqual(yield* Effect.flip(ask(api, update({}), store)), mismatch)
      assert.strictEqual(yield* Effect.flip(ask(api, remove, store)), mismatch)
      assert.strictEqual(yield* Effect.flip(ask(api, replace, store)), mismatch)
      assert.deepStrictEqual(store.asked, [
        "begin",
        "Lock",
        "rollback",
        "begin",
        "Lock",
        "rollback",
        "begin",
        "Lock",
        "rollback"
      ])
    })
  )

  it.effect("locks with the write's own permit, and passes the refusal on", () =>
    Effect.gen(function* () {
      const refusal = new NotPermitted({ resource: "books", act: "x" })
      const store = ScriptedStore.make(() => refusal)
      const api = withHooks(
        Hooks.make(Books, {
          beforeUpdate: (values) => Effect.succeed(values),
          beforeDelete: () => Effect.void
        })
      )
      const writes = [update({}), replace, remove]
      for (const command of writes) assert.strictEqual(yield* Effect.flip(ask(api, command, store)), refusal)
      assert.deepStrictEqual(
        store.commands.map(({ command }) => command.permit),
        writes.map(({ permit }) => permit)
      )
      assert.deepStrictEqual(store.asked, repeated(3, "begin", "Lock", "rollback"))
    })
  )

  it.effect("deletes: hooks around it see what was there", () =>
    Effect.gen(function* () {
      const told: Array<unknown> = []
      const store = ScriptedStore.make(() => one())
      const api = withHooks(
        Hooks.make(Books, {
          beforeDelete: ({ title }) => Effect.sync(() => told.push(["before", title, [...store.asked]])),
          afterDelete: ({ title }) => Effect.sync(() => told.push(["after", title, [...store.asked]]))
        })
      )
      yield* ask(api, remove, store)
      assert.deepStrictEqual(told, [
        ["before", "Middlemarch", ["begin", "Lock"]],
        ["after", "Middlemarch", ["begin", "Lock", "Delete"]]
      ])
    })
  )

  it.effect("leaves nothing when a hook refuses, before or after", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(() => one())
      const refuse = () => Effect.fail(new Refused())
      const before = withHooks(Hooks.make(Books, { beforeCreate: refuse }))
      const after = withHooks(Hooks.make(Books, { afterDelete: refuse }))
      const refusal = new HookRefusal(new Refused())
      assert.deepStrictEqual(yield* Effect.flip(ask(before, create(), store)), refusal)
      assert.deepStrictEqual(yield* Effect.flip(ask(after, remove, store)), refusal)
      assert.deepStrictEqual(store.asked, ["begin", "rollback", "begin", "Lock", "Delete", "rollback"])
    })
  )

  it.effect("runs no hook for commands that none is for", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(() => one())
      const api = withHooks(Hooks.make(Books, { afterDelete: () => Effect.void }))
      for (const command of [create(), update({}), replace, get, list, history])
        yield* ask(api, command, store)
      assert.deepStrictEqual(store.asked, ["Create", "Update", "Replace", "Get", "List", "History"])
    })
  )
})

describe("a replace with hooks", () => {
  const told: Array<string> = []
  const note = (hook: string) => Effect.sync(() => told.push(hook))
  const api = withHooks(
    Hooks.make(Books, {
      beforeCreate: (values) => Effect.as(note("beforeCreate"), values),
      afterCreate: () => note("afterCreate"),
      beforeUpdate: (values) => Effect.as(note("beforeUpdate"), values),
      afterUpdate: () => note("afterUpdate")
    })
  )
  const replaced = (found: boolean, created: boolean) => {
    told.length = 0
    const store = ScriptedStore.make(({ command }) =>
      command._tag === "Replace" ? Rows.written(one(), { created, visible: true }) : found ? one() : absent
    )
    return Effect.map(Effect.exit(ask(api, replace, store)), (exit) => ({ exit, asked: store.asked }))
  }

  it.effect("counts as a create where there was no record", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* replaced(false, true)).asked, ["begin", "Lock", "Replace", "commit"])
      assert.deepStrictEqual(told, ["beforeCreate", "afterCreate"])
    })
  )

  it.effect("counts as an update where there was one", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* replaced(true, false)).asked, ["begin", "Lock", "Replace", "commit"])
      assert.deepStrictEqual(told, ["beforeUpdate", "afterUpdate"])
    })
  )

  it.effect("runs no hook where there is none of the versions that If-Match names", () =>
    Effect.gen(function* () {
      told.length = 0
      const store = ScriptedStore.make(() => absent)
      const mismatch = new VersionMismatch({ resource: "books", uid })
      assert.deepStrictEqual(yield* Effect.flip(ask(api, { ...replace, condition }, store)), mismatch)
      assert.deepStrictEqual(store.asked, ["begin", "Lock", "rollback"])
      assert.deepStrictEqual(told, [])
    })
  )

  it.effect("starts again when the record came or went meanwhile, with the hooks that are then right", () =>
    Effect.gen(function* () {
      told.length = 0
      let looks = 0
      const store = ScriptedStore.make(({ command }) => {
        if (command._tag === "Lock") looks++
        return command._tag === "Replace" || looks > 1 ? one() : absent
      })
      yield* ask(api, replace, store)
      assert.deepStrictEqual(store.asked, [
        "begin",
        "Lock",
        "Replace",
        "rollback",
        "begin",
        "Lock",
        "Replace",
        "commit"
      ])
      assert.deepStrictEqual(told, ["beforeCreate", "afterCreate", "beforeUpdate", "afterUpdate"])
    })
  )

  it.effect("is busy, and leaves nothing, when that goes on five times more", () =>
    Effect.gen(function* () {
      for (const found of [true, false]) {
        const { exit, asked } = yield* replaced(found, found)
        assert.deepStrictEqual(asked, repeated(6, "begin", "Lock", "Replace", "rollback"))
        assert.lengthOf(told, 12)
        assert.instanceOf(yield* Effect.flip(exit), StoreBusy)
      }
    })
  )

  it.effect("may pass at the last of them", () =>
    Effect.gen(function* () {
      let writes = 0
      const store = ScriptedStore.make(({ command }) =>
        command._tag === "Replace" ? Rows.written(one(), { created: ++writes > 5, visible: true }) : absent
      )
      assert.strictEqual((yield* ask(api, replace, store))._tag, "Written")
      assert.deepStrictEqual([writes, store.asked.at(-1)], [6, "commit"])
    })
  )
})

describe("reads with hooks", () => {
  it.effect("ask beforeRead first, and tell it what is read", () =>
    Effect.gen(function* () {
      const told: Array<unknown> = []
      const store = ScriptedStore.make(() => one())
      const api = withHooks(
        Hooks.make(Books, {
          beforeRead: (read) => Effect.sync(() => told.push([read, [...store.asked]]))
        })
      )
      yield* ask(api, get, store)
      yield* ask(api, list, store)
      assert.deepStrictEqual(told, [
        [{ uid }, []],
        [{ query: list.query }, ["Get"]]
      ])
      assert.deepStrictEqual(
        store.commands.map(({ command }) => ("projection" in command ? command.projection : "all")),
        [get.projection, "all"]
      )
    })
  )

  it.effect("let afterRead change whole records, and project them afterwards", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(() => Rows.found(one(), 7))
      const api = withHooks(
        Hooks.make(Books, {
          afterRead: (rows) =>
            Effect.succeed(
              rows.map((book) => ({ ...book, title: `${book.title} (${book.pages})`, secret: "hunter2" }))
            )
        })
      )
      const got = yield* ask(api, get, store)
      assert.strictEqual(got.json(), '{"title":"Middlemarch (880)"}')
      assert.isTrue(got.computed)
      const listed = yield* ask(api, list, store)
      assert.strictEqual(listed.json(), '{"title":"Middlemarch (880)","price":5.00}')
      assert.deepStrictEqual([listed._tag === "Found" && listed.total, listed.count], [7, 1])
      assert.deepStrictEqual(listed.keys(), [{ uid, version: "3" }])
      const shown = store.commands.map(({ command }) =>
        command._tag === "Get"
          ? command.projection
          : command._tag === "List"
            ? command.query.projection
            : "none"
      )
      assert.deepStrictEqual(shown, [whole, whole])
    })
  )

  it.effect("hide a record that afterRead takes out, as if there were none", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(() => one())
      const api = withHooks(Hooks.make(Books, { afterRead: () => Effect.succeed([]) }))
      const failure = yield* Effect.flip(ask(api, get, store))
      assert.strictEqual(failure._tag, "RecordNotFound")
      assert.strictEqual((yield* ask(api, list, store)).count, 0)
    })
  )

  it.effect("read records of others without locking them", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(() => one())
      const api = withHooks(
        Hooks.make(Books, { beforeRead: () => Records.use((records) => records.get(Authors, uid)) })
      )
      yield* ask(api, get, store)
      const [looked] = store.commands
      assert.deepStrictEqual([looked?.command._tag, looked?.command.permit.resource.name], ["Get", "authors"])
    })
  )
})

describe("Records", () => {
  const inHook = <A, E>(
    body: Effect.Effect<A, E, Records>,
    answer: (command: { readonly command: Command.Command }) => ScriptedStore.Answer = () => one()
  ) => {
    const store = ScriptedStore.make(answer)
    const api = withHooks(Hooks.make(Books, { afterDelete: () => body }))
    return Effect.map(Effect.exit(ask(api, remove, store)), (exit) => ({
      exit,
      store,
      mine: store.commands.slice(2)
    }))
  }

  it.effect(
    "stamps what a hook writes with the request's caller and instant, whatever the clock says by then",
    () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(1_764_043_200_000)
        const { store } = yield* inHook(
          Records.use((records) =>
            Effect.gen(function* () {
              yield* TestClock.adjust("1 hour")
              yield* records.create(Authors, { name: "George Eliot" })
              yield* records.update(Books, uid, { copies_available: 1 })
              yield* records.delete(Authors, uid)
            })
          )
        )
        assert.deepStrictEqual(store.asked, [
          "begin",
          "Lock",
          "Delete",
          "Create",
          "Update",
          "Delete",
          "commit"
        ])
        const stamps = store.commands.map(
          ({ stamp: { at, actor, requestId } }) => `${at} ${actor} ${requestId}`
        )
        assert.deepStrictEqual([...new Set(stamps)], ["2025-11-25T04:00:00Z ann r-1"])
        assert.deepStrictEqual(
          store.commands.slice(2).map(({ stamp }) => stamp.operation),
          ["create", "update", "delete"]
        )
        assert.match(String(store.commands[2]?.stamp.uid), /-7[0-9a-f]{3}-/u)
      })
  )

  it.effect("locks what it gets around a write, and asks no rule", () =>
    Effect.gen(function* () {
      const { mine } = yield* inHook(Records.use((records) => records.get(Books, uid.toUpperCase())))
      const target = { permit: permit(Books, "get"), uid, condition: Command.unconditional }
      assert.deepStrictEqual(
        mine.map(({ command }) => command),
        [{ _tag: "Lock", ...target }]
      )
    })
  )

  it.effect("finds no record under a uid that none can have, without asking the store", () =>
    Effect.gen(function* () {
      const { exit, mine } = yield* inHook(
        Records.use((records) =>
          Effect.all([
            Effect.flip(records.get(Books, "x")),
            Effect.flip(records.update(Books, "x", {})),
            Effect.flip(records.delete(Books, "x"))
          ])
        ).pipe(
          Effect.map((failures) => assert.isTrue(failures.every(({ _tag }) => _tag === "RecordNotFound")))
        )
      )
      assert.deepStrictEqual([exit._tag, mine.length], ["Success", 0])
    })
  )

  it.effect("validates what a hook writes", () =>
    Effect.gen(function* () {
      const failing = <A>(body: Effect.Effect<A, { readonly _tag: string }, Records>) =>
        Effect.map(Effect.flip(body), ({ _tag }) => assert.strictEqual(_tag, "RecordInvalid"))
      const created = yield* inHook(failing(Records.use((records) => records.create(Authors, { name: "" }))))
      const updated = yield* inHook(
        failing(Records.use((records) => records.update(Books, uid, { price: "free" })))
      )
      for (const { exit, mine } of [created, updated])
        assert.deepStrictEqual([exit._tag, mine], ["Success", []])
    })
  )

  it.effect("says that a record is not there when a store answers with none", () =>
    Effect.gen(function* () {
      const { exit } = yield* inHook(
        Effect.map(Effect.flip(Records.use((records) => records.get(Authors, uid))), ({ _tag }) =>
          assert.strictEqual(_tag, "RecordNotFound")
        ),
        ({ command }) => (command.permit.resource.name === "authors" ? shown(Authors) : one())
      )
      assert.strictEqual(exit._tag, "Success")
    })
  )
})
