// @effect-diagnostics globalDate:off
/** What the hand-written handler takes as a body: checks by field, written out for this one API. */
import { isRecord } from "./Asked.ts"

/** Fields by name, as they go to the database. */
export type Values = Readonly<Record<string, unknown>>

/** Whether a value is one of the field. */
type Check = (value: unknown) => boolean

/** The fields of a body, by name. */
export type Checks = Readonly<Record<string, Check>>

interface Fault {
  readonly pointer: string
  readonly detail: string
}

/** A body as it was read: no faults and no values where it is no object of JSON. */
export type Read = { readonly values: Values } | { readonly faults: ReadonlyArray<Fault> }

const text =
  (longest: number): Check =>
  (value) =>
    typeof value === "string" &&
    value !== "" &&
    value.length <= longest &&
    !value.includes("\0") &&
    value.isWellFormed()
const whole =
  (least: number): Check =>
  (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= least && value <= 10_000
const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu
const isDate: Check = (value) =>
  typeof value === "string" &&
  /^\d{4}-\d{2}-\d{2}$/u.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value)
const isBoolean: Check = (value) => typeof value === "boolean"
const isPrice: Check = (value) =>
  typeof value === "number" && Math.abs(value) < 1e8 && Math.round(value * 100) / 100 === value
const isIsbn: Check = (value) => typeof value === "string" && /^97[89]\d{10}$/u.test(value)

/** Whether a text is a uuid, as all uids are. */
export const isUuid = (value: unknown): value is string =>
  typeof value === "string" && uuidPattern.test(value)

export const bookChecks: Checks = {
  title: text(200),
  isbn: isIsbn,
  author_uid: isUuid,
  published_on: isDate,
  pages: whole(1),
  price: isPrice,
  in_print: isBoolean,
  blurb: text(2000)
}

export const noteChecks: Checks = {
  title: text(200),
  body: text(2000),
  isbn: text(200),
  page: whole(1),
  written_on: isDate,
  pinned: isBoolean
}

export const shelfChecks: Checks = { label: text(200), room: text(200), capacity: whole(1), holds: whole(0) }

const ignored = new Set([
  "uid",
  "version",
  "created_at",
  "last_updated_at",
  "creator_uid",
  "last_updater_uid"
])

/** Reads all fields of a new record, or some of one that is there. */
export const readBody = (body: string | null | undefined, checks: Checks, extent: "whole" | "part"): Read => {
  return readRecord(parse(body), checks, extent)
}

/** Reads all fields of many new records: the values of each, or the first faults that are met. */
export const readRows = (
  body: string | null | undefined,
  checks: Checks
): { readonly rows: ReadonlyArray<Values> } | { readonly faults: ReadonlyArray<Fault> } => {
  const sent = parse(body)
  if (!Array.isArray(sent)) return { faults: [] }
  const rows: Array<Values> = []
  for (const one of sent) {
    const read = readRecord(one, checks, "whole")
    if ("faults" in read) return read
    rows.push(read.values)
  }
  return { rows }
}

/** Reads a body that is parsed already. */
export function readRecord(sent: unknown, checks: Checks, extent: "whole" | "part"): Read {
  if (!isRecord(sent)) return { faults: [] }
  const faults: Array<Fault> = []
  const values: Record<string, unknown> = {}
  for (const field in sent) {
    if (ignored.has(field)) continue
    const check = checks[field]
    if (check === undefined) faults.push({ pointer: `#/${field}`, detail: "is no field" })
    else if (check(sent[field])) values[field] = sent[field]
    else faults.push({ pointer: `#/${field}`, detail: "is no value of this field" })
  }
  if (extent === "whole")
    for (const field in checks)
      if (!(field in sent)) faults.push({ pointer: `#/${field}`, detail: "is required" })
  return faults.length === 0 ? { values } : { faults }
}

/** JSON; undefined for what is none. */
export function parse(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? "")
  } catch {
    return undefined
  }
}
