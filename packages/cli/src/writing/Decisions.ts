/** What people decide in a resource's file and the database does not tell: it is kept when the file is written again. */
import { memberIn, remarksAbove } from "./memberIn.ts"

export interface Decisions {
  /** The member's value as it stands in the file, such as `{ list: Access.everyone }`. */
  readonly access: string
  /** The lines of comment above it. */
  readonly remarks: ReadonlyArray<string>
  /** The instant from which on the trail knows every write; null where the file names none. */
  readonly adopted: string | null
  /** What the file imports beside that which is always written, such as rules that several resources share. */
  readonly imports: ReadonlyArray<string>
}

/** Reads them in a file that was written here, and perhaps changed since; null where it has no rules to keep. */
export const decisionsIn = (file: string): Decisions | null => {
  const access = memberIn(file, "access")
  const adopted = /^(?<quote>["'])(?<instant>.*)\k<quote>$/u.exec(memberIn(file, "adopted") ?? "")
  return access === null
    ? null
    : {
        access,
        remarks: remarksAbove(file, "access"),
        adopted: adopted?.groups?.["instant"] ?? null,
        imports: importsIn(file)
      }
}

function importsIn(file: string): ReadonlyArray<string> {
  const all = file.matchAll(/^import\s(?:[^"'`]*?\sfrom\s+)?["'](?<from>[^"'\n]+)["']/gmu)
  return [...all]
    .filter(({ groups }) => !["@pgcrest/core", "effect/Schema"].includes(groups?.["from"] ?? ""))
    .map(([text]) => text)
}
