/** What docs/operations.md declares; a test holds the page to it. */
import { Access, Operation, Records } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Loans } from "./library.ts"

export class TooManyRenewals extends Schema.TaggedError<TooManyRenewals>()("TooManyRenewals", {}) {
  override readonly message = "A loan can be prolonged twice."
}

export const RenewAll = Operation.make("renew_all", {
  input: Schema.Struct({
    member: Schema.NonEmptyString,
    due: Schema.String.check(Schema.isPattern(/^\d{4}-\d\d-\d\d$/u))
  }),
  output: Schema.Struct({ renewed: Schema.Int }),
  access: Access.group("librarians"),
  run: Effect.fnUntraced(function* ({ member, due }) {
    const records = yield* Records
    const loans = yield* Effect.forEach(yield* records.list(Loans, { member }), ({ uid }) =>
      records.get(Loans, uid)
    )
    if (loans.some(({ renewals }) => renewals >= 2)) return yield* new TooManyRenewals()
    yield* Effect.forEach(loans, ({ uid, renewals }) =>
      records.update(Loans, uid, { due, renewals: renewals + 1 })
    )
    return { renewed: loans.length }
  })
})

export const Overdue = Operation.make("overdue", {
  input: Schema.Struct({
    member: Schema.NonEmptyString,
    on: Schema.String,
    most: Schema.optionalKey(Schema.Int)
  }),
  output: Schema.Struct({ loans: Schema.Int }),
  access: Access.signedIn,
  safe: true,
  run: Effect.fnUntraced(function* ({ member, on, most = 100 }) {
    const loans = yield* (yield* Records).list(Loans, { member }, { limit: most })
    return { loans: loans.filter(({ due }) => due < on).length }
  })
})
