// @effect-diagnostics asyncFunction:off
/** How a body goes on, on a sandbox's services. */
import type { EdgeFailure, Following, Part } from "@pgcrest/rest"
import * as Result from "effect/Result"
import type { Limit, Sandbox } from "./sandbox.ts"

/** A part, and how the body goes on behind it. */
export interface NextPart extends Pick<Part, "text" | "missing"> {
  readonly following: Pending | null
}

/** What follows in a body, once somebody asks for it. */
export interface Pending {
  /** The next part; one that tells so where there was no time for it. */
  readonly next: (limit: Limit) => Promise<NextPart>
  /** The last part instead. */
  readonly cut: (failure: EdgeFailure) => NextPart
}

/** Each part is one run of its own. */
export const pendingOn = <R>({ run }: Sandbox<R>, { cut, next }: Following<R>): Pending => {
  const last = (failure: EdgeFailure): NextPart => ({ ...cut(failure), following: null })
  return {
    cut: last,
    next: async (limit) => {
      const made = await run(next, limit)
      if (Result.isFailure(made)) return last(made.failure)
      const { following, missing, text } = made.success
      return { text, missing, following: following === null ? null : pendingOn({ run }, following) }
    }
  }
}
