/** How the cases ask: a client's command through authorise and handleCommand, as a wire would send it. */
import {
  type Act,
  Api,
  authorise,
  Command,
  type ChangeField,
  type CommandFailure,
  type Guard,
  handleCommand,
  type HookRefusal,
  type Query,
  type Resource,
  type ResourceStore,
  type Rows,
  type Unauthenticated,
  type Values
} from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import { ann, type By, type Select, showing } from "./by.ts"
import {
  Counters,
  Diaries,
  Finds,
  Letters,
  Loans,
  Marks,
  Notes,
  Parts,
  Samples,
  Titles
} from "../declared/resources.ts"

type Body = Command.Body

/** What comes back. */
export type Asked<E, S> = Effect.Effect<
  Rows.Rows<Values>,
  CommandFailure | Unauthenticated | HookRefusal<E>,
  ResourceStore | SecureRandom.SecureRandom | S
>

export interface Asking<E, S> {
  readonly create: (resource: Resource.Resource, values: Body, by?: By) => Asked<E, S>
  readonly get: (
    resource: Resource.Resource,
    uid: string,
    by?: By & { readonly select?: Select }
  ) => Asked<E, S>
  readonly list: (resource: Resource.Resource, query: Query.Query, by?: By) => Asked<E, S>
  readonly replace: (resource: Resource.Resource, uid: string, values: Body, by?: By) => Asked<E, S>
  readonly update: (
    resource: Resource.Resource,
    uid: string,
    values: Body,
    by?: By & { readonly merge?: boolean; readonly select?: Select }
  ) => Asked<E, S>
  readonly remove: (
    resource: Resource.Resource,
    uid: string,
    by?: By & { readonly select?: Select }
  ) => Asked<E, S>
  readonly history: (
    resource: Resource.Resource,
    uid: string,
    by?: By & {
      readonly limit?: number
      readonly offset?: number
      readonly select?: ReadonlyArray<ChangeField> | null
    }
  ) => Asked<E, S>
}

/** The ways of asking that one api gives. */
export const asking = <E, S>(api: Api.Api<E, S>): Asking<E, S> => {
  const ask = (
    resource: Resource.Resource,
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
      ask(resource, "get", by, (guard) => ({
        _tag: "Get",
        resource,
        guard,
        uid,
        projection: showing(resource, by.select),
        lock: null
      })),
    list: (resource, query, by = {}) =>
      ask(resource, "list", by, (guard) => ({ _tag: "List", resource, guard, query })),
    replace: (resource, uid, values, by = {}) =>
      ask(resource, "replace", by, (guard) => ({
        _tag: "Replace",
        resource,
        guard,
        uid,
        values,
        ...conditionOf(by)
      })),
    update: (resource, uid, values, by = {}) =>
      ask(resource, "update", by, (guard) => ({
        _tag: "Update",
        projection: showing(resource, by.select),
        resource,
        guard,
        uid,
        values,
        merge: by.merge ?? false,
        ...conditionOf(by)
      })),
    remove: (resource, uid, by = {}) =>
      ask(resource, "delete", by, (guard) => ({
        _tag: "Delete",
        projection: showing(resource, by.select),
        resource,
        guard,
        uid,
        ...conditionOf(by)
      })),
    history: (resource, uid, by = {}) =>
      ask(resource, "history", by, (guard) => ({
        _tag: "History",
        resource,
        guard,
        uid,
        select: by.select ?? null,
        page: { _tag: "Offset", limit: by.limit ?? 100, offset: by.offset ?? 0 }
      }))
  }
}

/** Every resource of the contract, by name. */
export const everyResource = [
  Samples,
  Parts,
  Notes,
  Marks,
  Counters,
  Diaries,
  Letters,
  Finds,
  Titles,
  Loans
] as const

export const plain: Api.Api = Api.make("contract", { resources: everyResource })
export const { create, get, list, replace, update, remove, history }: Asking<never, never> = asking(plain)

function conditionOf({ condition = Command.unconditional }: By) {
  return { condition }
}
