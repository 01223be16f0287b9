// @effect-diagnostics asyncFunction:off
import { assert, describe, test } from "vitest"
import { identifier } from "../../src/sql/identifier.ts"
import { connect, makeDatabase, servers } from "../database.ts"

describe.each(servers())("on %s", (_, template) => {
  test("every name is quoted that PostgreSQL quotes", async () => {
    const direct = await connect(await makeDatabase(template))
    const words = await direct.query("select word, quote_ident(word) from pg_get_keywords()")
    await direct.close()
    assert.isAbove(words.length, 400)
    const differing = words.filter(([word, quoted]) => quoted !== word && identifier(String(word)) !== quoted)
    assert.deepStrictEqual(differing, [])
  })
})

test("a name is quoted that is no plain one", () => {
  const names = ["books", "_1", "1st", "The One", 'a"b', ""]
  assert.deepStrictEqual(names.map(identifier), ["books", "_1", '"1st"', '"The One"', '"a""b"', '""'])
})
