import { assert, describe, it } from "vitest"
import { contentType, type Media, parseAccept } from "../../src/http/Media.ts"

const rows: Media = { _tag: "Rows", nulls: "kept" }
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
  ["text/csv", { _tag: "Csv" }, "text/csv; charset=utf-8"],
  ["text/csv;q=0.5, application/json", rows, "application/json; charset=utf-8"],
  ["text/html, text/csv;q=0.9, */*;q=0.8", { _tag: "Csv" }, "text/csv; charset=utf-8"],
  ["application/json;q=0, text/csv", { _tag: "Csv" }, "text/csv; charset=utf-8"],
  ["text/html", null, null],
  ["application/geo+json", null, null],
  ['application/vnd.pgrst.plan+json; for="application/json"; options=analyze;', null, null],
  ["nonsense", null, null]
]

describe("an answer's type", () => {
  it("is JSON where nothing is asked for", () => assert.deepStrictEqual(parseAccept([]), rows))

  it.each(cases)("for Accept: %s", (accept, media, type) => {
    const read = parseAccept([accept])
    assert.deepStrictEqual(read, media)
    assert.strictEqual(read === null ? null : contentType(read), type)
  })
})
