/** The table of problems, first part: what this wire alone refuses, in PostgREST's own words. */
import type { About, Problems } from "./Problem.ts"
import { queryProblem } from "./queryProblem.ts"
import type { WireFailure } from "./WireFailure.ts"

export const wireProblems: Problems<WireFailure> = {
  PathInvalid: () => ({ status: 404, code: "PGRST125", message: "Invalid path specified in request URL" }),
  RootDisabled: () => ({ status: 404, code: "PGRST126", message: "Root endpoint metadata is disabled" }),
  TableUnknown: ({ table }, { schema }) => ({
    status: 404,
    code: "PGRST205",
    message: `Could not find the table '${schema}.${cut(table)}' in the schema cache`
  }),
  FunctionUnknown: ({ name }, { schema }) => ({
    status: 404,
    code: "PGRST202",
    message: `Could not find the function ${schema}.${cut(name)} in the schema cache`
  }),
  MethodNotOffered: ({ allow, method }) => ({
    status: 405,
    code: "PGRST117",
    message: `Unsupported HTTP method: ${cut(method)}`,
    hint: `There is ${allow.replaceAll(",", ", ")}.`,
    headers: [["allow", allow]]
  }),
  CallUnfit: ({ allow, method }) => ({
    status: 405,
    code: "PGRST101",
    message: `Cannot use the ${cut(method)} method on RPC`,
    headers: [["allow", allow]]
  }),
  SchemaUnknown: ({ schema: asked }, { schema }) => ({
    status: 406,
    code: "PGRST106",
    message: `Invalid schema: ${cut(asked)}`,
    hint: `Only the following schemas are exposed: ${schema}`
  }),
  MediaUnavailable: ({ types }) => ({
    status: 406,
    code: "PGRST107",
    message: `None of these media types are available: ${types.slice(0, 200)}`
  }),
  MediaUnfit: ({ rule, type }) => ({
    status: 406,
    code: "PGRST107",
    message: `None of these media types are available: ${type}`,
    details: `An answer of ${type} ${rule}.`
  }),
  PreferencesUnknown: ({ preferences }) => ({
    status: 400,
    code: "PGRST122",
    message: "Invalid preferences given with handling=strict",
    details: `Invalid preferences: ${preferences.join(", ").slice(0, 200)}`
  }),
  QueryUnparsed: ({ at, rule, text, what }) => ({
    status: 400,
    code: "PGRST100",
    message: `"failed to parse ${what} (${cut(text)})" (line 1, column ${at})`,
    details: rule
  }),
  QueryMeaningless: (failure, about) => queryProblem(failure, about),
  RangeUnsatisfiable: ({ total, why }) => ({
    status: 416,
    code: "PGRST103",
    message: "Requested range not satisfiable",
    details: why,
    headers: total === null ? [] : [["content-range", `*/${total}`]]
  }),
  BodyUnread: ({ errors, hint = null, message }) => ({
    status: 400,
    code: "PGRST102",
    message,
    hint,
    ...(errors === undefined ? {} : { errors })
  }),
  PayloadTooLong: ({ most }) => ({
    status: 413,
    code: "PGCREST_PayloadTooLong",
    message: `The payload has more than ${most} rows`,
    hint: "Send fewer rows at a time."
  }),
  ColumnUnknown: ({ column }, { resource }) => ({
    status: 400,
    code: "PGRST204",
    message: columnMissing(column, resource)
  }),
  ConflictTargetUnknown: () => ({
    status: 400,
    code: "42P10",
    message: "there is no unique or exclusion constraint matching the ON CONFLICT specification"
  }),
  FilterNeeded: ({ statement }) => ({
    status: 400,
    code: "21000",
    message: `${statement} requires a WHERE clause`,
    hint: "Name the rows by a filter, such as ?id=eq.1."
  }),
  NotSingular: ({ rows }) => ({
    status: 406,
    code: "PGRST116",
    message: "Cannot coerce the result to a single JSON object",
    details: `The result contains ${rows} rows`
  }),
  TooManyRows: ({ rows }) => ({
    status: 400,
    code: "PGRST124",
    message: "Query result exceeds max-affected preference constraint",
    details: `The query affects ${rows} rows`
  }),
  RowsUncounted: () => ({
    status: 400,
    code: "PGRST128",
    message: "Function must return SETOF or TABLE when max-affected preference is used with handling=strict"
  }),
  NoEntityTag: () => ({
    status: 412,
    code: "PGCREST_NoEntityTag",
    message: "There are no entity tags here, so none can match",
    hint: "Write by the REST wire, whose records have them, or name the version in a filter."
  }),
  NotImplemented: ({ feature }) => ({
    status: 400,
    code: "PGRST127",
    message: "Feature not implemented",
    details: feature
  }),
  PutUnkeyed: () => ({
    status: 405,
    code: "PGRST105",
    message: "Filters must include all and only primary key columns with 'eq' operators"
  }),
  PutLimited: () => ({
    status: 400,
    code: "PGRST114",
    message: "limit/offset querystring parameters are not allowed for PUT"
  }),
  PutMismatched: () => ({
    status: 400,
    code: "PGRST115",
    message: "Payload values do not match URL in primary key column(s)"
  })
}

/** A column of a payload that there is not. */
export const columnMissing = (column: string, resource: About["resource"]): string =>
  `Could not find the '${cut(column)}' column of '${resource?.name ?? ""}' in the schema cache`

// What a client wrote is repeated in short.
function cut(text: string): string {
  return text.slice(0, 100)
}
