/** The REST wire of an api: its resources under /{resource}, /{resource}/{uid} and /{resource}/{uid}/history, and what options stand beside. */
import { Access, type Api, type Caller, type ResourceStore, type UserDirectory } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import { handleRequest, refuse } from "./handleRequest.ts"
import type { Batch } from "./batch/Batch.ts"
import type { Undo } from "./undo/Undo.ts"
import type { History } from "./history/History.ts"
import type { Streaming } from "./streaming/Streaming.ts"
import type { Operations } from "./operations/Operations.ts"
import { endingOf, failureOf } from "./outcome.ts"
import type { NeedsNoProblems } from "./problem/HookProblems.ts"
import type { HookFailure } from "./problem/problem.ts"
import { recording, type Unrecorded } from "./recording.ts"
import type { People, Problems, RestOptions } from "./RestOptions.ts"
import type { Request } from "./Request.ts"
import { orKeyRunning } from "./request/readKey.ts"
import { type Settings, settingsOf } from "./Settings.ts"
import { tooLarge } from "./tooLarge.ts"
import type { Wire } from "./Wire.ts"

/**
 * What is decided at the REST wire: an error of a hook or an operation without a status does not compile, nor does a
 * resource that the api has not. `OE` and `OS` are the errors and services of its operations.
 */
export type Options<
  E = never,
  Names extends string = string,
  OE extends HookFailure = never,
  OS = never
> = Decided<E | OE, Names> & {
  /** What can be done beside reading and writing records, at `/rpc/{name}`: `Operations.make(…)`. */
  readonly operations?: Operations<OE, OS>
}

type Decided<E, Names extends string = string> = RestOptions<Names> &
  Problems<E> & {
    /** Several requests as one at `/batch`: `Batch.make()`. */
    readonly batch?: Batch
    /** All that one request did, taken back, at `/undo`: `Undo.make()`. */
    readonly undo?: Undo
    /** Histories across records, at `/history` and beside each record's own: `History.make()`. */
    readonly history?: History
    /** All pages of a list in one answer, behind a gateway that sends a body while it is made: `Streaming.make()`. */
    readonly streaming?: Streaming
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
export function make<
  E extends HookFailure,
  S,
  Names extends string,
  P extends People = never,
  OE extends HookFailure = never,
  OS = never
>(
  api: Api.Api<E, S, Names>,
  options: Options<E, NoInfer<Names>, OE, OS> & { readonly people?: P }
): Wire<Services<S | NoInfer<OS>> | ([P] extends [never] ? never : UserDirectory)>
export function make<S>(
  api: Api.Api<HookFailure, S>,
  options: Decided<never> & { readonly operations?: Operations<HookFailure, S> } = {}
): Wire<Services<S> | UserDirectory> {
  const settings = settingsOf(api, options)
  const beside = new Map<string | undefined, Wire<Services<S> | UserDirectory>["answer"]>()
  const [batch, operations] = [options.batch?.at(settings), options.operations?.at(settings)]
  if (batch !== undefined) beside.set("batch", batch)
  if (operations !== undefined) beside.set("rpc", operations)
  const undo = options.undo?.at(settings)
  if (undo !== undefined) beside.set("undo", undo)
  const history = options.history?.at(settings)
  const answer: Wire<Services<S> | UserDirectory>["answer"] = (request, caller) =>
    beside.get(request.path?.[0])?.(request, caller) ??
    history?.(request, caller) ??
    handleRequest(settings, request, caller)
  const stream = options.streaming?.at(settings, answer)
  const keyless = { rollback: settings.rollback, operations: options.operations?.byName ?? new Map() }
  const instead = (request: Request, caller: Caller.Caller, { cause, route }: Unrecorded) => ({
    ...endingOf(settings, request, { caller, route }).fail(...failureOf(cause, { match: null })),
    following: null
  })
  return {
    answer: recording(api, answer, instead),
    ...(stream === undefined ? {} : { stream: recording(api, stream, instead) }),
    refuse: (head, requestId, failure) =>
      refuse(settings, head, requestId, orKeyRunning(failure, head, keyless)),
    cut: (request, requestId, response) => tooLarge(settings, request, requestId, response),
    groups: new Set([
      ...groupsOf(settings),
      ...(options.operations?.groups ?? []),
      ...(options.history?.groups ?? [])
    ])
  }
}

function groupsOf({ api, people }: Settings): ReadonlySet<string> {
  const rules = [...api.resources.values()].map(({ access }) => access)
  const all = people === null ? rules : [...rules, { get: people }]
  return new Set(all.flatMap((rules) => [...Access.groupsOf(rules)]))
}
