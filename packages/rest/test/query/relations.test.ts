/** Queries that lead to other resources, parsed and looked up as `toCommand` does. */
import { Access, Api, Field, Relation, Resource, resolve, resolveSelect } from "@pgcrest/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"
import { parseItemQuery } from "../../src/query/parseItemQuery.ts"
import { parseQuery } from "../../src/query/parseQuery.ts"
import { unresolved } from "../../src/query/unresolved.ts"
import { settingsOf } from "../../src/Settings.ts"
import { ann, limits, refusal } from "../samples.ts"

const access = { list: Access.everyone, get: Access.everyone }
const Authors = Resource.make("authors", { fields: { name: Schema.String, born: Field.integer }, access })
const Books = Resource.make("books", {
  fields: { title: Schema.String, meta: Field.jsonb(), author_uid: Field.references("authors") },
  relations: { author: Relation.one("authors", "author_uid") },
  access
})
const api = Api.make("shop", { resources: [Authors, Books] })
const reach = { caller: ann, links: api.links, bounds: settingsOf(api).bounds }

const list = (query: string) =>
  Result.flatMap(parseQuery([...new URLSearchParams(query)], limits, null), (syntax) =>
    unresolved(resolve(Books, syntax, reach))
  )
const item = (query: string) =>
  Result.flatMap(parseItemQuery([...new URLSearchParams(query)], limits), (showing) =>
    unresolved(resolveSelect(Books, showing, reach))
  )
const coded = <A>(result: Result.Result<A, object>) => {
  const failure = refusal(result)
  return "errors" in failure && Array.isArray(failure.errors) ? failure.errors[0] : failure
}

describe("a query that leads to other resources", () => {
  it("shows, filters and sorts by what it names", () => {
    const query = Result.getOrThrow(
      list(
        "select=title,by:author!inner(name,born),meta->size->>unit::text&by.name=like.A*&by.or=(born.gt.1900,born.is.null)&order=author(name).desc,meta->0&by=not.is.null"
      )
    )
    assert.deepStrictEqual(
      query.projection.items.map(({ as }) => as),
      ["title", "by", "unit"]
    )
    const [, by] = query.projection.items
    assert.strictEqual(by?._tag === "Embed" ? by.embed.filter._tag : null, "And")
    assert.deepStrictEqual(
      query.order.map(({ column, direction, of }) => [column.name, direction, of?.link.name ?? null]),
      [
        ["name", "desc", "author"],
        ["meta->0", "asc", null]
      ]
    )
  })

  it("asks the same of the relations of one record", () => {
    const { items } = Result.getOrThrow(item("select=title,author(name)&author.born=gt.1900"))
    assert.deepStrictEqual(
      items.map(({ as }) => as),
      ["title", "author"]
    )
    const [, author] = items
    assert.strictEqual(author?._tag === "Embed" ? author.embed.filter._tag : null, "Compare")
  })

  it.each([
    ["author.name=eq.x", "author.name", "relation"],
    ["select=author(name)&author.order=born.up", "author.order", "syntax"],
    ["select=author(name)&author.order=title", "author.order", "unknown"],
    ["select=author(name)&author.born=eq.x", "author.born", "operand"],
    ["select=editor(name)", "select", "unknown"]
  ])("names the parameter that is wrong in %s", (query, parameter, code) => {
    assert.deepInclude(coded(list(query)), { parameter, code })
    assert.deepInclude(coded(item(query)), { parameter, code })
  })
})
