/** The pages of a list as parts of one body: each is read once the one before it has gone out, by a statement of its own. */
import {
  type Caller,
  type Command,
  handleCommand,
  type Query,
  type ResourceStore,
  type Rows
} from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import { failureOf } from "../outcome.ts"
import { defect } from "../problem/EdgeFailure.ts"
import { type Failure, type HookFailure, problemResponse } from "../problem/problem.ts"
import type { Exchange } from "../response/Exchange.ts"
import { pageAt } from "../response/pageLinks.ts"
import type { Settings } from "../Settings.ts"
import type { Following, Part } from "../Wire.ts"

/** A list that is told to its end, and to whom. */
export interface Pages<E, S> {
  readonly settings: Settings<E, S>
  readonly exchange: Exchange
  readonly caller: Caller.Caller
  /** Of its first page. */
  readonly command: Command.List
}

/** Where a part stands. */
interface Here {
  readonly page: Query.Page
  /** Whether a record has gone out before it. */
  readonly begun: boolean
}

type Services<S> = ResourceStore | SecureRandom.SecureRandom | S

/** The records of one page. */
export const readPage = <E extends HookFailure, S>(
  { caller, exchange, settings }: Pages<E, S>,
  command: Command.List
): Effect.Effect<Rows.Found, Failure, Services<S>> =>
  Effect.flatMap(
    handleCommand(settings.api, command, caller, { strict: exchange.strict }),
    (rows): Effect.Effect<Rows.Found> =>
      rows._tag === "Found" ? Effect.succeed(rows) : Effect.die(new Error("A list is told as no list."))
  )

/** A page that was read, and what follows it. */
export const partOf = <E extends HookFailure, S>(
  pages: Pages<E, S>,
  rows: Rows.Found,
  { begun, page }: Here
): Part<Services<S>> => {
  const { writer } = pages.exchange.representation
  const json = rows.json()
  const text = json === "" ? "" : (begun ? writer.between : "") + writer.write(json)
  if (!rows.more) return { text: text + writer.tail, following: null, missing: null }
  const next = behind(rows, page)
  if (next !== null)
    return {
      text,
      following: follow(bound(pages, rows), { page: next, begun: begun || json !== "" }),
      missing: null
    }
  const end = broken(pages, [defect(null), lost], null)
  return { ...end, text: text + end.text }
}

const lost = new Error(
  "A hook keeps back a page that began at a place, so that nobody knows where the next begins."
)

/** Of the past all pages tell what the first one saw. */
function bound<E extends HookFailure, S>(pages: Pages<E, S>, { past }: Rows.Found): Pages<E, S> {
  if (past === null) return pages
  const { at, snapshot } = past
  const { command } = pages
  const asOf: Query.AsOf = { moment: { _tag: "Instant", at }, snapshot }
  return { ...pages, command: { ...command, query: { ...command.query, asOf } } }
}

/** By place, or by number where no place is told: a hook shows the records. */
function behind(rows: Rows.Found, page: Query.Page): Query.Page | null {
  const { limit } = page
  const place = rows.count === 0 ? [] : rows.place(rows.count - 1)
  if (place.length > 0) return { _tag: "After", limit, place }
  return page._tag === "Offset" && rows.read > 0
    ? { _tag: "Offset", limit, offset: page.offset + rows.read }
    : null
}

/** Nothing here holds the records of the page before. */
function follow<E extends HookFailure, S>(pages: Pages<E, S>, here: Here): Following<Services<S>> {
  const { command, exchange } = pages
  const next: Command.List = { ...command, query: { ...command.query, count: null, page: here.page } }
  return {
    next: Effect.suspend(() =>
      Effect.matchCause(readPage(pages, next), {
        onSuccess: (rows) => partOf(pages, rows, here),
        onFailure: (cause) => broken(pages, failureOf(cause, exchange.headers), here.page)
      })
    ),
    cut: (failure) => broken(pages, [failure, failure], here.page)
  }
}

/** The last part of a body that lacks records: the problem, with the address where the list goes on. */
function broken<E extends HookFailure, S>(
  { caller, command, exchange, settings }: Pages<E, S>,
  [failure, cause]: readonly [failure: Failure, cause: unknown],
  page: Query.Page | null
): Part {
  const { listed, representation } = exchange
  const { resource } = command.permit
  const tell = representation.writer.broken
  if (tell === null) return { text: "", following: null, missing: { told: false, cause } }
  const next = page === null ? null : pageAt(command.query, resource, page, listed)
  const { body } = problemResponse(failure, settings, caller.requestId)
  const member = next === null ? "" : `,"next":${JSON.stringify(next)}`
  const problem = `${String(body).slice(0, -1)}${member}}`
  return { text: tell(problem), following: null, missing: { told: true, cause } }
}
