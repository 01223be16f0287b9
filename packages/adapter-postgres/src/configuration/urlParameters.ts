/** What stands behind the `?` of a URL: what is honoured, what is ignored with a warning, and what no start may ignore. */
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"

/** What the parameters of a URL say. */
export interface UrlParameters {
  readonly host: string | undefined
  readonly user: string | undefined
  readonly password: Redacted.Redacted<string> | undefined
  readonly database: string | undefined
  readonly port: string | undefined
  readonly sslmode: string | undefined
  /** A file of certificate authorities. */
  readonly ca: string | undefined
  /** Whether the login must be bound to the server's certificate. */
  readonly channelBound: boolean
  readonly applicationName: string | undefined
  /** Settings that the session begins with, as `psql` takes them. */
  readonly options: string | undefined
  readonly connectSeconds: number | undefined
  readonly connections: number | undefined
  /** What was not done, a sentence each. */
  readonly warnings: ReadonlyArray<string>
}

type Given = ReadonlyMap<string, string>

/** Fails with a sentence for what asks for more security than there is here; `source` is whose URL it is. */
export const readParameters = (given: Given, source: string): Result.Result<UrlParameters, string> => {
  const [demand] = [...given].filter(([name, value]) => demands.get(name)?.includes(value) === false)
  if (demand !== undefined)
    return Result.fail(
      `${source} has ${demand[0]}=${demand[1]}, which is more than can be promised here: leave it out, or ask less of it`
    )
  const elsewhere = ["service", "hostaddr"].find((name) => given.has(name))
  if (elsewhere !== undefined)
    return Result.fail(
      `${source} has the parameter ${elsewhere}, which is not read here: say the host, the user and the database themselves`
    )
  const ca = given.get("sslrootcert")
  return Result.succeed({
    host: given.get("host"),
    user: given.get("user"),
    password: secret(given.get("password")),
    database: given.get("dbname"),
    port: given.get("port"),
    sslmode: sslmodeOf(given),
    ca: ca === "system" ? undefined : ca,
    channelBound: given.get("channel_binding") === "require",
    applicationName: given.get("application_name"),
    options: given.get("options"),
    connectSeconds: natural(given.get("connect_timeout")),
    connections: natural(given.get("connection_limit")),
    warnings: warningsOf(given, source)
  })
}

// What is not among these values asks for more than we give: ignored, it would be a weaker connection than was wanted.
const demands: ReadonlyMap<string, ReadonlyArray<string>> = new Map([
  ["channel_binding", ["disable", "prefer", "require"]],
  ["gssencmode", ["disable", "prefer"]],
  ["require_auth", [""]],
  ["requirepeer", [""]],
  ["ssl_min_protocol_version", ["", "TLSv1", "TLSv1.1", "TLSv1.2"]],
  ["sslcertmode", ["disable", "allow"]],
  ["sslcrl", [""]],
  ["sslcrldir", [""]]
])

const honoured = new Set([
  ...demands.keys(),
  ..."host port user password dbname ssl sslmode sslrootcert application_name options connect_timeout connection_limit".split(
    " "
  )
])

// True here anyway: prepared statements survive a pooler, and connections are kept alive.
const granted: ReadonlyMap<string, string> = new Map([
  ["pgbouncer", "true"],
  ["keepalives", "1"],
  ["target_session_attrs", "any"]
])

/** `ssl=true` is the drivers' word for what libpq calls `sslmode=require`; who says anything else of TLS wants it. */
function sslmodeOf(given: Given): string | undefined {
  const ssl = given.get("ssl")
  const mode = given.get("sslmode") ?? (ssl === undefined ? undefined : (switches.get(ssl) ?? ssl))
  return mode ?? ([...given.keys()].some((name) => /^(?:ssl|tls)/u.test(name)) ? "verify-full" : undefined)
}

const switches: ReadonlyMap<string, string> = new Map([
  ["true", "require"],
  ["1", "require"],
  ["", "require"],
  ["false", "disable"],
  ["0", "disable"]
])

function* ignoredIn(given: Given): Generator<string> {
  for (const [name, value] of given) {
    if (!honoured.has(name) && granted.get(name) !== value) yield name
  }
  for (const name of ["connect_timeout", "connection_limit"]) {
    if (given.has(name) && natural(given.get(name)) === undefined) yield name
  }
}

// Names alone: a value may be a secret, as `sslpassword` is.
function warningsOf(given: Given, source: string): ReadonlyArray<string> {
  const ignored = [...ignoredIn(given)]
  return ignored.length === 0 ? [] : [`${source} has parameters that are ignored here: ${ignored.join(", ")}`]
}

function secret(text: string | undefined): Redacted.Redacted<string> | undefined {
  return text ? Redacted.make(text) : undefined
}

function natural(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,5}$/u.test(text) ? Number(text) : undefined
}
