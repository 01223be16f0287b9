/** A request that may ask for all pages of a list: its first page, and how the others follow. */
import type { Caller, Command, ResourceStore, Rows } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { endingOf, failureOf } from "../outcome.ts"
import { planOf } from "../plan.ts"
import { defect } from "../problem/EdgeFailure.ts"
import type { HookFailure } from "../problem/problem.ts"
import type { Request } from "../Request.ts"
import { appliedPreferences } from "../response/appliedPreferences.ts"
import type { Exchange } from "../response/Exchange.ts"
import { present, readable } from "../response/headers.ts"
import type { Response } from "../Response.ts"
import type { Settings } from "../Settings.ts"
import type { Streamed } from "../Wire.ts"
import { type Pages, partOf, readPage } from "./pages.ts"

type Services<S> = ResourceStore | SecureRandom.SecureRandom | S

/** Null for what is no list, or is not asked for whole. */
export const streamRequest = <E extends HookFailure, S>(
  settings: Settings<E, S>,
  request: Request,
  caller: Caller.Caller
): Effect.Effect<Streamed<Services<S>>, never, Services<S>> | null => {
  const asksForAll = request.headers.get("prefer")?.some((line) => /pages/iu.test(line)) ?? false
  if (!asksForAll || request.method !== "GET") return null
  const { route, step } = planOf(settings, request, caller)
  const pages =
    Result.isSuccess(step) && step.success._tag === "Exchange"
      ? pagesOf(settings, step.success, caller)
      : null
  if (pages === null) return null
  const { end, fail } = endingOf(settings, request, { caller, route })
  const { command, exchange } = pages
  return Effect.matchCause(readPage(pages, command), {
    onFailure: (cause) => ({ ...fail(...failureOf(cause, exchange.headers)), following: null }),
    onSuccess: (rows) => {
      const { following, missing, text } = partOf(pages, rows, { page: command.query.page, begun: false })
      const told = missing === null || missing.told
      const response = responseOf(exchange, rows, text)
      return told
        ? { ...end(response, missing?.cause), following }
        : { ...fail(defect(null), missing.cause), following: null }
    }
  })
}

/** How many there are is told where that was asked. */
function responseOf(
  { command, headers, representation }: Exchange,
  rows: Rows.Found,
  text: string
): Response {
  const applied = appliedPreferences(rows, command, headers.preferences)
  return {
    status: 200,
    headers: [
      ...representation.headers,
      readable,
      ...present("content-range", rows.total === null ? null : `items */${rows.total}`),
      ["preference-applied", applied === "" ? "pages=all" : `${applied}, pages=all`]
    ],
    body: representation.writer.head + text
  }
}

/** Null for what has no pages behind it: one record alone, a part, what is read backwards, or tells people. */
function pagesOf<E extends HookFailure, S>(
  settings: Settings<E, S>,
  exchange: Exchange,
  caller: Caller.Caller
): Pages<E, S> | null {
  const { command, expansion, headers, representation } = exchange
  if (command._tag !== "List" || headers.preferences.pages !== "all") return null
  const { page } = command.query
  const isWhole = expansion === null && headers.range === null && !representation.alone
  if (!isWhole || page._tag === "Before" || page.limit === 0) return null
  return { settings, exchange, caller, command: inPages(command, exchange, settings) }
}

/** A page inside is as large as `limit` says, or else as large as there are any. */
function inPages(
  command: Command.List,
  { listed }: Exchange,
  { limits }: Pick<Settings, "limits">
): Command.List {
  const { query } = command
  const limit = listed.pairs.some(([name]) => name === "limit") ? query.page.limit : limits.largestPage
  return { ...command, query: { ...query, page: { ...query.page, limit } } }
}
