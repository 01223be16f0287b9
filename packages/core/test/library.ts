/** A book, every command about it, and an api that asks them of a scripted store. */
import {
  Api,
  Command,
  handleCommand,
  type Hooks,
  parseJsonPatch,
  Predicate,
  Projection,
  RecordNotFound,
  Resource,
  type Rows,
  type Values
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { ann, permit, shown } from "./asked.ts"
import { Authors, Books } from "./books.ts"
import type * as ScriptedStore from "./ScriptedStore.ts"

export const uid = "0192abcd-0000-7000-8000-00000000000f"
export const body = { title: "Middlemarch", isbn: "9780141439549", author_uid: uid }
export const row: Values = {
  uid,
  ...body,
  price: "5.00",
  pages: 880,
  genres: [],
  details: { shelf: { row: 1, side: "left" }, lent: true },
  copies_available: 2,
  version: 3n,
  created_at: "2026-11-25T08:30:00Z",
  last_updated_at: "2026-11-25T08:30:00Z",
  creator_uid: "ann",
  last_updater_uid: "ann"
}
export const absent: RecordNotFound = new RecordNotFound({ resource: "books", uid })
export const whole: Projection.Projection = Projection.whole(Books)
export const showing = (...names: ReadonlyArray<string>): Projection.Projection =>
  Projection.of(names.map((name) => Resource.columnOf(Books, name)))
/** The book, or what has become of it. */
export const one = (values: Values = row): Rows.Answered<Values> => shown(Books, values)

export const condition: Command.Condition = { match: ["3"], noneMatch: null, unmodifiedSince: null }
export const create = (values: Command.Body = body): Command.Create<typeof Books> => ({
  _tag: "Create",
  permit: permit(Books, "create"),
  projection: whole,
  values
})
export const update = (values: Command.Body, merge = false): Command.Update<typeof Books> => ({
  _tag: "Update",
  permit: permit(Books, "update"),
  uid,
  projection: whole,
  values,
  merge,
  condition
})
export const patch = (...document: ReadonlyArray<object>): Command.Patch<typeof Books> => ({
  _tag: "Patch",
  permit: permit(Books, "update"),
  uid,
  projection: whole,
  operations: Result.getOrThrow(parseJsonPatch(document)),
  condition
})
export const replace: Command.Replace<typeof Books> = {
  _tag: "Replace",
  permit: permit(Books, "replace"),
  uid,
  projection: whole,
  values: body,
  condition: Command.unconditional
}
export const remove: Command.Delete<typeof Books> = {
  _tag: "Delete",
  permit: permit(Books, "delete"),
  uid,
  projection: whole,
  condition
}
export const get: Command.Get<typeof Books> = {
  _tag: "Get",
  permit: permit(Books, "get"),
  uid,
  projection: showing("title")
}
export const list: Command.List<typeof Books> = {
  _tag: "List",
  permit: permit(Books, "list"),
  query: {
    filter: Predicate.always,
    order: [],
    page: { _tag: "Offset", limit: 10, offset: 0 },
    projection: showing("title", "price"),
    count: "exact"
  }
}
export const history: Command.History<typeof Books> = {
  _tag: "History",
  permit: permit(Books, "history"),
  uid,
  select: null,
  fields: null,
  which: Command.everyChange,
  page: { _tag: "Offset", limit: 10, offset: 0 }
}

export const plain: Api.Api = Api.make("library", { resources: [Authors, Books] })
export const withHooks = <E, S>(hooks: Hooks.Hooks<E, S>): Api.Api<E, S> =>
  Api.make("library", { resources: [Authors, Books], hooks: [hooks] })

export const ask = <E, S>(
  api: Api.Api<E, S>,
  command: Command.ClientCommand<typeof Books>,
  store: ScriptedStore.Scripted,
  strict = false
) => store.provide(handleCommand(api, command, ann, { strict }))
