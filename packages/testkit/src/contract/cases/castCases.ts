/** Contract: what is shown under other names, as other types, and as values. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, list } from "../asking/ask.ts"
import { batchOf } from "../asking/batches.ts"
import { type Cases, fresh, uidOf } from "../asking/cases.ts"
import { at, by, field, meant, relation, textAt, where } from "../asking/resolved.ts"
import { Folders, Papers, Samples } from "../declared/resources.ts"

/** A field, a value of it, and its JSON as text; of some types also as others. */
const casts: ReadonlyArray<readonly [name: string, value: unknown, cast: string, told: string]> = [
  ["label", 'a "b"', "text", String.raw`"a \"b\""`],
  ["label", "", "text", '""'],
  ["truth", true, "text", '"true"'],
  ["small", -7, "text", '"-7"'],
  ["small", 7, "bigint", "7"],
  ["small", 7, "float8", "7"],
  ["big", "9007199254740993", "text", '"9007199254740993"'],
  ["big", "9007199254740993", "numeric", "9007199254740993"],
  ["exact", "1.50", "text", '"1.500000"'],
  ["day", "2026-11-27", "text", '"2026-11-27"'],
  ["doc", { aa: [1, null], b: "x" }, "text", JSON.stringify('{"b": "x", "aa": [1, null]}')],
  ["doc", "x", "text", String.raw`"\"x\""`],
  ["raw", { aa: [1, null], b: "x" }, "text", JSON.stringify('{"aa":[1,null],"b":"x"}')],
  ["words", ["x", null], "text", JSON.stringify('["x",null]')],
  ["mood", "low", "text", '"low"'],
  ["small", null, "text", "null"]
]

export const castCases = (it: Cases): void => {
  it.effect("tells a value as text, and a number as one that holds every one of its own", () =>
    Effect.gen(function* () {
      for (const [name, value, cast, told] of casts) {
        const batch = yield* batchOf({ [name]: value })
        const select = [field(name, { as: "told", cast }), field(name)]
        const query = yield* meant(Samples, { select, filters: [where("batch", "eq", batch)] })
        const json = (yield* list(Samples, query)).json()
        assert.isTrue(json.startsWith(`{"told":${told},`), `${name}::${cast} is ${json}`)
      }
    })
  )

  it.effect("tells the text of what stands inside of JSON as the column's type writes it", () =>
    Effect.gen(function* () {
      const value = { 0: "zero", all: { aa: [1, { c: null }], b: "x" } }
      const batch = yield* batchOf({ doc: value, raw: value })
      const query = yield* meant(Samples, {
        select: ["doc", "raw"].flatMap((name) => [
          field(textAt(name, "all"), { as: name }),
          field(textAt(name, "all", "aa", 1), { as: `${name} 1` }),
          field(at(name, "all", "aa", -1, "c"), { as: `${name} c` }),
          field(at(name, "all", "b", 0), { as: `${name} b` }),
          field(at(name, 0), { as: `${name} 0` })
        ]),
        filters: [where("batch", "eq", batch)]
      })
      const rows = yield* list(Samples, query)
      assert.deepStrictEqual(JSON.parse(rows.json()), {
        doc: '{"b": "x", "aa": [1, {"c": null}]}',
        "doc 1": '{"c": null}',
        "doc c": null,
        // To jsonb what is neither object nor array is one element.
        "doc b": "x",
        "doc 0": null,
        raw: '{"aa":[1,{"c":null}],"b":"x"}',
        "raw 1": '{"c":null}',
        "raw c": null,
        "raw b": null,
        "raw 0": null
      })
    })
  )

  it.effect("tells related records as values too: a list of records, one, or none", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const above_uid = uidOf(yield* create(Folders, { batch, name: "1" }))
      for (const name of ["2", "3"]) yield* create(Folders, { batch, name, above_uid })
      yield* create(Papers, { batch, text: "x", folder_uid: above_uid })
      const query = yield* meant(Folders, {
        select: [
          field("name", { as: "called" }),
          relation("above", ["name"]),
          relation("below", ["name"]),
          relation("papers", ["text"])
        ],
        filters: [where("batch", "eq", batch)],
        order: [by("name")],
        related: { below: { order: [by("name.desc")] } }
      })
      const rows = yield* list(Folders, query)
      const [above, below] = [{ name: "1" }, [{ name: "3" }, { name: "2" }]]
      const expected = [
        { called: "1", above: null, below, papers: [{ text: "x" }] },
        { called: "2", above, below: [], papers: [] },
        { called: "3", above, below: [], papers: [] }
      ]
      assert.deepStrictEqual(
        rows.values().map((row) => ({ ...row })),
        expected
      )
      assert.deepStrictEqual(JSON.parse(`[${rows.json()}]`), expected)
      assert.isTrue(rows.computed)
    })
  )

  it.effect("tells names in the order that is asked for, also where relations are spread among them", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const folder_uid = uidOf(yield* create(Folders, { batch, name: "a" }))
      yield* create(Papers, { batch, text: "x", folder_uid })
      const query = yield* meant(Papers, {
        select: [
          field("text", { as: "folder" }),
          relation("folder", ["name", relation("above", ["name"])], { spread: true }),
          "code"
        ],
        filters: [where("batch", "eq", batch)]
      })
      const rows = yield* list(Papers, query)
      assert.strictEqual(rows.json(), '{"folder":"x","name":"a","above":null,"code":null}')
    })
  )
}
