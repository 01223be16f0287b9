// @effect-diagnostics globalTimers:off
/** A session's settings, looked at once: some would falsify what is read or written without any error. */
import type { ClientBase } from "pg"
import type { TextRow } from "./TextQuery.ts"
import { type QueryText, TextQuery } from "./TextQuery.ts"

const millisAtMost = 5000

interface Setting {
  readonly name: string
  readonly right: string
  /** Whether such a value leaves everything as it is. */
  readonly fits: (value: string) => boolean
  readonly harm: string
}

const is = (right: string) => (value: string) => value === right

const settings: ReadonlyArray<Setting> = [
  {
    name: "DateStyle",
    right: "ISO",
    fits: (value) => value.startsWith("ISO"),
    harm: "dates and instants would be misread"
  },
  { name: "client_encoding", right: "UTF8", fits: is("UTF8"), harm: "letters would be misread" },
  {
    name: "extra_float_digits",
    right: "1",
    fits: (value) => Number(value) > 0,
    harm: "floats would lose digits, also in the audit trail"
  },
  { name: "array_nulls", right: "on", fits: is("on"), harm: "null in an array would be written as a word" },
  {
    name: "standard_conforming_strings",
    right: "on",
    fits: is("on"),
    harm: "a backslash in a name would be another one"
  }
]

/** What a session is asked; a server that lacks a setting cannot be wrong about it. */
export const settingsQuery: QueryText = {
  name: null,
  text: `select quote_ident(session_user), quote_ident(current_database()), ${settings.map(({ name }) => `current_setting('${name}', true)`).join(", ")}`,
  values: []
}

/** One sentence for each setting that falsifies, with what mends it. */
export const settingFaults = ([row = []]: ReadonlyArray<TextRow>): ReadonlyArray<string> => {
  const [role, database, ...values] = row
  return settings.flatMap(({ name, right, fits, harm }, at) => {
    const value = values[at] ?? null
    if (value === null || fits(value)) return []
    return [
      `The session has ${name} "${value}", with which ${harm}: alter role ${role} in database ${database} set ${name} = '${right}'`
    ]
  })
}

/** Rejects for a session under such a setting, so that the pool never lends it; the next one may be under another. */
export const refuseFalsifying = (client: ClientBase): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("timeout of the look at a new session")), millisAtMost)
    const looked = (cause: unknown, rows: ReadonlyArray<TextRow>) => {
      clearTimeout(timer)
      const faults = settingFaults(rows)
      if (cause !== null) reject(cause)
      else if (faults.length > 0) reject(Object.assign(new Error(faults.join("; ")), { code: "SETTING" }))
      else resolve()
    }
    client.query(new TextQuery(settingsQuery, looked))
  })
