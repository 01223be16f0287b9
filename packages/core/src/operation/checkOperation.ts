/** What keeps an operation from being served. */
import type { Rule } from "../resource/Access.ts"
import { callerRuleFaults } from "../resource/accessFaults.ts"
import { InvalidDeclaration } from "../resource/InvalidDeclaration.ts"

/** Throws InvalidDeclaration with a line for each fault. */
export const checkOperation = (name: string, access: Rule, faults: ReadonlyArray<string> = []): void => {
  const all = [
    ...(/^[a-z][a-z0-9_]{0,62}$/u.test(name) ? [] : [noName]),
    ...callerRuleFaults(access, "its access"),
    ...faults
  ]
  if (all.length > 0) throw new InvalidDeclaration(...all.map((fault) => `Operation "${name}": ${fault}`))
}

const noName = "a name is up to 63 lower-case letters, digits and _, and begins with a letter"
