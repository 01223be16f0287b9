/** The REST wire of an api: its resources under /{resource}, /{resource}/{uid} and /{resource}/{uid}/history. */
import { Access, type Api, type ResourceStore, type UserDirectory } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import { handleRequest, refuse } from "./handleRequest.ts"
import type { Batch } from "./batch/Batch.ts"
import type { NeedsNoProblems } from "./problem/HookProblems.ts"
import type { HookFailure } from "./problem/problem.ts"
import type { People, Problems, RestOptions } from "./RestOptions.ts"
import { type Settings, settingsOf } from "./Settings.ts"
import { tooLarge } from "./tooLarge.ts"
import type { Wire } from "./Wire.ts"

/** What is decided at the REST wire: an error of a hook without a status does not compile, nor does a resource that the api has not. */
export type Options<E = never, Names extends string = string> = RestOptions<Names> & Problems<E> & Beside

/** What is answered beside the resources. */
export interface Beside {
  /** Several requests as one at `/batch`: `Batch.make()`. */
  readonly batch?: Batch
}

type Services<S> = ResourceStore | SecureRandom.SecureRandom | S

/** Serves all of an api's resources, whose hooks fail with no error of their own, with the limits that are usual. */
export function make<E extends HookFailure, S, Names extends string>(
  api: Api.Api<E, S, Names> & NeedsNoProblems<E>
): Wire<Services<S>>
/**
 * Serves an api's resources as `options` say, and needs a UserDirectory where they say that people are told; throws
 * InvalidDeclaration where they name what is not there.
 */
export function make<E extends HookFailure, S, Names extends string, P extends People = never>(
  api: Api.Api<E, S, Names>,
  options: Options<E, NoInfer<Names>> & { readonly people?: P }
): Wire<Services<S> | ([P] extends [never] ? never : UserDirectory)>
export function make<S>(
  api: Api.Api<HookFailure, S>,
  options: Options = {}
): Wire<Services<S> | UserDirectory> {
  const settings = settingsOf(api, options)
  const batch = options.batch?.at(settings)
  return {
    answer: (request, caller) =>
      batch !== undefined && request.path?.[0] === "batch"
        ? batch(request, caller)
        : handleRequest(settings, request, caller),
    refuse: (head, requestId, failure) => refuse(settings, head, requestId, failure),
    cut: (request, requestId, response) => tooLarge(settings, request, requestId, response),
    groups: groupsOf(settings)
  }
}

function groupsOf({ api, people }: Settings): ReadonlySet<string> {
  const rules = [...api.resources.values()].map(({ access }) => access)
  const all = people === null ? rules : [...rules, { get: people }]
  return new Set(all.flatMap((rules) => [...Access.groupsOf(rules)]))
}
