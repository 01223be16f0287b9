import { assert, test } from "vitest"
import { call, json, list, object, pipe, text } from "../../src/code/Code.ts"
import { braced, layout } from "../../src/code/layout.ts"

const long = (length: number) => text("x".repeat(length))

test("leaves on one line what fits there", () => {
  const code = call("Field.optional", call("Field.numeric", "10", "2"))
  assert.strictEqual(layout(code), "Field.optional(Field.numeric(10, 2))")
  assert.strictEqual(layout(object([{ name: "a", value: list(["1", "2"]) }])), "{ a: [1, 2] }")
  assert.strictEqual(layout(object([])), "{}")
})

test("breaks a call that is too long at its arguments", () => {
  const code = pipe("Field.text", ["Field.optional", call("Field.describe", long(85))])
  assert.strictEqual(
    layout(code),
    `Field.text.pipe(\n  Field.optional,\n  Field.describe("${"x".repeat(85)}")\n)`
  )
})

test("opens an object at the end of a call on the call's own line", () => {
  const code = call("make", text("a"), object([{ name: "b", value: long(110) }]))
  assert.strictEqual(layout(code), `make("a", {\n  b:\n    "${"x".repeat(110)}"\n})`)
})

test("counts what stands before and behind on the line", () => {
  const code = call("f", long(100))
  assert.strictEqual(layout(code, "", 5, 0).includes("\n"), false)
  assert.strictEqual(layout(code, "", 6, 0).includes("\n"), true)
  assert.strictEqual(layout(code, "", 5, 1).includes("\n"), true)
})

test("writes JSON that looks like code, or would be a prototype, as what it is", () => {
  const value: unknown = JSON.parse(`{"true": true, "null": null, "__proto__": 1}`)
  assert.strictEqual(layout(json(value)), '{ true: true, null: null, ["__proto__"]: 1 }')
})

test("quotes the names of members that need it, and keeps remarks above theirs", () => {
  const members = [
    { name: "a-b", value: "1" },
    { name: "c", value: "2", remarks: ["Why."] }
  ]
  assert.strictEqual(braced(members), '{\n  "a-b": 1,\n  // Why.\n  c: 2\n}')
})

test("writes texts with the quotes that they hold less of", () => {
  assert.strictEqual(text("it's"), '"it\'s"')
  assert.strictEqual(text('say "a"'), "'say \"a\"'")
  assert.strictEqual(text('"don\'t"'), "'\"don\\'t\"'")
  assert.strictEqual(text("a\nb\\"), String.raw`"a\nb\\"`)
  assert.strictEqual(text("\u202Ea\u2028"), String.raw`"\u202ea\u2028"`)
})
