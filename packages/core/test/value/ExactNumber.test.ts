import { ExactNumber } from "@pgcrest/core"
import { assert, it } from "vitest"

it("writes the very digits that were read, also inside other JSON", () => {
  const digits = "12345678901234567890.000000000000000010"
  assert.strictEqual(JSON.stringify({ a: [new ExactNumber(digits)] }), `{"a":[${digits}]}`)
  assert.strictEqual(JSON.stringify(new ExactNumber("1e400")), "1e400")
})
