/** Contract: records of relations beside each record, in both directions, each under rules of its own. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, get } from "../asking/ask.ts"
import { ann, bob, inGroups } from "../asking/by.ts"
import { type Cases, fresh, uidOf } from "../asking/cases.ts"
import { asked, by, field, meant, relation, where } from "../asking/resolved.ts"
import { Folders, Papers, Parts, Samples, Titles } from "../declared/resources.ts"

const rita = inGroups("rita", "readers")
const byName = [by("name")]

/** Ann's folder "a" in hers "top", bob's folder "b" in it too; a paper in each, one in both as a copy, one in none. */
const filed = Effect.gen(function* () {
  const batch = yield* fresh
  const title = uidOf(yield* create(Titles, { name: batch, doc: { colour: "red", size: [1, 2] } }))
  const top = uidOf(yield* create(Folders, { batch, name: "top" }))
  const a = uidOf(yield* create(Folders, { batch, name: "a", above_uid: top }))
  const b = uidOf(yield* create(Folders, { batch, name: "b", above_uid: top }, { caller: rita }))
  const paper = (text: string, more: object) => create(Papers, { batch, text, ...more }, { caller: rita })
  yield* paper("in a", { folder_uid: a, title_uid: title })
  yield* paper("in a, too", { folder_uid: a })
  yield* paper("in b", { folder_uid: b, copy_uid: a, title_uid: title })
  yield* paper("loose", {})
  return { batch, title, top, a, b }
})

const ofBatch = (batch: string) => [where("batch", "eq", batch)]

