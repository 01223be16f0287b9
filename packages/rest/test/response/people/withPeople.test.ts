import { assert, describe, it } from "@effect/vitest"
import { type Change, Rows, type Sighting, UserDirectory, type Values } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { withPeople } from "../../../src/response/people/withPeople.ts"
import { Books, shown } from "../../samples.ts"
import { unsaid } from "../../unsaid.ts"

const creator = { word: "creator", field: "creator_uid", member: "creator" }
const updater = { word: "last_updater", field: "last_updater_uid", member: "last_updater" }
const actor = { word: "actor", field: "actor", member: "acted_by" }
const ann: Sighting = { _tag: "Present", status: "active", attributes: { name: "Ann" } }
const out: Sighting = { _tag: "Unavailable", cause: new Error("throttled") }

const books = (...rows: ReadonlyArray<Values>) => Rows.found(shown(Books, ...rows))
const by = (creator_uid: string | null, last_updater_uid: string | null = null): Values => ({
  creator_uid,
  last_updater_uid
})

/** What becomes of rows, and for whom the directory was asked, each time. */
const expanded = (rows: Rows.Rows, known: Readonly<Record<string, Sighting>> = {}, expansion = [creator]) => {
  const asked: Array<ReadonlyArray<string>> = []
  const directory = UserDirectory.of({
    find: (subjects) =>
      Effect.sync(() => {
        asked.push([...subjects])
        return new Map(Object.entries(known))
      }),
    groupsOf: () => Effect.die("nobody asks for groups")
  })
  return withPeople(rows, expansion).pipe(
    Effect.provideService(UserDirectory, directory),
    Effect.map(({ applied, cause, rows }) => ({ applied, asked, cause, rows, json: rows.json() }))
  )
}
/** The people of a page, without all else. */
const people = (json: string, member = "creator"): ReadonlyArray<unknown> =>
  JSON.parse(`[${json}]`).map((record: Readonly<Record<string, unknown>>) => record[member])

describe("rows with their people", () => {
  it.effect("end each record with them, and keep its text", () =>
    Effect.gen(function* () {
      const rows = books(by("ann"), by("bob"))
      const { json } = yield* expanded(rows, { ann, bob: { _tag: "Missing" } })
      const person = ',"creator":{"uid":"ann","status":"active","name":"Ann"}}'
      const [first = "", second = ""] = rows.json().split("},{")
      assert.strictEqual(
        json,
        `${first}${person},{${second.slice(0, -1)},"creator":{"uid":"bob","status":"missing"}}`
      )
    })
  )

  it.effect("ask once for all, and for nobody twice", () =>
    Effect.gen(function* () {
      const rows = books(by("ann", "bob"), by("ann", "ann"), by("cat", null))
      const { applied, asked, json } = yield* expanded(rows, { ann, bob: ann, cat: ann }, [creator, updater])
      assert.deepStrictEqual(asked, [["ann", "cat", "bob"]])
      assert.strictEqual(applied, "creator, last_updater")
      assert.deepInclude(people(json, "last_updater"), { uid: "bob", status: "active", name: "Ann" })
    })
  )

  it.effect("ask for nobody where no directory would know them", () =>
    Effect.gen(function* () {
      const rows = books(by(null), by("client:importer"), by("iam:1:role"))
      const { applied, asked, json } = yield* expanded(rows)
      assert.deepStrictEqual(asked, [])
      assert.strictEqual(applied, "creator")
      assert.deepStrictEqual(people(json), [
        null,
        { uid: "client:importer", status: "machine" },
        { uid: "iam:1:role", status: "machine" }
      ])
    })
  )

  it.effect("go on without whom the directory cannot be asked about, and say why to the log", () =>
    Effect.gen(function* () {
      const rows = books(by("ann", "ann"), by("bob", "ann"))
      const { applied, cause, json } = yield* expanded(rows, { ann, bob: out }, [creator, updater])
      assert.strictEqual(applied, "creator;incomplete, last_updater")
      assert.include(cause?.message, "throttled")
      assert.deepStrictEqual(people(json), [
        { uid: "ann", status: "active", name: "Ann" },
        { uid: "bob", status: "unavailable" }
      ])
    })
  )

  it.effect("are incomplete where the directory leaves somebody out", () =>
    Effect.gen(function* () {
      const { applied, cause, json } = yield* expanded(books(by("ann")))
      assert.strictEqual(applied, "creator;incomplete")
      assert.isNull(cause)
      assert.deepStrictEqual(people(json), [{ uid: "ann", status: "unavailable" }])
    })
  )

  it.effect("are told of 50 records, and of 51 nobody is asked for", () =>
    Effect.gen(function* () {
      const page = (length: number) => books(...Array.from({ length }, () => by("ann")))
      const full = yield* expanded(page(50), { ann })
      assert.deepStrictEqual(full.asked, [["ann"]])
      assert.lengthOf(people(full.json).filter(Boolean), 50)
      const larger = page(51)
      const { applied, asked, cause, rows } = yield* expanded(larger, { ann })
      assert.deepStrictEqual([applied, asked, cause], ['none;reason="page"', [], null])
      assert.strictEqual(rows, larger)
    })
  )

  it.effect("are none of an empty page, whose word is honoured all the same", () =>
    Effect.gen(function* () {
      const { applied, asked, json } = yield* expanded(books())
      assert.deepStrictEqual([applied, asked, json], ["creator", [], ""])
    })
  )

  it.effect("tell what a store tells of them beside", () =>
    Effect.gen(function* () {
      const found = { ...books(by("ann")), total: 7, computed: true }
      const { rows } = yield* expanded(found, { ann })
      assert.deepInclude(rows, { _tag: "Found", count: 1, total: 7, computed: true })
    })
  )

  it.effect("are of changes too, guests and nobody among them", () =>
    Effect.gen(function* () {
      const actors = ["ann", "guest:eu-west-1:1", "anonymous"]
      const changes = actors.map((actor, at): Change => ({
        ...unsaid,
        resource: "books",
        uid: "1",
        version: BigInt(3 - at),
        operation: "update",
        at: "2026-11-25T08:30:00Z",
        actor,
        request_id: null,
        after: { title: "Emma" }
      }))
      const rows = Rows.fromChanges(Books, changes, ["after", "actor"])
      const { applied, asked, json } = yield* expanded(rows, { ann }, [actor])
      assert.deepStrictEqual(asked, [["ann"]])
      assert.strictEqual(applied, "actor")
      assert.deepStrictEqual(people(json, "actor"), actors)
      assert.deepStrictEqual(people(json, "acted_by"), [
        { uid: "ann", status: "active", name: "Ann" },
        { uid: "guest:eu-west-1:1", status: "guest" },
        { uid: "anonymous", status: "anonymous" }
      ])
    })
  )
})
