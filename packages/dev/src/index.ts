export type { GatewaySettings, Handler } from "./answer.ts"
export { authorizerOf, type User, type Users } from "./authorizer.ts"
export type { EventOptions } from "./EventOptions.ts"
export type {
  Authorizer,
  ContextV1,
  ContextV2,
  EventAlb,
  Events,
  EventV1,
  EventV2,
  MultiValues,
  Source,
  Values
} from "./events.ts"
export { fromResult, type ResultOptions } from "./fromResult.ts"
export * as Gateway from "./Gateway.ts"
export * as GatewayEvent from "./GatewayEvent.ts"
export type { HttpRequest } from "./HttpRequest.ts"
export type { HttpResponse } from "./HttpResponse.ts"
export { type LambdaContext, makeContext } from "./LambdaContext.ts"
export { type Database, serve, type ServeOptions } from "./serve.ts"
export { toEvent } from "./toEvent.ts"
