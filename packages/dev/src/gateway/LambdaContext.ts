// @effect-diagnostics globalDate:off
/** The second argument of a Lambda handler. */

/** What the Lambda runtime tells a handler about its invocation. */
export interface LambdaContext {
  readonly awsRequestId: string
  readonly callbackWaitsForEmptyEventLoop: boolean
  readonly functionName: string
  readonly functionVersion: string
  readonly invokedFunctionArn: string
  readonly logGroupName: string
  readonly logStreamName: string
  readonly memoryLimitInMB: string
  readonly getRemainingTimeInMillis: () => number
}

/** A context whose time runs out at `deadline`, in milliseconds since 1970. */
export const makeContext = (awsRequestId: string, deadline: number): LambdaContext => ({
  awsRequestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName: "local",
  functionVersion: "$LATEST",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:local",
  logGroupName: "/aws/lambda/local",
  logStreamName: "local",
  memoryLimitInMB: "1024",
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now())
})
