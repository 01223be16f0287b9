import { assert, describe, it } from "vitest"
import { appliedPreferences } from "../../src/response/appliedPreferences.ts"
import { contentLocation } from "../../src/response/contentLocation.ts"
import { contentRange, statusOf } from "../../src/response/contentRange.ts"
import { locationOf } from "../../src/response/location.ts"
import { isDecoded } from "@pgcrest/rest"
import { requestOf } from "../ask.ts"
import { Books, Labels } from "../clients/api.ts"

describe("Content-Range", () => {
  it("tells rows and their number, each where it is known", () => {
    assert.strictEqual(contentRange(0, 24, 319), "0-24/319")
    assert.strictEqual(contentRange(0, 24, null), "0-24/*")
    assert.strictEqual(contentRange(0, -1, 319), "*/319")
    assert.strictEqual(contentRange(5, 4, null), "*/*")
    assert.strictEqual(contentRange(0, 0, 0), "*/0")
  })

  it("is of a part where the whole was counted", () => {
    assert.strictEqual(statusOf(25, 319), 206)
    assert.strictEqual(statusOf(319, 319), 200)
    assert.strictEqual(statusOf(0, 0), 200)
    assert.strictEqual(statusOf(25, null), 200)
  })
})

describe("Preference-Applied", () => {
  it("has PostgREST's order", () => {
    assert.strictEqual(appliedPreferences({}), "")
    assert.strictEqual(
      appliedPreferences({
        maxAffected: 3,
        timezone: "UTC",
        handling: "strict",
        tx: "rollback",
        count: "exact",
        return: "minimal",
        missing: "default",
        resolution: "merge-duplicates"
      }),
      "resolution=merge-duplicates, missing=default, return=minimal, count=exact, tx=rollback, handling=strict, timezone=UTC, max-affected=3"
    )
  })
})

describe("an address", () => {
  it("of a read has its parameters in order", () => {
    const at = (line: string) => {
      const request = requestOf(line)
      return isDecoded(request) ? contentLocation({ ...request, prefix: "/rest/v1" }) : ""
    }
    assert.strictEqual(at("GET /books"), "/rest/v1/books")
    assert.strictEqual(
      at("GET /books?title=eq.a+b&select=id%2Ctitle"),
      "/rest/v1/books?select=id,title&title=eq.a%20b"
    )
  })

  it("of a row is a filter on its key", () => {
    assert.strictEqual(locationOf("", Books, "320"), "/books?id=eq.320")
    assert.strictEqual(locationOf("/v1", Labels, "[1, 2]"), "/v1/labels?book_id=eq.1&tag_id=eq.2")
  })
})
