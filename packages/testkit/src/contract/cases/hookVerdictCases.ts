/** Contract: a write with hooks is judged before they run. */
import { assert } from "@effect/vitest"
import { Api, Hooks } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { asking } from "../asking/ask.ts"
import { bob, ifMatch, ifNone, inGroups } from "../asking/by.ts"
import { type Cases, fresh, refusal } from "../asking/cases.ts"
import { diary, reader } from "../asking/diaries.ts"
import { hooked } from "../asking/hooked.ts"
import { Diaries } from "../declared/resources.ts"

export const hookVerdictCases = (it: Cases): void => {
  it.effect("judges a hooked write before its hooks run, and refuses it as one without hooks", () =>
    Effect.gen(function* () {
      const [uid, caller] = [yield* fresh, inGroups("rita", "readers", "editors")]
      const absent = { _tag: "RecordNotFound", resource: "diaries", uid }
      assert.deepStrictEqual(yield* refusal(hooked.update(Diaries, uid, { entry: "x" })), absent)
      yield* hooked.replace(Diaries, uid, { entry: "x" })
      assert.deepStrictEqual(
        yield* refusal(hooked.update(Diaries, uid, { entry: "y" }, { caller: bob })),
        absent
      )
      const refused = (act: string) => ({ _tag: "NotPermitted", resource: "diaries", act })
      const reader = { caller: inGroups("rita", "readers") }
      assert.deepStrictEqual(
        yield* refusal(hooked.update(Diaries, uid, { entry: "y" }, reader)),
        refused("update")
      )
      assert.deepStrictEqual(
        yield* refusal(hooked.replace(Diaries, uid, { entry: "y" }, reader)),
        refused("replace")
      )
      assert.deepStrictEqual(yield* refusal(hooked.remove(Diaries, uid, { caller })), refused("delete"))
      const stale = { _tag: "VersionMismatch", resource: "diaries", uid }
      assert.deepStrictEqual(yield* refusal(hooked.update(Diaries, uid, { entry: "y" }, ifMatch("2"))), stale)
    })
  )

  it.effect("runs no hook around a write that is refused for what is there", () =>
    Effect.gen(function* () {
      const ran: Array<string> = []
      const runs = (hook: string) => Effect.sync(() => void ran.push(hook))
      const watching = Hooks.make(Diaries, {
        beforeUpdate: (values) => Effect.as(runs("beforeUpdate"), values),
        beforeDelete: () => runs("beforeDelete")
      })
      const watched = asking(Api.make("contract", { resources: [Diaries], hooks: [watching] }))
      const [uid, caller] = [yield* diary(), inGroups("ann", "editors")]
      const refusals = [
        { caller: bob },
        { caller: reader },
        { caller, ...ifMatch("2") },
        { caller, ...ifNone }
      ]
      for (const by of refusals) {
        yield* refusal(watched.update(Diaries, uid, { entry: "x" }, by))
        yield* refusal(watched.replace(Diaries, uid, { entry: "x", sealed: "s" }, by))
        yield* refusal(watched.remove(Diaries, uid, by))
      }
      assert.deepStrictEqual(ran, [])
      yield* watched.update(Diaries, uid, { entry: "x" }, { caller })
      yield* watched.remove(Diaries, uid, { caller })
      assert.deepStrictEqual(ran, ["beforeUpdate", "beforeDelete"])
    })
  )
}
