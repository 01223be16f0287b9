// @effect-diagnostics globalDate:off
/** Judges an RDS IAM token, a presigned URL without its scheme, as RDS does: by signing it again. */
import { createHash, createHmac } from "node:crypto"

/** The credentials that a token must have been signed with. */
export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** What the endpoint knows when it judges a token; `host` includes the port. */
export interface Expectation {
  readonly host: string
  readonly user: string
  readonly region: string
  readonly credentials: Credentials
  readonly now: Date
}

// AWS allows for clocks that are five minutes off.
const skewMs = 5 * 60_000

/** Why the token opens no connection, as a sentence; undefined if it does. */
export const refusal = (token: string, expected: Expectation): string | undefined => {
  const [host = "", query = ""] = token.split("/?")
  const parameters = new URLSearchParams(query)
  const given = (name: string) => parameters.get(name) ?? ""
  const { accessKeyId, sessionToken = "" } = expected.credentials
  const scope = `${given("X-Amz-Date").slice(0, 8)}/${expected.region}/rds-db/aws4_request`
  const facts: ReadonlyArray<readonly [what: string, given: string, expected: string]> = [
    ["host and port", host, expected.host],
    ["Action", given("Action"), "connect"],
    ["DBUser", given("DBUser"), expected.user],
    ["X-Amz-Algorithm", given("X-Amz-Algorithm"), "AWS4-HMAC-SHA256"],
    ["X-Amz-Expires", given("X-Amz-Expires"), "900"],
    ["X-Amz-SignedHeaders", given("X-Amz-SignedHeaders"), "host"],
    ["X-Amz-Credential", given("X-Amz-Credential"), `${accessKeyId}/${scope}`],
    ["X-Amz-Security-Token", given("X-Amz-Security-Token"), sessionToken]
  ]
  const wrong = facts.find(([, given, expected]) => given !== expected)
  if (wrong !== undefined) return `${wrong[0]} is "${wrong[1]}", expected "${wrong[2]}"`
  const signature = sign(host, parameters, scope, expected.credentials.secretAccessKey)
  if (given("X-Amz-Signature") !== signature) return "X-Amz-Signature does not match"
  return untimely(given("X-Amz-Date"), expected.now)
}

function untimely(stamp: string, now: Date): string | undefined {
  const iso = stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z")
  const age = now.getTime() - Date.parse(iso)
  if (age < -skewMs) return `X-Amz-Date ${stamp} is in the future`
  return age < 900_000 ? undefined : `X-Amz-Date ${stamp} is more than 900 seconds ago`
}

// Signature Version 4: the canonical request, the string to sign, the derived key.
function sign(host: string, parameters: URLSearchParams, scope: string, secret: string): string {
  const pairs = [...parameters].filter(([name]) => name !== "X-Amz-Signature")
  const query = pairs
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .toSorted()
    .join("&")
  const request = `GET\n/\n${query}\nhost:${host}\n\nhost\n${sha256("")}`
  const text = `AWS4-HMAC-SHA256\n${parameters.get("X-Amz-Date")}\n${scope}\n${sha256(request)}`
  const key = scope.split("/").reduce((key, part) => hmac(key, part), Buffer.from(`AWS4${secret}`))
  return hmac(key, text).toString("hex")
}

function escape(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, percent)
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex")
}

function hmac(key: Buffer, text: string): Buffer<ArrayBuffer> {
  return createHmac("sha256", key).update(text).digest()
}
