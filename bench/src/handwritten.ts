// @effect-diagnostics asyncFunction:off globalDate:off
/**
 * The yardstick: the same five operations as a careful engineer writes them for this one API, over `pg` alone.
 * It leaves out what we add: deadlines, retries, thaw, races, `select`, filters, 304 and 428, PATCH that changes nothing.
 */
import { randomFillSync } from "node:crypto"
import type { EventV2 } from "@pgcrest/dev"
import pg from "pg"

const utc = (text: string) => `${text.slice(0, 10)}T${text.slice(11, -3)}Z`
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, utc)

const client = new pg.Client({
  connectionString: process.env["DATABASE_URL"],
  application_name: "handwritten",
  keepAlive: true
})
client.on("error", () => {})
const connected = client.connect()
connected.catch(() => {})

interface Result {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly isBase64Encoded: false
}

interface Caller {
  readonly subject: string | null
  readonly groups: ReadonlyArray<string>
}

const columns = {
  authors:
    "uid, name, born, died, country, biography, version, created_at, last_updated_at, creator_uid, last_updater_uid",
  books:
    "uid, title, isbn, author_uid, published, pages, price, language, genres, details, copies, copies_available, version, created_at, last_updated_at, creator_uid, last_updater_uid",
  loans:
    "uid, book_uid, member_uid, due, returned_at, renewals, version, created_at, last_updated_at, creator_uid, last_updater_uid"
}