export const embedCases = (it: Cases): void => {
  it.effect("shows the one record that a field refers to; null for none, and for one out of sight", () =>
    Effect.gen(function* () {
      const { batch } = yield* filed
      const query = {
        select: ["text", relation("folder", ["name"]), relation("title", [field("name", { as: "called" })])],
        filters: ofBatch(batch),
        order: [by("text")]
      }
      const title = { called: batch }
      const [a, b] = [{ name: "a" }, { name: "b" }]
      const rows = (inA: unknown, inB: unknown) => [
        { text: "in a", folder: inA, title },
        { text: "in a, too", folder: inA, title: null },
        { text: "in b", folder: inB, title },
        { text: "loose", folder: null, title: null }
      ]
      assert.deepStrictEqual(yield* asked(Papers, query, rita), rows(a, b))
      assert.deepStrictEqual(yield* asked(Papers, query, ann), rows(a, null))
      assert.deepStrictEqual(yield* asked(Papers, query, bob), rows(null, null))
    })
  )

  it.effect("shows beside a record that is asked for by its uid what a list shows beside it", () =>
    Effect.gen(function* () {
      const { a, batch } = yield* filed
      const select = ["name", relation("above", ["name"]), relation("papers", ["text"])]
      const related = { papers: { order: [by("text")] } }
      const papers = [{ text: "in a" }, { text: "in a, too" }]
      for (const caller of [rita, ann]) {
        const { projection } = yield* meant(Folders, { select, related }, caller)
        const found = yield* get(Folders, a, { caller, select: projection })
        assert.deepStrictEqual(JSON.parse(found.json()), { name: "a", above: { name: "top" }, papers })
        assert.isTrue(found.computed)
      }
      yield* create(Papers, { batch, text: "in a, by bob", folder_uid: a }, { caller: rita })
      const ofBob = yield* create(Papers, { batch, text: "bob's" }, { caller: bob })
      const { projection } = yield* meant(Papers, { select: ["text", relation("folder", ["name"])] }, bob)
      const found = yield* get(Papers, uidOf(ofBob), { caller: bob, select: projection })
      assert.deepStrictEqual(JSON.parse(found.json()), { text: "bob's", folder: null })
    })
  )

  it.effect("shows the records that refer to one, those in sight alone, and an empty list for none", () =>
    Effect.gen(function* () {
      const { batch } = yield* filed
      const query = {
        select: ["name", relation("papers", ["text"]), relation("below", ["name"])],
        filters: ofBatch(batch),
        order: byName,
        related: { papers: { order: [by("text")] }, below: { order: byName } }
      }
      const [a, b] = [
        { name: "a", papers: [{ text: "in a" }, { text: "in a, too" }], below: [] },
        { name: "b", papers: [{ text: "in b" }], below: [] }
      ]
      assert.deepStrictEqual(yield* asked(Folders, query, rita), [
        a,
        b,
        { name: "top", papers: [], below: [{ name: "a" }, { name: "b" }] }
      ])
      assert.deepStrictEqual(yield* asked(Folders, query, ann), [
        a,
        { name: "top", papers: [], below: [{ name: "a" }] }
      ])
    })
  )

  it.effect("shows records through those between, each once, and none through one out of sight", () =>
    Effect.gen(function* () {
      const { batch, title } = yield* filed
      const titles = {
        select: ["name", relation("titles", ["name"])],
        filters: ofBatch(batch),
        order: byName
      }
      assert.deepStrictEqual(yield* asked(Folders, titles, rita), [
        { name: "a", titles: [{ name: batch }] },
        { name: "b", titles: [{ name: batch }] },
        { name: "top", titles: [] }
      ])
      const folders = {
        select: [relation("folders", ["name"])],
        filters: [where("uid", "eq", title)],
        related: { folders: { order: byName } }
      }
      assert.deepStrictEqual(yield* asked(Titles, folders, rita), [
        { folders: [{ name: "a" }, { name: "b" }] }
      ])
      assert.deepStrictEqual(yield* asked(Titles, folders, ann), [{ folders: [{ name: "a" }] }])
    })
  )

  it.effect("nests relations, each under its own rules, also of a resource with itself", () =>
    Effect.gen(function* () {
      const { batch } = yield* filed
      const query = {
        select: [
          "text",
          relation("folder", ["name", relation("above", ["name", relation("below", ["name"])])]),
          relation("copy", [relation("papers", ["text"])])
        ],
        filters: [...ofBatch(batch), where("text", "eq", "in b")],
        related: { "folder.above.below": { order: byName }, "copy.papers": { order: [by("text")] } }
      }
      const copy = { papers: [{ text: "in a" }, { text: "in a, too" }] }
      assert.deepStrictEqual(yield* asked(Papers, query, rita), [
        {
          text: "in b",
          folder: { name: "b", above: { name: "top", below: [{ name: "a" }, { name: "b" }] } },
          copy
        }
      ])
      assert.deepStrictEqual(yield* asked(Papers, query, ann), [{ text: "in b", folder: null, copy }])
    })
  )

  it.effect(
    "filters, sorts and pages the records of a relation without leaving out what they stand beside",
    () =>
      Effect.gen(function* () {
        const { batch } = yield* filed
        const query = {
          select: ["name", relation("papers", ["text"], { as: "last" })],
          filters: ofBatch(batch),
          order: byName,
          related: { last: { filters: [where("text", "neq", "in b")], order: [by("text.desc")], limit: 1 } }
        }
        assert.deepStrictEqual(yield* asked(Folders, query, rita), [
          { name: "a", last: [{ text: "in a, too" }] },
          { name: "b", last: [] },
          { name: "top", last: [] }
        ])
        const second = { last: { order: [by("text")], limit: 1, offset: 1 } }
        assert.deepStrictEqual(yield* asked(Folders, { ...query, related: second }, ann), [
          { name: "a", last: [{ text: "in a, too" }] },
          { name: "top", last: [] }
        ])
      })
  )

  it.effect(
    "leaves out what has no record of an inner relation, in the count too, and what is out of sight is none",
    () =>
      Effect.gen(function* () {
        const { batch } = yield* filed
        const inner = {
          select: ["text", relation("folder", ["name"], { join: "inner" as const })],
          filters: ofBatch(batch),
          order: [by("text")]
        }
        assert.deepStrictEqual(yield* asked(Papers, inner, ann), [
          { text: "in a", folder: { name: "a" } },
          { text: "in a, too", folder: { name: "a" } }
        ])
        assert.deepStrictEqual(yield* asked(Papers, inner, bob), [])
        const filtered = { ...inner, related: { folder: { filters: [where("name", "eq", "b")] } } }
        assert.deepStrictEqual(yield* asked(Papers, filtered, rita), [
          { text: "in b", folder: { name: "b" } }
        ])
        const nested = {
          select: [
            "name",
            relation("below", [relation("papers", ["text"], { join: "inner" })], { join: "inner" })
          ],
          filters: ofBatch(batch),
          related: { "below.papers": { filters: [where("text", "eq", "in b")] } }
        } as const
        assert.deepStrictEqual(yield* asked(Folders, nested, rita), [
          { name: "top", below: [{ papers: [{ text: "in b" }] }] }
        ])
        assert.deepStrictEqual(yield* asked(Folders, nested, ann), [])
      })
  )

  it.effect("asks whether there is a record of a relation, shown or not", () =>
    Effect.gen(function* () {
      const { batch } = yield* filed
      const papers = (not: boolean) => ({
        select: ["text", relation("folder", [])],
        filters: [...ofBatch(batch), where("folder", "is", "null", not)],
        order: [by("text")]
      })
      assert.deepStrictEqual(yield* asked(Papers, papers(false), ann), [{ text: "in b" }, { text: "loose" }])
      assert.deepStrictEqual(yield* asked(Papers, papers(true), ann), [
        { text: "in a" },
        { text: "in a, too" }
      ])
    })
  )

  it.effect("sorts by a field of the one record that is referred to, null where it is out of sight", () =>
    Effect.gen(function* () {
      const { batch } = yield* filed
      const query = {
        select: ["text"],
        filters: ofBatch(batch),
        order: [by("name.desc.last", "folder"), by("text.desc")]
      }
      const texts = (...all: ReadonlyArray<string>) => all.map((text) => ({ text }))
      assert.deepStrictEqual(yield* asked(Papers, query, rita), texts("in b", "in a, too", "in a", "loose"))
      assert.deepStrictEqual(yield* asked(Papers, query, ann), texts("in a, too", "in a", "loose", "in b"))
    })
  )

  it.effect("spreads the fields of one record among those beside it, and of many as lists", () =>
    Effect.gen(function* () {
      const { batch } = yield* filed
      const query = {
        select: ["text", relation("folder", [field("name", { as: "folder" })], { spread: true })],
        filters: ofBatch(batch),
        order: [by("text")]
      }
      assert.deepStrictEqual(yield* asked(Papers, query, ann), [
        { text: "in a", folder: "a" },
        { text: "in a, too", folder: "a" },
        { text: "in b", folder: null },
        { text: "loose", folder: null }
      ])
      const many = {
        select: ["name", relation("papers", [field("text", { as: "texts" }), "code"], { spread: true })],
        filters: ofBatch(batch),
        order: byName,
        related: { papers: { order: [by("text")] } }
      }
      assert.deepStrictEqual(yield* asked(Folders, many, rita), [
        { name: "a", texts: ["in a", "in a, too"], code: [null, null] },
        { name: "b", texts: ["in b"], code: [null] },
        { name: "top", texts: [], code: [] }
      ])
      assert.deepStrictEqual(yield* asked(Folders, many, ann), [
        { name: "a", texts: ["in a", "in a, too"], code: [null, null] },
        { name: "top", texts: [], code: [] }
      ])
    })
  )

  it.effect("spreads what spread records spread themselves, and nothing where nothing of them is shown", () =>
    Effect.gen(function* () {
      const { batch } = yield* filed
      const spread = { spread: true }
      const title = relation("title", [field("name", { as: "titles" })], spread)
      const many = {
        select: ["name", relation("papers", [title, field("text", { as: "texts" })], spread)],
        filters: ofBatch(batch),
        order: byName,
        related: { papers: { order: [by("text")] } }
      }
      assert.deepStrictEqual(yield* asked(Folders, many, ann), [
        { name: "a", titles: [batch, null], texts: ["in a", "in a, too"] },
        { name: "top", titles: [], texts: [] }
      ])
      const nothingOf = (name: string, by: string) => relation(name, [relation(by, [])], spread)
      const bare = {
        select: [nothingOf("papers", "folder"), "name", nothingOf("above", "below")],
        filters: ofBatch(batch),
        order: byName
      }
      assert.deepStrictEqual(yield* asked(Folders, bare, ann), [{ name: "a" }, { name: "top" }])
    })
  )

  it.effect("tells every value of a related record as it is told of the record itself", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const sample = {
        batch,
        label: 'a "quoted", \\ text\nof (two) lines',
        truth: false,
        big: "9007199254740993",
        exact: "0.500000",
        real: "NaN",
        moment: "2026-11-27T08:30:00.123456Z",
        words: ["a,b", 'c"d', "", null],
        doc: { "a b": [1.5, "x", null, { deep: '"' }] },
        bytes: "AAEC/w==",
        span: "P1DT2H",
        seats: "[1,5)",
        padded: "ab",
        approx: 0.1,
        raw: { kept: true },
        moments: ["2026-11-27T08:30:00Z"]
      }
      const uid = uidOf(yield* create(Samples, sample))
      yield* create(Parts, { batch, name: "", code: batch, sample_uid: uid })
      const alone = yield* asked(Samples, { filters: ofBatch(batch) })
      const beside = yield* asked(Parts, {
        select: [relation("sample", [{ _tag: "All" }]), "name"],
        filters: ofBatch(batch)
      })
      assert.deepStrictEqual(beside, [{ sample: Array.isArray(alone) ? alone[0] : null, name: "" }])
    })
  )
}
