// @effect-diagnostics asyncFunction:off
/** The handler of the newest good bundle, and whether there is one yet. */
import type { Handler } from "../gateway/answer.ts"

/** What is known of the bundle so far. */
export interface NewestBundle {
  readonly isThere: () => boolean
  /** Waits for the first build, and resolves with why there is still no handler, if so. */
  readonly ready: () => Promise<string | undefined>
  readonly handler: Handler
  /** From now on this handler answers. */
  readonly loaded: (handler: Handler) => void
  /** Without a good bundle, this is why. */
  readonly failed: (why: string) => void
}

/** Nothing has been built: whoever asks waits. */
export const newestBundle = (): NewestBundle => {
  const first = Promise.withResolvers<void>()
  let newest: Handler | undefined
  let reason: string | undefined
  return {
    isThere: () => newest !== undefined,
    ready: async () => {
      await first.promise
      return newest === undefined ? reason : undefined
    },
    handler: (event, context) => newest?.(event, context) ?? Promise.reject(new Error("There is no bundle.")),
    loaded: (handler) => {
      newest = handler
      first.resolve()
    },
    failed: (why) => {
      reason = why
      first.resolve()
    }
  }
}
