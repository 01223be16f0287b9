/** Contract: names that need quotes in the database, under others in JSON. */
import { assert } from "@effect/vitest"
import { type Predicate, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, get, history, list, remove, replace, update } from "../asking/ask.ts"
import { ifMatch, queryOf } from "../asking/by.ts"
import { type Cases, column, fresh, one, refusal, uidOf, versionOf } from "../asking/cases.ts"
import { Oddities } from "../declared/resources.ts"

const field = (name: string) => Resource.columnOf(Oddities, name)

export const nameCases = (it: Cases): void => {
  it.effect("takes a record through all that can happen to it under its names in JSON", () =>
    Effect.gen(function* () {
      const made = yield* create(Oddities, { sortOrder: 1, longName: "x", origin: "there" })
      const uid = uidOf(made)
      assert.deepInclude(one(made), {
        sortOrder: 1,
        longName: "x",
        setAside: false,
        origin: "there",
        version: 1n
      })
      const changed = yield* update(Oddities, uid, { setAside: true }, ifMatch(versionOf(made)))
      assert.deepInclude(one(changed), { setAside: true, sortOrder: 1, version: 2n })
      yield* replace(Oddities, uid, { sortOrder: 3, origin: "there" })
      assert.deepStrictEqual(Object.keys(one(yield* get(Oddities, uid))), [...Oddities.columns.keys()])
      yield* remove(Oddities, uid)
      const changes = yield* history(Oddities, uid)
      assert.deepStrictEqual(column(changes, "version"), [4n, 3n, 2n, 1n])
      assert.deepInclude(changes.values()[1]?.after, { sortOrder: 3, setAside: false, longName: null })
    })
  )

  it.effect("finds and orders records by them", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      for (const sortOrder of [2, 3, 1])
        yield* create(Oddities, { batch, sortOrder, setAside: sortOrder > 1 })
      const filter: Predicate.Predicate = {
        _tag: "Compare",
        column: field("setAside"),
        operator: "eq",
        value: true
      }
      const order = [{ column: field("sortOrder"), of: null, direction: "desc", nulls: "last" }] as const
      const found = yield* list(Oddities, queryOf(Oddities, batch, { filter, order, count: "exact" }))
      assert.deepStrictEqual(column(found, "sortOrder"), [3, 2])
      assert.strictEqual(found.total, 2)
    })
  )

  it.effect("tells by them what is taken, and what stays as it was created", () =>
    Effect.gen(function* () {
      const bookTitle = yield* fresh
      const uid = uidOf(yield* create(Oddities, { sortOrder: 1, bookTitle, origin: "a" }))
      assert.deepStrictEqual(yield* refusal(create(Oddities, { sortOrder: 1, bookTitle })), {
        _tag: "Conflict",
        resource: "oddities",
        fields: ["bookTitle"]
      })
      assert.deepStrictEqual(yield* refusal(update(Oddities, uid, { origin: "b" })), {
        _tag: "FieldImmutable",
        resource: "oddities",
        fields: ["origin"]
      })
    })
  )
}
