/** Numbers among options. */
import { InvalidDeclaration } from "@pgcrest/core"

/** The number, if it is a whole one that is at least `least`; throws InvalidDeclaration otherwise. */
export const wholeNumber = (name: string, value: number, least: number): number => {
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new InvalidDeclaration(`${name} is a whole number of at least ${least}: ${value} is none`)
}
