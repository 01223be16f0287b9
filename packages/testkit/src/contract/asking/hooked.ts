/** The hooks of the contract: loans count copies, notes leave a trace, letters count themselves, parts come with a count. */
import { Api, Hooks, Records } from "@pgcrest/core"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { asking } from "./ask.ts"
import { Diaries, Letters, Loans, Notes, Parts, Titles, everyResource } from "../declared/resources.ts"

export class NoneLeft extends Data.TaggedError("NoneLeft")<{ readonly resource: string }> {}
export class Regretted extends Data.TaggedError("Regretted")<{ readonly resource: string }> {}

const lending = Hooks.make(Loans, {
  beforeCreate: (values) =>
    Effect.gen(function* () {
      const records = yield* Records
      const { copies } = yield* records.get(Titles, values.title_uid)
      if (copies === 0) return yield* new NoneLeft({ resource: "titles" })
      yield* records.update(Titles, values.title_uid, { copies: copies - 1 })
      return { ...values, member: values.member.trim() }
    }),
  afterCreate: ({ member }) =>
    member === "regrets" ? Effect.fail(new Regretted({ resource: "loans" })) : Effect.void,
  afterDelete: ({ title_uid }) =>
    Effect.gen(function* () {
      const records = yield* Records
      const { copies } = yield* records.get(Titles, title_uid)
      yield* records.update(Titles, title_uid, { copies: copies + 1 })
    })
})

/** Each note leaves a copy, and takes it along. */
const copying = Hooks.make(Notes, {
  beforeUpdate: (values, current) =>
    current.body === "final"
      ? Effect.fail(new Regretted({ resource: "notes" }))
      : Effect.succeed({ ...values, body: `${values.body}!` }),
  afterUpdate: (row, before) =>
    Effect.gen(function* () {
      const records = yield* Records
      const { uid } = yield* records.create(Titles, { name: `${before.body} to ${row.body}` })
      if (row.body === "undo!")
        yield* Effect.catchTag(
          records.get(Titles, uid.replaceAll(/[1-9a-f]/gu, "0")),
          "RecordNotFound",
          () => new Regretted({ resource: "titles" })
        )
      if (row.body === "clear!") yield* records.delete(Titles, uid)
    }),
  afterRead: (rows) => Effect.succeed(rows.map((row) => ({ ...row, body: row.body.toUpperCase() })))
})

const watching = Hooks.make(Diaries, { afterUpdate: () => Effect.void, beforeDelete: () => Effect.void })

/** A letter says itself how often it came anew, and how often over another. */
const counting = Hooks.make(Letters, {
  beforeCreate: (values) => Effect.succeed({ ...values, content: "0" }),
  beforeUpdate: (values, { content }) => Effect.succeed({ ...values, content: String(Number(content) + 1) })
})

/** A new part counts five, in a field that no client writes. */
const stocking = Hooks.make(Parts, {
  beforeCreate: (values) => Effect.succeed({ ...values, counted: 5 })
})

const hooks = [lending, copying, watching, counting, stocking]
const api = Api.make("contract", { resources: everyResource, hooks })
/** Asks with hooks around. */
export const hooked = asking(api)
