/** Requests as strangers may send them: each number is another shape of statement, the same in every run. */
import { type EventV2, GatewayEvent } from "@pgcrest/dev"
import { integer, mulberry32, pick, type Random } from "../seed/random.ts"

const fields = ["uid", "title", "isbn", "author_uid", "published", "pages", "price", "language", "version"]
const numbers = ["published", "pages", "price", "copies", "version"] as const
const comparisons = ["eq", "neq", "lt", "lte", "gt", "gte"] as const

/** The n-th: a choice of fields, an order, and filters of so many conditions at most, in any sequence. */
export const strangersRequest = (n: number, conditions = 12): EventV2 => {
  const random = mulberry32(n)
  const query = {
    select: some(random, fields).join(),
    order: some(random, numbers).join(),
    limit: String(integer(random, 1, 20)),
    published: `in.(${Array.from({ length: integer(random, 1, 20) }, () => integer(random, 1900, 2020)).join()})`,
    and: `(${Array.from({ length: integer(random, 1, conditions) }, () => condition(random, 2)).join()})`
  }
  return GatewayEvent.make("http2", { method: "GET", path: "/books", query })
}

function condition(random: Random, depth: number): string {
  const negation = pick(random, ["", "not."])
  if (depth === 0 || random() < 0.5)
    return `${pick(random, numbers)}.${negation}${pick(random, comparisons)}.${integer(random, 0, 2000)}`
  const inner = [condition(random, depth - 1), condition(random, depth - 1)]
  return `${negation}${pick(random, ["and", "or"])}(${inner.join()})`
}

/** At least one of them, in any order. */
function some<A>(random: Random, items: ReadonlyArray<A>): ReadonlyArray<A> {
  const drawn = items.map((item) => [random(), item] as const).toSorted(([a], [b]) => a - b)
  return drawn.slice(0, integer(random, 1, items.length)).map(([, item]) => item)
}
