// Calling a handler from a test: the event that AWS would send for a call, and the runtime's context.
export * as GatewayEvent from "./event/GatewayEvent.ts"
export type { EventOptions } from "./event/EventOptions.ts"
export { authorizerOf, type User, type Users } from "./event/authorizer.ts"
export { type LambdaContext, makeContext } from "./gateway/LambdaContext.ts"

// Serving a handler on loopback: with a database and rebuilt as its sources change, or as a gateway alone.
export { type Database, serve, type ServeOptions } from "./serve/serve.ts"
export * as Gateway from "./gateway/Gateway.ts"
export type { GatewaySettings, Handler } from "./gateway/answer.ts"

// Real tokens on loopback: who signs people in, and proves what they send.
export type { Authority, Tokens } from "./authority/Authority.ts"
export type { AuthorityOptions, RunningAuthority } from "./serve/lateAuthority.ts"

// What the first page of a served api is made from.
export type { Described } from "./page/Described.ts"

// The two translations of which the gateway is made: an HTTP request to an event, and a result to an HTTP response.
export type { HttpRequest } from "./event/HttpRequest.ts"
export { toEvent } from "./event/toEvent.ts"
export { fromResult, type ResultOptions } from "./response/fromResult.ts"
export type { HttpResponse } from "./response/HttpResponse.ts"

// What AWS sends, by source.
export type {
  Authorizer,
  ContextV1,
  ContextV2,
  EventAlb,
  Events,
  EventV1,
  EventV2,
  MultiValues,
  EventSource,
  Values
} from "./event/events.ts"
