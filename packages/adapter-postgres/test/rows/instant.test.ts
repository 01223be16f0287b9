import { assert, describe, test } from "vitest"
import { instant } from "../../src/rows/cellReader.ts"

describe("an instant in the session's time zone is told in UTC", () => {
  test.each([
    ["2026-11-25 14:00:00+05:30", "2026-11-25T08:30:00Z"],
    ["2026-11-25 14:15:00.123456+05:45", "2026-11-25T08:30:00.123456Z"],
    ["2026-02-28 23:30:00-01", "2026-03-01T00:30:00Z"],
    ["2024-02-29 23:30:00-01", "2024-03-01T00:30:00Z"],
    ["1850-01-01 05:53:28+05:53:28", "1850-01-01T00:00:00Z"],
    ["1849-12-31 19:03:58.5-04:56:02", "1850-01-01T00:00:00.5Z"],
    ["0001-12-31 19:03:58-04:56:02 BC", "0001-01-01T00:00:00Z"],
    ["0099-03-01 00:00:00+01", "0099-02-28T23:00:00Z"],
    ["10000-01-01 05:29:59+05:30", "9999-12-31T23:59:59Z"],
    ["2026-11-25 08:30:00+00:00", "2026-11-25T08:30:00Z"]
  ])("%s is %s", (text, utc) => {
    assert.strictEqual(instant(text), utc)
  })

  test.each([
    ["infinity", "infinity"],
    ["0044-03-15 12:00:00+00 BC", "0044-03-15T12:00:00Z BC"],
    ["10000-01-01 00:00:00+00", "10000-01-01T00:00:00Z"]
  ])("%s, which RFC 3339 cannot tell, is told in PostgreSQL's years: %s", (text, told) => {
    assert.strictEqual(instant(text), told)
  })
})
