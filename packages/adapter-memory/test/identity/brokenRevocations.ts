/** Revocations that break a promise, each in one way. */
import type { TokenRevocation } from "@pgcrest/core"
import * as Effect from "effect/Effect"

type Revocation = TokenRevocation["Service"]

/** By what each does. */
export const brokenRevocations: Readonly<Record<string, () => (revocation: Revocation) => Revocation>> = {
  "lets every token count": () => () => ({ isRevoked: () => Effect.succeed(false) }),
  "lets no token count": () => () => ({ isRevoked: () => Effect.succeed(true) }),
  "lets a token count that it cannot know": () => (revocation) => ({
    isRevoked: (presented) => Effect.catch(revocation.isRevoked(presented), () => Effect.succeed(false))
  }),
  "takes back for good what it cannot know": () => (revocation) => ({
    isRevoked: (presented) => Effect.catch(revocation.isRevoked(presented), () => Effect.succeed(true))
  }),
  "says once that a token is revoked": () => (revocation) => {
    const told = new Set<unknown>()
    return {
      isRevoked: (presented) =>
        Effect.map(revocation.isRevoked(presented), (revoked) => {
          const again = told.has(presented)
          if (revoked) told.add(presented)
          return revoked && !again
        })
    }
  },
  "remembers that a token counted": () => (revocation) => {
    const counted = new Set<unknown>()
    return {
      isRevoked: (presented) =>
        Effect.map(revocation.isRevoked(presented), (revoked) => {
          if (!revoked) counted.add(presented)
          return revoked && !counted.has(presented)
        })
    }
  },
  "takes back every token along with one": () => (revocation) => {
    let any = false
    return {
      isRevoked: (presented) =>
        Effect.map(revocation.isRevoked(presented), (revoked) => {
          any ||= revoked
          return any
        })
    }
  }
}
