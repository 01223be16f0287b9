/** Events in the shape that each gateway was seen to send, for one request: `POST /capture/space%20value?…`. */

type Fields = { readonly [name: string]: unknown }

export const bodyText = '{"message":"grüße λ"}'
export const rawQuery =
  "repeat=one&repeat=two&redirect=https%3A%2F%2Fexample.com%2Fa%2Fb&literalPlus=a+b&encodedPlus=a%2Bb&empty="

/** The pairs of `rawQuery`, as every source must tell them. */
export const queryPairs: ReadonlyArray<readonly [string, string]> = [
  ["repeat", "one"],
  ["repeat", "two"],
  ["redirect", "https://example.com/a/b"],
  ["literalPlus", "a b"],
  ["encodedPlus", "a+b"],
  ["empty", ""]
]

const decodedQuery = {
  repeat: ["one", "two"],
  redirect: ["https://example.com/a/b"],
  literalPlus: ["a b"],
  encodedPlus: ["a+b"],
  empty: [""]
}

const last = (lists: { readonly [name: string]: ReadonlyArray<string> }): Fields =>
  Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values.at(-1)]))

const listHeaders = {
  Host: ["api.example.com"],
  "X-Forwarded-For": ["192.0.2.1"],
  accept: ["*/*"],
  "content-type": ["application/json"],
  cookie: ["session=abc123; theme=dark"],
  "x-probe": ["first", "second"]
}

const joinedHeaders = {
  host: "api.example.com",
  accept: "*/*",
  "content-type": "application/json",
  "x-probe": "first,second"
}

/** A REST API's event, behind its own domain and the stage `live`. */
export const rest = (fields: Fields = {}, context: Fields = {}) => ({
  resource: "/{proxy+}",
  path: "/capture/space%20value",
  httpMethod: "POST",
  headers: last(listHeaders),
  multiValueHeaders: listHeaders,
  queryStringParameters: last(decodedQuery),
  multiValueQueryStringParameters: decodedQuery,
  pathParameters: { proxy: "capture/space%20value" },
  stageVariables: null,
  requestContext: {
    accountId: "123456789012",
    apiId: "abc123",
    domainName: "abc123.execute-api.eu-west-1.amazonaws.com",
    httpMethod: "POST",
    identity: { accessKey: null, accountId: null, caller: null, sourceIp: "192.0.2.1", userArn: null },
    path: "/live/capture/space%20value",
    requestId: "0f8fad5b-d9cb-469f-a165-70867728950e",
    stage: "live",
    ...context
  },
  body: bodyText,
  isBase64Encoded: false,
  ...fields
})

/** An HTTP API's event in payload 1.0: like a REST API's, with a decoded path. */
export const http1 = (fields: Fields = {}, context: Fields = {}) =>
  rest(
    { version: "1.0", path: "/capture/space value", ...fields },
    {
      authorizer: { claims: null, scopes: null },
      path: "/capture/space value",
      stage: "$default",
      ...context
    }
  )

/** An HTTP API's event in payload 2.0. */
export const http2 = (fields: Fields = {}, context: Fields = {}) => ({
  version: "2.0",
  routeKey: "$default",
  rawPath: "/capture/space value",
  rawQueryString: rawQuery,
  cookies: ["session=abc123", "theme=dark"],
  headers: joinedHeaders,
  queryStringParameters: { repeat: "one,two", literalPlus: "a b", empty: "" },
  requestContext: {
    accountId: "123456789012",
    apiId: "abc123",
    domainName: "abc123.execute-api.eu-west-1.amazonaws.com",
    http: { method: "POST", path: "/capture/space value", protocol: "HTTP/1.1", sourceIp: "192.0.2.1" },
    requestId: "ATfSmjLgPHcESJw=",
    routeKey: "$default",
    stage: "$default",
    ...context
  },
  body: bodyText,
  isBase64Encoded: false,
  ...fields
})

