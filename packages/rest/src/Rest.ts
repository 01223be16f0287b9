/** The REST wire of an api: its resources under /{resource}, /{resource}/{uid} and /{resource}/{uid}/history. */
import { Access, type Api, type ResourceStore } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import { handleRequest, refuse } from "./handleRequest.ts"
import type { NeedsNoProblems } from "./problem/HookProblems.ts"
import type { HookFailure } from "./problem/problem.ts"
import type { Problems, RestOptions } from "./RestOptions.ts"
import { settingsOf } from "./Settings.ts"
import { tooLarge } from "./tooLarge.ts"
import type { Wire } from "./Wire.ts"

/** What is decided at the REST wire: an error of a hook without a status does not compile, nor does a resource that the api has not. */
export type Options<E = never, Names extends string = string> = RestOptions<Names> & Problems<E>

type Services<S> = ResourceStore | SecureRandom.SecureRandom | S

/** Serves all of an api's resources, whose hooks fail with no error of their own, with the limits that are usual. */
export function make<E extends HookFailure, S, Names extends string>(
  api: Api.Api<E, S, Names> & NeedsNoProblems<E>
): Wire<Services<S>>
/** Serves an api's resources as `options` say; throws InvalidDeclaration where they name what is not there. */
export function make<E extends HookFailure, S, Names extends string>(
  api: Api.Api<E, S, Names>,
  options: Options<E, NoInfer<Names>>
): Wire<Services<S>>
export function make<S>(api: Api.Api<HookFailure, S>, options: Options = {}): Wire<Services<S>> {
  const settings = settingsOf(api, options)
  return {
    answer: (request, caller) => handleRequest(settings, request, caller),
    refuse: (head, requestId, failure) => refuse(settings, head, requestId, failure),
    cut: (request, requestId, response) => tooLarge(settings, request, requestId, response),
    groups: new Set([...api.resources.values()].flatMap(({ access }) => [...Access.groupsOf(access)]))
  }
}
