/** The contract of `TokenVerifier`: an adapter says how its tokens come to be, and calls `suite`. */
import { describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { everyCase } from "./identity/everyVerifierCase.ts"
import type { Maker } from "./identity/Verifying.ts"

export { type Case, everyCase } from "./identity/everyVerifierCase.ts"
export type { Proof } from "./identity/asking.ts"
export type { Maker, Verifying } from "./identity/Verifying.ts"

/** Registers every promise of the port as a test of the verifiers that `maker` makes, each with a clock of its own. */
export const suite = <E>(name: string, maker: Effect.Effect<Maker, E, Scope.Scope>): void => {
  describe(`TokenVerifier contract: ${name}`, () => {
    for (const [theme, cases] of Map.groupBy(everyCase, ({ theme }) => theme))
      describe(theme, () =>
        cases.forEach(({ promise, run }) => it.effect(promise, () => Effect.flatMap(maker, run)))
      )
  })
}
