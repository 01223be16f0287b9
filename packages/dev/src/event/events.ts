/** The events that AWS sends to a Lambda for an HTTP request, one shape for each thing that can stand before it. */

/** What stands before the Lambda: a REST API, an HTTP API with payload 1.0 or 2.0, a Function URL, or a load balancer. */
export type EventSource = "rest" | "http1" | "http2" | "url" | "alb"

/** One value by name. */
export type Values = Readonly<Record<string, string>>

/** All values by name, in the order sent. */
export type MultiValues = Readonly<Record<string, ReadonlyArray<string>>>

/** `requestContext.authorizer`, as the authorizer in question writes it. */
export type Authorizer = Readonly<Record<string, unknown>>

/**
 * A REST API's proxy event: path encoded and without stage, query decoded, null where there is nothing. An HTTP API's in payload
 * 1.0 names its version, and has a path that is decoded.
 */
export interface EventV1 {
  readonly version?: "1.0"
  readonly resource: string
  readonly path: string
  readonly httpMethod: string
  readonly headers: Values
  readonly multiValueHeaders: MultiValues
  readonly queryStringParameters: Values | null
  readonly multiValueQueryStringParameters: MultiValues | null
  readonly pathParameters: Values | null
  readonly stageVariables: null
  readonly requestContext: ContextV1
  readonly body: string | null
  readonly isBase64Encoded: boolean
}

/** The request context of a REST API. */
export interface ContextV1 {
  readonly accountId: string
  readonly apiId: string
  readonly authorizer?: Authorizer
  readonly domainName: string
  readonly domainPrefix: string
  readonly extendedRequestId: string
  readonly httpMethod: string
  readonly identity: Readonly<Record<string, string | null>>
  readonly path: string
  readonly protocol: string
  readonly requestId: string
  readonly requestTime: string
  readonly requestTimeEpoch: number
  readonly resourceId: string
  readonly resourcePath: string
  readonly stage: string
}

/** An HTTP API's event in payload format 2.0, and a Function URL's: keys without a value are absent. */
export interface EventV2 {
  readonly version: "2.0"
  readonly routeKey: string
  readonly rawPath: string
  readonly rawQueryString: string
  readonly cookies?: ReadonlyArray<string>
  readonly headers: Values
  readonly queryStringParameters?: Values
  readonly pathParameters?: Values
  readonly requestContext: ContextV2
  readonly body?: string
  readonly isBase64Encoded: boolean
}

/** The request context of payload format 2.0. */
export interface ContextV2 {
  readonly accountId: string
  readonly apiId: string
  readonly authorizer?: Authorizer
  readonly domainName: string
  readonly domainPrefix: string
  readonly http: {
    readonly method: string
    readonly path: string
    readonly protocol: string
    readonly sourceIp: string
    readonly userAgent: string
  }
  readonly requestId: string
  readonly routeKey: string
  readonly stage: string
  readonly time: string
  readonly timeEpoch: number
}

/** A load balancer's event: nothing is decoded; either the single or the multi-value maps are there. */
export interface EventAlb {
  readonly requestContext: { readonly elb: { readonly targetGroupArn: string } }
  readonly httpMethod: string
  readonly path: string
  readonly headers?: Values
  readonly multiValueHeaders?: MultiValues
  readonly queryStringParameters?: Values
  readonly multiValueQueryStringParameters?: MultiValues
  readonly body: string
  readonly isBase64Encoded: boolean
}

/** Which event each source sends. */
export interface Events {
  readonly rest: EventV1
  readonly http1: EventV1
  readonly http2: EventV2
  readonly url: EventV2
  readonly alb: EventAlb
}
