/** The table of problems, third part: what keeps the store from answering. Causes go to the log. */
import type { AnswerTooLarge, StoreBusy, StoreTimeout, StoreUnavailable } from "@pgcrest/core"
import type { ProblemKinds } from "./ProblemKind.ts"

/** The failures in which a store says nothing of records. */
export type StoreProblem = AnswerTooLarge | StoreBusy | StoreTimeout | StoreUnavailable

/** What every 503 tells (RFC 9110 §15.6.4): a second. */
export const retryAfter = [["retry-after", "1"]] as const

export const storeProblems: ProblemKinds<StoreProblem> = {
  AnswerTooLarge: {
    status: 400,
    title: "Answer too large",
    explain: ({ outcomeUnknown }) =>
      outcomeUnknown
        ? {
            detail: "The answer is larger than can be carried. The write may have happened.",
            hint: "Read the record, fewer of its fields with select, before you try again, and then with Prefer: return=minimal."
          }
        : {
            detail: "The answer is larger than can be carried.",
            hint: "Ask for fewer records with limit, or for fewer fields with select; of a write with Prefer: return=minimal."
          }
  },
  StoreBusy: {
    status: 503,
    title: "Busy",
    hint: "Try again after the seconds in Retry-After.",
    explain: () => ({ detail: "Too much is going on at once. Nothing was written." }),
    headers: () => retryAfter
  },
  StoreUnavailable: {
    status: 503,
    title: "Unavailable",
    explain: ({ outcomeUnknown }) =>
      outcomeUnknown
        ? {
            detail: "The database went away while it wrote: the write may have happened.",
            hint: "Read the record before you try again."
          }
        : {
            detail: "The database cannot be reached, or takes no writes now. Nothing was written.",
            hint: "Try again after the seconds in Retry-After."
          },
    headers: () => retryAfter
  },
  StoreTimeout: {
    status: 504,
    title: "Took too long",
    hint: "Try again, or ask for less at a time.",
    explain: () => ({ detail: "The database took longer than it may. Nothing was written." })
  }
}
