/** The api: its resources, their hooks, and what a hook's refusal is over HTTP. */
import { Api } from "@pgcrest/core"
import { Authors } from "./authors.ts"
import { Books } from "./books.ts"
import { BooksHooks } from "./books.hooks.ts"
import { Loans } from "./loans.ts"
import { LoansHooks } from "./loans.hooks.ts"
import { Members } from "./members.ts"

export const Library = Api.make("library", {
  resources: [Authors, Books, Members, Loans],
  hooks: [BooksHooks, LoansHooks]
})

export const problems = {
  NoCopyLeft: 409,
  CopiesOnLoan: 409,
  MemberSuspended: 403,
  TooManyRenewals: 409
} as const