export const handler = async (event: EventV2): Promise<Result> => {
  const started = performance.now()
  const { requestId } = event.requestContext
  const caller = callerOf(event)
  const [, resource = "", uid, more] = event.rawPath.split("/")
  const route = uid === undefined ? `/${resource}` : `/${resource}/{uid}`
  const result = await (more === undefined ? answer(event, caller, resource, uid) : notFound()).catch(
    (cause: unknown) => problem(500, "defect", { detail: cause instanceof Error ? cause.name : "" })
  )
  const ms = Math.round((performance.now() - started) * 10) / 10
  const line = {
    level: "INFO",
    request_id: requestId,
    method: event.requestContext.http.method,
    route,
    status: result.statusCode,
    ms,
    caller: caller.subject === null ? "anonymous" : "user"
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
  return { ...result, headers: { ...result.headers, ...always, "x-request-id": requestId } }
}

const always = {
  vary: "Accept, Prefer, Range, Authorization",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer"
}

async function answer(
  event: EventV2,
  caller: Caller,
  resource: string,
  uid: string | undefined
): Promise<Result> {
  await connected
  const { method } = event.requestContext.http
  if (resource === "books" && method === "GET") return uid === undefined ? list(event, "books") : getBook(uid)
  if (resource === "loans" && method === "GET" && uid === undefined)
    return caller.subject === null ? problem(401, "unauthenticated") : list(event, "loans")
  if (resource !== "authors" || (uid === undefined) !== (method === "POST")) return notFound()
  if (method !== "POST" && method !== "PATCH") return problem(405, "method-not-allowed")
  if (caller.subject === null) return problem(401, "unauthenticated")
  if (!caller.groups.includes("librarians")) return problem(403, "not-permitted")
  const body = readAuthor(event.body, uid === undefined)
  if ("faults" in body)
    return problem(body.faults.length === 0 ? 400 : 422, "record-invalid", { errors: body.faults })
  const by = { subject: caller.subject, requestId: event.requestContext.requestId }
  return uid === undefined
    ? createAuthor(body.values, by)
    : updateAuthor(uid, body.values, by, event.headers["if-match"])
}

function callerOf({ requestContext }: EventV2): Caller {
  const { jwt } = requestContext.authorizer ?? {}
  const claims = isRecord(jwt) && isRecord(jwt["claims"]) ? jwt["claims"] : {}
  const { sub, "cognito:groups": groups } = claims
  return {
    subject: typeof sub === "string" ? sub : null,
    groups: typeof groups === "string" ? groups.slice(1, -1).split(" ") : []
  }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu

async function getBook(uid: string): Promise<Result> {
  if (!uuid.test(uid)) return notFound()
  const { rows } = await client.query({
    name: "get_books",
    text: `select ${columns.books} from library.books where uid = $1`,
    values: [uid]
  })
  const [row] = rows
  return row === undefined
    ? notFound()
    : json(200, row, { etag: `"${row.version}"`, "cache-control": "private, no-cache" })
}

const listed = {
  books: `select ${columns.books} from library.books order by uid limit $1 offset $2`,
  loans: `select ${columns.loans} from library.loans order by uid limit $1 offset $2`
}

async function list(
  { queryStringParameters: query = {} }: EventV2,
  resource: "books" | "loans"
): Promise<Result> {
  const { limit = "100", offset = "0", order = "uid", ...others } = query
  const known = Object.keys(others).length === 0 && (order === "uid" || order === "uid.asc")
  if (!known || !/^\d{1,15}$/u.test(limit) || !/^\d{1,15}$/u.test(offset) || Number(limit) > 1000)
    return problem(400, "query-invalid")
  const { rows } = await client.query({
    name: `list_${resource}`,
    text: listed[resource],
    values: [limit, offset]
  })
  const last = Number(offset) + rows.length - 1
  const total = rows.length < Number(limit) ? last + 1 : "*"
  return json(200, rows, {
    "content-range": `items ${offset}-${last}/${total}`,
    "cache-control": "private, no-cache"
  })
}

type Values = Readonly<Record<string, string | null>>
interface By {
  readonly subject: string
  readonly requestId: string
}

const instantText = (column: string) =>
  `rtrim(rtrim(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z'`
const content = `jsonb_build_object('uid', uid, 'name', name, 'born', born, 'died', died, 'country', country, 'biography', biography, 'version', version,
  'created_at', ${instantText("created_at")}, 'last_updated_at', ${instantText("last_updated_at")}, 'creator_uid', creator_uid, 'last_updater_uid', last_updater_uid)`
const change =
  "insert into audit.change (resource, uid, version, op, at, actor, request_id, after) select 'authors', uid::text, version"

const creation = `with made as (insert into library.authors (${columns.authors}) values ($1, $2, $3, $4, $5, $6, 1, $7, $7, $8, $8) returning *),
logged as (${change}, 'create', created_at, $8, $9, ${content} from made)
select ${columns.authors} from made`

async function createAuthor(
  { name, born = null, died = null, country = null, biography = null }: Values,
  by: By
): Promise<Result> {
  const values = [
    uuidV7(),
    name,
    born,
    died,
    country,
    biography,
    new Date().toISOString(),
    by.subject,
    by.requestId
  ]
  const { rows } = await client.query({ name: "create_authors", text: creation, values })
  const [row] = rows
  const location = `/authors/${row.uid}`
  return json(201, row, {
    "cache-control": "no-store",
    location,
    "content-location": location,
    etag: `"${row.version}"`
  })
}

function update(fields: ReadonlyArray<string>): string {
  const set = fields.map((field, at) => `${field} = $${at + 6}`).join(", ")
  return `with written as (update library.authors a set ${set}, version = a.version + 1, last_updated_at = greatest($3::timestamptz, a.last_updated_at), last_updater_uid = $4
  where a.uid = $1 and ($2::text is null or a.version::text = $2) returning a.*),
logged as (${change}, 'update', last_updated_at, $4, $5, ${content} from written)
select ${columns.authors} from written`
}

const updates = new Map<string, string>()

async function updateAuthor(uid: string, values: Values, by: By, match: string | undefined): Promise<Result> {
  if (!uuid.test(uid)) return notFound()
  const fields = Object.keys(values)
  const name = `update_authors_${fields.join("_")}`
  const text = updates.get(name) ?? update(fields)
  updates.set(name, text)
  const version = match === undefined || match === "*" ? null : match.replaceAll('"', "")
  const parameters = [
    uid,
    version,
    new Date().toISOString(),
    by.subject,
    by.requestId,
    ...Object.values(values)
  ]
  const { rows } = await client.query({ name, text, values: parameters })
  const [row] = rows
  if (row !== undefined) return json(200, row, { "cache-control": "no-store", etag: `"${row.version}"` })
  const there = await client.query("select from library.authors where uid = $1", [uid])
  return there.rows.length === 0 ? notFound() : problem(412, "version-mismatch")
}

interface Fault {
  readonly pointer: string
  readonly detail: string
}

const lengths: Readonly<Record<string, number>> = { name: 200, country: 100, biography: 4000 }
const ignored = new Set([
  "uid",
  "version",
  "created_at",
  "last_updated_at",
  "creator_uid",
  "last_updater_uid"
])

function readAuthor(
  text: string | undefined,
  whole: boolean
): { readonly values: Values } | { readonly faults: ReadonlyArray<Fault> } {
  const body = parse(text)
  if (!isRecord(body)) return { faults: [] }
  const faults: Array<Fault> = []
  const values: Record<string, string | null> = {}
  for (const [field, value] of Object.entries(body)) {
    if (ignored.has(field)) continue
    const detail = faultOf(field, value)
    if (detail !== null)
      faults.push({ pointer: `#/${field.replaceAll("~", "~0").replaceAll("/", "~1")}`, detail })
    else values[field] = typeof value === "string" ? value : null
  }
  if (whole && body["name"] === undefined) faults.push({ pointer: "#/name", detail: "is required" })
  return faults.length === 0 ? { values } : { faults }
}

function faultOf(field: string, value: unknown): string | null {
  if (value === null)
    return field === "name" ? "must not be null" : field in lengths || isDay(field) ? null : "is no field"
  if (isDay(field)) return typeof value === "string" && isDate(value) ? null : "must be a date"
  const longest = lengths[field]
  if (longest === undefined) return "is no field"
  if (typeof value !== "string" || value.includes("\0") || !value.isWellFormed()) return "must be a string"
  return value.length > longest || (value === "" && field !== "biography")
    ? `must have 1 to ${longest} characters`
    : null
}

function isDay(field: string): boolean {
  return field === "born" || field === "died"
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "")
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function uuidV7(): string {
  const bytes = randomFillSync(Buffer.allocUnsafe(16))
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | (bytes.readUInt8(6) & 0x0f)
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f)
  const hex = bytes.toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function json(statusCode: number, value: unknown, headers: Result["headers"]): Result {
  return {
    statusCode,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
    isBase64Encoded: false
  }
}

function problem(status: number, code: string, more: object = {}): Result {
  const body = JSON.stringify({ type: `https://pgcrest.dev/problems/${code}`, status, code, ...more })
  return {
    statusCode: status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
    body,
    isBase64Encoded: false
  }
}

async function notFound(): Promise<Result> {
  return problem(404, "record-not-found")
}
