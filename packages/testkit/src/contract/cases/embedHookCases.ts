/** Contract: `afterRead` has its say wherever a record of its resource is shown, also beside others. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create } from "../asking/ask.ts"
import { type Cases, fresh, uidOf } from "../asking/cases.ts"
import { type AskedQuery, by, field, meant, relation, where } from "../asking/resolved.ts"
import { veil } from "../asking/veiled.ts"
import { Folders, Papers, Titles } from "../declared/resources.ts"
import type { Resource } from "@pgcrest/core"

/** Two papers in the folder "a", one in "kept", all of one title; "kept" is in "a". */
const filed = Effect.gen(function* () {
  const batch = yield* fresh
  const title_uid = uidOf(yield* create(Titles, { name: batch }))
  const a = uidOf(yield* create(Folders, { batch, name: "a" }))
  const kept = uidOf(yield* create(Folders, { batch, name: "kept", above_uid: a }))
  for (const [text, folder_uid] of [
    ["1", a],
    ["2", a],
    ["3", kept]
  ] as const)
    yield* create(Papers, { batch, text, folder_uid, title_uid })
  return { filters: [where("batch", "eq", batch)], title: [where("uid", "eq", title_uid)] }
})

/** What is shown, and how many folders the hook was asked about. */
const shown = Effect.fnUntraced(function* (resource: Resource.Resource, query: AskedQuery) {
  const { calls, list } = veil()
  const rows = yield* list(resource, yield* meant(resource, query))
  const json: unknown = JSON.parse(`[${rows.json()}]`)
  return { json, calls, rows }
})

export const embedHookCases = (it: Cases): void => {
  it.effect("changes a related record and keeps it back, asked about each once", () =>
    Effect.gen(function* () {
      const { filters } = yield* filed
      const query = { select: ["text", relation("folder", ["name"])], filters, order: [by("text")] }
      const { json, calls, rows } = yield* shown(Papers, query)
      const folder = { name: "A" }
      assert.deepStrictEqual(json, [
        { text: "1", folder },
        { text: "2", folder },
        { text: "3", folder: null }
      ])
      assert.deepStrictEqual(calls, [2])
      assert.isTrue(rows.computed)
    })
  )

  it.effect("leaves what it keeps back out of a relation to many, and shows none of its own beside it", () =>
    Effect.gen(function* () {
      const { filters, title } = yield* filed
      const below = {
        select: ["name", relation("below", ["name"]), relation("papers", ["text"], { as: "name_of" })],
        filters,
        order: [by("name")],
        related: { name_of: { order: [by("text")] } }
      }
      assert.deepStrictEqual((yield* shown(Folders, below)).json, [
        { name: "A", below: [], name_of: [{ text: "1" }, { text: "2" }] }
      ])
      const through = {
        select: [relation("folders", ["name", relation("below", ["uid"]), relation("papers", ["text"])])],
        filters: title,
        related: { folders: { order: [by("name")] }, "folders.papers": { order: [by("text")] } }
      }
      assert.deepStrictEqual((yield* shown(Titles, through)).json, [
        { folders: [{ name: "A", below: [], papers: [{ text: "1" }, { text: "2" }] }] }
      ])
    })
  )

  it.effect("shows what is spread as it is shown elsewhere, and nothing of what is kept back", () =>
    Effect.gen(function* () {
      const { filters } = yield* filed
      const query = {
        select: [field("text", { as: "...folder" }), relation("folder", ["name"], { spread: true })],
        filters,
        order: [by("text")]
      }
      assert.deepStrictEqual((yield* shown(Papers, query)).json, [
        { "...folder": "1", name: "A" },
        { "...folder": "2", name: "A" },
        { "...folder": "3", name: null }
      ])
    })
  )

  it.effect("tells no place in the order of what it shows, which would tell what it changed", () =>
    Effect.gen(function* () {
      const { filters } = yield* filed
      const { rows } = yield* shown(Folders, { filters, order: [by("name")] })
      assert.deepStrictEqual([rows.count, rows.read, rows.place(0)], [1, 2, []])
    })
  )
}
