/** What a command comes to: what it prints where, and the exit code. */

/** 0: all is well; 1: it found something; 2: it could not be done. */
export type ExitCode = 0 | 1 | 2

/** A command that has ended. */
export interface Outcome {
  readonly code: ExitCode
  /** For standard output. */
  readonly out: string
  /** For standard error: sentences for people, a line each. */
  readonly notes: ReadonlyArray<string>
}

export const refused = (...notes: ReadonlyArray<string>): Outcome => ({ code: 2, out: "", notes })

/** What an error says of itself, without its stack. */
export const reasonOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error)

/** Of what the reader named and the api has not. */
export const unknownResources = (names: ReadonlyArray<string>): string =>
  `The api has no resource ${names.map((name) => `"${name}"`).join(", ")}.`

/** Why a database tells nothing, by the innermost reason: what failures of the store wrap says more than they do. */
export const askedInVain = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error ? `The database cannot be asked: ${cause.message}` : reasonOf(error)
}
