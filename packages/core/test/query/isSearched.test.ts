import { asksSearch, authorise, Caller, Predicate, Projection, type Query } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, it } from "vitest"
import { hasSearch, isSearched } from "../../src/query/isSearched.ts"
import { resolve } from "../../src/resolve/resolve.ts"
import { Works, reach } from "../resolve/library.ts"
import { at, by, chosen, condition, filtering, or, relation, syntax } from "../resolve/syntax.ts"

const read = (given: Parameters<typeof syntax>[0]): Query.Query =>
  Result.getOrThrow(resolve(Works, syntax(given), reach))
const search = condition("title", "plfts", "a")
const name = condition("name", "wfts", "a")

it("a query is searched wherever a condition of it is a search", () => {
  const select = [relation("writer", [chosen("name")])]
  for (const searched of [
    filtering(search),
    filtering({ ...search, not: true }),
    filtering(or(condition("pages", "eq", "1"), search)),
    { select, related: [at(["writer"], filtering(name))] },
    {
      select: [relation("writer", [], { join: "inner" })],
      related: [at(["writer"], filtering(name))]
    }
  ])
    assert.isTrue(isSearched(read(searched)))
  for (const plain of [
    {},
    filtering(condition("title", "like", "a")),
    { select, order: [by("name", "writer")] }
  ])
    assert.isFalse(isSearched(read(plain)))
  const [order] = read({ order: [by("name", "writer")] }).order
  const sorted = (wanted: Predicate.Predicate): Query.Query["order"] =>
    order?.of ? [{ ...order, of: { ...order.of, wanted } }] : []
  const { filter } = read(filtering(search))
  const projection = Projection.none
  assert.isTrue(isSearched({ filter: Predicate.always, order: sorted(filter), projection }))
  assert.isFalse(isSearched({ filter: Predicate.always, order: sorted(Predicate.always), projection }))
})

it("a command asks for a search by its query, or by the filter of a write", () => {
  const { filter } = read(filtering(search))
  const permit = Result.getOrThrow(authorise(Works, "list", Caller.user("ann")))
  assert.isTrue(asksSearch({ _tag: "List", permit, query: read(filtering(search)) }))
  assert.isFalse(asksSearch({ _tag: "List", permit, query: read({}) }))
  assert.isTrue(hasSearch(filter))
})
