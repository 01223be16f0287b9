/** Events of every kind: requests for the library's addresses, such with a part replaced, and plain JSON. */
import { GatewayEvent, type EventSource } from "@pgcrest/dev"
import { integer, pick, type Random } from "../../seed/random.ts"
import { anyBody } from "./bodies.ts"
import { anyQuery } from "./queries.ts"
import { anyJson, anyText } from "./texts.ts"

/** An event, and who sends it, where it is known. */
export interface AnyEvent {
  readonly source: EventSource | null
  readonly method: string
  readonly event: unknown
}

const resources = ["authors", "books", "members", "loans"] as const

/** The next event; `uids` are of records that are there. */
export const anyEvent = (random: Random, uids: readonly [string, ...ReadonlyArray<string>]): AnyEvent => {
  const kind = random()
  if (kind < 0.05) return { source: null, method: "", event: anyJson(random) }
  const source = pick<EventSource>(random, ["rest", "rest", "http1", "http2", "http2", "http2", "url", "alb"])
  const method = random() < 0.03 ? pick(random, strangeMethods) : pick(random, methods)
  const uid = () => (random() < 0.8 ? pick(random, uids) : (strangers[integer(random, 0, 3)] ?? ""))
  const event = GatewayEvent.make(source, call(random, method, uid), {
    multiValue: random() < 0.5,
    binary: random() < 0.5
  })
  return kind < 0.15 ? { source: null, method, event: replaced(random, event) } : { source, method, event }
}

const call = (random: Random, method: string, uid: () => string): Parameters<typeof GatewayEvent.make>[1] => {
  const resource = pick(random, resources)
  const writes = method === "POST" || method === "PUT" || method === "PATCH"
  const as = pick(random, [undefined, { sub: "ann" }, { sub: "bob" }, librarian, librarian, librarian])
  return {
    method,
    path: `${path(random, method, resource, uid)}${writes && random() < 0.9 ? "" : anyQuery(random, resource, uid)}`,
    headers: anyHeaders(random),
    ...(writes || random() < 0.1 ? { body: anyBody(random, resource, uid) } : {}),
    ...(as === undefined ? {} : { as })
  }
}

const path = (random: Random, method: string, resource: string, uid: () => string): string => {
  const kind = random()
  if (kind < 0.05) return `/${encodeURI(anyText(random).toWellFormed())}`
  if (kind < 0.1) return `/${resource}/${uid()}/history`
  if (kind < 0.15)
    return pick(random, ["/", "//", `/${resource}/`, `/${resource}/%2F`, `/../${resource}`, `/${resource}/%`])
  const collection = method === "POST" || (method === "GET" && random() < 0.6)
  return collection ? `/${resource}` : `/${resource}/${uid()}`
}

const anyHeaders = (random: Random): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, values]) => {
      const chance = random()
      if (chance > 0.05) return []
      return [[name, chance < 0.005 ? anyText(random) : pick(random, values)]]
    })
  )

/** One part of an event, or of its context, is something else. */
const replaced = (random: Random, event: object): unknown => {
  const keys = Object.keys(event)
  const key = keys[integer(random, 0, keys.length - 1)] ?? ""
  const context = "requestContext" in event ? event.requestContext : {}
  const claims = {
    sub: random() < 0.3 ? pick(random, unnameable) : anyText(random),
    "cognito:groups": anyJson(random),
    scope: anyJson(random),
    [anyText(random)]: anyJson(random)
  }
  const parts = [
    { [key]: anyJson(random) },
    { requestContext: { ...Object(context), authorizer: { claims, jwt: { claims }, lambda: claims } } },
    {
      requestContext: {
        ...Object(context),
        authorizer: { iam: { userArn: `arn:aws:iam::1:user/${anyText(random)}` } }
      }
    },
    { requestContext: { ...Object(context), requestId: anyText(random) } },
    { headers: { [anyText(random)]: anyText(random) }, multiValueHeaders: anyJson(random) },
    { body: anyText(random), isBase64Encoded: random() < 0.5 },
    { path: anyText(random), rawPath: anyText(random), rawQueryString: anyText(random) }
  ] as const
  return { ...event, ...parts[integer(random, 0, parts.length - 1)] }
}

const librarian = { sub: "ines", groups: ["librarians"] }

const unnameable = ["\0", "ann\0", "\ud800", "x".repeat(3000)] as const

const strangers = [
  "019b0000-0000-7000-8000-00000000dead",
  "00000000-0000-0000-0000-000000000000",
  "x",
  "%E0%A4%A"
]

const methods = [
  "GET",
  "GET",
  "GET",
  "HEAD",
  "POST",
  "POST",
  "PUT",
  "PATCH",
  "PATCH",
  "DELETE",
  "OPTIONS"
] as const

const strangeMethods = ["patch", "QUERY", "TRACE", ""] as const

const headers = {
  "if-match": ["*", '"1"', '"2-abc"', 'W/"1"', "1", '"', ""],
  "if-none-match": ["*", '"1"', 'W/"1"', "x"],
  "if-unmodified-since": ["Wed, 25 Nov 2020 08:30:00 GMT", "Fri Nov 25 08:30:00 2095", "rubbish"],
  "if-modified-since": ["Fri, 25 Nov 2095 08:30:00 GMT", "Wed, 31 Nov 2020 08:30:00 GMT", "0"],
  prefer: [
    "return=minimal",
    "return=representation",
    "count=exact",
    "handling=strict",
    'foo="bar", handling=strict',
    "="
  ],
  accept: ["application/json", "*/*", "text/html", "application/json;q=0", ";;"],
  "content-type": [
    "application/json",
    "application/merge-patch+json",
    "application/json-patch+json",
    "application/json-patch+json",
    "text/plain",
    "application/json; charset=latin1",
    "/"
  ],
  "content-encoding": ["gzip", "identity"],
  "content-range": ["items 0-1/2"],
  origin: ["https://a.example", "null"],
  cookie: ["a=b; c=d"]
} as const
