// @effect-diagnostics globalDate:off
/** The claims of a verified token, as each gateway that verifies tokens tells them to its Lambda. */
import type { Claims } from "@pgcrest/core"
import type { Authorizer, EventSource } from "./events.ts"

/** What verifies tokens: the Cognito authorizer of a REST API, the JWT authorizer of an HTTP API. */
export type VerifyingSource = Exclude<EventSource, "url" | "alb">

/** Whether this verifies tokens: nothing does before a Function URL or a load balancer. */
export const verifiesTokens = (source: EventSource): source is VerifyingSource =>
  source !== "url" && source !== "alb"

/** `requestContext.authorizer` for these claims; `scopes` are those that the route asks for, null where it asks for none. */
export const authorizerOfClaims = (
  source: VerifyingSource,
  claims: Claims,
  scopes: ReadonlyArray<string> | null
): Authorizer => {
  switch (source) {
    case "rest":
      return { claims: rendered(claims, cognitoClaim) }
    case "http1":
      return { claims: rendered(claims, jwtClaim), scopes }
    case "http2":
      return { jwt: { claims: rendered(claims, jwtClaim), scopes } }
  }
}

type Render = (name: string, value: unknown) => string

const rendered = (claims: Claims, render: Render): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(claims)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, render(name, value)])
  )

const cognitoClaim: Render = (name, value) => {
  if ((name === "exp" || name === "iat") && typeof value === "number") return javaDate(new Date(value * 1000))
  return Array.isArray(value) ? value.map(plain).join(",") : plain(value)
}

const jwtClaim: Render = (_name, value) =>
  Array.isArray(value) ? `[${value.map(plain).join(" ")}]` : plain(value)

const plain = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value))

// `Tue Apr 04 18:39:39 UTC 2023`: a REST API prints instants with Java's Date.toString.
const javaDate = (instant: Date): string => {
  const [weekday = "", day, month, year, time] = instant.toUTCString().split(" ")
  return `${weekday.slice(0, 3)} ${month} ${day} ${time} UTC ${year}`
}
