/** The contract of `TokenRevocation`: an adapter brings the revocation, and how tokens come to be. */
import { layer } from "@effect/vitest"
import type { TokenRevocation } from "@pgcrest/core"
import type * as Layer from "effect/Layer"
import type { Case } from "./identity/Case.ts"
import { revocationCases } from "./identity/revocationCases.ts"
import type { Tokens } from "./identity/Tokens.ts"

export type { Case } from "./identity/Case.ts"
export { Tokens } from "./identity/Tokens.ts"

/** Every promise of the port. Each case makes tokens of its own, so that all can run on one revocation. */
export const everyCase: ReadonlyArray<Case<TokenRevocation | Tokens>> = revocationCases

/** Registers every promise as a test of this revocation, which keeps no answer: what `Tokens` does is asked for at once. */
export const suite = <E>(name: string, revocation: Layer.Layer<TokenRevocation | Tokens, E>): void =>
  layer(revocation, { excludeTestServices: true, timeout: "60 seconds" })(
    `TokenRevocation contract: ${name}`,
    (it) => everyCase.forEach(({ promise, run }) => it.effect(promise, run))
  )
