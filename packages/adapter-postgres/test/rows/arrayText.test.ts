import { assert, it } from "vitest"
import { readArray } from "../../src/rows/arrayText.ts"

it("reads elements as PostgreSQL writes them, and dimensions as arrays in arrays", () => {
  const read = (text: string) => readArray(text, (element) => element)
  assert.deepStrictEqual(read("{}"), [])
  assert.deepStrictEqual(read('{a,NULL,"NULL",""}'), ["a", null, "NULL", ""])
  assert.deepStrictEqual(read('{"a,b","{c}","d\\"e","f\\\\g","h\\\\\\"i"}'), [
    "a,b",
    "{c}",
    'd"e',
    "f\\g",
    'h\\"i'
  ])
  assert.deepStrictEqual(read("{{1,2},{3,NULL}}"), [
    ["1", "2"],
    ["3", null]
  ])
  assert.deepStrictEqual(read("[0:1]={a,b}"), ["a", "b"])
  assert.deepStrictEqual(read("[-1:0][2:3]={{a,b},{c,d}}"), [
    ["a", "b"],
    ["c", "d"]
  ])
  assert.deepStrictEqual(readArray("{1,2}", Number), [1, 2])
})
