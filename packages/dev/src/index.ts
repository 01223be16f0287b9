export type { GatewaySettings, Handler } from "./gateway/answer.ts"
export { authorizerOf, type User, type Users } from "./event/authorizer.ts"
export type { EventOptions } from "./event/EventOptions.ts"
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
} from "./event/events.ts"
export { fromResult, type ResultOptions } from "./response/fromResult.ts"
export * as Gateway from "./gateway/Gateway.ts"
export * as GatewayEvent from "./event/GatewayEvent.ts"
export type { HttpRequest } from "./event/HttpRequest.ts"
export type { HttpResponse } from "./response/HttpResponse.ts"
export { type LambdaContext, makeContext } from "./gateway/LambdaContext.ts"
export { type Database, serve, type ServeOptions } from "./serve/serve.ts"
export { toEvent } from "./event/toEvent.ts"
