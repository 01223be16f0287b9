/** What PostgreSQL or the network said, as one plain sentence. */
import type { PostgresClient } from "@pgcrest/adapter-postgres"

/** Names what can be changed: host, login, database, right. */
export const sentenceOf = ({ code, message }: PostgresClient.PgError): string => {
  switch (code) {
    case "ECONNREFUSED":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ETIMEDOUT":
    case "QUEUED":
    case "CLOSED":
      return `The database cannot be reached: ${message}.`
    case "28P01":
    case "28000":
      return `The database refuses the login: ${message}.`
    case "3D000":
      return `There is no such database: ${message}.`
    case "42501":
      return `This role may not read what is needed: ${message}.`
    case "XX000":
    case "42P01":
      return changed
    case "57P03":
      return `The database takes no connections now: ${message}.`
    default:
      return `The database does not answer as it should${code === "" ? "" : ` (${code})`}: ${message}.`
  }
}

/** What vanished between two looks. */
export const changed = "The database was changed while it was read: run it again."
