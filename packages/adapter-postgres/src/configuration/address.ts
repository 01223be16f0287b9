/** Where the database is: a URL, and the `PG*` variables for what it leaves out. Faults never tell a URL, which holds a password. */
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { encryptionOf } from "./encryption.ts"
import type { Environment } from "./environment.ts"
import { readParameters, type UrlParameters } from "./urlParameters.ts"

export interface Address {
  /** A name, an IP address, or the folder of a socket. */
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly password: Redacted.Redacted<string> | undefined
  /** Whether the connection is encrypted, and the server's name verified. */
  readonly tls: boolean
  /** What the URL says besides; null without one. */
  readonly parameters: UrlParameters | null
  /** What was not done as it was said, a sentence each. */
  readonly warnings: ReadonlyArray<string>
}

/** `url` is the option; its faults are told under the name of the option or of the variable. */
export const addressOf = (
  url: string | undefined,
  environment: Environment
): Result.Result<Address, string> => {
  const { DATABASE_URL } = environment
  if (url !== undefined) return fromUrl(url, "The option url", environment)
  if (DATABASE_URL !== undefined) return fromUrl(Redacted.value(DATABASE_URL), "DATABASE_URL", environment)
  return fromParts({}, null, environment)
}

interface Parts {
  readonly host?: string
  readonly port?: string
  readonly user?: string
  readonly password?: string
  readonly database?: string
}

function fromUrl(given: string, source: string, environment: Environment): Result.Result<Address, string> {
  const text = given.trim()
  if (severalHosts.test(text)) return Result.fail(`${source} names several hosts; one is asked here`)
  const isHostless = hostless.test(text)
  const named = isHostless ? text.replace(hostless, "$1host") : text
  const url = URL.canParse(named) ? new URL(named) : null
  if (url === null || !/^postgres(?:ql)?:\/\//iu.test(text) || url.hash !== "") {
    return Result.fail(
      `${source} must be like postgres://user:password@host:5432/database; special characters of a password are percent-encoded`
    )
  }
  if (/%00/u.test(text)) return Result.fail(`${source} has %00, which PostgreSQL takes nowhere`)
  const parts = Result.all({
    host: decoded(isHostless ? "" : url.hostname.replace(/^\[|\]$/gu, "")),
    port: Result.succeed(url.port),
    user: decoded(url.username),
    password: decoded(url.password),
    database: decoded(url.pathname.slice(1))
  })
  if (Result.isFailure(parts)) return Result.fail(`${source} has a % that is no percent-encoding`)
  return Result.flatMap(readParameters(new Map(url.searchParams), source), (parameters) =>
    fromParts(parts.success, parameters, environment, source)
  )
}

// As libpq takes them; such a host is in the parameters, or of PGHOST.
const hostless = /^([a-z]+:\/\/[^/?#]*@)(?=[:/?]|$)/iu
const severalHosts = /^[a-z]+:\/\/(?:[^/?#]*@)?[^/?#@]*,[^/?#@]*(?:[/?#]|$)|[?&]host=[^&#]*(?:,|%2C)/iu

function fromParts(
  parts: Parts,
  parameters: UrlParameters | null,
  environment: Environment,
  source = "The option url"
): Result.Result<Address, string> {
  const given = (parameters?.port ?? parts.port) || undefined
  const user = parameters?.user || parts.user || environment.PGUSER || "postgres"
  const password = parts.password ? Redacted.make(parts.password) : environment.PGPASSWORD
  const sslmode = parameters?.sslmode
  const found = Result.all({
    port:
      given === undefined
        ? portOf(environment.PGPORT ?? "5432", "PGPORT")
        : portOf(given, `${source}'s port`),
    encryption:
      sslmode === undefined
        ? encryptionOf(environment.PGSSLMODE ?? "disable", "PGSSLMODE")
        : encryptionOf(sslmode, `${source}'s sslmode`)
  })
  return Result.map(found, ({ port, encryption }) => ({
    host: parameters?.host || parts.host || environment.PGHOST || "127.0.0.1",
    port,
    user,
    database: parameters?.database || parts.database || environment.PGDATABASE || user,
    password: parameters?.password ?? password,
    tls: encryption.tls,
    parameters,
    warnings: [...encryption.warnings, ...(parameters?.warnings ?? [])]
  }))
}

function decoded(text: string): Result.Result<string, unknown> {
  return Result.try(() => decodeURIComponent(text))
}

function portOf(text: string, source: string): Result.Result<number, string> {
  const port = Number(text)
  return /^\d+$/u.test(text) && port > 0 && port < 65_536
    ? Result.succeed(port)
    : Result.fail(`${source} is "${text}"; it must be a number from 1 to 65535`)
}
