/** Contract: a reference to a record that the caller does not see answers as one to a record that is not there. */
import { assert } from "@effect/vitest"
import type { CommandFailure } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { type Answering, create, get, history } from "../asking/ask.ts"
import { ann, bob, type By } from "../asking/by.ts"
import { type Cases, fresh, nobody, refusal, uidOf } from "../asking/cases.ts"
import { title } from "../asking/lending.ts"
import { folder, missing, reader, ways } from "../asking/referring.ts"
import { Papers, Places } from "../declared/resources.ts"

type Body = Readonly<Record<string, unknown>>

export const unseenReferenceCases = (it: Cases): void => {
  for (const [way, asked] of ways) {
    /** All writes of a body by bob, each refused: how, and that nothing came of it. */
    const refusals = Effect.fnUntraced(function* (body: Body, by: By = { caller: bob }) {
      const [uid, paper] = [yield* fresh, uidOf(yield* create(Papers, { text: "x" }))]
      const whole = { text: "y", ...body }
      const writes: ReadonlyArray<Answering<CommandFailure, never>> = [
        asked.create(Papers, whole, by),
        asked.replace(Papers, uid, whole, by),
        asked.replace(Papers, paper, whole, by),
        asked.update(Papers, paper, body, by)
      ]
      const told = yield* Effect.forEach(writes, refusal)
      assert.strictEqual((yield* refusal(get(Papers, uid)))["_tag"], "RecordNotFound")
      assert.strictEqual((yield* history(Papers, paper)).count, 1)
      return told
    })
    /** Refused alike, whether the reference is to what Ann alone sees or to nothing. */
    const alike = Effect.fnUntraced(function* (bodyOf: (uid: string) => Body, refused: object, by?: By) {
      const [absent, unseen] = [yield* fresh, yield* folder()]
      for (const uid of [absent, unseen])
        assert.deepStrictEqual(yield* refusals(bodyOf(uid), by), Array(4).fill(refused))
    })

    it.effect(`tells an unseen record from none in no write that refers to it, in ${way}`, () =>
      Effect.gen(function* () {
        yield* alike((folder_uid) => ({ folder_uid }), missing(["folder_uid"]))
        yield* alike((copy_uid) => ({ copy_uid, folder_uid: null }), missing(["copy_uid"]))
        yield* alike((folder_uid) => ({ folder_uid }), missing(["folder_uid"]), { caller: nobody })
      })
    )

    it.effect(`names every reference of the body, whichever it is that refers to nothing, in ${way}`, () =>
      Effect.gen(function* () {
        const [mine, title_uid, nothing] = [yield* folder({ caller: bob }), yield* title, yield* fresh]
        const both = missing(["folder_uid", "copy_uid"])
        for (const other of [mine, nothing, yield* folder()]) {
          yield* alike((folder_uid) => ({ folder_uid, copy_uid: other }), both)
          yield* alike((copy_uid) => ({ folder_uid: other, copy_uid }), both)
        }
        // Those that anybody may make are among them.
        const withTitle = missing(["folder_uid", "title_uid"])
        yield* alike((folder_uid) => ({ folder_uid, title_uid }), withTitle)
        yield* alike((folder_uid) => ({ folder_uid, title_uid: nothing }), withTitle)
        assert.deepStrictEqual(
          yield* refusals({ folder_uid: mine, title_uid: nothing }),
          Array(4).fill(withTitle)
        )
      })
    )

    it.effect(`tells it before a value that is taken, be that the reference itself, in ${way}`, () =>
      Effect.gen(function* () {
        const [code, only_uid] = [yield* fresh, yield* folder()]
        yield* create(Papers, { text: "x", code, only_uid })
        yield* alike((folder_uid) => ({ folder_uid, code }), missing(["folder_uid"]))
        const alone = missing(["only_uid"])
        for (const uid of [only_uid, yield* fresh, yield* folder()])
          assert.deepStrictEqual(yield* refusals({ only_uid: uid }), Array(4).fill(alone))
        // Who sees it is told that it is taken.
        for (const told of yield* refusals({ only_uid }, { caller: ann }))
          assert.deepStrictEqual(told, { _tag: "Conflict", resource: "papers", fields: ["only_uid"] })
      })
    )

    it.effect(`lets nobody learn by guessing what a hidden reference holds, in ${way}`, () =>
      Effect.gen(function* () {
        const [held, other] = [yield* folder(), yield* folder()]
        const uid = uidOf(yield* asked.create(Papers, { text: "x", hidden_uid: held }))
        for (const hidden_uid of [held, other, yield* fresh]) {
          const guess = asked.update(Papers, uid, { hidden_uid }, { caller: bob })
          assert.deepStrictEqual(yield* refusal(guess), missing(["hidden_uid"]))
        }
        yield* asked.update(Papers, uid, { hidden_uid: other })
      })
    )

    it.effect(`names the missing reference alone to who may refer to every record, in ${way}`, () =>
      Effect.gen(function* () {
        const [copy_uid, folder_uid] = [yield* folder(), yield* fresh]
        const by = { caller: reader }
        assert.deepStrictEqual(
          yield* refusals({ folder_uid, copy_uid }, by),
          Array(4).fill(missing(["folder_uid"]))
        )
      })
    )
  }

  it.effect("tells it before the key of the record's own that is taken", () =>
    Effect.gen(function* () {
      const [place, by] = [yield* fresh, { caller: bob }]
      yield* create(Places, { place }, by)
      for (const folder_uid of [yield* folder(), yield* fresh])
        assert.deepStrictEqual(
          yield* refusal(create(Places, { place, folder_uid }, by)),
          missing(["folder_uid"], "places")
        )
      const taken = { _tag: "Conflict", resource: "places", fields: ["place"] }
      for (const folder_uid of [null, yield* folder(by)])
        assert.deepStrictEqual(yield* refusal(create(Places, { place, folder_uid }, by)), taken)
    })
  )
}
