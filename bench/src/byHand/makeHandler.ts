// @effect-diagnostics asyncFunction:off
/**
 * The yardstick: the api of `ours/` as a careful engineer writes it for this one case, over `pg` alone, and no log line.
 * It leaves out what we add: deadlines, retries, thaw, races, `select`, other filters, 304 and 428, a PATCH that changes nothing.
 */
import type { EventV1, EventV2 } from "@pgcrest/dev"
import { type Answer, notFound, problem } from "./answers.ts"
import { asked, type Asked } from "./Asked.ts"
import {
  bookChecks,
  type Checks,
  noteChecks,
  readBody,
  readRows,
  shelfChecks,
  type Values
} from "./bodies.ts"
import { batchOf } from "./batch.ts"
import { connect, type Database } from "./database.ts"
import { noteWrites } from "./notes.ts"
import { getBook, listBooks } from "./readBooks.ts"
import { shelfPatch } from "./shelves.ts"
import type { Yardstick } from "./statements.ts"
import { bookWrites } from "./writeBooks.ts"

/** What a resource lets be written. */
interface Writes {
  readonly checks: Checks
  readonly create?: (database: Database, asked: Asked, values: Values) => Promise<Answer>
  readonly createMany?: (database: Database, asked: Asked, rows: ReadonlyArray<Values>) => Promise<Answer>
  readonly patch: (database: Database, asked: Asked, uid: string, values: Values) => Promise<Answer>
}

/** The handler of one yardstick; its connections bear its name. */
export const makeHandler = (name: string, yardstick: Yardstick) => {
  const database = connect(name)
  const books = bookWrites(yardstick)
  const batch = batchOf(books.create)
  const writes: ReadonlyMap<string, Writes> = new Map<string, Writes>([
    ["books", { checks: bookChecks, ...books }],
    ["notes", { checks: noteChecks, ...noteWrites(yardstick) }],
    ["shelves", { checks: shelfChecks, patch: shelfPatch(yardstick) }]
  ])

  const answer = async (request: Asked): Promise<Answer> => {
    await database.connected
    if (request.subject === null) return problem(401, "unauthenticated")
    const { method } = request
    const [, resource = "", uid, more] = request.path.split("/")
    if (more !== undefined) return notFound()
    if (resource === "books" && method === "GET")
      return uid === undefined ? listBooks(database, request) : getBook(database, uid)
    if (!request.groups.includes("librarians")) return problem(403, "not-permitted")
    if (resource === "books" && method === "DELETE" && uid !== undefined)
      return books.remove(database, request, uid)
    if (resource === "batch" && method === "POST" && uid === undefined) return batch(database, request)
    const of = writes.get(resource)
    return of === undefined ? notFound() : write(database, request, of, uid)
  }

  return (event: EventV1 | EventV2): Promise<Answer> =>
    answer(asked(event)).catch((cause: unknown) =>
      problem(500, "defect", { detail: cause instanceof Error ? cause.message : "" })
    )
}

async function write(
  database: Database,
  request: Asked,
  { checks, create, createMany, patch }: Writes,
  uid: string | undefined
): Promise<Answer> {
  const makes = request.method === "POST" && uid === undefined
  if (!makes && request.method !== "PATCH") return problem(405, "method-not-allowed")
  if (makes && createMany !== undefined && request.body?.startsWith("[") === true) {
    const read = readRows(request.body, checks)
    return "faults" in read ? refused(read.faults) : createMany(database, request, read.rows)
  }
  const read = readBody(request.body, checks, makes ? "whole" : "part")
  if ("faults" in read) return refused(read.faults)
  if (uid !== undefined) return patch(database, request, uid, read.values)
  return create === undefined ? notFound() : create(database, request, read.values)
}

function refused(faults: ReadonlyArray<object>): Answer {
  return problem(faults.length === 0 ? 400 : 422, "record-invalid", { errors: faults })
}
