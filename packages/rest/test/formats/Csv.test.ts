import { assert, describe, it } from "@effect/vitest"
import * as Csv from "../../src/formats/Csv.ts"
import * as EffectCsv from "effect/encoding/Csv"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { parseCsv } from "../../src/formats/parseCsv.ts"
import type { ShownField } from "../../src/Format.ts"
import { whole } from "../../src/response/Representation.ts"
import { Books } from "../samples.ts"

const field = (name: string): ShownField => ({ name, type: null, isUid: false })
const written = (names: ReadonlyArray<string>, json: string, options?: Csv.CsvOptions) =>
  whole(Result.getOrThrow(Csv.make(options).writer(names.map(field))), json)

describe("what is written as CSV", () => {
  it.each<[string, string, string]>([
    ["names and values", '{"a":"x","b":1.50},{"a":"y","b":-2}', "a,b\r\nx,1.50\r\ny,-2\r\n"],
    ["no record", "", "a,b\r\n"],
    ["null and the empty text", '{"a":null,"b":""}', 'a,b\r\n,""\r\n'],
    ["marks", '{"a":"x,y","b":"\\"q\\"\\n"}', 'a,b\r\n"x,y","""q""\n"\r\n'],
    ["blanks, as they are", '{"a":" x ","b":"\\t"}', "a,b\r\n x ,\t\r\n"],
    ["every digit", '{"a":12345678901234567890.10,"b":1e400}', "a,b\r\n12345678901234567890.10,1e400\r\n"],
    ["flags", '{"a":true,"b":false}', "a,b\r\ntrue,false\r\n"],
    ["JSON and arrays", '{"a":{"k": "v"},"b":[1,null]}', 'a,b\r\n"{""k"": ""v""}","[1,null]"\r\n'],
    ["escapes", '{"a":"\\u00e9\\\\","b":"ü"}', "a,b\r\né\\,ü\r\n"],
    ["people who are not told", '{"a":1}', "a,b\r\n1,\r\n"]
  ])("tells %s", (_what, json, expected) => assert.strictEqual(written(["a", "b"], json), expected))

  it("is not of no field, which would be a line of one empty cell", () =>
    assert.deepStrictEqual(
      Csv.make().writer([]),
      Result.fail("needs a field to show, and the answer has none")
    ))

  it("quotes names, and ends lines and begins as it is told to", () => {
    assert.strictEqual(written(['a"b', "c,d"], "", { newline: "\n", bom: true }), '\uFEFF"a""b","c,d"\n')
  })

  it("writes null as it is told to, and another text that looks like it in quotes", () => {
    assert.strictEqual(
      written(["a", "b"], '{"a":null,"b":"NULL"},{"a":"","b":1}', { null: "NULL" }),
      'a,b\r\nNULL,"NULL"\r\n,1\r\n'
    )
  })

  it("puts an apostrophe in front of texts that a spreadsheet would run, where it is told to", () => {
    const names = ["a", "=b"]
    const json = '{"a":"=1+1","=b":-5},{"a":"\\t@x","=b":"+x"},{"a":"x=","=b":"-"}'
    assert.strictEqual(
      written(names, json, { formulas: "escaped" }),
      "a,'=b\r\n'=1+1,-5\r\n'\t@x,'+x\r\nx=,'-\r\n"
    )
    assert.include(written(names, json), "\n=1+1,-5")
  })
})

const texts = Schema.Array(Schema.Tuple([Schema.String, Schema.String]))
const marked = Schema.Array(Schema.Literals(['"', ",", "\n", "\r", "a", "\uFEFF", " "])).pipe(
  Schema.check(Schema.isMaxLength(6))
)
const markedTexts = Schema.Array(Schema.Tuple([marked, marked]))
const jsonOf = (rows: ReadonlyArray<readonly [string, string]>) =>
  rows.map(([a, b]) => JSON.stringify({ a, b })).join(",")
/** By Effect's own reader, which does not tell what was in quotes. */
const readByEffect = (csv: string) =>
  Stream.make(csv).pipe(Stream.pipeThroughChannel(EffectCsv.decodeString()), Stream.runCollect)

describe("CSV", () => {
  it.effect.prop("is read by others as it was written", [texts], ([rows]) =>
    Effect.map(readByEffect(written(["a", "b"], jsonOf(rows))), (lines) => {
      assert.deepStrictEqual([...lines], [["a", "b"], ...rows])
    })
  )

  it.prop("is read as it was written", [markedTexts], ([marks]) => {
    const rows = marks.map(([a, b]) => [a.join(""), b.join("")] as const)
    const lines = Result.getOrThrow(parseCsv(written(["a", "b"], jsonOf(rows), { null: "NULL" })))
    assert.deepStrictEqual(
      lines.map((cells) => cells.map(({ text }) => text)),
      [["a", "b"], ...rows]
    )
  })

  it.prop("is read, or refused, whatever the text", [marked], ([marks]) => {
    assert.isDefined(parseCsv(marks.join("")))
  })
})

