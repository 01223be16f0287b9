/** Contract: what a unit ends in whose body caught a command's failure. */
import { assert } from "@effect/vitest"
import { ResourceStore, type Run } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, get, history } from "../asking/ask.ts"
import { type Cases, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { diary, reader } from "../asking/diaries.ts"
import { creating, locking, removing, replacing, updating } from "../asking/stamped.ts"
import { Diaries, Notes, Parts, Samples } from "../declared/resources.ts"

const unit = <A, E, R>(body: (run: Run) => Effect.Effect<A, E, R>) =>
  Effect.flatMap(ResourceStore, (store) => store.unit(body))
const replaceIn = (run: Run, uid: string, body: string) =>
  Effect.flatMap(replacing(Notes, uid, { body }), run)

/** A command that breaks a constraint, and what it fails with. */
const breaches = {
  Conflict: Effect.gen(function* () {
    const code = yield* fresh
    yield* create(Parts, { name: "x", code })
    const command = yield* replacing(Parts, yield* fresh, { name: "y", code })
    return { command, failure: { _tag: "Conflict", resource: "parts", fields: ["code"] } }
  }),
  "Conflict of uids": Effect.gen(function* () {
    const uid = uidOf(yield* create(Parts, { name: "x" }))
    const command = yield* creating(Parts, uid, { name: "y" })
    return { command, failure: { _tag: "Conflict", resource: "parts", fields: [] } }
  }),
  ReferenceMissing: Effect.gen(function* () {
    const command = yield* replacing(Parts, yield* fresh, { name: "y", sample_uid: yield* fresh })
    return { command, failure: { _tag: "ReferenceMissing", resource: "parts", fields: ["sample_uid"] } }
  }),
  StillReferenced: Effect.gen(function* () {
    const uid = uidOf(yield* create(Samples, { label: "x" }))
    yield* create(Parts, { name: "x", sample_uid: uid })
    const command = yield* removing(Samples, uid)
    return { command, failure: { _tag: "StillReferenced", resource: "samples", uid } }
  })
}

export const unitFailureCases = (it: Cases): void => {
  for (const [name, breach] of Object.entries(breaches)) {
    it.effect(`fails with a ${name} that its body caught, whatever came before or after`, () =>
      Effect.gen(function* () {
        const [uid, { command, failure }] = [yield* fresh, yield* breach]
        const before = unit((run) => Effect.tap(replaceIn(run, uid, "x"), () => Effect.ignore(run(command))))
        assert.deepStrictEqual(yield* refusal(before), failure)
        const after = unit((run) => Effect.andThen(Effect.ignore(run(command)), replaceIn(run, uid, "x")))
        assert.deepStrictEqual(yield* refusal(after), failure)
        assert.strictEqual((yield* refusal(get(Notes, uid)))["_tag"], "RecordNotFound")
        assert.strictEqual((yield* refusal(history(Notes, uid)))["_tag"], "RecordNotFound")
      })
    )
  }

  it.effect("goes on after a verdict that its body caught", () =>
    Effect.gen(function* () {
      const [uid, absent, hers] = [yield* fresh, yield* fresh, yield* diary()]
      const maker = uidOf(yield* create(Parts, { name: "x", maker: "m" }))
      const stale = { match: ["2"], noneMatch: null, unmodifiedSince: null }
      const caught = yield* unit((run) =>
        Effect.gen(function* () {
          const told = yield* Effect.forEach(
            [
              yield* locking(Notes, absent),
              yield* updating(Diaries, hers, { entry: "x" }, reader),
              yield* locking(Parts, maker, stale),
              yield* updating(Parts, maker, { maker: "n" })
            ],
            (command) => refusal(run(command))
          )
          yield* replaceIn(run, uid, "x")
          return told.map(({ _tag }) => _tag)
        })
      )
      assert.deepStrictEqual(caught, ["RecordNotFound", "NotPermitted", "VersionMismatch", "FieldImmutable"])
      assert.strictEqual(one(yield* get(Notes, uid))["body"], "x")
    })
  )
}
