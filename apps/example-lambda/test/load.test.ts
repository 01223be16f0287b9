// @effect-diagnostics asyncFunction:off
import { assert, describe, it } from "vitest"
import { loadSeed, type SeedClient } from "../seed/load.ts"

/** A client that remembers what it was told, has authors or not, and fails at a text that contains `failing`. */
const fake = ({ authors = 0, failing = "nothing" }) => {
  const told: Array<{ readonly text: string; readonly rows: number }> = []
  const client: SeedClient = {
    query: (text, [json] = []) => {
      told.push({ text, rows: typeof json === "string" ? JSON.parse(json).length : 0 })
      if (text.includes(failing)) return Promise.reject(new Error("refused"))
      return Promise.resolve({ rows: text.startsWith("select") ? Array.from({ length: authors }) : [] })
    }
  }
  return { client, told }
}

const isInsert = ({ text }: { readonly text: string }) => text.includes("insert into library.")

describe("loadSeed", () => {
  it("sends all records in one transaction, at most 2,000 in a statement", async () => {
    const { client, told } = fake({})
    assert.strictEqual(await loadSeed(client), 20_000)
    assert.strictEqual(told.at(0)?.text, "begin")
    assert.strictEqual(told.at(-1)?.text, "commit")
    const inserts = told.filter(isInsert)
    assert.strictEqual(inserts.length, 12)
    assert.isAtMost(Math.max(...inserts.map((it) => it.rows)), 2_000)
    assert.strictEqual(
      inserts.reduce((sum, it) => sum + it.rows, 0),
      20_000
    )
  })

  it("inserts nothing where there are authors already", async () => {
    const { client, told } = fake({ authors: 1 })
    assert.strictEqual(await loadSeed(client), 0)
    assert.deepStrictEqual(told.filter(isInsert), [])
    assert.strictEqual(told.at(-1)?.text, "commit")
  })

  it("rolls back and tells the cause when a statement fails", async () => {
    const { client, told } = fake({ failing: "library.loans" })
    const outcome = await loadSeed(client).catch((cause: unknown) => String(cause))
    assert.strictEqual(outcome, "Error: refused")
    assert.strictEqual(told.at(-1)?.text, "rollback")
  })
})
