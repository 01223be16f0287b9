import { assert, describe, it } from "@effect/vitest"
import {
  Access,
  Api,
  type Command,
  type CommandFailure,
  Field,
  handleCommand,
  Hooks,
  Projection,
  Predicate,
  Records,
  Resource
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ann, permit, shown } from "../asked.ts"
import { uid } from "../library.ts"
import * as ScriptedStore from "../ScriptedStore.ts"

const condition = { match: null, noneMatch: null, unmodifiedSince: null }

/** Notes whose schema counts how often a text was checked. */
const counted = () => {
  const checked: Array<string> = []
  const text = Schema.String.check(
    Schema.makeFilter((value: string) => {
      checked.push(value)
      return value !== "bad"
    })
  )
  const Notes = Resource.make("notes", {
    fields: {
      text,
      doc: Field.optional(
        Field.jsonb(Schema.Struct({ a: Schema.optionalKey(text), b: Schema.optionalKey(text) }))
      )
    }
  })
  const target = <A extends "replace" | "update">(act: A) => ({ permit: permit(Notes, act), uid, condition })
  const update = (values: Command.Body, merge = false): Command.Update<typeof Notes> => ({
    _tag: "Update",
    ...target("update"),
    projection: { items: [], key: "" },
    values,
    merge
  })
  const create: Command.Create<typeof Notes> = {
    _tag: "Create",
    permit: permit(Notes, "create"),
    values: { text: "x" },
    projection: Projection.whole(Notes)
  }
  const replace: Command.Replace<typeof Notes> = {
    _tag: "Replace",
    ...target("replace"),
    values: { text: "x" },
    projection: Projection.whole(Notes)
  }
  const asking = <E, S>(hooks: Hooks.Hooks<E, S>, command: Command.ClientCommand<typeof Notes>) => {
    const store = ScriptedStore.make(() =>
      shown(Notes, { uid, text: "stored", doc: { a: "old" }, version: 1n })
    )
    const api = Api.make("x", { resources: [Notes], hooks: [hooks] })
    checked.length = 0
    const asked = Effect.exit(store.provide(handleCommand(api, command, ann, { strict: false })))
    return Effect.map(asked, ({ _tag }) => ({ _tag, checked: [...checked], asked: store.asked }))
  }
  return { Notes, create, replace, update, asking }
}

describe("a hook of a unit", () => {
  it.effect("is told who acts and when, and gets hold of nothing else", () =>
    Effect.gen(function* () {
      const { Notes, create, replace, update, asking } = counted()
      const told: Array<ReadonlyArray<string>> = []
      const note = (moment: object) => Effect.sync(() => void told.push(Object.keys(moment)))
      const hooks = Hooks.make(Notes, {
        beforeCreate: (values, moment) => Effect.as(note(moment), values),
        afterCreate: (_note, moment) => note(moment),
        beforeUpdate: (values, _before, moment) => Effect.as(note(moment), values),
        afterUpdate: (_note, _before, moment) => note(moment),
        beforeDelete: (_note, moment) => note(moment),
        afterDelete: (_note, moment) => note(moment),
        afterRead: (notes, moment) => Effect.as(note(moment), notes)
      })
      const remove: Command.Delete<typeof Notes> = {
        _tag: "Delete",
        permit: permit(Notes, "delete"),
        uid,
        condition,
        projection: { items: [], key: "" }
      }
      for (const command of [create, update({ text: "y" }), remove]) yield* asking(hooks, command)
      yield* asking(hooks, replace)
      assert.isAtLeast(told.length, 8)
      for (const keys of told) assert.deepStrictEqual(keys, ["caller", "at"])
    })
  )
})

describe("a unit validates", () => {
  it.effect("a client's values once, where its hooks leave them as they are", () =>
    Effect.gen(function* () {
      const { Notes, create, replace, update, asking } = counted()
      const after = Hooks.make(Notes, { afterCreate: () => Effect.void, afterUpdate: () => Effect.void })
      const same = Hooks.make(Notes, {
        beforeCreate: (values) => Effect.succeed(values),
        beforeUpdate: (values) => Effect.succeed(values)
      })
      const shows = Hooks.make(Notes, { afterRead: (rows) => Effect.succeed(rows) })
      for (const hooks of [after, same, shows]) {
        for (const command of [create, replace, update({ text: "x" })]) {
          const { _tag, checked } = yield* asking(hooks, command)
          assert.deepStrictEqual([_tag, checked], ["Success", ["x"]])
        }
      }
    })
  )

  it.effect("again what a hook has changed", () =>
    Effect.gen(function* () {
      const { Notes, create, replace, update, asking } = counted()
      const to = (text: string) =>
        Hooks.make(Notes, {
          beforeCreate: (values) => Effect.succeed({ ...values, text }),
          beforeUpdate: (values) => Effect.succeed({ ...values, text })
        })
      for (const command of [create, replace, update({ text: "x" })]) {
        assert.deepStrictEqual((yield* asking(to("y"), command)).checked, ["x", "y"])
        const refused = yield* asking(to("bad"), command)
        // What breaks a rule is looked at once more, to say which.
        assert.deepStrictEqual([refused._tag, refused.checked], ["Failure", ["x", "bad", "bad"]])
        assert.strictEqual(refused.asked.at(-1), "rollback")
      }
    })
  )

  it.effect("what a merge makes of a field, once it is merged", () =>
    Effect.gen(function* () {
      const { Notes, update, asking } = counted()
      const none = Hooks.make(Notes, {})
      const merged = yield* asking(none, update({ doc: { b: "new" } }, true))
      assert.deepStrictEqual([merged._tag, merged.checked], ["Success", ["old", "new"]])
      const set = yield* asking(none, update({ doc: { b: "new" } }))
      assert.deepStrictEqual([set.asked, set.checked], [["Update"], ["new"]])
    })
  )
})

describe("what a write may refer to", () => {
  const Rooms = Resource.make("rooms", {
    fields: { name: Field.text },
    access: { get: Access.owner, create: Access.everyone }
  })
  const Keys = Resource.make("keys", { fields: { room_uid: Field.references("rooms") } })
  const create: Command.Create<typeof Keys> = {
    _tag: "Create",
    permit: permit(Keys, "create"),
    values: { room_uid: uid },
    projection: Projection.whole(Keys)
  }
  const referred = Effect.fnUntraced(function* (hooks: ReadonlyArray<Hooks.Hooks<CommandFailure, never>>) {
    const store = ScriptedStore.make(({ command }) =>
      shown(command.permit.resource, { uid, room_uid: uid, version: 1n })
    )
    const api = Api.make("x", { resources: [Rooms, Keys], hooks })
    yield* store.provide(handleCommand(api, create, ann, { strict: false }))
    return store.commands.map(({ references }) =>
      references.map(
        ({ column, target, see }) => `${column.name}: ${target.name} where ${Predicate.textOf(see)}`
      )
    )
  })
  const own = ['room_uid: rooms where creator_uid eq "ann"']

  it.effect("goes along with a client's write, of one statement or in a unit", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* referred([]), [own])
      const hooks = Hooks.make(Keys, { beforeCreate: (values) => Effect.succeed({ ...values }) })
      assert.deepStrictEqual(yield* referred([hooks]), [own])
    })
  )

  it.effect("is anything for what a hook writes beside it", () =>
    Effect.gen(function* () {
      const hooks = Hooks.make(Keys, {
        beforeCreate: (values) =>
          Records.use((records) => Effect.as(records.create(Keys, { room_uid: uid }), values))
      })
      assert.deepStrictEqual(yield* referred([hooks]), [[], own])
    })
  )
})
