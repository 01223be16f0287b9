import { Field } from "@pgcrest/core"
import { assert, it } from "vitest"
import { typeText } from "../../src/page/typeText.ts"

it.each([
  ["text", Field.text],
  ["varchar(200)", Field.varchar(200)],
  ["char(2)", Field.char(2)],
  ["numeric", Field.numeric()],
  ["numeric(10, 2)", Field.numeric(10, 2)],
  ["bit(3)", Field.bit(3)],
  ["varbit(8)", Field.varbit(8)],
  ["varbit", Field.varbit()],
  ["tstzrange", Field.range("tstzrange")],
  ["int4multirange", Field.multirange("int4multirange")],
  ["money", Field.money],
  ["cube", Field.text.as("cube")],
  ['"new" | "sold"', Field.literals(["new", "sold"])],
  ["varchar(20)[]", Field.array(Field.varchar(20))],
  ['("new" | "sold")[]', Field.array(Field.literals(["new", "sold"]))],
  ["timestamptz", Field.timestamptz]
])("calls a type %s", (name, { type }) => {
  assert.strictEqual(typeText(type), name)
})
