/** What removes changes, and what was refused, that are older than their resources keep them, as SQL. */
import type { Api } from "@pgcrest/core"
import { quoteLiteral } from "../sql/Sql.ts"

/**
 * A call of `audit.retain` for each resource whose `trail` says how long its changes are kept. To run as the owner of the
 * trail, every day or so: each call is a statement of its own that commits as it goes, outside of a transaction.
 */
export const retention = ({ resources }: Pick<Api.Api<unknown, unknown>, "resources">): string =>
  [...resources.values()]
    .flatMap(({ name, trail }) => (trail.keep === null ? [] : [{ name, keep: trail.keep }]))
    .map(({ name, keep }) => `call audit.retain(${quoteLiteral(name)}, ${quoteLiteral(keep)});\n`)
    .join("")
