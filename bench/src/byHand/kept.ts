/** Statements that depend on the fields that are sent: made once for each choice of them. */

export interface Named {
  readonly name: string
  readonly text: string
}

/** The statement for these fields, under a name of its own. */
export const kept = (name: string, make: (fields: ReadonlyArray<string>) => string) => {
  const known = new Map<string, Named>()
  return (fields: ReadonlyArray<string>): Named => {
    const key = `${name}_${fields.join("_")}`
    const found = known.get(key)
    if (found !== undefined) return found
    const made = { name: key, text: make(fields) }
    known.set(key, made)
    return made
  }
}

/** `a = $5, b = $6` from a parameter on. */
export const assigned = (fields: ReadonlyArray<string>, from: number): string =>
  fields.map((field, at) => `${field} = $${at + from}`).join(", ")
