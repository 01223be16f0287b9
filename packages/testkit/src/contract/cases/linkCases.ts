/** Contract: which records a relation leads to, in which order, and what is asked of those that it passes through. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, replace } from "../asking/ask.ts"
import { ann, bob, inGroups } from "../asking/by.ts"
import { type Cases, fresh, one, uidOf } from "../asking/cases.ts"
import { asked, by, relation, where } from "../asking/resolved.ts"
import { OwnPapers, Folders, Papers, Tickets, Titles } from "../declared/resources.ts"

const rita = inGroups("rita", "readers")
const folder = (batch: string, name: string, above_uid: string | null = null, caller = ann) =>
  Effect.map(create(Folders, { batch, name, above_uid }, { caller }), uidOf)

export const linkCases = (it: Cases): void => {
  it.effect("leads through none between that are out of their reader's sight", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const title_uid = uidOf(yield* create(Titles, { name: batch }))
      for (const [name, caller] of [
        ["a", ann],
        ["b", rita]
      ] as const) {
        const folder_uid = yield* folder(batch, name)
        yield* create(OwnPapers, { batch, text: "", folder_uid, title_uid }, { caller })
      }
      const query = {
        select: [relation("filed", ["name"])],
        filters: [where("uid", "eq", title_uid)],
        related: { filed: { order: [by("name")] } }
      }
      assert.deepStrictEqual(yield* asked(Titles, query, ann), [{ filed: [{ name: "a" }] }])
      assert.deepStrictEqual(yield* asked(Titles, query, rita), [{ filed: [{ name: "b" }] }])
      assert.deepStrictEqual(yield* asked(Titles, query, bob), [{ filed: [] }])
      const found = { ...query, select: [relation("filed", [])], related: {} }
      const is = (not: boolean) => ({
        ...found,
        select: ["name", ...found.select],
        filters: [...found.filters, where("filed", "is", "null", not)]
      })
      assert.deepStrictEqual(yield* asked(Titles, is(true), bob), [])
      assert.deepStrictEqual(yield* asked(Titles, is(false), bob), [{ name: batch }])
      assert.deepStrictEqual(yield* asked(Titles, is(true), ann), [{ name: batch }])
    })
  )

  it.effect("leads to a record by a number, whatever the size of the column that refers to it", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const first = one(yield* create(Tickets, { batch, text: "first" }))
      yield* create(Tickets, { batch, text: "second", after_id: first["id"] })
      const query = {
        select: ["text", relation("tickets", ["text"], { as: "before" })],
        filters: [where("batch", "eq", batch)],
        order: [by("text")]
      }
      assert.deepStrictEqual(yield* asked(Tickets, query), [
        { text: "first", before: null },
        { text: "second", before: { text: "first" } }
      ])
    })
  )

  it.effect("finds no related record of which it is unknown whether it is asked for", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const folder_uid = yield* folder(batch, "a")
      yield* create(Papers, { batch, text: "no code", folder_uid })
      const query = (join: "inner" | "left") => ({
        select: ["name", relation("papers", ["text"], { join })],
        filters: [where("batch", "eq", batch)],
        related: { papers: { filters: [where("code", "neq", "x")] } }
      })
      assert.deepStrictEqual(yield* asked(Folders, query("left")), [{ name: "a", papers: [] }])
      assert.deepStrictEqual(yield* asked(Folders, query("inner")), [])
    })
  )

  it.effect(
    "sorts related records by fields of records that they refer to, and counts none out of sight",
    () =>
      Effect.gen(function* () {
        const batch = yield* fresh
        const top = yield* folder(batch, "top")
        const [a, z] = [yield* folder(batch, "a", top), yield* folder(batch, "z", top, rita)]
        for (const [text, copy_uid] of [
          ["1", z],
          ["2", a],
          ["3", null]
        ] as const)
          yield* create(Papers, { batch, text, folder_uid: top, copy_uid }, { caller: rita })
        const query = (word: string) => ({
          select: [relation("papers", ["text"]), relation("below", ["name"], { as: "last" })],
          filters: [where("batch", "eq", batch), where("name", "eq", "top")],
          related: {
            papers: { order: [by(word, "copy"), by("text")], limit: 2 },
            last: { order: [by("name.desc")], limit: 1 }
          }
        })
        const texts = (...all: ReadonlyArray<string>) => all.map((text) => ({ text }))
        const found = (word: string, caller = ann) => asked(Folders, query(word), caller)
        assert.deepStrictEqual(yield* found("name.desc.last"), [
          { papers: texts("2", "1"), last: [{ name: "a" }] }
        ])
        assert.deepStrictEqual(yield* found("name"), [{ papers: texts("2", "1"), last: [{ name: "a" }] }])
        assert.deepStrictEqual(yield* found("name.asc.first"), [
          { papers: texts("1", "3"), last: [{ name: "a" }] }
        ])
      })
  )

  it.effect(
    "sorts equal records by their own key, also where it sorts by the key of another of their kind",
    () =>
      Effect.gen(function* () {
        const batch = yield* fresh
        const above_uid = yield* folder(batch, "top")
        const uids = (yield* Effect.all([fresh, fresh, fresh])).toSorted()
        const [a = "", b = "", c = ""] = uids
        for (const uid of [b, c, a]) yield* replace(Folders, uid, { batch, name: "", above_uid })
        const query = {
          select: ["uid"],
          filters: [where("batch", "eq", batch), where("name", "eq", "")]
        }
        const told = uids.map((uid) => ({ uid }))
        assert.deepStrictEqual(yield* asked(Folders, { ...query, order: [by("uid", "above")] }), told)
        const down = { ...query, order: [by("uid.desc", "above")] }
        assert.deepStrictEqual(yield* asked(Folders, down), told.toReversed())
      })
  )
}
