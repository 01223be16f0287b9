/** Copies that are out cannot be counted away. */
import { Hooks } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Books } from "./books.ts"

/** More copies are on loan than the book would have. */
export class CopiesOnLoan extends Schema.TaggedError<CopiesOnLoan>()("CopiesOnLoan", { onLoan: Schema.Int }) {
  override get message() {
    return `${this.onLoan} copies are on loan: the book cannot have fewer.`
  }
}

export const BooksHooks = Hooks.make(Books, {
  beforeCreate: (book) => Effect.succeed({ ...book, copies_available: book.copies ?? 1 }),
  beforeUpdate: (values, current) => {
    if (values.copies === undefined) return Effect.succeed(values)
    const onLoan = current.copies - current.copies_available
    return values.copies < onLoan
      ? Effect.fail(new CopiesOnLoan({ onLoan }))
      : Effect.succeed({ ...values, copies_available: values.copies - onLoan })
  }
})
