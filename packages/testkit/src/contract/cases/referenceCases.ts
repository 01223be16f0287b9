/** Contract: which references are asked about, and who may make them. */
import { assert } from "@effect/vitest"
import type { CommandFailure } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { type Answering, create } from "../asking/ask.ts"
import { ann, bob } from "../asking/by.ts"
import { type Cases, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { folder, hooked, missing, reader, ways } from "../asking/referring.ts"
import { Folders, Papers } from "../declared/resources.ts"

export const referenceCases = (it: Cases): void => {
  for (const [way, asked] of ways) {
    it.effect(`judges no reference that a replace does not write, in ${way}`, () =>
      Effect.gen(function* () {
        const uid = uidOf(yield* asked.create(Papers, { text: "x", origin_uid: yield* folder() }))
        for (const origin_uid of [yield* folder(), yield* fresh])
          yield* asked.replace(Papers, uid, { text: "y", origin_uid }, { caller: bob })
      })
    )

    it.effect(`lets those refer to a record who see it, in ${way}`, () =>
      Effect.gen(function* () {
        const folder_uid = yield* folder()
        for (const caller of [ann, reader]) {
          const uid = uidOf(yield* asked.create(Papers, { text: "x", folder_uid }, { caller }))
          const both = { folder_uid, copy_uid: folder_uid }
          assert.deepInclude(one(yield* asked.update(Papers, uid, both, { caller })), both)
          yield* asked.replace(Papers, uid, { text: "y", copy_uid: folder_uid }, { caller })
          yield* asked.replace(Papers, yield* fresh, { text: "y", ...both }, { caller })
        }
      })
    )

    it.effect(`asks nobody of what a write leaves as it was, in ${way}`, () =>
      Effect.gen(function* () {
        const [folder_uid, mine] = [yield* folder(), yield* folder({ caller: bob })]
        const uid = uidOf(yield* create(Papers, { text: "x", folder_uid }))
        const by = { caller: bob }
        for (const body of [{ text: "y" }, { text: "z", folder_uid }, { folder_uid, copy_uid: mine }])
          assert.deepInclude(one(yield* asked.update(Papers, uid, body, by)), body)
        const hidden = { text: "x", hidden_uid: yield* folder() }
        const other = uidOf(yield* create(Papers, hidden))
        assert.deepInclude(one(yield* asked.update(Papers, other, { text: "y" }, by)), { text: "y" })
        const body = { text: "put", folder_uid }
        assert.deepInclude(one(yield* asked.replace(Papers, uid, body, by)), body)
        // To take it away and to bring it back are two things.
        yield* asked.update(Papers, uid, { folder_uid: null }, by)
        assert.deepStrictEqual(
          yield* refusal(asked.update(Papers, uid, { folder_uid }, by)),
          missing(["folder_uid"])
        )
      })
    )

    it.effect(`names no reference that an update does not, in ${way}`, () =>
      Effect.gen(function* () {
        const [folder_uid, unseen, absent] = [yield* folder(), yield* folder(), yield* fresh]
        const uid = uidOf(yield* create(Papers, { text: "x", folder_uid }))
        for (const copy_uid of [unseen, absent])
          assert.deepStrictEqual(
            yield* refusal(asked.update(Papers, uid, { copy_uid }, { caller: bob })),
            missing(["copy_uid"])
          )
      })
    )

    it.effect(`lets a record refer to itself, and to no unseen one of its kind, in ${way}`, () =>
      Effect.gen(function* () {
        const [uid, by] = [yield* fresh, { caller: bob }]
        const itself = { name: "x", above_uid: uid }
        assert.deepInclude(one(yield* asked.replace(Folders, uid, itself, by)), itself)
        assert.deepInclude(one(yield* asked.replace(Folders, uid, { ...itself, name: "y" }, by)), {
          name: "y"
        })
        const later = uidOf(yield* asked.create(Folders, { name: "x" }, by))
        yield* asked.update(Folders, later, { above_uid: later }, by)
        yield* asked.update(Folders, later, { above_uid: uid }, by)
        for (const above_uid of [yield* folder(), yield* fresh]) {
          const writes: ReadonlyArray<Answering<CommandFailure, never>> = [
            asked.create(Folders, { name: "x", above_uid }, by),
            asked.replace(Folders, uid, { name: "x", above_uid }, by),
            asked.update(Folders, uid, { above_uid }, by)
          ]
          assert.deepStrictEqual(
            yield* Effect.forEach(writes, refusal),
            Array(3).fill(missing(["above_uid"], "folders"))
          )
        }
      })
    )
  }

  it.effect("lets hooks refer to any record, and what is not there is not there for them either", () =>
    Effect.gen(function* () {
      const by = { caller: bob }
      const paper = yield* hooked.create(Papers, { text: `into ${yield* folder()}` }, by)
      assert.strictEqual(paper.count, 1)
      const refused = yield* refusal(hooked.create(Papers, { text: `into ${yield* fresh}` }, by))
      assert.deepStrictEqual(refused, missing(["folder_uid"]))
    })
  )
}
