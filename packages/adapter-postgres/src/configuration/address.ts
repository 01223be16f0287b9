/** Where the database is: a URL, and the `PG*` variables for what it leaves out. Faults never tell a URL, which holds a password. */
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { Environment } from "./environment.ts"

export interface Address {
  /** A name, an IP address, or the folder of a socket. */
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly password: Redacted.Redacted<string> | undefined
  /** Whether the connection is encrypted, and the server's name verified. */
  readonly tls: boolean
  /** What the URL says of certificate authorities. */
  readonly ca: string | undefined
}

/** `url` is the option; its faults are told under the name of the option or of the variable. */
export const addressOf = (
  url: string | undefined,
  environment: Environment
): Result.Result<Address, string> => {
  const { DATABASE_URL } = environment
  if (url !== undefined) return fromUrl(url, "The option url", environment)
  if (DATABASE_URL !== undefined) return fromUrl(Redacted.value(DATABASE_URL), "DATABASE_URL", environment)
  return fromParts({}, {}, environment)
}

interface Parts {
  readonly host?: string
  readonly port?: string
  readonly user?: string
  readonly password?: string
  readonly database?: string
}
type Parameters = Partial<Record<(typeof known)[number], string>>

const known = ["sslmode", "sslrootcert", "host", "port"] as const

function fromUrl(text: string, source: string, environment: Environment): Result.Result<Address, string> {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^postgres(?:ql)?:$/u.test(url.protocol) || url.hash !== "") {
    return Result.fail(
      `${source} must be like postgres://user:password@host:5432/database; special characters of a password are percent-encoded`
    )
  }
  const unknown = [...url.searchParams.keys()].find((name) => known.every((one) => one !== name))
  if (unknown !== undefined)
    return Result.fail(`${source} has the parameter "${unknown}"; it can have ${known.join(", ")}`)
  const parts = Result.all({
    host: decoded(url.hostname.replace(/^\[|\]$/gu, "")),
    port: Result.succeed(url.port),
    user: decoded(url.username),
    password: decoded(url.password),
    database: decoded(url.pathname.slice(1))
  })
  return Result.isFailure(parts)
    ? Result.fail(`${source} has a % that is no percent-encoding`)
    : fromParts(parts.success, Object.fromEntries(url.searchParams), environment, source)
}

function fromParts(
  parts: Parts,
  { host, port, sslmode, sslrootcert }: Parameters,
  environment: Environment,
  source = "The option url"
): Result.Result<Address, string> {
  const given = (port ?? parts.port) || undefined
  const user = parts.user || environment.PGUSER || "postgres"
  return Result.all({
    host: Result.succeed(host || parts.host || environment.PGHOST || "127.0.0.1"),
    port:
      given === undefined
        ? portOf(environment.PGPORT ?? "5432", "PGPORT")
        : portOf(given, `${source}'s port`),
    user: Result.succeed(user),
    database: Result.succeed(parts.database || environment.PGDATABASE || user),
    password: Result.succeed(parts.password ? Redacted.make(parts.password) : environment.PGPASSWORD),
    tls:
      sslmode === undefined
        ? tlsOf(environment.PGSSLMODE ?? "disable", "PGSSLMODE")
        : tlsOf(sslmode, `${source}'s sslmode`),
    ca: Result.succeed(sslrootcert)
  })
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

// Stricter than libpq, never weaker: whoever asks for encryption gets a verified server.
function tlsOf(mode: string, source: string): Result.Result<boolean, string> {
  if (mode === "disable") return Result.succeed(false)
  if (["require", "verify-ca", "verify-full"].includes(mode)) return Result.succeed(true)
  return Result.fail(
    `${source} is "${mode}"; it can be disable, require, verify-ca or verify-full, the last three all verify the server`
  )
}
