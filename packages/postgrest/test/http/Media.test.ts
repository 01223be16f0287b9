import { Csv, GeoJson, Ndjson } from "@pgcrest/rest"
import { assert, describe, it } from "vitest"
import { contentType, type Media, parseAccept } from "../../src/http/Media.ts"

const rows: Media = { _tag: "Rows", nulls: "kept" }
const [csv, geojson, ndjson] = [Csv.make(), GeoJson.make(), Ndjson.make()]
const formats = [ndjson, csv, geojson]
const format = (type: string, format = csv): Media => ({ _tag: "Format", type, format })
const cases: ReadonlyArray<readonly [accept: string, media: Media | null, type: string | null]> = [
  ["*/*", rows, "application/json; charset=utf-8"],
  ["application/json", rows, "application/json; charset=utf-8"],
  ["application/json, text/plain, */*", rows, "application/json; charset=utf-8"],
  [
    "application/vnd.pgrst.object+json",
    { _tag: "Row", nulls: "kept" },
    "application/vnd.pgrst.object+json; charset=utf-8"
  ],
  [
    "application/vnd.pgrst.object",
    { _tag: "Row", nulls: "kept" },
    "application/vnd.pgrst.object+json; charset=utf-8"
  ],
  [
    "APPLICATION/VND.PGRST.OBJECT+JSON",
    { _tag: "Row", nulls: "kept" },
    "application/vnd.pgrst.object+json; charset=utf-8"
  ],
  [
    "application/vnd.pgrst.object+json;nulls=stripped",
    { _tag: "Row", nulls: "stripped" },
    "application/vnd.pgrst.object+json;nulls=stripped; charset=utf-8"
  ],
  ["application/vnd.pgrst.array+json", rows, "application/json; charset=utf-8"],
  [
    "application/vnd.pgrst.array+json;nulls=stripped",
    { _tag: "Rows", nulls: "stripped" },
    "application/vnd.pgrst.array+json;nulls=stripped; charset=utf-8"
  ],
  ["text/csv", format("text/csv"), "text/csv; charset=utf-8"],
  ["text/csv;q=0.5, application/json", rows, "application/json; charset=utf-8"],
  ["text/html, text/csv;q=0.9, */*;q=0.8", format("text/csv"), "text/csv; charset=utf-8"],
  ["application/json;q=0, text/csv", format("text/csv"), "text/csv; charset=utf-8"],
  ["text/html", null, null],
  ["application/geo+json", format("application/geo+json", geojson), "application/geo+json; charset=utf-8"],
  ["application/jsonl", format("application/jsonl", ndjson), "application/jsonl"],
  ["text/*", format("text/csv"), "text/csv; charset=utf-8"],
  ['application/vnd.pgrst.plan+json; for="application/json"; options=analyze;', null, null],
  ["nonsense", null, null]
]

describe("an answer's type", () => {
  it("is JSON where nothing is asked for", () => assert.deepStrictEqual(parseAccept([], formats), rows))

  it.each(cases)("for Accept: %s", (accept, media, type) => {
    const read = parseAccept([accept], formats)
    assert.deepStrictEqual(read, media)
    assert.strictEqual(read === null ? null : contentType(read), type)
  })

  it.each(["text/csv", "text/*", "application/geo+json"])("is not %s where it is not named", (accept) =>
    assert.isNull(parseAccept([accept], []))
  )
})
