/** Generated groupings: any columns beside any aggregates, those that mean something. */
import { Projection, type QuerySyntax, resolve, type Resource } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Result from "effect/Result"
import { aggregate, field, reachOf, relation, syntaxOf } from "../asking/resolved.ts"
import { type Made, pick } from "./arbitraries.ts"

type Items = ReadonlyArray<Projection.Item>

/** What an answer tells of groups of a resource's records: few keys, so that groups have several of them. */
export const groupingOf = (resource: Resource.Resource): Made<Projection.Projection> => {
  const parts = Arbitrary.all([
    Arbitrary.array(pick(keysOf(resource)), { maxLength: 2 }),
    Arbitrary.array(pick(computedOf(resource)), { minLength: 1, maxLength: 4 })
  ])
  return Arbitrary.map(parts, ([keys, computed]) =>
    Projection.make([...new Map([...keys, ...computed].map((item) => [item.as, item])).values()])
  )
}

/** The record's own columns, and one of each record that a relation leads to. */
function keysOf(resource: Resource.Resource): Items {
  const own = namesOf(resource).map((name) => field(name))
  const spread = Object.entries(resource.relations).flatMap(([name, { _tag }]) =>
    _tag === "One" ? [relation(name, [field("batch", { as: `${name}'s` })], { spread: true })] : []
  )
  const beside = aggregate("count", null, { as: "" })
  return [...own, ...spread].flatMap((item) => meant(resource, [item, beside]).slice(0, 1))
}

function computedOf(resource: Resource.Resource): Items {
  const words = ["count", "sum", "avg", "min", "max"]
  return [null, ...namesOf(resource)].flatMap((name) =>
    words.flatMap((word) => meant(resource, [aggregate(word, name, { as: `${word} ${name ?? ""}` })]))
  )
}

function namesOf({ columns }: Resource.Resource): ReadonlyArray<string> {
  return [...columns.values()].flatMap(({ name, plays, shown }) => (shown && plays === null ? [name] : []))
}

/** None where they mean nothing. */
function meant(resource: Resource.Resource, select: ReadonlyArray<QuerySyntax.ItemSyntax>): Items {
  return Result.match(resolve(resource, syntaxOf({ select }), reachOf()), {
    onSuccess: ({ projection }) => projection.items,
    onFailure: () => []
  })
}