const limits = { columns: Books.columns, depth: 8, rows: 4 }
const read = (text: string, options?: Csv.CsvOptions) => {
  const { read } = Csv.make(options)
  assert.isNotNull(read)
  return read(text, limits)
}
const rows = (text: string, options?: Csv.CsvOptions) => Result.getOrThrow(read(text, options))
const refused = (text: string) => Result.getOrThrow(Result.flip(read(text)))

describe("what is read of CSV", () => {
  it("is a value of each column's type", () => {
    const [row] = rows(
      'title,pages,sold,price,weight,lent,published,details,genres,nothing\r\n"5",12,9007199254740993,12.50,0.5,TRUE,2026-11-27,"{""a"":[1]}","{x,""y z""}",7\r\n'
    )
    assert.deepStrictEqual(row, {
      title: "5",
      pages: 12,
      sold: 9_007_199_254_740_993n,
      price: "12.50",
      weight: 0.5,
      lent: true,
      published: "2026-11-27",
      details: { a: [1] },
      genres: ["x", "y z"],
      nothing: "7"
    })
  })

  it("takes arrays as JSON too", () => assert.deepStrictEqual(rows('genres\n"[""a""]"'), [{ genres: ["a"] }]))

  it("takes what is empty without quotes for null, or what it is told to", () => {
    assert.deepStrictEqual(rows('title,pages\n"",\n,""'), [
      { title: "", pages: null },
      { title: null, pages: "" }
    ])
    assert.deepStrictEqual(rows('title\nNULL\n"NULL"\n\n', { null: "NULL" }), [
      { title: null },
      { title: "NULL" },
      { title: "" }
    ])
  })

  it("takes a wire's own word for null, where it has none itself", () => {
    const ofWire = (options?: Csv.CsvOptions) =>
      Result.getOrThrow(
        Csv.make(options).read?.("title\nNULL\n-\n", { ...limits, null: "NULL" }) ?? assert.fail()
      )
    assert.deepStrictEqual(ofWire(), [{ title: null }, { title: "-" }])
    assert.deepStrictEqual(ofWire({ null: "-" }), [{ title: "NULL" }, { title: null }])
  })

  it("leaves what is no value of its type for the rules to tell", () => {
    assert.deepStrictEqual(rows("pages,lent\nmany,maybe"), [{ pages: "many", lent: "maybe" }])
  })

  it("knows a byte order mark, every line end, and lines of nothing", () => {
    for (const end of ["\n", "\r\n", "\r"])
      assert.deepStrictEqual(rows(`\uFEFFtitle,pages${end}${end}A,1${end}B,2${end}${end}`), [
        { title: "A", pages: 1 },
        { title: "B", pages: 2 }
      ])
    assert.deepStrictEqual(rows("title"), [])
  })

  it("is refused where there are more than are taken, however many, and however wide", () => {
    assert.lengthOf(rows("title\n1\n2\n3\n4\n"), 4)
    for (const text of ["title\n1\n2\n3\n4\n5", `title${"\n".repeat(1_000_000)}`])
      assert.deepInclude(refused(text), { _tag: "BodyTooLarge" })
    const wide = Array.from({ length: 100_000 }, (_, at) => `c${at}`).join()
    assert.deepStrictEqual(rows(`${wide}\n`), [])
  })

  it("takes a name that objects have for a name", () => {
    assert.deepStrictEqual(Object.entries(rows("__proto__\nx")[0] ?? {}), [["__proto__", "x"]])
  })

  it.each([
    ["", "first line must name"],
    ["title,title\n", '"title" twice'],
    ["title,pages\nA", "Record 1 has 1 cells where the first line names 2 fields", "#/0"],
    ["title,pages\nA,1\nB,2,3", "Record 2 has 3 cells", "#/1"],
    ['title\nA"B', "quote in a cell that does not begin with one", "#/0"],
    ['title\nA\n"B', "quote that nothing closes", "#/1"],
    ['title\n"A"B', "goes on behind the quote", "#/0"]
  ])("refuses %j", (text, detail, pointer?: string) => {
    const failure = refused(text)
    assert.strictEqual(failure._tag, "BodyMalformed")
    assert.include(failure.detail, detail)
    assert.strictEqual(failure.errors?.[0]?.pointer, pointer)
  })

  it("tells every cell that is no JSON by its row and its field", () => {
    assert.deepStrictEqual(
      refused('title,details\nA,{\nB,1\nC,"[[[[[[[[[[1]]]]]]]]]]"').errors?.map(({ pointer }) => pointer),
      ["#/0/details", "#/2/details"]
    )
  })
})
