/** Contract: replacing what is not seen answers as far as it can like replacing what is not there. */
import { assert } from "@effect/vitest"
import { Api, Hooks } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { asking, history, plain, remove, replace } from "../asking/ask.ts"
import { ann, type By, ifAny, ifMatch, ifNone, ifNoneMatch, inGroups } from "../asking/by.ts"
import { type Cases, fresh, refusal } from "../asking/cases.ts"
import { Drafts } from "../declared/resources.ts"

const watching = Hooks.make(Drafts, {
  beforeCreate: (values) => Effect.succeed(values),
  beforeUpdate: (values) => Effect.succeed(values)
})
const hooked = asking(Api.make("contract", { resources: [Drafts], hooks: [watching] }))
const ways = [
  ["one statement", asking(plain)],
  ["a unit with hooks", hooked]
] as const

/** Ann writes and changes drafts; she alone sees hers. */
const writer = inGroups("ann", "writers", "editors")
/** May write drafts and change any, if only they were to be seen. */
const other = inGroups("bob", "writers", "editors")
/** May change any draft that is to be seen, and make none. */
const editor = inGroups("eve", "editors")

/** One uid of nothing, one of Ann's draft, and one of a draft that Ann deleted. */
const uids = Effect.gen(function* () {
  const [absent, unseen, gone] = [yield* fresh, yield* fresh, yield* fresh]
  for (const uid of [unseen, gone]) yield* replace(Drafts, uid, { content: "x" }, { caller: writer })
  yield* remove(Drafts, gone, { caller: writer })
  return { absent, unseen, gone }
})

export const existenceCases = (it: Cases): void => {
  for (const [way, asked] of ways) {
    const refusals = Effect.fnUntraced(function* (by: By) {
      const { absent, unseen, gone } = yield* uids
      const told = yield* Effect.forEach([absent, unseen, gone], (uid) =>
        Effect.map(
          refusal(asked.replace(Drafts, uid, { content: "y" }, by)),
          (fact): Readonly<Record<string, unknown>> =>
            "uid" in fact ? { ...fact, uid: fact["uid"] === uid } : fact
        )
      )
      assert.strictEqual((yield* history(Drafts, unseen, { caller: ann })).count, 1)
      return told
    })

    it.effect(`tells no record from an unseen one by If-Match, in ${way}`, () =>
      Effect.gen(function* () {
        const mismatch = { _tag: "VersionMismatch", resource: "drafts", uid: true }
        for (const by of [ifAny, ifMatch("1"), ifMatch("2", "9")]) {
          for (const caller of [other, editor]) {
            assert.deepStrictEqual(yield* refusals({ ...by, caller }), [mismatch, mismatch, mismatch])
          }
        }
      })
    )

    it.effect(`tells no record from an unseen one to who may make none, in ${way}`, () =>
      Effect.gen(function* () {
        const refused = { _tag: "NewValuesRefused", resource: "drafts" }
        for (const by of [{}, ifNone, ifNoneMatch("1")]) {
          assert.deepStrictEqual(yield* refusals({ ...by, caller: editor }), [refused, refused, refused])
        }
      })
    )

    it.effect(`is a Conflict over an unseen record only where a new one would be made, in ${way}`, () =>
      Effect.gen(function* () {
        const taken = { _tag: "Conflict", resource: "drafts", fields: [] }
        for (const by of [{}, ifNone, ifNoneMatch("1")]) {
          const { absent, unseen, gone } = yield* uids
          const replacing = (uid: string) =>
            asked.replace(Drafts, uid, { content: "y" }, { ...by, caller: other })
          assert.deepStrictEqual(yield* refusal(replacing(unseen)), taken)
          assert.deepStrictEqual(yield* refusal(replacing(gone)), taken)
          assert.isTrue((yield* replacing(absent)).created)
        }
      })
    )
  }
}
