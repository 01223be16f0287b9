// @effect-diagnostics asyncFunction:off
/** A Cognito user pool on loopback, which speaks the AWS JSON 1.1 protocol: an SDK's client takes its `endpoint`. */
import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { text } from "node:stream/consumers"
import { portOf } from "../freePort.ts"
import { Calls } from "./Calls.ts"
import { type Answer, type Input, operations, refused } from "./operations.ts"
import { Pool } from "./Pool.ts"
import { numbersOf, type Trouble } from "./trouble.ts"

export type { AccessClaims, AccessToken, TokenOptions } from "./accessToken.ts"
export type { Calls } from "./Calls.ts"
export type { CognitoUser, Member, Pool } from "./Pool.ts"
export type { Trouble } from "./trouble.ts"

/** A running user pool. */
export interface CognitoServer {
  readonly endpoint: string
  /** Its people and their tokens. */
  readonly pool: Pool
  /** What it was asked. */
  readonly calls: Calls
  /** Behaves so from the next call on. */
  readonly meet: (trouble: Trouble) => void
  readonly stop: () => Promise<void>
}

/** Starts a pool without people on a free port of loopback. */
export const start = async (): Promise<CognitoServer> => {
  const [pool, calls] = [new Pool(), new Calls()]
  const held: Array<() => void> = []
  let behave = behaviour({ _tag: "None" }, held)
  const server = createServer((request, response) => {
    const target = String(request.headers["x-amz-target"])
    const done = calls.begin(target.replace(/^AWSCognitoIdentityProviderService\./u, ""))
    // Told before the bytes are: who gets the answer may ask again at once.
    response.once("prefinish", done).once("close", done)
    const meet = () => behave(response, () => answerOf(pool, request, target), meet)
    meet()
  })
  await once(server.listen(0, "127.0.0.1"), "listening")
  return {
    endpoint: `http://127.0.0.1:${portOf(server.address())}`,
    pool,
    calls,
    meet: (trouble) => {
      behave = behaviour(trouble, held)
      for (const again of held.splice(0)) again()
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

/** `again` is what to do with the call once the server behaves otherwise. */
type Behaviour = (response: ServerResponse, answer: () => Promise<Answer>, again: () => void) => void

function behaviour(trouble: Trouble, held: Array<() => void>): Behaviour {
  const plainly = (response: ServerResponse, answer: () => Promise<Answer>) =>
    void answer().then((told) => send(response, told))
  switch (trouble._tag) {
    case "None":
      return plainly
    case "Throttled": {
      const next = numbersOf(trouble.seed)
      const throttled = refused("TooManyRequestsException", "Rate exceeded")
      return (response, answer) =>
        next() < trouble.share ? send(response, throttled) : plainly(response, answer)
    }
    case "Slow":
      return (response, answer) => void setTimeout(plainly, trouble.millis, response, answer)
    case "Silent":
      return (_response, _answer, again) => void held.push(again)
    case "Outage":
      return (response) => send(response, refused("InternalErrorException", "Service unavailable", 503))
    case "Broken":
      return (response) => void response.socket?.destroy()
    case "Garbage":
      return (response) => void response.writeHead(trouble.status ?? 200).end(trouble.body)
  }
}

async function answerOf(pool: Pool, request: IncomingMessage, target: string): Promise<Answer> {
  const body = await text(request).catch(() => "")
  const [, name = ""] = /^AWSCognitoIdentityProviderService\.(\w+)$/u.exec(target) ?? []
  const operation = operations.get(name)
  if (request.method !== "POST" || operation === undefined) return refused("UnknownOperationException", name)
  if (operation.signed && request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 ") !== true)
    return refused("MissingAuthenticationTokenException", "Missing Authentication Token")
  const input = parse(body)
  return input === null ? refused("SerializationException", "") : operation.answer(pool, input)
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const type = "__type" in body ? { "x-amzn-ErrorType": String(body.__type) } : {}
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1", ...type })
  response.end(JSON.stringify(body))
}

function parse(body: string): Input | null {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : null
  } catch {
    return null
  }
}
