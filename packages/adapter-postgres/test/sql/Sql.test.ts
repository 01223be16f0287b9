import { assert, describe, test } from "vitest"
import { join, literal, name, raw, render, sql, value } from "../../src/sql/Sql.ts"

const [uid, title] = [0, 1]

describe("sql", () => {
  test("numbers its values in the order of the text", () => {
    const { text, holes } = render(
      sql`update b set title = ${value(title, "text")} where uid = ${value(uid, "uuid")}`
    )
    assert.strictEqual(text, "update b set title = $1::text where uid = $2::uuid")
    assert.deepStrictEqual(holes, [title, uid])
  })

  test("makes one parameter of a hole that is used twice", () => {
    const { text, holes } = render(sql`${value(uid, "uuid")} ${value(title, "text")} ${value(uid, "uuid")}`)
    assert.strictEqual(text, "$1::uuid $2::text $1::uuid")
    assert.deepStrictEqual(holes, [uid, title])
  })

  test("nests and joins without losing its place", () => {
    const pair = sql`(${value(uid, "uuid")}, ${value(title, "text")})`
    const { text, holes } = render(join([pair, raw("x"), pair], "; "))
    assert.strictEqual(text, "($1::uuid, $2::text); x; ($1::uuid, $2::text)")
    assert.deepStrictEqual(holes, [uid, title])
    assert.strictEqual(render(join([], ", ")).text, "")
  })

  test("quotes names and literals", () => {
    assert.strictEqual(render(name('a"b')).text, '"a""b"')
    assert.strictEqual(render(literal("it's")).text, "'it''s'")
  })
})
