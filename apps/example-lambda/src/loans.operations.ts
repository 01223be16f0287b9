/** All that a member has at home, prolonged at once: what clients cannot do loan by loan, as one of them may be the third time. */
import { Access, Operation, Records } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Loans } from "./loans.ts"
import { TooManyRenewals } from "./loans.hooks.ts"

const Day = Schema.String.check(
  Schema.isPattern(/^\d{4}-\d{2}-\d{2}$/u, { expected: "a day such as 2027-01-31" })
)

export const RenewAll = Operation.make("renew_all", {
  input: Schema.Struct({ member_uid: Schema.String, due: Day }),
  output: Schema.Struct({ renewed: Schema.Int }),
  access: Access.group("librarians"),
  run: Effect.fnUntraced(function* ({ member_uid, due }) {
    const records = yield* Records
    const lent = yield* records.list(Loans, { member_uid, returned_at: null })
    // Locked before it is looked at: its reader may renew it just now.
    const loans = yield* Effect.forEach(lent, (loan) => records.get(Loans, loan.uid))
    const late = loans.filter((loan) => loan.returned_at === null && loan.due < due)
    if (late.some(({ renewals }) => renewals >= 2)) return yield* new TooManyRenewals()
    yield* Effect.forEach(late, (loan) =>
      records.update(Loans, loan.uid, { due, renewals: loan.renewals + 1 })
    )
    return { renewed: late.length }
  })
})