/** A Function URL's event: payload 2.0 with an encoded path, cookies twice, and an authorizer full of nothing. */
export const url = (fields: Fields = {}, context: Fields = {}) =>
  http2(
    {
      rawPath: "/capture/space%20value",
      headers: { ...joinedHeaders, cookie: "session=abc123; theme=dark" },
      pathParameters: null,
      stageVariables: null,
      ...fields
    },
    {
      accountId: "anonymous",
      authorizer: {
        jwt: { claims: null, scopes: null },
        iam: { accessKey: "", accountId: "", callerId: "", userArn: "", userId: "" }
      },
      domainName: "abc123.lambda-url.eu-west-1.on.aws",
      ...context
    }
  )

const encodedQuery = {
  repeat: ["one", "two"],
  redirect: ["https%3A%2F%2Fexample.com%2Fa%2Fb"],
  literalPlus: ["a+b"],
  encodedPlus: ["a%2Bb"],
  empty: [""]
}

/** A load balancer's event, its target group set to lists. */
export const alb = (fields: Fields = {}) => ({
  requestContext: {
    elb: { targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/x/1" }
  },
  httpMethod: "POST",
  path: "/capture/space%20value",
  queryStringParameters: null,
  multiValueQueryStringParameters: encodedQuery,
  headers: null,
  multiValueHeaders: listHeaders,
  body: bodyText,
  isBase64Encoded: false,
  ...fields
})

/** A load balancer's event, its target group left as it is made: single values, the last wins. */
export const albSingle = (fields: Fields = {}) =>
  alb({
    queryStringParameters: last(encodedQuery),
    multiValueQueryStringParameters: null,
    headers: last(listHeaders),
    multiValueHeaders: null,
    ...fields
  })

/** An event of each source. */
export const builders = { rest, http1, http2, url, alb }

const poolSession = "arn:aws:sts::123456789012:assumed-role/library-authenticated/CognitoIdentityCredentials"
const poolProvider = "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_vqox9Z8q7"

/** `requestContext.identity` of a REST API, for somebody who is signed in to an identity pool. */
export const poolIdentity = (fields: Fields = {}): Fields => ({
  cognitoIdentityPoolId: "eu-west-1:2208d797-dfc9-40b4-8029-827c9e76e029",
  accountId: "123456789012",
  cognitoIdentityId: "eu-west-1:db9476fd-de77-4977-839f-4f943ff5d68c",
  caller: "AROAZUFPDMJL6KJM4LLZI:CognitoIdentityCredentials",
  sourceIp: "192.0.2.1",
  principalOrgId: "o-d8jj6dyqv2",
  accessKey: "ASIAZUFPDMJL4EB35H6H",
  cognitoAuthenticationType: "authenticated",
  cognitoAuthenticationProvider: `${poolProvider},${poolProvider}:CognitoSignIn:42cf26f5-407c-47cf-bcb6-f70cd63ac119`,
  userArn: poolSession,
  userAgent: "aws-amplify/5.3.0",
  user: "AROAZUFPDMJL6KJM4LLZI:CognitoIdentityCredentials",
  ...fields
})

/** `requestContext.authorizer.iam` of an HTTP API, for the same. */
export const poolIam = (cognitoIdentity: Fields | null = {}): Fields => ({
  accessKey: "ASIAZUFPDMJL4EB35H6H",
  accountId: "123456789012",
  callerId: "AROAZUFPDMJL6KJM4LLZI:CognitoIdentityCredentials",
  cognitoIdentity: cognitoIdentity && {
    amr: [
      "authenticated",
      poolProvider,
      `${poolProvider}:CognitoSignIn:42cf26f5-407c-47cf-bcb6-f70cd63ac119`
    ],
    identityId: "eu-west-1:db9476fd-de77-4977-839f-4f943ff5d68c",
    identityPoolId: "eu-west-1:2208d797-dfc9-40b4-8029-827c9e76e029",
    ...cognitoIdentity
  },
  principalOrgId: "o-d8jj6dyqv2",
  userArn: poolSession,
  userId: "AROAZUFPDMJL6KJM4LLZI:CognitoIdentityCredentials"
})

const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString("base64url")

/** A token with these claims, as a gateway hands it on. */
export const token = (claims: unknown): string =>
  `${encoded({ kid: "k", alg: "RS256" })}.${encoded(claims)}.c2lnbmF0dXJl`
