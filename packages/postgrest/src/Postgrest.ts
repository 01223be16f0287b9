/** PostgREST's wire of an api: its resources as tables under /{table}, for the clients that PostgREST has. */
import { Access, AnswerTooLarge, type Api, type ResourceStore } from "@pgcrest/core"
import {
  bodiless,
  type HookFailure,
  type NeedsNoProblems,
  orKeyRunning,
  recording,
  type Request,
  type Response,
  type Wire
} from "@pgcrest/rest"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import { endingOf, problemOf } from "./ending.ts"
import { handleRequest } from "./handleRequest.ts"
import type { AnyOptions, PostgrestOptions } from "./PostgrestOptions.ts"
import { unsent } from "./problem/Problem.ts"
import { finish } from "./response/finish.ts"
import { handleFunction } from "./rpc/handleFunction.ts"
import { type Settings, settingsOf } from "./Settings.ts"

/**
 * What is decided at this wire: an error of a hook or an operation without a status does not compile, nor does a resource
 * that the api has not. `OE` and `OS` are the errors and services of its operations.
 */
export type Options<
  E = never,
  Names extends string = string,
  OE extends HookFailure = never,
  OS = never
> = PostgrestOptions<E, Names, OE, OS>

type Services<S> = ResourceStore | SecureRandom.SecureRandom | S

/** Serves all of an api's resources, whose hooks fail with no error of their own. */
export function make<E extends HookFailure, S, Names extends string>(
  api: Api.Api<E, S, Names> & NeedsNoProblems<E>
): Wire<Services<S>>
/** Serves an api's resources as `options` say; throws InvalidDeclaration where they name what is not there. */
export function make<
  E extends HookFailure,
  S,
  Names extends string,
  OE extends HookFailure = never,
  OS = never
>(api: Api.Api<E, S, Names>, options: Options<E, NoInfer<Names>, OE, OS>): Wire<Services<S | NoInfer<OS>>>
export function make<S>(api: Api.Api<HookFailure, S>, options: AnyOptions<S> = {}): Wire<Services<S>> {
  const settings = settingsOf(api, options)
  const { byName = new Map(), groups = [] } = options.operations ?? {}
  const answer: Wire<Services<S>>["answer"] = (request, caller) =>
    request.path?.[0] === "rpc"
      ? handleFunction(settings, byName, request, caller)
      : handleRequest(settings, request, caller)
  return {
    answer: recording(api, answer, (head, caller, { cause, route }) =>
      endingOf(settings, { head, caller, route, about: nothing }).failCause(cause)
    ),
    refuse: (head, requestId, failure) => {
      const { rollback } = settings
      const told = orKeyRunning(failure, head, { operations: byName, rollback })
      return finish(settings, head, requestId, problemOf(settings, { head, requestId, about: nothing }, told))
    },
    cut: (request, requestId, response) => cut(settings, request, requestId, response),
    groups: new Set([...groupsOf(settings), ...groups])
  }
}

const nothing = { resource: null, sent: unsent }

/** A read that is too large is refused; a write loses its body. */
function cut(settings: Settings, request: Request, requestId: string, response: Response): Response {
  if (request.method === "GET" || request.method === "HEAD") {
    const failure = new AnswerTooLarge({ resource: request.path?.[0] ?? "", outcomeUnknown: false })
    const problem = problemOf(settings, { head: request, requestId, about: nothing }, failure)
    return finish(settings, request, requestId, problem)
  }
  return bodiless(response)
}

function groupsOf({ served }: Settings): ReadonlySet<string> {
  return new Set([...served.values()].flatMap(({ resource }) => [...Access.groupsOf(resource.access)]))
}
