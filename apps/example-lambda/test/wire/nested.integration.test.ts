// @effect-diagnostics asyncFunction:off
/** Nested writes over PostgreSQL: uids that it counts, constraints that it finds, and one transaction. */
import { assert, describe, test } from "vitest"
import { inPostgres } from "./nested.ts"
import { ann, expectStatus, problem } from "./wire.ts"

describe("POST of a nest, over PostgreSQL", () => {
  test("makes every record in one transaction, whoever makes the uids", async () => {
    const ask = await inPostgres()
    const body = {
      buyer: { name: "B" },
      lines: [
        { qty: 1, article: { code: "a" } },
        { qty: 2, article: { code: "b" } }
      ],
      labels: [{ name: "red" }, { name: "new" }]
    }
    const made = expectStatus(await ask("POST", "/orders", { as: ann, body }), 201)
    const { uid, lines, labels } = made.json
    assert.sameMembers(
      lines.map(({ article, article_id }: { article: { id: number }; article_id: number }) =>
        article.id === article_id ? article_id : null
      ),
      [1, 2]
    )
    assert.lengthOf(labels, 2)
    const alone = await ask("GET", `/orders/${uid}`, { as: ann })
    assert.strictEqual(made.header("etag"), alone.header("etag"))
    const whole = await ask("GET", `/orders/${uid}?select=*,buyer(*),lines(*,article(*)),labels(*)`, {
      as: ann
    })
    assert.deepStrictEqual(made.json, whole.json)
  })

  test("takes all back where one meets a constraint, and tells its place", async () => {
    const ask = await inPostgres()
    const line = { qty: 1, article: { code: "a" } }
    const refused = await ask("POST", "/orders", { as: ann, body: { lines: [line, line] } })
    assert.strictEqual(problem(refused, 409, "conflict").errors[0].pointer, "#/lines/1/article/code")
    for (const path of ["/orders", "/lines", "/articles"]) assert.lengthOf((await ask("GET", path)).json, 0)
  })
})
