// @effect-diagnostics asyncFunction:off
/** `POST /.sign-in`: a user's tokens, from the gateway itself and never from the handler; for people and pages of this machine. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { EventSource } from "../event/events.ts"
import { header, type HttpRequest } from "../event/HttpRequest.ts"
import { splitTarget } from "../event/target.ts"
import type { HttpResponse } from "../response/HttpResponse.ts"
import type { Authority, Tokens } from "./Authority.ts"

/** The path that a gateway with an authority keeps for itself: no resource's name begins with a dot. */
export const signInPath = "/.sign-in"

/** Whether a request is for the gateway's own path. */
export const isSignIn = (request: HttpRequest): boolean => splitTarget(request.target).path === signInPath

/** The tokens as RFC 6749 §5.1 has them, and the Authorization that this gateway takes; or, if asked for text, that one's token alone. */
export const signIn = async (
  source: EventSource,
  request: HttpRequest,
  authority: Authority
): Promise<HttpResponse> => {
  if (request.method !== "POST") return told(405, `${signInPath} takes POST.`)
  if (!isFromHere(request))
    return told(403, "Only programs of this machine, and this origin's own pages, sign in here.")
  const asked = parseCredentials(Buffer.from(request.body).toString())
  if (Result.isFailure(asked)) return told(400, 'The body must be {"username":"…","password":"…"}.')
  const { password, username } = asked.success
  const tokens = await authority.signIn(username, password).catch(unasked)
  if (tokens instanceof Error) return told(503, tokens.message)
  return typeof tokens === "string" ? told(401, tokens) : granted(source, request, tokens)
}

const parseCredentials = Schema.decodeUnknownResult(
  Schema.fromJsonString(Schema.Struct({ username: Schema.String, password: Schema.String }))
)

// A page of another origin must get no token, neither by asking nor under a name of its own that leads to this machine.
const isFromHere = (request: HttpRequest): boolean => {
  const host = header(request, "host") ?? ""
  const origin = header(request, "origin")
  return (
    /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/u.test(host) && (origin ?? `http://${host}`) === `http://${host}`
  )
}

const unasked = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

const granted = (source: EventSource, request: HttpRequest, tokens: Tokens): HttpResponse => {
  const token = source === "rest" ? tokens.idToken : tokens.accessToken
  if ((header(request, "accept") ?? "").includes("text/plain"))
    return response(200, "text/plain", `${token}\n`)
  return json(200, {
    token_type: "Bearer",
    access_token: tokens.accessToken,
    id_token: tokens.idToken,
    authorization: `Bearer ${token}`
  })
}

const told = (status: number, message: string): HttpResponse => json(status, { message })

const json = (status: number, body: Readonly<Record<string, unknown>>): HttpResponse =>
  response(status, "application/json", JSON.stringify(body))

const response = (status: number, type: string, body: string): HttpResponse => ({
  status,
  headers: [
    ["content-type", type],
    ["cache-control", "no-store"],
    ...(status === 405 ? [["allow", "POST"] as const] : [])
  ],
  body: Buffer.from(body)
})
