/** As of when a statement reads. */
import type { Query, Resource } from "@pgcrest/core"
import type { Hole } from "./Hole.ts"

/** A resource as it was at one of the statement's moments. */
export interface PastSource {
  /** Which moment: `since` is the earlier one of two. */
  readonly moment: "moment" | "since"
  /** Which of the statement's resources it is, counted from 1. */
  readonly number: number
  /** Whether changes that an earlier page could not see are none. */
  readonly isBound: boolean
}

/** As of when a record is read: as it is, or as it was. */
export type At = "now" | PastSource

export interface MomentShape {
  readonly _tag: Query.Moment["_tag"]
  readonly value: Hole
}

/** The moment of a statement, and all that is read as of it. */
export interface PastShape {
  readonly moment: MomentShape
  /** The earlier moment that a list is told apart from; null where it is told as it is. */
  readonly since: MomentShape | null
  /** What could be seen; null for all that can be now. */
  readonly snapshot: Hole | null
  /** In the order of their numbers. */
  readonly resources: Array<Resource.Resource>
}

/** That of a statement with two moments. */
export interface ComparedPast extends PastShape {
  readonly since: MomentShape
}

/** What the records of a read are called: a row of the past has no place in its table, by which a tag would be told. */
export const rowNameOf = (past: PastShape | null): "record" | "past" => (past === null ? "record" : "past")

/** Where a resource's records come from, as of the statement's moment. */
export const sourceAt = (past: PastShape | null, resource: Resource.Resource): At =>
  past === null ? "now" : sourceIn(past, resource)

/** The same where there is one. */
export const sourceIn = (past: PastShape, resource: Resource.Resource): PastSource => {
  const known = past.resources.indexOf(resource)
  const number = known >= 0 ? known + 1 : past.resources.push(resource)
  return { moment: "moment", number, isBound: past.snapshot !== null }
}

/** The same as of the earlier moment of two. */
export const sourceSince = ({ snapshot }: PastShape): PastSource => ({
  moment: "since",
  number: 1,
  isBound: snapshot !== null
})
