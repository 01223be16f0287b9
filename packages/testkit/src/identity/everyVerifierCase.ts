/** Every promise of `TokenVerifier` as a case: data, which any runner of tests can run. */
import type { Cases, Proof } from "./asking.ts"
import { claimCases } from "./claimCases.ts"
import { refusalCases } from "./refusalCases.ts"
import { timeCases } from "./timeCases.ts"

/** One promise of the port, and what holds of a verifier that keeps it. */
export interface Case {
  /** What it is about: `claims`, `time` and so on. */
  readonly theme: string
  /** The promise, in a sentence. */
  readonly promise: string
  readonly run: Proof
}

const themes: Readonly<Record<string, (it: Cases) => void>> = {
  claims: claimCases,
  refusals: refusalCases,
  time: timeCases
}

/** Every case, in the order of the themes; each makes a verifier of its own. */
export const everyCase: ReadonlyArray<Case> = Object.entries(themes).flatMap(([theme, part]) => {
  const cases: Array<Case> = []
  part({ effect: (promise, run) => void cases.push({ theme, promise, run }) })
  return cases
})
