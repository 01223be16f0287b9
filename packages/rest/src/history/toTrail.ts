/** What is asked across records, as the histories that are told together. */
import {
  authorise,
  changeFilterOf,
  changePageOf,
  factFilterOf,
  type ChangeField,
  type ChangesSyntax,
  type Predicate,
  type Query,
  recordColumn,
  type Refused,
  type Resource,
  trailOrder
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import { notTaken } from "../query/onlyWords.ts"
import type { Pairs } from "../query/Parameter.ts"
import { type HistorySyntax, parseHistoryQuery } from "../query/parseHistoryQuery.ts"
import { unresolved } from "../query/unresolved.ts"
import type { Asking } from "./Asking.ts"
import { childrenOf } from "./childrenOf.ts"
import { ownerOf } from "./ownerOf.ts"
import type { Part } from "./Part.ts"
import { resourcesIn } from "./resourcesIn.ts"

/** A page of several histories. */
export interface Trail {
  readonly parts: ReadonlyArray<Part>
  readonly select: ReadonlyArray<ChangeField> | null
  readonly page: Query.Page
  readonly fingerprint: string
}

type Parsed<A> = Result.Result<A, RequestFailure | Refused>

/** Across resources: those that are named, or all whose histories the caller may ever read. */
export const toTrail = (asking: Asking, pairs: Pairs): Parsed<Trail> => {
  const [named, owned, rest] = parted(pairs, "resource", "owner")
  return Result.flatMap(syntaxOf(asking, rest), (syntax) =>
    Result.flatMap(resourcesIn(asking, named), (permits) => {
      const [only, ...more] = permits
      const field = more.length === 0 && only !== undefined ? null : fieldOf(syntax)
      if (field !== null) return Result.fail(ofOneResource(field))
      const facts = unresolved(factFilterOf("history", syntax.filters))
      if (Result.isFailure(facts)) return Result.fail(facts.failure)
      const parts: Array<Part> = []
      for (const permit of permits) {
        const held = ownerOf(asking.settings, permit.resource, owned)
        if (Result.isFailure(held)) return Result.fail(held.failure)
        const isUnowned = owned.length > 0 && held.success === null
        if (isUnowned && named.length > 0) return Result.fail(ownerless(permit.resource))
        const part = partOf(permit, syntax, held.success)
        if (Result.isFailure(part)) return Result.fail(part.failure)
        // Nobody owns what tells no creator.
        if (!isUnowned) parts.push(part.success)
      }
      return pageOf({ parts, syntax, query: ["", JSON.stringify([named, owned])] })
    })
  )
}

/** A record's own, and that of what belongs to it by these relations. */
export const toFamily = (
  asking: Asking,
  { resource, uid }: { readonly resource: Resource.Resource; readonly uid: string },
  pairs: Pairs
): Parsed<Trail> => {
  const [included, rest] = parted(pairs, "include")
  return Result.flatMap(syntaxOf(asking, rest), (syntax) => {
    const field = fieldOf(syntax)
    if (field !== null) return Result.fail(notTaken(field))
    return Result.flatMap(authorise(resource, "history", asking.caller), (permit) =>
      Result.flatMap(childrenOf(asking, { resource, uid }, included), (children) => {
        const own = partOf(permit, syntax, null)
        if (Result.isFailure(own)) return Result.fail(own.failure)
        const { which } = own.success
        const ofUid: Predicate.Predicate = {
          _tag: "Compare",
          column: recordColumn,
          operator: "eq",
          value: uid
        }
        const change: Predicate.Predicate = { _tag: "And", predicates: [ofUid, which.change] }
        const parts: Array<Part> = [{ ...own.success, which: { ...which, change } }]
        for (const { permit, held } of children) {
          const part = partOf(permit, syntax, held)
          if (Result.isFailure(part)) return Result.fail(part.failure)
          parts.push(part.success)
        }
        return pageOf({ parts, syntax, query: [resource.name, uid, JSON.stringify(included)] })
      })
    )
  })
}

/** The parameters of these names, each list by itself, and behind them the others. */
function parted<const N extends ReadonlyArray<string>>(
  pairs: Pairs,
  ...names: N
): readonly [...{ readonly [K in keyof N]: Pairs }, Pairs]
function parted(pairs: Pairs, ...names: ReadonlyArray<string>): ReadonlyArray<Pairs> {
  return [
    ...names.map((name) => pairs.filter(([one]) => one === name)),
    pairs.filter(([one]) => !names.includes(one))
  ]
}

/** Without a number at which a page begins: of several histories there is none. */
function syntaxOf({ settings }: Asking, pairs: Pairs): Parsed<HistorySyntax> {
  return Result.flatMap(parseHistoryQuery(pairs, settings.limits), (syntax) =>
    syntax.page.offset === 0
      ? Result.succeed(syntax)
      : Result.fail(queryInvalid("offset", "range", "must be 0 here", "Follow the links of an answer."))
  )
}

/** A parameter that names fields of one resource; null for none. */
function fieldOf({ changed, fields, was }: ChangesSyntax): string | null {
  return was[0]?.parameter ?? (changed === null ? (fields === null ? null : "fields") : "changed")
}

function ofOneResource(parameter: string): RequestFailure {
  return queryInvalid(
    parameter,
    "ambiguous",
    "names a field, and several resources are asked for",
    "Name one: resource=eq.books."
  )
}

function ownerless({ name }: Resource.Resource): RequestFailure {
  return queryInvalid("owner", "unfit", `asks who made a record, which none of "${name}" tells`)
}

function partOf(
  permit: Part["permit"],
  { select, ...syntax }: HistorySyntax,
  held: Predicate.Predicate | null
): Parsed<Part> {
  return Result.map(unresolved(changeFilterOf(permit.resource, syntax)), ({ fields, which }) => ({
    _tag: "History",
    permit,
    uid: null,
    select,
    fields,
    which: { ...which, held }
  }))
}

function pageOf({
  parts,
  query,
  syntax
}: {
  readonly parts: ReadonlyArray<Part>
  readonly query: ReadonlyArray<string>
  readonly syntax: HistorySyntax
}): Parsed<Trail> {
  const { page, select, ...asked } = syntax
  const whole = [...query, JSON.stringify([select, asked])]
  return Result.map(unresolved(changePageOf(page, trailOrder, whole)), (placed) => ({
    parts,
    select,
    ...placed
  }))
}
