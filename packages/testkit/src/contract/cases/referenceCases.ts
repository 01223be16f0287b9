/** Contract: a reference to a record that the caller does not see answers as one to a record that is not there. */
import { assert } from "@effect/vitest"
import { Api, type CommandFailure, Hooks, Records } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { type Answering, asking, create, get, history, plain } from "../asking/ask.ts"
import { ann, bob, type By, inGroups } from "../asking/by.ts"
import { type Cases, fresh, nobody, one, refusal, uidOf } from "../asking/cases.ts"
import { title } from "../asking/lending.ts"
import { Folders, Papers, everyResource } from "../declared/resources.ts"

type Body = Readonly<Record<string, unknown>>

/** A paper that names a folder as its text is copied into that folder by the server. */
const copying = Hooks.make(Papers, {
  beforeCreate: (values) => Effect.succeed({ ...values }),
  beforeUpdate: (values) => Effect.succeed({ ...values }),
  afterCreate: ({ batch, text }) =>
    Records.use((records) =>
      text.startsWith("into ")
        ? records.create(Papers, { batch, text: "copy", folder_uid: text.slice("into ".length) })
        : Effect.void
    )
})
const watching = Hooks.make(Folders, { afterCreate: () => Effect.void, afterUpdate: () => Effect.void })
const hooked = asking(Api.make("contract", { resources: everyResource, hooks: [copying, watching] }))
const ways = [
  ["one statement", asking(plain)],
  ["a unit with hooks", hooked]
] as const

const folder = (by: By = {}) => Effect.map(create(Folders, { name: "x" }, by), uidOf)
const missing = (fields: ReadonlyArray<string>, resource = "papers") => ({
  _tag: "ReferenceMissing",
  resource,
  fields
})
const reader = inGroups("rita", "readers")

export const referenceCases = (it: Cases): void => {
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
