/** How the cases ask: a client's command through authorise and handleCommand, as a wire would send it. */
import {
  type Act,
  Api,
  authorise,
  Caller,
  Command,
  type CommandFailure,
  type Guard,
  handleCommand,
  Predicate,
  type Query,
  type Resource,
  type ResourceStore,
  type Rows,
  type Unauthenticated,
  type Values
} from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import { Diaries, Letters, Loans, Notes, Parts, Samples, Titles } from "./resources.ts"

type Any = Resource.Any
type Body = Command.Body

/** Who asks, and under which condition; ann, and none. */
export interface By {
  readonly caller?: Caller.Caller
  readonly condition?: Command.Condition
  readonly strict?: boolean
}

export const ann: Caller.Caller = Caller.user("ann", { requestId: "ann's" })
export const bob: Caller.Caller = Caller.user("bob", { requestId: "bob's" })
export const inGroups = (subject: string, ...groups: ReadonlyArray<string>): Caller.Caller =>
  Caller.user(subject, { groups, requestId: `${subject}'s` })

export const ifMatch = (...versions: ReadonlyArray<string | null>): By => ({
  condition: { match: versions.map(String), noneMatch: null }
})
export const ifAny: By = { condition: { match: "*", noneMatch: null } }
export const ifNone: By = { condition: { match: null, noneMatch: "*" } }
export const ifNoneMatch = (...versions: ReadonlyArray<string>): By => ({
  condition: { match: null, noneMatch: versions }
})

/** A list's query; all records of a batch, by uid, where nothing else is said. */
export const queryOf = (batch: string, query: Partial<Query.Query> = {}): Query.Query => ({
  order: [],
  limit: 100,
  offset: 0,
  select: null,
  count: false,
  ...query,
  filter: Predicate.and({ _tag: "Compare", field: "batch", operator: "eq", value: batch }, query.filter ?? Predicate.always)
})

/** What comes back. */
export type Asked<E, S> = Effect.Effect<
  Rows.Rows<Values>,
  CommandFailure | Unauthenticated | E,
  ResourceStore | SecureRandom.SecureRandom | S
>

export interface Asking<E, S> {
  readonly create: (resource: Any, values: Body, by?: By) => Asked<E, S>
  readonly get: (resource: Any, uid: string, by?: By & { readonly select?: Query.Select }) => Asked<E, S>
  readonly list: (resource: Any, query: Query.Query, by?: By) => Asked<E, S>
  readonly replace: (resource: Any, uid: string, values: Body, by?: By) => Asked<E, S>
  readonly update: (resource: Any, uid: string, values: Body, by?: By & { readonly merge?: boolean }) => Asked<E, S>
  readonly remove: (resource: Any, uid: string, by?: By) => Asked<E, S>
  readonly history: (
    resource: Any,
    uid: string,
    by?: By & { readonly limit?: number; readonly offset?: number }
  ) => Asked<E, S>
}

/** The ways of asking that one api gives. */
export const asking = <E, S>(api: Api.Api<E, S>): Asking<E, S> => {
  const ask = (
    resource: Any,
    act: Act,
    { caller = ann, strict = false }: By,
    command: (guard: Guard) => Command.Command
  ): Asked<E, S> =>
    Effect.flatMap(Effect.fromResult(authorise(resource, act, caller)), (guard) =>
      handleCommand(api, command(guard), caller, { strict })
    )
  return {
    create: (resource, values, by = {}) =>
      ask(resource, "create", by, (guard) => ({ _tag: "Create", resource, guard, values })),
    get: (resource, uid, by = {}) =>
      ask(resource, "get", by, (guard) => ({ _tag: "Get", resource, guard, uid, select: by.select ?? null, lock: null })),
    list: (resource, query, by = {}) =>
      ask(resource, "list", by, (guard) => ({ _tag: "List", resource, guard, query })),
    replace: (resource, uid, values, by = {}) =>
      ask(resource, "replace", by, (guard) => ({ _tag: "Replace", resource, guard, uid, values, ...conditionOf(by) })),
    update: (resource, uid, values, by = {}) =>
      ask(resource, "update", by, (guard) => ({
        _tag: "Update",
        resource,
        guard,
        uid,
        values,
        merge: by.merge ?? false,
        ...conditionOf(by)
      })),
    remove: (resource, uid, by = {}) =>
      ask(resource, "delete", by, (guard) => ({ _tag: "Delete", resource, guard, uid, ...conditionOf(by) })),
    history: (resource, uid, by = {}) =>
      ask(resource, "history", by, (guard) => ({
        _tag: "History",
        resource,
        guard,
        uid,
        limit: by.limit ?? 100,
        offset: by.offset ?? 0
      }))
  }
}

/** Every resource of the contract, by name. */
export const everyResource = [Samples, Parts, Notes, Diaries, Letters, Titles, Loans] as const

export const plain: Api.Api = Api.make("contract", { resources: everyResource })
export const { create, get, list, replace, update, remove, history }: Asking<never, never> = asking(plain)

function conditionOf({ condition = Command.unconditional }: By) {
  return { condition }
}
