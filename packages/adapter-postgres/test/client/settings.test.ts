import { assert, describe, test } from "vitest"
import { settingFaults, settingSentence } from "../../src/client/settings.ts"

const faults = (...values: ReadonlyArray<string | null>) =>
  settingFaults([["app", "library", ...values]]).map(settingSentence)

describe("a session's settings", () => {
  test.each([
    ["ISO, DMY", "UTF8", "1", "postgres", "hex", "on", "on"],
    ["ISO, MDY", "UTF8", "3", "iso_8601", "hex", "on", "on"]
  ])("%s %s %s %s %s %s %s are fine", (...values) => {
    assert.deepStrictEqual(faults(...values), [])
  })

  test("that a server lacks cannot be wrong", () => {
    assert.deepStrictEqual(faults(null, "UTF8", null, null, null, null, null), [])
    assert.deepStrictEqual(settingFaults([]), [])
  })

  test("that tell only what is rare in another way end no session", () => {
    const row = ["app", "library", "ISO, MDY", "UTF8", "1", "sql_standard", "escape", "on", "on"]
    const told = (asked: "all" | "refused") => settingFaults([row], asked).map(({ setting }) => setting)
    assert.deepStrictEqual(told("all"), ["IntervalStyle", "bytea_output"])
    assert.deepStrictEqual(told("refused"), ["bytea_output"])
  })

  test("that falsify are each told with what mends them", () => {
    assert.deepStrictEqual(faults("ISO, MDY", "LATIN1", "0", "postgres", "hex", "on", "on"), [
      `The session has client_encoding "LATIN1", with which letters would be misread: alter role app in database library set client_encoding = 'UTF8'`,
      `The session has extra_float_digits "0", with which floats would lose digits, also in the audit trail: alter role app in database library set extra_float_digits = '1'`
    ])
  })
})
