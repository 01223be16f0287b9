// @effect-diagnostics asyncFunction:off
/** Sums and averages that a store with its rows at hand computes, beside PostgreSQL's own. */
import {
  Access,
  Api,
  authorise,
  Caller,
  Field,
  findGroups,
  type QuerySyntax,
  resolve,
  Resource
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, test } from "vitest"
import { connect, makeDatabase, servers } from "../database.ts"

const Amounts = Resource.make("amounts", {
  fields: { amount: Field.numeric() },
  aggregates: true,
  access: { list: Access.everyone }
})
const caller = Caller.user("ann", { requestId: "r" })
const permit = Result.getOrThrow(authorise(Amounts, "list", caller))
const amount = { name: "amount", path: [], asText: false }
const computed = (aggregate: string): QuerySyntax.ItemSyntax => ({
  _tag: "Aggregate",
  as: null,
  field: amount,
  aggregate,
  cast: null
})
const query = Result.getOrThrow(
  resolve(
    Amounts,
    {
      select: [computed("sum"), computed("avg")],
      filters: [],
      order: [],
      related: [],
      page: { limit: 1, offset: 0, cursor: null },
      count: null
    },
    {
      caller,
      links: Api.make("amounts", { resources: [Amounts] }).links,
      bounds: { records: 1, relations: 1, levels: 1 }
    }
  )
)

/** The same numbers in every run. */
const random = (() => {
  let state = 20_261_127
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
})()

const digits = (count: number) => Array.from({ length: count }, () => random(10)).join("")
const someAmount = () => {
  const sign = random(3) === 0 ? "-" : ""
  const zeros = "0".repeat(random(4) === 0 ? random(30) : 0)
  const scale = random(4) === 0 ? 0 : random(20)
  return `${sign}${digits(1 + random(random(5) === 0 ? 40 : 6))}${scale === 0 ? "" : `.${zeros}${digits(scale)}`}`
}
const someList = () => {
  if (random(40) === 0) return ["NaN", someAmount()]
  if (random(40) === 0) return ["Infinity", random(2) === 0 ? "-Infinity" : someAmount()]
  const amounts = Array.from({ length: 1 + random(random(10) === 0 ? 300 : 12) }, someAmount)
  return random(20) === 0 ? amounts.flatMap((one) => [one, `-${one}`.replace("--", "")]) : amounts
}

/** As core computes it of rows. */
const atHand = (amounts: ReadonlyArray<string>) => {
  const cell = Resource.columnOf(Amounts, "amount").cell
  const rows = amounts.map((one, uid) => ({
    uid: String(uid),
    amount: Result.getOrThrow(cell.fromJson(one))
  }))
  const [told] = findGroups(permit, query, () => rows).rows
  return ["sum", "avg"].map((word) => told?.[word] ?? null)
}

describe.each(servers())("on %s", (_, template) => {
  test("4,000 lists of decimals have the same sums and averages", async () => {
    const lists = [
      ...Array.from({ length: 3_998 }, someList),
      Array.from({ length: 10_001 }, someAmount),
      Array.from({ length: 9_999 }, () => "1")
    ]
    const direct = await connect(await makeDatabase(template))
    const rows = await direct.query(
      `select sum(one::numeric), avg(one::numeric)
       from unnest($1::integer[], $2::text[]) as given(list, one) group by list order by list`,
      [lists.flatMap((list, at) => list.map(() => at)), lists.flat()]
    )
    await direct.close()
    for (const [at, list] of lists.entries())
      assert.deepStrictEqual(atHand(list), [...(rows[at] ?? [])], JSON.stringify(list.slice(0, 20)))
  })
})
