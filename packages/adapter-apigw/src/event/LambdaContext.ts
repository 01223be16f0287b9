/** The invocation behind an event. */

/** What we read of Lambda's context object; a test may leave it out. */
export interface LambdaContext {
  readonly awsRequestId?: string
  readonly getRemainingTimeInMillis?: () => number
}

// API Gateway gives up after 29 s, Lambda at the function's own timeout: answer before either does.
const gatewayMillis = 28_500
const marginMillis = 500

/** Milliseconds until the answer must be out. */
export const millisLeft = (context: LambdaContext | undefined): number => {
  const remaining = context?.getRemainingTimeInMillis?.() ?? gatewayMillis
  return Math.max(0, Math.min(remaining - marginMillis, gatewayMillis))
}

/** Milliseconds until the last part of a body must be out: no gateway waits for its end. */
export const millisLeftToStream = (context: LambdaContext | undefined): number =>
  Math.max(0, (context?.getRemainingTimeInMillis?.() ?? gatewayMillis) - marginMillis)
