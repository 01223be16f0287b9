/** Questions as the commands that a wire makes of them: authorised, resolved, counted and paged for their caller. */
import {
  type Api,
  authorise,
  type Caller,
  type Command,
  countFor,
  type Query,
  type Reach,
  type Resource,
  resolve,
  resolveSelect
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { cursorText } from "./cursors.ts"
import type { GetQuestion, ListQuestion, Page } from "./questions.ts"
import { showingOf, syntaxOf } from "./syntax.ts"

/** Whose questions they are, and what of. */
export interface Asker {
  readonly api: Api.Api
  readonly caller: Caller.Caller
}

/** A command, or why there is none. */
export type Asked<C> = Result.Result<C, object>

export const getOf = ({ api, caller }: Asker, { ask, of, uid }: GetQuestion): Asked<Command.Get> => {
  const resource = resourceOf(api, of)
  return Result.flatMap(authorise(resource, "get", caller), (permit) =>
    Result.map(
      resolveSelect(resource, showingOf(ask), reachOf({ api, caller })),
      (projection): Command.Get => ({
        _tag: "Get",
        permit,
        uid,
        projection
      })
    )
  )
}

/** The list's part that begins there; `hash` is what the cursor names its query by, where it is not that of this one. */
export const listOf = (
  { api, caller }: Asker,
  question: ListQuestion,
  page: Page,
  hash: string | null = null
): Asked<Command.List> => {
  const resource = resourceOf(api, question.of)
  return Result.flatMap(authorise(resource, "list", caller), (permit) =>
    Result.map(
      queryOf(question, page, hash, (syntax) => resolve(resource, syntax, reachOf({ api, caller }))),
      (query): Command.List => ({ _tag: "List", permit, query: { ...query, count: countFor(permit, query) } })
    )
  )
}

/** What is known of a query's cursors is told by its first page. */
function queryOf<E>(
  question: ListQuestion,
  page: Page,
  hash: string | null,
  meaning: (syntax: ReturnType<typeof syntaxOf>) => Result.Result<Query.Query, E>
): Result.Result<Query.Query, E> {
  const syntax = syntaxOf(question)
  const { limit } = page
  if (page.is === "offset") return meaning({ ...syntax, page: { ...page, cursor: null } })
  return Result.flatMap(meaning(syntax), ({ fingerprint = "" }) =>
    meaning({ ...syntax, page: { limit, offset: 0, cursor: cursorText(hash ?? fingerprint, page) } })
  )
}

const bounds = { records: 100, relations: 20, levels: 5 }

function reachOf({ api, caller }: Asker): Reach {
  return { caller, links: api.links, bounds }
}

function resourceOf(api: Api.Api, name: string): Resource.Resource {
  const resource = api.resources.get(name)
  if (resource === undefined) throw new Error(`no resource is named ${name}`)
  return resource
}
