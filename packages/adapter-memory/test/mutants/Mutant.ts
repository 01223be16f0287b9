/** A memory store with one fault, as an edit of its source. */

/** The store does what its name says, and must not: some case of the contract fails. */
export interface Mutant {
  readonly name: string
  /** From the folder of the packages. */
  readonly file: string
  /** Stands in the file exactly once; of a file of values an expression, and `to` is one as well. */
  readonly from: string
  readonly to: string
}

/** Mutants of one file, by name. */
export const mutantsOf = (
  file: string,
  edits: Readonly<Record<string, readonly [from: string, to: string]>>
): ReadonlyArray<Mutant> => Object.entries(edits).map(([name, [from, to]]) => ({ name, file, from, to }))
