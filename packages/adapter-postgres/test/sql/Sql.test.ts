import { assert, describe, test } from "vitest"
import { join, literal, name, raw, render, sql, value } from "../../src/sql/Sql.ts"

interface Input {
  readonly uid: string
  readonly title: string
}
const uid = (input: Input) => input.uid
const title = (input: Input) => input.title

describe("sql", () => {
  test("numbers its values in the order of the text", () => {
    const { text, bind } = render(
      sql<Input>`update b set title = ${value(title, "text")} where uid = ${value(uid, "uuid")}`
    )
    assert.strictEqual(text, "update b set title = $1::text where uid = $2::uuid")
    assert.deepStrictEqual(bind({ uid: "1", title: "Emma" }), ["Emma", "1"])
  })

  test("makes one parameter of a bind that is used twice", () => {
    const { text, bind } = render(
      sql<Input>`${value(uid, "uuid")} ${value(title, "text")} ${value(uid, "uuid")}`
    )
    assert.strictEqual(text, "$1::uuid $2::text $1::uuid")
    assert.deepStrictEqual(bind({ uid: "1", title: "Emma" }), ["1", "Emma"])
  })

  test("nests and joins without losing its place", () => {
    const pair = sql<Input>`(${value(uid, "uuid")}, ${value(title, "text")})`
    assert.strictEqual(
      render(join([pair, raw("x"), pair], "; ")).text,
      "($1::uuid, $2::text); x; ($1::uuid, $2::text)"
    )
    assert.strictEqual(render(join<Input>([], ", ")).text, "")
  })

  test("quotes names and literals", () => {
    assert.strictEqual(render(name('a"b')).text, '"a""b"')
    assert.strictEqual(render(literal("it's")).text, "'it''s'")
  })
})
