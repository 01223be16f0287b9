import { assert, describe, it } from "@effect/vitest"
import { type AuditedCommand, Hooks, Rows, type Run, stamp, type StoreFailure } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as expect from "../../src/store/expect.ts"
import { ann, shown } from "../asked.ts"
import { Books } from "../books.ts"
import {
  ask,
  create,
  get,
  history,
  list,
  one,
  plain,
  remove,
  replace,
  update,
  withHooks
} from "../library.ts"
import * as ScriptedStore from "../ScriptedStore.ts"

const answers = [
  Rows.found(one()),
  Rows.written(one(), { created: true, visible: true }),
  Rows.fromChanges(Books, [], null)
]
const [found, written, changes] = answers
const command = stamp(get, ann, "", null)

describe("an answer", () => {
  const expected = (
    tag: Rows.Rows["_tag"],
    of: (run: Run, command: AuditedCommand) => Effect.Effect<Rows.Rows, StoreFailure>
  ) =>
    it.effect(`is a defect where it is not ${tag}, and that was expected`, () =>
      Effect.gen(function* () {
        for (const answer of answers) {
          const exit = yield* Effect.exit(of(() => Effect.succeed(answer), command))
          if (answer._tag === tag) assert.deepStrictEqual(exit, Exit.succeed(answer))
          else {
            const said = `The store answered ${answer._tag} to a Get.`
            assert.deepStrictEqual(exit, Exit.die(new Error(said)))
          }
        }
      })
    )
  expected("Found", expect.found)
  expected("Written", expect.written)
  expected("Changes", expect.changes)
})

describe("a store that answers another kind than was asked for", () => {
  it.effect("is broken for a command without hooks too", () =>
    Effect.gen(function* () {
      for (const [command, answer] of [
        [get, written],
        [list, changes],
        [create(), found],
        [history, written]
      ] as const) {
        const store = ScriptedStore.make(() => answer ?? one())
        assert.isTrue(Exit.hasDies(yield* Effect.exit(ask(plain, command, store))))
      }
    })
  )

  const api = withHooks(
    Hooks.make(Books, {
      beforeDelete: () => Effect.void,
      beforeUpdate: (values) => Effect.succeed(values),
      afterRead: (rows) => Effect.succeed(rows)
    })
  )
  for (const [commands, answer, asked] of [
    [[get, list], written, []],
    [[get, list], changes, []],
    [[history], found, []],
    [[update({}), replace, remove], written, ["begin", "rollback"]],
    [[create()], found, ["begin", "rollback"]]
  ] as const) {
    it.effect(`is broken, and nothing remains: ${answer?._tag} for ${commands.map(({ _tag }) => _tag)}`, () =>
      Effect.gen(function* () {
        for (const command of commands) {
          const store = ScriptedStore.make(() => answer ?? one())
          assert.isTrue(Exit.hasDies(yield* Effect.exit(ask(api, command, store))))
          assert.lengthOf(store.commands, 1)
          assert.includeMembers(store.asked, [...asked])
          assert.notInclude(store.asked, "commit")
        }
      })
    )
  }

  it.effect("is broken where a write answers as a read does, though the lock was right", () =>
    Effect.gen(function* () {
      for (const command of [update({}), replace, remove]) {
        const store = ScriptedStore.make(() => Rows.found(one()))
        assert.isTrue(Exit.hasDies(yield* Effect.exit(ask(api, command, store))))
        assert.deepStrictEqual(store.asked, ["begin", "Lock", command._tag, "rollback"])
      }
    })
  )

  it.effect("is broken where it locked a record and shows none", () =>
    Effect.gen(function* () {
      const store = ScriptedStore.make(() => shown(Books))
      assert.isTrue(Exit.hasDies(yield* Effect.exit(ask(api, update({ title: "x" }), store))))
      assert.deepStrictEqual(store.asked, ["begin", "Lock", "rollback"])
    })
  )
})
