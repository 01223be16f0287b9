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
  /** Whether a session under another value is of no use; else only what is rare is told wrongly, and only who looks is told. */
  readonly refused: boolean
}

const is = (right: string) => (value: string) => value === right

const settings: ReadonlyArray<Setting> = [
  {
    name: "DateStyle",
    right: "ISO",
    fits: (value) => value.startsWith("ISO"),
    harm: "dates and instants would be misread",
    refused: true
  },
  {
    name: "client_encoding",
    right: "UTF8",
    fits: is("UTF8"),
    harm: "letters would be misread",
    refused: true
  },
  {
    name: "extra_float_digits",
    right: "1",
    fits: (value) => Number(value) > 0,
    harm: "floats would lose digits, also in the audit trail",
    refused: true
  },
  {
    name: "IntervalStyle",
    right: "postgres",
    fits: (value) => value === "postgres" || value === "iso_8601",
    harm: "intervals are told as they are, and not as ISO 8601 durations",
    refused: false
  },
  { name: "bytea_output", right: "hex", fits: is("hex"), harm: "bytes would be misread", refused: true },
  {
    name: "array_nulls",
    right: "on",
    fits: is("on"),
    harm: "null in an array would be written as a word",
    refused: true
  },
  {
    name: "standard_conforming_strings",
    right: "on",
    fits: is("on"),
    harm: "a backslash in a name would be another one",
    refused: true
  }
]

/** What a session is asked; a server that lacks a setting cannot be wrong about it. */
export const settingsQuery: QueryText = {
  name: null,
  text: `select quote_ident(session_user), quote_ident(current_database()), ${settings.map(({ name }) => `current_setting('${name}', true)`).join(", ")}`,
  values: []
}

/** A setting of a session that falsifies, and what would be right. */
export interface SettingFault {
  readonly _tag: "SettingFalsifies"
  readonly setting: string
  readonly value: string
  readonly right: string
  readonly harm: string
  /** Role and database as SQL writes them. */
  readonly role: string
  readonly database: string
}

/** The settings that falsify; of those that end a session, where no others are asked for. */
export const settingFaults = (
  [row = []]: ReadonlyArray<TextRow>,
  asked: "all" | "refused" = "all"
): ReadonlyArray<SettingFault> => {
  const [role, database, ...values] = row
  return settings.flatMap(({ name, right, fits, harm, refused }, at) => {
    const value = values[at] ?? null
    if (value === null || fits(value) || (asked === "refused" && !refused)) return []
    const where = { role: String(role), database: String(database) }
    return [{ _tag: "SettingFalsifies", setting: name, value, right, harm, ...where }]
  })
}

/** A falsifying setting, with what mends it. */
export const settingSentence = ({ setting, value, right, harm, role, database }: SettingFault): string =>
  `The session has ${setting} "${value}", with which ${harm}: alter role ${role} in database ${database} set ${setting} = '${right}'`

/** Rejects for a session under such a setting, so that the pool never lends it; the next one may be under another. */
export const refuseFalsifying = (client: ClientBase): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("timeout of the look at a new session")), millisAtMost)
    const looked = (cause: unknown, rows: ReadonlyArray<TextRow>) => {
      clearTimeout(timer)
      const sentences = settingFaults(rows, "refused").map(settingSentence)
      if (cause !== null) reject(cause)
      else if (sentences.length > 0)
        reject(Object.assign(new Error(sentences.join("; ")), { code: "SETTING" }))
      else resolve()
    }
    client.query(new TextQuery(settingsQuery, null, looked))
  })
