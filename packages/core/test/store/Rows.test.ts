import { type Change, ExactNumber, Field, Projection, Resource, Rows, type Values } from "@pgcrest/core"
import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"
import { unsaid } from "../unsaid.ts"

const All = Resource.make("all", {
  fields: {
    t: Field.text,
    u: Field.optional(Field.uuid),
    b: Field.boolean,
    i: Field.integer,
    l: Field.bigint,
    n: Field.numeric(30, 2),
    f: Field.float,
    d: Field.date,
    z: Field.timestamptz,
    j: Field.jsonb(),
    e: Field.literals(["x"]),
    a: Field.array("text"),
    secret: Field.writeOnly(Field.text)
  }
})
const whole = Projection.whole(All)
const showing = (...names: ReadonlyArray<string>) =>
  Projection.of(names.map((name) => Resource.columnOf(All, name)))
const rowsOf = (projection: Projection.Projection, ...rows: ReadonlyArray<Values>) =>
  Rows.fromValues(projection, rows, (row) => Rows.keyOf(All, row))
const row: Values = {
  uid: "0192abcd-0000-7000-8000-00000000000f",
  t: 'a "quoted"\n\u2028 text',
  u: null,
  b: false,
  i: -1,
  l: 9007199254740993n,
  n: "12345678901234567890.10",
  f: 1e21,
  d: "2026-11-25",
  z: "2026-11-25T08:30:00.000001Z",
  j: { ["__proto__"]: [new ExactNumber("1.00000000000000000001")] },
  e: "x",
  a: ["a", "b"],
  secret: "hunter2",
  version: 3n,
  created_at: "2026-11-25T08:30:00Z",
  last_updated_at: "2026-11-25T08:30:00Z",
  creator_uid: null,
  last_updater_uid: "ann"
}
const printed =
  '{"uid":"0192abcd-0000-7000-8000-00000000000f","t":"a \\"quoted\\"\\n\u2028 text","u":null,"b":false,"i":-1,"l":9007199254740993,' +
  '"n":12345678901234567890.10,"f":1e+21,"d":"2026-11-25","z":"2026-11-25T08:30:00.000001Z","j":{"__proto__":[1.00000000000000000001]},' +
  '"e":"x","a":["a","b"],"version":3,"created_at":"2026-11-25T08:30:00Z","last_updated_at":"2026-11-25T08:30:00Z","creator_uid":null,"last_updater_uid":"ann"}'

describe("fromValues", () => {
  it("prints every kind, and nothing that is hidden", () => {
    assert.strictEqual(rowsOf(whole, row).json(), printed)
    assert.strictEqual(rowsOf(whole, row, row).json(), `${printed},${printed}`)
    const parsed = JSON.parse(`[${rowsOf(whole, row, row).json()}]`)
    const { secret: _, ...shown } = row
    assert.sameMembers(Object.keys(parsed[1]), Object.keys(shown))
    assert.strictEqual(parsed[1].t, row["t"])
  })

  it("prints the fields that were asked for, in that order, but never a hidden one", () => {
    const rows = rowsOf(showing("n", "secret", "b"), row)
    assert.strictEqual(rows.json(), '{"n":12345678901234567890.10,"b":false}')
    assert.deepStrictEqual(rows.values(), [{ n: "12345678901234567890.10", b: false }])
  })

  it("prints null for what a row lacks, and nothing for no rows", () => {
    assert.strictEqual(rowsOf(showing("t", "i"), { i: 1 }).json(), '{"t":null,"i":1}')
    assert.deepStrictEqual(rowsOf(showing("t"), {}).values(), [{ t: null }])
    assert.strictEqual(rowsOf(whole).json(), "")
  })

  it("tells the facts of its kind beside what it holds", () => {
    const shown = rowsOf(whole, row)
    const [found, written] = [Rows.found(shown, 7), Rows.written(shown, { created: true, visible: false })]
    const told = { ...shown, count: 1, computed: false }
    assert.deepInclude(found, { _tag: "Found", ...told, total: 7, more: false, read: 1 })
    assert.isNull(Rows.found(shown).total)
    assert.deepStrictEqual(written, { _tag: "Written", ...told, created: true, visible: false })
    assert.deepStrictEqual(shown.keys(), [{ uid: "0192abcd-0000-7000-8000-00000000000f", version: "3" }])
  })

  it("takes no instant for a version: what identifies a row that counts none is told by its store", () => {
    const Old = Resource.make("old", { fields: { a: Schema.String }, audit: { uid: "id", version: false } })
    const row = { id: "x", a: "y", last_updated_at: "2025-11-25T04:00:00.123Z" }
    assert.deepStrictEqual(Rows.keyOf(Old, row), { uid: "x", version: null })
    const told = Rows.fromValues(Projection.whole(Old), [row], ({ id }) => ({
      uid: String(id),
      version: "16384.7.0.1"
    }))
    assert.deepStrictEqual(told.keys(), [{ uid: "x", version: "16384.7.0.1" }])
  })
})

describe("fromChanges", () => {
  const change: Change = {
    ...unsaid,
    before: null,
    resource: "all",
    uid: "x",
    version: 9007199254740993n,
    operation: "update",
    at: "2026-11-25T08:30:00Z",
    actor: "ann",
    request_id: null,
    after: row
  }

  it("prints each change with the content after it, which shows nothing hidden", () => {
    const rows = Rows.fromChanges(All, [{ ...change, operation: "delete", after: null }, change], null)
    const head = (operation: string) =>
      `{"resource":"all","uid":"x","version":9007199254740993,"operation":"${operation}","at":"2026-11-25T08:30:00Z","actor":"ann","on_behalf_of":null,"issuer":null,"request_id":null,"client_request_id":null,"trace_id":null,"via":null,"reason":null,"metadata":null,"before":null,"after":`
    assert.strictEqual(rows.json(), `${head("delete")}null},${head("update")}${printed}}`)
    assert.deepStrictEqual(rows.keys(), [
      { uid: "x", version: "9007199254740993" },
      { uid: "x", version: "9007199254740993" }
    ])
    assert.deepStrictEqual([rows.count, rows.values().length], [2, 2])
  })

  it("shows an image as the resource is declared today, and no field that it does not hold", () => {
    const held = { t: "x", u: null, version: 3n, created_at: "2026-11-25T08:30:00Z" }
    const image = { gone: "gone", secret: "hunter2", ...held }
    const rows = Rows.fromChanges(All, [{ ...change, after: image }], ["after"])
    assert.deepStrictEqual(rows.values(), [{ ...change, after: held }])
    assert.strictEqual(
      rows.json(),
      '{"after":{"t":"x","u":null,"version":3,"created_at":"2026-11-25T08:30:00Z"}}'
    )
  })

  it("prints the chosen fields of a change, in the order of the choice", () => {
    const rows = Rows.fromChanges(All, [change], ["version", "actor"])
    assert.strictEqual(rows.json(), `{"version":9007199254740993,"actor":"ann"}`)
    assert.deepInclude(rows.values()[0], { version: 9007199254740993n, actor: "ann" })
    assert.deepStrictEqual(rows.keys(), [{ uid: "x", version: "9007199254740993" }])
  })
})
