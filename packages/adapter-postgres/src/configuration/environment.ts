/** The environment variables that say where the database is; an empty one counts as absent. */
import * as Config from "effect/Config"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"

const text = (name: string) =>
  Config.map(Config.option(Config.String(name)), (found) =>
    Option.getOrUndefined(Option.filter(found, (value) => value !== ""))
  )

const secret = (name: string) =>
  Config.map(text(name), (found) => (found === undefined ? undefined : Redacted.make(found)))

export const fromEnvironment = Config.all({
  DATABASE_URL: secret("DATABASE_URL"),
  PGHOST: text("PGHOST"),
  PGPORT: text("PGPORT"),
  PGUSER: text("PGUSER"),
  PGPASSWORD: secret("PGPASSWORD"),
  PGDATABASE: text("PGDATABASE"),
  PGSSLMODE: text("PGSSLMODE"),
  PGCREST_AUTH: text("PGCREST_AUTH"),
  PGCREST_CA: text("PGCREST_CA"),
  PGCREST_POOL: text("PGCREST_POOL"),
  AWS_REGION: text("AWS_REGION")
})

export type Environment = Config.Success<typeof fromEnvironment>
