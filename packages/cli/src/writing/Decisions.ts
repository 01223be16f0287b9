/** What people decide in a resource's file and the database does not tell: it is kept when the file is written again. */

export interface Decisions {
  /** The member's value as it stands in the file, such as `{ list: Access.everyone }`. */
  readonly access: string
  /** The instant from which on the trail knows every write; null where the file names none. */
  readonly adopted: string | null
}

/** Reads them in a file that was written here, and perhaps changed since; null where it has no rules to keep. */
export const decisionsIn = (file: string): Decisions | null => {
  const access = /^ {2}access: (?<value>\{[^}\n]*\}|\{\n(?: {4}.*\n|\n)*? {2}\}|[^{\n]+?),?$/mu.exec(file)
    ?.groups?.["value"]
  const adopted = /^ {2}adopted: "(?<instant>[^"]+)"/mu.exec(file)?.groups?.["instant"]
  return access === undefined ? null : { access, adopted: adopted ?? null }
}
