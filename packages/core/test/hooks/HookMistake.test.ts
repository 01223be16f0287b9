import { assert, describe, it } from "@effect/vitest"
import {
  Access,
  Api,
  type Command,
  Field,
  handleCommand,
  Hooks,
  Projection,
  RecordInvalid,
  RecordNotFound,
  Records,
  ReferenceMissing,
  Resource,
  Rows
} from "@pgcrest/core"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import { ann, permit, shown } from "../asked.ts"
import { Authors, Books } from "../books.ts"
import {
  ask,
  body,
  create,
  get,
  history,
  list,
  one,
  remove,
  row,
  uid,
  update,
  withHooks
} from "../library.ts"
import * as ScriptedStore from "../ScriptedStore.ts"
import { unsaid } from "../unsaid.ts"

const other = "0192abcd-0000-7000-8000-0000000000aa"
const absent = new RecordNotFound({ resource: "authors", uid: other })

/** What a program without types may return, whatever is asked for; "" for nothing. */
const untyped = (json: string) => Effect.sync(() => (json === "" ? undefined : JSON.parse(json)))

/** A store of one book and one change, whose other author is not there. */
const store = () =>
  ScriptedStore.make(({ command }) => {
    if (command.permit.resource.name === "authors") return absent
    if (command._tag !== "History") return one()
    const change = {
      ...unsaid,
      resource: "books",
      uid,
      version: 1n,
      at: row["created_at"],
      actor: "ann",
      request_id: "r-1"
    }
    return Rows.fromChanges(
      Books,
      [{ ...change, at: String(change.at), operation: "create", before: null, after: row }],
      null
    )
  })

/** What a command comes to: the sentence of a defect, or the failure; and whether a write was taken back. */
const told = Effect.fnUntraced(function* <E>(
  hooks: Hooks.Hooks<E, never>,
  command: Command.ClientCommand<typeof Books>
) {
  const asked = store()
  const exit = yield* Effect.exit(ask(withHooks(hooks), command, asked))
  if (Exit.isSuccess(exit)) return "success"
  const defect = Cause.squash(exit.cause)
  const isUndone = asked.asked.at(-1) !== "commit"
  assert.isTrue(isUndone)
  return Exit.hasDies(exit) && defect instanceof Error ? defect.message : defect
})

describe("values that a hook returns", () => {
  it.effect.each<readonly [json: string, did: string]>([
    ["", "returned no record"],
    ["null", "returned no record"],
    ["5", "returned no record"],
    ['"text"', "returned no record"],
    ["[]", "returned no record"],
    ["{}", "returned what it does not take: title is required; isbn is required; author_uid is required."],
    [JSON.stringify({ ...body, title: "" }), "returned what it does not take: title "],
    [JSON.stringify({ ...body, stranger: 1 }), "returned what it does not take: stranger is no field"]
  ])("as %s are a mistake of beforeCreate, and not of the client", ([json, did]) =>
    Effect.gen(function* () {
      const sentence = yield* told(Hooks.make(Books, { beforeCreate: () => untyped(json) }), create())
      assert.include(sentence, `beforeCreate of books ${did}`)
    })
  )

  it.effect("are a mistake of beforeUpdate too, of PATCH and of a merge", () =>
    Effect.gen(function* () {
      const hooks = Hooks.make(Books, { beforeUpdate: () => Effect.succeed({ price: "free" }) })
      for (const command of [update({ title: "x" }), update({ details: { shelf: null } }, true)])
        assert.include(
          yield* told(hooks, command),
          "beforeUpdate of books returned what it does not take: price"
        )
      const empty = Hooks.make(Books, { beforeUpdate: () => untyped("5") })
      assert.include(yield* told(empty, update({ title: "x" })), "returned no record")
    })
  )

  it.effect("do not make a mistake of what a client's own merge breaks", () =>
    Effect.gen(function* () {
      const doc = Field.jsonb(Schema.Struct({ pages: Schema.Int }))
      const Notes = Resource.make("notes", { fields: { doc } })
      const hooks = Hooks.make(Notes, { beforeUpdate: () => Effect.die("asked before the merge was valid") })
      const stored = ScriptedStore.make(() => shown(Notes, { uid, doc: { pages: 1 }, version: 1n }))
      const merge: Command.Update<typeof Notes> = {
        ...update({ doc: { pages: "many" } }, true),
        permit: permit(Notes, "update")
      }
      const api = Api.make("x", { resources: [Notes], hooks: [hooks] })
      const failure = yield* Effect.flip(stored.provide(handleCommand(api, merge, ann, { strict: false })))
      assert.instanceOf(failure, RecordInvalid)
    })
  )
})

