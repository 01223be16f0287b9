// @effect-diagnostics asyncFunction:off
/** An authority that the gateway knows before it has been started: who asks it waits. */
import type { Authority } from "../authority/Authority.ts"

/** An authority that runs. */
export interface RunningAuthority extends Authority {
  /** Who signs the tokens, as their claim `iss` says. */
  readonly issuer: string
  /** What the handler must know to verify its tokens where nothing stands in front: added to its environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Commands to try beside those of `serve`, as one that gets a machine its token. */
  readonly samples?: ReadonlyArray<string>
  readonly stop: () => Promise<void>
}

/** How `serve` gets its authority. */
export interface AuthorityOptions {
  /** By name, those who can sign in: the first page does it for them, and the first screen tells how to. */
  readonly passwords: Readonly<Record<string, string>>
  /** Started once, beside the database. What has begun by then ends when the signal comes. */
  readonly start: (signal: AbortSignal) => Promise<RunningAuthority>
}

/** Not started yet. */
export interface LateAuthority {
  readonly authority: Authority
  /** Starts it. */
  readonly open: () => Promise<RunningAuthority>
  /** Stops it, also while it is starting. */
  readonly close: () => Promise<void>
}

/** The authority of these options. */
export const lateAuthority = ({ start }: AuthorityOptions): LateAuthority => {
  const running = Promise.withResolvers<RunningAuthority>()
  const ending = new AbortController()
  return {
    authority: {
      verify: async (token) => (await running.promise).verify(token),
      signIn: async (username, password) => (await running.promise).signIn(username, password)
    },
    open: () => {
      running.resolve(start(ending.signal))
      return running.promise
    },
    close: () => {
      ending.abort()
      return running.promise.then(
        ({ stop }) => stop(),
        () => undefined
      )
    }
  }
}
