/** The table of problems, second part: what the rules and the rows say, under PostgreSQL's own codes. */
import type { CommandFailure, Resource } from "@pgcrest/core"
import { denied } from "./denied.ts"
import { ofInvalid } from "./invalidRecord.ts"
import type { About, Problems } from "./Problem.ts"
import type { StoreProblem } from "./storeProblems.ts"

export const recordProblems: Problems<Exclude<CommandFailure, StoreProblem>> = {
  NotPermitted: (failure) => ({ status: 403, code: "42501", message: denied(failure) }),
  NewValuesRefused: ({ resource }) => ({ status: 403, code: "42501", message: secured(resource) }),
  RowSecured: ({ resource }) => ({ status: 403, code: "42501", message: secured(resource) }),
  TooManyAffected: ({ most }) => ({
    status: 400,
    code: "PGRST124",
    message: "Query result exceeds max-affected preference constraint",
    details: `The query affects more than ${most} rows`
  }),
  RecordNotFound: ({ resource }) => ({
    status: 404,
    code: "PGCREST_RecordNotFound",
    message: `There is no such row in ${resource}`
  }),
  RecordGone: ({ resource }) => ({
    status: 410,
    code: "PGCREST_RecordGone",
    message: `The row was deleted from ${resource}`
  }),
  Conflict: ({ fields }, about) => ({
    status: 409,
    code: "23505",
    message: `duplicate key value violates unique constraint "${uniqueOf(fields, about)}"`,
    details: valuesOf(fields, about, "already exists.")
  }),
  ReferenceMissing: ({ fields, resource }, about) => ({
    status: 409,
    code: "23503",
    message: `insert or update on table "${resource}" violates foreign key constraint "${resource}_${fields.join("_")}_fkey"`,
    details: valuesOf(fields, about, `is not present in table "${referredBy(fields, about)}".`)
  }),
  // Not by whom: that may be out of sight.
  StillReferenced: ({ resource }) => ({
    status: 409,
    code: "23503",
    message: `update or delete on table "${resource}" violates foreign key constraint`,
    details: "Other rows still refer to it."
  }),
  // Nor which one: that is the table's own business, as its SQL is.
  ConstraintViolated: ({ fields, resource }) => ({
    status: 400,
    code: "23514",
    message: `new row for relation "${resource}" violates check constraint`,
    details: named(fields, "has a value that the table forbids", "have values that the table forbids")
  }),
  KeyReused: () => ({
    status: 422,
    code: "PGCREST_KeyReused",
    message: "The key was sent with another request before",
    details: "Nothing was written.",
    hint: "Send a new Idempotency-Key with each new request."
  }),
  RecordInvalid: ofInvalid,
  FieldImmutable: ({ fields }) => ({
    status: 400,
    code: "428C9",
    message: `column "${fields[0] ?? ""}" can only be updated to DEFAULT`,
    details: named(fields, "stays as it was created", "stay as they were created")
  }),
  ValueRefused: ({ fields }) => ({
    status: 400,
    code: "22P02",
    message: "invalid input value",
    details: named(
      fields,
      "has a value that the database cannot store",
      "have values that the database cannot store"
    )
  }),
  OperandRefused: ({ fields }) => ({
    status: 400,
    code: "22P02",
    message: "invalid input value",
    details: named(
      fields,
      "is compared with no value of its type",
      "are compared with no values of their types"
    )
  }),
  MomentOutOfReach: ({ reason }) => ({
    status: 400,
    code: "PGCREST_MomentOutOfReach",
    message: "The past that is asked for cannot be told",
    details: reason
  }),
  SearchUnsupported: () => ({
    status: 400,
    code: "PGRST127",
    message: "Feature not implemented",
    details: "The store has no full-text search"
  }),
  PatchConflict: ({ detail }) => ({ status: 409, code: "PGCREST_PatchConflict", message: detail }),
  WriteRaised: ({ code, detail }) => ({
    status: 400,
    code,
    message: detail ?? "A rule of the table refuses the write"
  }),
  WriteSuppressed: ({ resource }) => ({
    status: 409,
    code: "PGCREST_WriteSuppressed",
    message: `The database kept the row of ${resource} as it is`,
    details: "Nothing was written."
  }),
  VersionMismatch: ({ resource }) => ({
    status: 412,
    code: "PGCREST_VersionMismatch",
    message: `The row of ${resource} is at another version, is there already, or is not there`
  })
}

function secured(table: string): string {
  return `new row violates row-level security policy for table "${table}"`
}

/** The constraint that keeps rows from being alike in these fields: of none, that of the key. */
function uniqueOf(fields: ReadonlyArray<string>, { resource }: About): string {
  const isSame = (other: ReadonlyArray<string>) =>
    other.length === fields.length && fields.every((field) => other.includes(field))
  const unique = resource?.uniques.find((one) => isSame(one.fields))
  return unique?.constraint ?? `${resource?.name ?? ""}_pkey`
}

/** `Key (isbn)=(1) already exists.`, where the client sent all of it; else nothing, as it would tell of another row. */
function valuesOf(fields: ReadonlyArray<string>, { sent: { row } }: About, rest: string): string | null {
  if (row === null || fields.length === 0 || !fields.every((field) => Object.hasOwn(row, field))) return null
  const values = fields.map((field) => textOf(row[field]).slice(0, 100))
  return `Key (${fields.join(", ")})=(${values.join(", ")}) ${rest}`
}

function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

function referredBy([field = ""]: ReadonlyArray<string>, { resource }: About): string {
  return columnOf(resource, field)?.references ?? ""
}

function columnOf(resource: Resource.Resource | null, field: string) {
  return resource?.columns.get(field)
}

function named(fields: ReadonlyArray<string>, one: string, several: string): string | null {
  if (fields.length === 0) return null
  return `${fields.map((field) => `"${field}"`).join(", ")} ${fields.length === 1 ? one : several}.`
}
