/** Contract: what goes along with a record that is deleted softly, and comes back with it. */
import { assert } from "@effect/vitest"
import { Api, Caller, Conflict, Hooks, undo } from "@pgcrest/core"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import {
  asking,
  create,
  get,
  history,
  list,
  plain,
  remove,
  removeMany,
  restore,
  update
} from "../asking/ask.ts"
import { bob, queryOf } from "../asking/by.ts"
import { type Cases, column, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { Albums, everyResource, Tracks } from "../declared/resources.ts"

class Kept extends Data.TaggedError("Kept") {}

const gone = (resource: string, uid: string) => ({ _tag: "RecordGone", resource, uid })

/** Each request of ann's has an id of its own. */
const under = (requestId: string) => ({ caller: Caller.user("ann", { requestId }) })

/** An album with two tracks, of which one follows the other. */
const album = Effect.gen(function* () {
  const batch = yield* fresh
  const album_uid = uidOf(yield* create(Albums, { batch, name: "a" }))
  const first = uidOf(yield* create(Tracks, { batch, name: "1", album_uid }))
  const second = uidOf(yield* create(Tracks, { batch, name: "2", after_uid: first }))
  return { batch, album_uid, first, second }
})

/** Records of a resource that a hook keeps from coming back once that is asked, by a conflict of their own. */
const refusing = (resource: typeof Tracks) => {
  let refused = false
  const hook = Hooks.make(resource, {
    beforeCreate: (values) =>
      refused ? Effect.fail(new Conflict({ resource: "tracks", fields: ["name"] })) : Effect.succeed(values)
  })
  const api = Api.make("refusing", { resources: everyResource, hooks: [hook] })
  return { api, refuse: () => void (refused = true) }
}

export const alongCases = (it: Cases): void => {
  it.effect("deletes what goes along, each with a change of its own", () =>
    Effect.gen(function* () {
      const { album_uid, batch, first, second } = yield* album
      yield* remove(Albums, album_uid, under("r-1"))
      assert.strictEqual((yield* list(Tracks, queryOf(Tracks, batch))).count, 0)
      for (const uid of [first, second]) {
        assert.deepStrictEqual(yield* refusal(get(Tracks, uid)), gone("tracks", uid))
        const [change] = (yield* history(Tracks, uid)).values()
        assert.deepInclude(change, { operation: "delete", version: 2n, request_id: "r-1", actor: "ann" })
      }
    })
  )

  it.effect("brings back what went along in the same request, and nothing else", () =>
    Effect.gen(function* () {
      const { album_uid, batch, first, second } = yield* album
      const other = uidOf(yield* create(Tracks, { batch, name: "3", album_uid }))
      yield* remove(Tracks, other, under("r-0"))
      yield* remove(Albums, album_uid, under("r-1"))
      yield* restore(Albums, album_uid, undefined, under("r-2"))
      const tracks = yield* list(Tracks, queryOf(Tracks, batch))
      assert.deepStrictEqual(column(tracks, "uid").toSorted(), [first, second].toSorted())
      assert.strictEqual(one(yield* get(Tracks, second))["after_uid"], first)
      assert.deepStrictEqual(yield* refusal(get(Tracks, other)), gone("tracks", other))
      assert.deepStrictEqual(column(yield* history(Tracks, first), "operation"), [
        "restore",
        "delete",
        "create"
      ])
    })
  )

  it.effect("comes back where the request is undone", () =>
    Effect.gen(function* () {
      const { album_uid, batch } = yield* album
      const requestId = yield* fresh
      yield* remove(Albums, album_uid, under(requestId))
      const undone = yield* undo(plain, { requestId, most: 10 }, Caller.user("ann", { requestId: "r-5" }))
      assert.deepStrictEqual(
        undone.map(({ resource, version }) => [resource, version]),
        [
          ["albums", 1n],
          ["tracks", 1n],
          ["tracks", 1n]
        ]
      )
      assert.strictEqual((yield* list(Tracks, queryOf(Tracks, batch))).count, 2)
      yield* get(Albums, album_uid)
    })
  )

  it.effect("is all done, or nothing of it", () =>
    Effect.gen(function* () {
      const { album_uid, batch, first } = yield* album
      const api = Api.make("contract", {
        resources: everyResource,
        hooks: [
          Hooks.make(Tracks, {
            beforeDelete: ({ name }) => (name === "1" ? Effect.fail(new Kept()) : Effect.void)
          })
        ]
      })
      const refused = yield* Effect.flip(asking(api).remove(Albums, album_uid))
      assert.strictEqual(Reflect.get(refused, "_tag"), "HookRefusal")
      assert.strictEqual(one(yield* get(Albums, album_uid))["name"], "a")
      assert.strictEqual((yield* list(Tracks, queryOf(Tracks, batch))).count, 2)
      yield* get(Tracks, first)
    })
  )

  it.effect("ends where records go round in a circle", () =>
    Effect.gen(function* () {
      const { batch, first, second } = yield* album
      yield* update(Tracks, first, { after_uid: second })
      yield* remove(Tracks, first, under("r-3"))
      assert.strictEqual((yield* list(Tracks, queryOf(Tracks, batch))).count, 0)
      yield* restore(Tracks, first, undefined, under("r-4"))
      assert.strictEqual((yield* list(Tracks, queryOf(Tracks, batch))).count, 2)
    })
  )

  it.effect("deletes each that a filter finds by itself, also where one would go along with another", () =>
    Effect.gen(function* () {
      const { album_uid, batch, first, second } = yield* album
      const third = uidOf(yield* create(Tracks, { batch, name: "3", after_uid: second }))
      const went = yield* removeMany(Tracks, queryOf(Tracks, batch).filter, under("r-5"))
      assert.deepStrictEqual(went.met.map(({ uid }) => uid).toSorted(), [first, second, third].toSorted())
      for (const uid of [first, second, third])
        assert.deepStrictEqual(column(yield* history(Tracks, uid), "operation"), ["delete", "create"])
      yield* restore(Tracks, first, undefined)
      assert.strictEqual((yield* list(Tracks, queryOf(Tracks, batch))).count, 3)
      yield* get(Albums, album_uid)
    })
  )

  it.effect("names no field of a record that cannot come back along", () =>
    Effect.gen(function* () {
      const { album_uid, first } = yield* album
      const { api, refuse } = refusing(Tracks)
      yield* remove(Albums, album_uid)
      refuse()
      const failure = yield* Effect.flip(asking(api).restore(Albums, album_uid, undefined))
      assert.deepInclude(failure, { _tag: "Conflict", resource: "tracks", fields: [] })
      assert.deepStrictEqual(yield* refusal(get(Tracks, first)), gone("tracks", first))
    })
  )

  it.effect("goes along with each of many, whoever deletes them", () =>
    Effect.gen(function* () {
      const { album_uid, batch } = yield* album
      const second = uidOf(yield* create(Albums, { batch, name: "b" }))
      yield* create(Tracks, { batch, name: "4", album_uid: second })
      const went = yield* removeMany(Albums, queryOf(Albums, batch).filter, { caller: bob })
      assert.deepStrictEqual(went.met.map(({ uid }) => uid).toSorted(), [album_uid, second].toSorted())
      assert.strictEqual((yield* list(Tracks, queryOf(Tracks, batch))).count, 0)
    })
  )
}
