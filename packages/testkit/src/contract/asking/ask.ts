/** How the cases ask: a client's command through authorise and handleCommand, as a wire would send it. */
import {
  type Act,
  type Api,
  authorise,
  changeFilterOf,
  type ChangesSyntax,
  Command,
  type ChangeField,
  type CommandFailure,
  handleCommand,
  type HookRefusal,
  nested,
  nestedRows,
  parseJsonPatch,
  type Permit,
  type Predicate,
  Projection,
  type Query,
  Resource,
  type ResourceStore,
  type Rows,
  type CredentialFailure
} from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { ann, type By, type Select, showing } from "./by.ts"
import { contractApi } from "../declared/resources.ts"

type Body = Command.Body

/** What comes back, by the kind of command. */
export type Answering<E, S, A extends Rows.Rows = Rows.Rows> = Effect.Effect<
  A,
  CommandFailure | CredentialFailure | HookRefusal<E>,
  ResourceStore | SecureRandom.SecureRandom | S
>

/** With what the answer holds: fields by name, or anything that a query could show. */
type Showing = By & { readonly select?: Select | Projection.Projection }

/** Which changes are asked for; all of them, where nothing is said. */
export interface AskedHistory extends By, Partial<ChangesSyntax> {
  readonly limit?: number
  readonly offset?: number
  /** In place of an offset. */
  readonly page?: Query.Page
  readonly select?: ReadonlyArray<ChangeField> | null
  readonly held?: Predicate.Predicate
}

export interface Asking<E, S> {
  readonly create: (resource: Resource.Resource, values: Body, by?: Showing) => Answering<E, S, Rows.Written>
  /** With records of its relations in the body, by their names. */
  readonly createNested: (
    resource: Resource.Resource,
    body: Body,
    by?: By & { readonly minimal?: boolean }
  ) => Answering<E, S, Rows.Written>
  /** The same of several at once. */
  readonly createNestedRows: (
    resource: Resource.Resource,
    bodies: ReadonlyArray<Body>,
    by?: By
  ) => Answering<E, S, Rows.WrittenMany>
  readonly get: (
    resource: Resource.Resource,
    uid: string,
    by?: Showing & { readonly asOf?: Query.AsOf }
  ) => Answering<E, S, Rows.Found>
  readonly list: (resource: Resource.Resource, query: Query.Query, by?: By) => Answering<E, S, Rows.Found>
  /** What a list tells at one moment and not at another, or in another way. */
  readonly compare: (
    resource: Resource.Resource,
    query: Query.Comparison,
    by?: By
  ) => Answering<E, S, Rows.Differences>
  readonly replace: (
    resource: Resource.Resource,
    uid: string,
    values: Body,
    by?: Showing
  ) => Answering<E, S, Rows.Written>
  readonly update: (
    resource: Resource.Resource,
    uid: string,
    values: Body,
    by?: Showing & { readonly merge?: boolean }
  ) => Answering<E, S, Rows.Written>
  /** By a document of JSON Patch. */
  readonly patch: (
    resource: Resource.Resource,
    uid: string,
    document: ReadonlyArray<object>,
    by?: Showing
  ) => Answering<E, S, Rows.Written>
  readonly remove: (resource: Resource.Resource, uid: string, by?: Showing) => Answering<E, S, Rows.Written>
  /** Removes what was deleted softly. */
  readonly purge: (resource: Resource.Resource, uid: string, by?: Showing) => Answering<E, S, Rows.Written>
  /** To the content of a version, as a client writes it; undefined of what was deleted, as it was last. */
  readonly restore: (
    resource: Resource.Resource,
    uid: string,
    version: unknown,
    by?: Showing
  ) => Answering<E, S, Rows.Written>
  /** Many at once: all of them or none. */
  readonly createMany: (
    resource: Resource.Resource,
    rows: ReadonlyArray<Body>,
    by?: Showing & { readonly ignore?: ReadonlyArray<string> }
  ) => Answering<E, S, Rows.WrittenMany>
  readonly upsert: (
    resource: Resource.Resource,
    on: ReadonlyArray<string>,
    rows: ReadonlyArray<Body>,
    by?: Showing
  ) => Answering<E, S, Rows.WrittenMany>
  readonly updateMany: (
    resource: Resource.Resource,
    filter: Predicate.Predicate,
    values: Body,
    by?: Showing & { readonly merge?: boolean; readonly most?: number }
  ) => Answering<E, S, Rows.WrittenMany>
  readonly removeMany: (
    resource: Resource.Resource,
    filter: Predicate.Predicate,
    by?: Showing & { readonly most?: number }
  ) => Answering<E, S, Rows.WrittenMany>
  readonly history: (
    resource: Resource.Resource,
    uid: string,
    by?: AskedHistory
  ) => Answering<E, S, Rows.Changes>
  /** Of all records of a resource. */
  readonly histories: (resource: Resource.Resource, by?: AskedHistory) => Answering<E, S, Rows.Changes>
}

