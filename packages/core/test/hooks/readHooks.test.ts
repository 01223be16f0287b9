import { assert, describe, it } from "@effect/vitest"
import { Api, Caller, type Command, handleCommand, Hooks, Projection, Records } from "@pgcrest/core"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { permit, shown } from "../asked.ts"
import { Authors, Books } from "../books.ts"
import { logged } from "../logged.ts"
import * as ScriptedStore from "../ScriptedStore.ts"

const uid = "0192abcd-0000-7000-8000-00000000000f"
const get: Command.Get<typeof Books> = {
  _tag: "Get",
  permit: permit(Books, "get"),
  uid,
  projection: Projection.whole(Books)
}

describe("a read whose hook forked", () => {
  it.effect("gives its fork no records any more once it has answered, and says so in the log", () =>
    Effect.gen(function* () {
      const [go, forked] = [
        yield* Deferred.make<void>(),
        yield* Deferred.make<Fiber.Fiber<unknown, unknown>>()
      ]
      const hooks = Hooks.make(Books, {
        beforeRead: () =>
          Effect.gen(function* () {
            const records = yield* Records
            const late = Effect.andThen(Deferred.await(go), records.create(Authors, { name: "Eliot" }))
            yield* Deferred.succeed(forked, yield* Effect.forkDetach(late))
          })
      })
      const api = Api.make("library", { resources: [Authors, Books], hooks: [hooks] })
      const [store, log] = [ScriptedStore.make(() => shown(Books, { uid })), logged()]
      yield* log.provide(store.provide(handleCommand(api, get, Caller.anonymous("r-1"), { strict: false })))
      yield* Deferred.succeed(go, undefined)
      assert.isTrue(Exit.hasDies(yield* Fiber.await(yield* Deferred.await(forked))))
      assert.deepStrictEqual(store.asked, ["Get"])
      assert.deepStrictEqual(log.lines, [
        "Records were used after their unit was over: the create of authors did not happen. A hook must wait for what it starts."
      ])
    })
  )
})
