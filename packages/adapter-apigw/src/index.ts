// The Lambda handler: what most need.
export * as ApiGateway from "./ApiGateway.ts"
export type { LambdaContext } from "./event/LambdaContext.ts"

// Its steps, for who writes a handler of their own: an event to a request and its caller, a response to a result.
export { type EventSource, requestIdOf, sourceOf } from "./event/EventSource.ts"
export { type RequestOptions, toRequest } from "./event/toRequest.ts"
export { toCaller } from "./caller/toCaller.ts"
export { hasMultiValueHeaders, toResult } from "./result/toResult.ts"
export { fits, type GatewayResult } from "./result/GatewayResult.ts"
