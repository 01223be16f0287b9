/** Queries as a client writes them, resolved as a wire resolves them: with the rules of their caller. */
import {
  type Caller,
  type Query,
  type QuerySyntax,
  type Reach,
  type Refused,
  resolve,
  type Resource
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { plain, list } from "./ask.ts"
import { ann } from "./by.ts"

const bounds = { records: 100, relations: 20, levels: 5 }

/** As far as the contract's api leads. */
export const reachOf = (caller: Caller.Caller = ann): Reach => ({ caller, links: plain.links, bounds })

/** A field of `select`, and of conditions. */
export const at = (name: string, ...path: ReadonlyArray<string | number>): QuerySyntax.FieldSyntax => ({
  name,
  path,
  asText: false
})
/** The same, what stands at the path as text. */
export const textAt = (name: string, ...path: ReadonlyArray<string | number>): QuerySyntax.FieldSyntax => ({
  ...at(name, ...path),
  asText: true
})
export const field = (
  name: string | QuerySyntax.FieldSyntax,
  { as = null, cast = null }: { readonly as?: string | null; readonly cast?: string | null } = {}
): QuerySyntax.ItemSyntax => ({ _tag: "Field", as, field: typeof name === "string" ? at(name) : name, cast })

/** What is computed of a field's values, or of the records themselves. */
export const aggregate = (
  word: string,
  of: string | QuerySyntax.FieldSyntax | null = null,
  { as = null, cast = null }: { readonly as?: string | null; readonly cast?: string | null } = {}
): QuerySyntax.ItemSyntax => ({
  _tag: "Aggregate",
  as,
  field: typeof of === "string" ? at(of) : of,
  aggregate: word,
  cast
})

interface RelationOptions {
  readonly as?: string
  readonly hint?: string
  readonly join?: "inner" | "left"
  readonly spread?: boolean
}

/** A relation of `select`, of whose records these are shown. */
export const relation = (
  name: string,
  items: ReadonlyArray<string | QuerySyntax.ItemSyntax>,
  { as, hint, join, spread = false }: RelationOptions = {}
): QuerySyntax.ItemSyntax => ({
  _tag: "Relation",
  as: as ?? null,
  name,
  hint: hint ?? null,
  join: join ?? null,
  spread,
  items: items.map((item) => (typeof item === "string" ? field(item) : item))
})

/** A condition. */
export const where = (
  name: string | QuerySyntax.FieldSyntax,
  operator: string,
  text: string,
  not = false
): QuerySyntax.ConditionSyntax => ({
  _tag: "Condition",
  field: typeof name === "string" ? at(name) : name,
  operator,
  modifier: null,
  operand: { _tag: "Text", text },
  not
})

/** One column to sort by: `name`, or `name.desc`, of the record that a relation leads to where one is named. */
export const by = (word: string, relation: string | null = null): QuerySyntax.OrderSyntax => {
  const [name = "", direction, nulls] = word.split(".")
  return {
    relation,
    field: at(name),
    direction: direction === "asc" || direction === "desc" ? direction : null,
    nulls: nulls === "first" || nulls === "last" ? nulls : null
  }
}

/** What is asked at a place. */
export interface Asked {
  readonly filters?: ReadonlyArray<QuerySyntax.FilterSyntax>
  readonly order?: ReadonlyArray<QuerySyntax.OrderSyntax>
  readonly limit?: number
  readonly offset?: number
}

export interface AskedQuery extends Asked {
  readonly select?: ReadonlyArray<string | QuerySyntax.ItemSyntax> | null
  /** By the names of relations that lead there, with points between. */
  readonly related?: Readonly<Record<string, Asked>>
  readonly count?: Query.Count | null
  readonly cursor?: string | null
  readonly asOf?: Query.AsOf
}

/** A whole query. */
export const syntaxOf = (asked: AskedQuery): QuerySyntax.QuerySyntax => {
  const { count = null, cursor = null, limit = 100, offset = 0, select = null } = asked
  return {
    ...placeOf("filter", asked),
    select: select === null ? null : select.map((item) => (typeof item === "string" ? field(item) : item)),
    related: Object.entries(asked.related ?? {}).map(([path, there]) => {
      const [first = "", ...rest] = path.split(".")
      return {
        ...placeOf(path, there),
        parameter: path,
        at: [first, ...rest] as const,
        limit: there.limit ?? null,
        offset: there.offset ?? null
      }
    }),
    page: { limit, offset, cursor },
    count,
    ...(asked.asOf === undefined ? {} : { asOf: asked.asOf.moment })
  }
}

function placeOf(parameter: string, { filters = [], order = [] }: Asked): QuerySyntax.AskedSyntax {
  return { filters: filters.map((filter) => ({ parameter, filter })), order }
}

/** The query that is meant; fails with what it is refused for, and dies of what means nothing. */
export const meant = (
  resource: Resource.Resource,
  asked: AskedQuery,
  caller: Caller.Caller = ann
): Effect.Effect<Query.Query, Refused> =>
  Effect.catch(Effect.fromResult(resolve(resource, syntaxOf(asked), reachOf(caller))), (failure) =>
    "fault" in failure ? Effect.die(new Error(JSON.stringify(failure))) : Effect.fail(failure)
  )

/** What a query finds, as JSON that was parsed. */
export const asked = (resource: Resource.Resource, query: AskedQuery, caller: Caller.Caller = ann) =>
  Effect.map(
    Effect.flatMap(meant(resource, query, caller), (meaning) => list(resource, meaning, { caller })),
    (rows): unknown => JSON.parse(`[${rows.json()}]`)
  )
