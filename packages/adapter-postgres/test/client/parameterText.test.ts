import { assert, it } from "vitest"
import { parameterText } from "../../src/client/parameterText.ts"

it("is PostgreSQL's text of a value: arrays with every element in quotes but NULL", () => {
  const told = [null, "a", "", 7, true, [], ["a", null, 'b"c\\d', "{e,f}", ""], [1, 2]].map(parameterText)
  assert.deepStrictEqual(told, [
    null,
    "a",
    "",
    "7",
    "true",
    "{}",
    '{"a",NULL,"b\\"c\\\\d","{e,f}",""}',
    '{"1","2"}'
  ])
})