describe("records that afterRead returns", () => {
  it.effect.each<readonly [what: string, shown: ReturnType<typeof untyped>, did: string]>([
    ["nothing", untyped(""), "no list of records"],
    ["a number", untyped("5"), "no list of records"],
    ["a text", untyped('"text"'), "no list of records"],
    ["an object", untyped("{}"), "no list of records"],
    ["null in a list", untyped("[null]"), "none of the records"],
    ["a number in a list", untyped("[5]"), "none of the records"],
    ["records without a uid", untyped('[{ "title": "x" }]'), "none of the records"],
    ["another record", Effect.succeed([{ ...row, uid: other }]), "none of the records"],
    ["a record twice", Effect.succeed([row, row]), "one of them twice"],
    ["a part of a record", untyped(JSON.stringify([{ uid }])), "whose title is no text"],
    ["what JSON has not", Effect.succeed([{ ...row, details: { lent: 10n } }]), "whose details is no jsonb"]
  ])("as %s are its mistake, whatever is read or written", ([, shows, did]) =>
    Effect.gen(function* () {
      const hooks = Hooks.make(Books, { afterRead: () => shows })
      for (const command of [get, list, history, create(), update({ pages: 1 }), remove])
        assert.match(
          String(yield* told(hooks, command)),
          new RegExp(`^afterRead of books returned .*${did}`, "u")
        )
    })
  )

  it.effect("may be any of those that it was given, with other values or none", () =>
    Effect.gen(function* () {
      for (const shows of [[], [row], [{ ...row, title: "", price: null, pages: 2 }]]) {
        const hooks = Hooks.make(Books, { afterRead: () => untyped(JSON.stringify(shows, printed)) })
        assert.strictEqual(yield* told(hooks, list), "success")
      }
    })
  )
})

describe("a record of Records that is not there", () => {
  const finding = (author: string) => () =>
    Records.use((records) => Effect.asVoid(records.get(Authors, author)))
  const named = create({ ...body, author_uid: other })

  it.effect(
    "is the mistake of a hook that does not reckon with it: no 404 where the client has named none",
    () =>
      Effect.gen(function* () {
        const sentence = (hook: string) =>
          `${hook} of books did not expect that authors has no record ${other}.`
        const [reads, deletes, creates] = [
          Hooks.make(Books, { beforeRead: finding(other) }),
          Hooks.make(Books, { beforeDelete: finding(other) }),
          Hooks.make(Books, { afterCreate: finding(other) })
        ]
        assert.strictEqual(yield* told(reads, get), sentence("beforeRead"))
        assert.strictEqual(yield* told(reads, list), sentence("beforeRead"))
        assert.strictEqual(yield* told(deletes, remove), sentence("beforeDelete"))
        assert.strictEqual(yield* told(creates, create()), sentence("afterCreate"))
      })
  )

  it.effect("is a reference to nothing where it is the client's own", () =>
    Effect.gen(function* () {
      const failure = new ReferenceMissing({ resource: "books", fields: ["author_uid"] })
      const hooks = Hooks.make(Books, { afterCreate: finding(other), afterUpdate: finding(other) })
      assert.deepStrictEqual(yield* told(hooks, named), failure)
      assert.deepStrictEqual(yield* told(hooks, update({ author_uid: other })), failure)
    })
  )

  it.effect("names every reference where the client may not see all that it could refer to", () =>
    Effect.gen(function* () {
      const Rooms = Resource.make("rooms", { fields: { name: Field.text }, access: { get: Access.owner } })
      const Keys = Resource.make("keys", {
        fields: { room_uid: Field.references("rooms"), spare_uid: Field.references("rooms") }
      })
      const hooks = Hooks.make(Keys, {
        beforeCreate: (key) => Records.use((records) => Effect.as(records.get(Rooms, key.room_uid), key))
      })
      const empty = ScriptedStore.make(() => new RecordNotFound({ resource: "rooms", uid: other }))
      const create: Command.Create<typeof Keys> = {
        _tag: "Create",
        permit: permit(Keys, "create"),
        values: { room_uid: other, spare_uid: uid },
        projection: Projection.whole(Keys)
      }
      const api = Api.make("x", { resources: [Rooms, Keys], hooks: [hooks] })
      assert.deepStrictEqual(
        yield* Effect.flip(empty.provide(handleCommand(api, create, ann, { strict: false }))),
        new ReferenceMissing({ resource: "keys", fields: ["room_uid", "spare_uid"] })
      )
    })
  )

  it.effect(
    "keeps its meaning where it is the request's own, and where the hook fails with an error instead",
    () =>
      Effect.gen(function* () {
        const gone = new RecordNotFound({ resource: "books", uid })
        const hiding = Hooks.make(Books, { beforeRead: () => Effect.fail(gone) })
        assert.strictEqual(yield* told(hiding, get), gone)
        assert.include(yield* told(hiding, list), "did not expect")
        const reckoning = Hooks.make(Books, {
          beforeRead: () => Effect.ignore(finding(other)())
        })
        assert.strictEqual(yield* told(reckoning, get), "success")
      })
  )

  it.effect(
    "is written nowhere: nor does a body that another resource does not take blame the client's",
    () =>
      Effect.gen(function* () {
        const hooks = Hooks.make(Books, {
          afterCreate: () => Records.use((records) => records.create(Authors, { name: "" }))
        })
        assert.include(
          yield* told(hooks, create()),
          "afterCreate of books writes what authors does not take: name "
        )
      })
  )
})

function printed(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value
}
