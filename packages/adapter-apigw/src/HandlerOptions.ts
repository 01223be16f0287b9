/** What is decided where an api, or several wires, are served, and of which types that is. */
import type { Api, ResourceStore, UserDirectory } from "@pgcrest/core"
import type { HookFailure, HookStatus, NeedsNoProblems, People, Rest, Wire } from "@pgcrest/rest"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import type * as Layer from "effect/Layer"
import type { VerificationOptions } from "./caller/Verification.ts"
import type { LambdaContext } from "./event/LambdaContext.ts"
import type { EventOptions } from "./Invocation.ts"
import type { Write } from "./log.ts"
import type { Wires } from "./Mount.ts"
import type { GatewayResult } from "./result/GatewayResult.ts"

/** What is decided at the gateway, whatever the wires. */
export interface GatewayOptions<Names extends string = string>
  extends EventOptions, VerificationOptions<Names> {
  /** Where log lines go, as objects; standard output by default, one JSON line each. */
  readonly log?: Write
}

/** Who knows the people behind uids, and whom they are told. */
export interface PeopleOptions extends People {
  /** Built with the sandbox; asked only where a request asks for people. */
  readonly directory: Layer.Layer<UserDirectory, Error>
}

/** Those of the REST wire too: an error of a hook or an operation without a status does not compile. */
export type HandlerOptions<
  E = never,
  Names extends string = string,
  OE extends HookFailure = never,
  OS = never
> = GatewayOptions<Names> & Rest.Options<E, Names, OE, OS> & { readonly people?: PeopleOptions }

/** What Lambda calls. */
export type Handler = (event: unknown, context?: LambdaContext) => Promise<GatewayResult>

/** An api alone, over REST; or wires by their path prefixes, of which the longest that fits answers. */
export type Served = Api.Api<HookFailure, unknown> | Wires

/** The options that go with what is served. */
export type OptionsOf<W, OE extends HookFailure, OS> =
  W extends Api.Api<infer E, unknown, infer Names> ? HandlerOptions<E, Names, OE, OS> : GatewayOptions

/** Options of whatever api: which errors there are is of no matter any more. */
export type Given<S> = Omit<HandlerOptions<never, string, HookFailure, S>, "problems"> & {
  readonly problems?: Readonly<Record<string, HookStatus>>
}

/** What can be served without a status for an error of a hook. */
export type NeedsNoOptions<W> = W extends Api.Api<infer E, unknown> ? NeedsNoProblems<E> : unknown

/** What the layer brings. */
export type ServicesOf<W> =
  W extends Api.Api<HookFailure, infer S>
    ? ResourceStore | S
    : { [P in keyof W]: W[P] extends Wire<infer R> ? Exclude<R, SecureRandom.SecureRandom> : never }[keyof W]