const bounds = { records: 100, relations: 20, levels: 5 }

/** The ways of asking that one api gives. */
export const asking = <E, S>(api: Api.Api<E, S>): Asking<E, S> => {
  const ask = <A extends Act, K extends Rows.Rows>(
    resource: Resource.Resource,
    act: A,
    { caller = ann, key = null, strict = false }: By,
    kind: (rows: Rows.Rows) => rows is K,
    command: (permit: Permit<Resource.Resource, A>) => Command.ClientCommand
  ): Answering<E, S, K> =>
    Effect.fromResult(authorise(resource, act, caller)).pipe(
      Effect.flatMap((permit) => handleCommand(api, command(permit), caller, { strict, key })),
      Effect.flatMap((rows) => (kind(rows) ? Effect.succeed(rows) : Effect.die(`${rows._tag} to ${act}`)))
    )
  return {
    create: (resource, values, by = {}) =>
      ask(resource, "create", by, isWritten, (permit) => ({
        _tag: "Create",
        permit,
        values,
        projection: showing(resource, by.select)
      })),
    createNested: (resource, body, by = {}) => {
      const { caller = ann, key = null, minimal = false, strict = false } = by
      return Effect.fromResult(authorise(resource, "create", caller)).pipe(
        Effect.flatMap((permit) =>
          Effect.fromResult(nested(permit, body, { caller, links: api.links, bounds }))
        ),
        Effect.map((command) => (minimal ? { ...command, projection: Projection.none } : command)),
        Effect.flatMap((command) => handleCommand(api, command, caller, { strict, key })),
        Effect.flatMap((rows) => (isWritten(rows) ? Effect.succeed(rows) : Effect.die(rows._tag)))
      )
    },
    createNestedRows: (resource, bodies, { caller = ann, key = null, strict = false } = {}) =>
      Effect.fromResult(authorise(resource, "create", caller)).pipe(
        Effect.flatMap((permit) =>
          Effect.fromResult(nestedRows(permit, bodies, { caller, links: api.links, bounds }))
        ),
        Effect.flatMap((command) => handleCommand(api, command, caller, { strict, key })),
        Effect.flatMap((rows) => (isWrittenMany(rows) ? Effect.succeed(rows) : Effect.die(rows._tag)))
      ),
    get: (resource, uid, by = {}) =>
      ask(resource, "get", by, isFound, (permit) => ({
        _tag: "Get",
        permit,
        uid,
        projection: showing(resource, by.select),
        ...(by.asOf === undefined ? {} : { asOf: by.asOf })
      })),
    list: (resource, query, by = {}) =>
      ask(resource, "list", by, isFound, (permit) => ({ _tag: "List", permit, query })),
    compare: (resource, query, by = {}) =>
      ask(resource, "list", by, isDifferences, (permit) => ({ _tag: "Compare", permit, query })),
    replace: (resource, uid, values, by = {}) =>
      ask(resource, "replace", by, isWritten, (permit) => ({
        _tag: "Replace",
        projection: showing(resource, by.select),
        permit,
        uid,
        values,
        ...conditionOf(by)
      })),
    update: (resource, uid, values, by = {}) =>
      ask(resource, "update", by, isWritten, (permit) => ({
        _tag: "Update",
        projection: showing(resource, by.select),
        permit,
        uid,
        values,
        merge: by.merge ?? false,
        ...conditionOf(by)
      })),
    patch: (resource, uid, document, by = {}) =>
      ask(resource, "update", by, isWritten, (permit) => ({
        _tag: "Patch",
        projection: showing(resource, by.select),
        permit,
        uid,
        operations: Result.getOrThrow(parseJsonPatch(document)),
        ...conditionOf(by)
      })),
    remove: (resource, uid, by = {}) =>
      ask(resource, "delete", by, isWritten, (permit) => ({
        _tag: "Delete",
        projection: showing(resource, by.select),
        permit,
        uid,
        ...conditionOf(by)
      })),
    createMany: (resource, rows, by = {}) =>
      ask(resource, "create", by, isWrittenMany, (permit) => ({
        _tag: "CreateMany",
        permit,
        rows: rows.map((values) => ({ uid: null, values })),
        ignore: by.ignore === undefined ? null : columnsOf(resource, by.ignore),
        projection: showing(resource, by.select)
      })),
    upsert: (resource, on, rows, by = {}) =>
      ask(resource, "upsert", by, isWrittenMany, (permit) => ({
        _tag: "Upsert",
        permit,
        rows: rows.map((values) => ({ uid: null, values })),
        on: columnsOf(resource, on),
        projection: showing(resource, by.select)
      })),
    updateMany: (resource, filter, values, by = {}) =>
      ask(resource, "update", by, isWrittenMany, (permit) => ({
        _tag: "UpdateMany",
        permit,
        filter,
        values,
        merge: by.merge ?? false,
        most: by.most ?? null,
        projection: showing(resource, by.select)
      })),
    removeMany: (resource, filter, by = {}) =>
      ask(resource, "delete", by, isWrittenMany, (permit) => ({
        _tag: "DeleteMany",
        permit,
        filter,
        most: by.most ?? null,
        projection: showing(resource, by.select)
      })),
    restore: (resource, uid, version, by = {}) =>
      ask(resource, "restore", by, isWritten, (permit) => ({
        _tag: "Restore",
        permit,
        uid,
        target: version === undefined ? {} : { version },
        condition: by.condition ?? Command.unconditional,
        projection: showing(resource, by.select)
      })),
    purge: (resource, uid, by = {}) =>
      ask(resource, "purge", by, isWritten, (permit) => ({
        _tag: "Delete",
        projection: showing(resource, by.select),
        permit,
        uid,
        ...conditionOf(by)
      })),
    history: (resource, uid, by = {}) =>
      ask(resource, "history", by, isChanges, (permit) => historyOf(permit, uid, by)),
    histories: (resource, by = {}) =>
      ask(resource, "history", by, isChanges, (permit) => historyOf(permit, null, by))
  }
}

