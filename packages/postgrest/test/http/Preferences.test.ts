import { assert, describe, it } from "vitest"
import { parsePreferences } from "../../src/http/Preferences.ts"

describe("preferences", () => {
  it("are read from one header or several, the first of a kind", () => {
    const read = parsePreferences([
      "count=exact, return=minimal",
      "return=representation,resolution=merge-duplicates"
    ])
    assert.deepStrictEqual(read, {
      count: "exact",
      return: "minimal",
      resolution: "merge-duplicates",
      unknown: []
    })
  })

  it("are all of those that PostgREST knows", () => {
    const all =
      "resolution=ignore-duplicates, missing=default, return=headers-only, count=estimated, tx=rollback, handling=strict, timezone=UTC, max-affected=10"
    assert.deepStrictEqual(parsePreferences([all]), {
      resolution: "ignore-duplicates",
      missing: "default",
      return: "headers-only",
      count: "estimated",
      tx: "rollback",
      handling: "strict",
      timezone: "UTC",
      maxAffected: 10,
      unknown: []
    })
  })

  it.each(["foo", "foo=bar", "return=all", "count=capped", "max-affected=-1", "timezone=Europe/Berlin"])(
    "keep what is not known as it was sent: %s",
    (sent) => assert.deepStrictEqual(parsePreferences([sent]), { unknown: [sent] })
  )
})
