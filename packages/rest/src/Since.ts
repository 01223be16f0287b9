/** `since`: a list told apart from what it was at an earlier moment, and what may be asked of it then. */
import type { Query, QuerySyntax, Resource } from "@pgcrest/core"
import { queryInvalid, type RequestFailure } from "./problem/RequestFailure.ts"

/** The earlier moment of a list. */
export interface Since {
  readonly moment: Query.Moment
  /** What of the list's query cannot stand beside it; null where all can. */
  readonly unfit: (syntax: QuerySyntax.QuerySyntax) => RequestFailure | null
}

/** A record that nobody touched is alike at both moments as far as its own fields go, and stands elsewhere in any order but that of uids. */
export const unfit = ({ order, related, select }: QuerySyntax.QuerySyntax): RequestFailure | null => {
  const [stranger] = related
  const item = select?.find(({ _tag }) => _tag === "Relation" || _tag === "Aggregate")
  if (item?._tag === "Relation") return beside("select", "shows a relation", ownFields)
  if (item?._tag === "Aggregate") return beside("select", "asks for an aggregate", ownFields)
  if (stranger !== undefined) return beside(stranger.parameter, "asks about a relation", ownFields)
  return order.length > 0 ? beside("order", "sorts", "what differs stands in the order of uids") : null
}

/** People are behind a record as it is. */
export const unfitWord = (
  pairs: ReadonlyArray<readonly [name: string, value: string]>
): RequestFailure | null =>
  pairs.some(([name]) => name === "expand") ? beside("expand", "asks for people", ownFields) : null

const ownFields = "records are told apart by their own fields"

/** A field of that name could not be asked for. */
export function* sinceFaults(resources: Iterable<Resource.Resource>): Generator<string> {
  for (const { columns, name } of resources)
    if (columns.has("since"))
      yield `timeTravel takes the word "since", which is a field of "${name}": give it another name, such as Field.column("since", …)`
}

function beside(parameter: string, what: string, rule: string): RequestFailure {
  return queryInvalid(parameter, "conflict", `${what}, which since does not take: ${rule}`)
}
