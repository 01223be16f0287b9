/** Which of several wires a request is for. */
import { InvalidDeclaration } from "@pgcrest/core"
import type { RequestHead, Wire } from "@pgcrest/rest"
import { nowhere } from "./nowhere.ts"

/** Wires by the path prefixes under which they answer: `""`, `"/rest/v1"`. */
export type Wires<R = unknown> = Readonly<Record<string, Wire<R>>>

export interface Mount<R> {
  readonly prefix: string
  readonly segments: ReadonlyArray<string>
  readonly wire: Wire<R>
}

/** Longest prefix first; throws InvalidDeclaration for one that no path could begin with. */
export const mountsOf = <R>(wires: Wires<R>): ReadonlyArray<Mount<R>> =>
  Object.entries(wires)
    .map(([prefix, wire]) => ({ prefix, segments: segmentsOf(prefix), wire }))
    .toSorted((left, right) => right.segments.length - left.segments.length)

/** The mount of the longest prefix, segment by segment; an address under none of them has nothing. */
export const mountAt = <R>(mounts: ReadonlyArray<Mount<R>>, path: ReadonlyArray<string>): Mount<R> =>
  mounts.find(({ segments }) => segments.every((segment, at) => path[at] === segment)) ?? emptiness

/** The request as its wire sees it: the prefix is cut off the path, and stands before it in links. */
export const behindPrefix = <H extends RequestHead>({ prefix, segments }: Mount<unknown>, head: H): H =>
  prefix === ""
    ? head
    : {
        ...head,
        path: head.path === null ? null : head.path.slice(segments.length),
        prefix: head.prefix + prefix
      }

const emptiness: Mount<never> = { prefix: "", segments: [], wire: nowhere }

// Clients take dot segments out of a path before they send it (RFC 3986 §5.2.4).
function segmentsOf(prefix: string): ReadonlyArray<string> {
  if (!/^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*$/u.test(prefix))
    throw new InvalidDeclaration(
      `A wire is served under "" or a path such as "/rest/v1", not under "${prefix}"`
    )
  return prefix.split("/").slice(1)
}