/** The contract without hooks. */
export const plain: Api.Api = contractApi
export const {
  create,
  createNested,
  createNestedRows,
  get,
  list,
  compare,
  replace,
  update,
  patch,
  remove,
  createMany,
  upsert,
  updateMany,
  removeMany,
  restore,
  purge,
  history,
  histories
}: Asking<never, never> = asking(plain)

function historyOf(
  permit: Permit<Resource.Resource, "history">,
  uid: string | null,
  { changed = null, fields = null, filters = [], held, was = [], ...by }: AskedHistory
): Command.History {
  const { limit = 100, offset = 0, page = { _tag: "Offset", limit, offset }, select = null } = by
  const asked = changeFilterOf(permit.resource, { changed, fields, filters, was })
  const { which, ...told } = Result.getOrThrow(asked)
  return {
    _tag: "History",
    permit,
    uid,
    select,
    ...told,
    which: { ...which, held: held ?? null },
    page
  }
}

function conditionOf({ condition = Command.unconditional }: By) {
  return { condition }
}

function isFound(rows: Rows.Rows): rows is Rows.Found {
  return rows._tag === "Found"
}

function isDifferences(rows: Rows.Rows): rows is Rows.Differences {
  return rows._tag === "Differences"
}

function isWritten(rows: Rows.Rows): rows is Rows.Written {
  return rows._tag === "Written"
}

function isWrittenMany(rows: Rows.Rows): rows is Rows.WrittenMany {
  return rows._tag === "WrittenMany"
}

function columnsOf(resource: Resource.Resource, names: ReadonlyArray<string>) {
  return names.map((name) => Resource.columnOf(resource, name))
}

function isChanges(rows: Rows.Rows): rows is Rows.Changes {
  return rows._tag === "Changes"
}
