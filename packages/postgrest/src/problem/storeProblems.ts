/** The table of problems, third part: what keeps the database from answering. Causes go to the log. */
import type { AnswerTooLarge, StoreBusy, StoreTimeout, StoreUnavailable } from "@pgcrest/core"
import type { Problems } from "./Problem.ts"

/** The failures in which a store says nothing of rows. */
export type StoreProblem = AnswerTooLarge | StoreBusy | StoreTimeout | StoreUnavailable

/** What every 503 tells; PostgREST's clients read again after so many seconds. */
export const retryAfter = [["retry-after", "1"]] as const

export const storeProblems: Problems<StoreProblem> = {
  AnswerTooLarge: ({ outcomeUnknown }) => ({
    status: 400,
    code: "PGCREST_AnswerTooLarge",
    message: "The answer is larger than can be carried",
    details: outcomeUnknown ? "The write may have happened." : null,
    hint: "Ask for fewer rows with limit, or for fewer columns with select."
  }),
  StoreBusy: () => ({
    status: 503,
    code: "40001",
    message: "could not serialize access due to concurrent update",
    details: "Too much is going on at once. Nothing was written.",
    headers: retryAfter
  }),
  StoreTimeout: () => ({
    status: 504,
    code: "57014",
    message: "canceling statement due to statement timeout",
    details: "Nothing was written."
  }),
  StoreUnavailable: ({ outcomeUnknown }) => ({
    status: 503,
    code: "PGRST001",
    message: "Database client error. Retrying the connection.",
    details: outcomeUnknown ? "The write may have happened." : "Nothing was written.",
    headers: retryAfter
  })
}
