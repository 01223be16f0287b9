/** A loan takes a copy off the shelf, its return puts it back; both in the transaction of the loan itself. */
import { Hooks, Records } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Books } from "./books.ts"
import { Loans } from "./loans.ts"
import { Members } from "./members.ts"

/** All copies of the book are out. */
export class NoCopyLeft extends Schema.TaggedError<NoCopyLeft>()("NoCopyLeft", { title: Schema.String }) {
  override get message() {
    return `All copies of "${this.title}" are on loan.`
  }
}

/** The member may not borrow at present. */
export class MemberSuspended extends Schema.TaggedError<MemberSuspended>()("MemberSuspended", {}) {
  override readonly message = "This member is suspended and cannot borrow."
}

/** A loan can be prolonged twice. */
export class TooManyRenewals extends Schema.TaggedError<TooManyRenewals>()("TooManyRenewals", {}) {
  override readonly message = "A loan can be prolonged twice."
}

// `get` locks the book until the loan is written: of many who want the last copy, one gets it.
const moveCopies = Effect.fnUntraced(function* (bookUid: string, by: number) {
  const records = yield* Records
  const book = yield* records.get(Books, bookUid)
  if (book.copies_available + by < 0) return yield* new NoCopyLeft({ title: book.title })
  return yield* records.update(Books, bookUid, { copies_available: book.copies_available + by })
})

export const LoansHooks = Hooks.make(Loans, {
  beforeCreate: (loan) => Effect.as(moveCopies(loan.book_uid, -1), loan),
  // Behind the write: who may not see the member is told that there is none, and not what becomes of them.
  afterCreate: Effect.fnUntraced(function* (loan) {
    const member = yield* (yield* Records).get(Members, loan.member_uid)
    if (member.status === "suspended") return yield* new MemberSuspended()
  }),
  beforeUpdate: (values, current) =>
    values.due === undefined || values.due <= current.due
      ? Effect.succeed(values)
      : current.renewals < 2
        ? Effect.succeed({ ...values, renewals: current.renewals + 1 })
        : Effect.fail(new TooManyRenewals()),
  afterUpdate: (loan, before) =>
    Effect.when(
      moveCopies(loan.book_uid, loan.returned_at === null ? -1 : 1),
      Effect.succeed((loan.returned_at === null) !== (before.returned_at === null))
    ),
  afterDelete: (loan) => Effect.when(moveCopies(loan.book_uid, 1), Effect.succeed(loan.returned_at === null))
})
