/** What a kind of failure is to a client: a row of the table of problems. */
import type { Request } from "../Request.ts"
import type { Response } from "../Response.ts"

/** One thing that is wrong, at a place in the body, the query or the headers. */
export interface Violation {
  /** In the body (RFC 6901), as `#/title`. */
  readonly pointer?: string
  /** In the query, by name. */
  readonly parameter?: string
  readonly header?: string
  /** Stable, for programs. */
  readonly code: string
  readonly detail: string
}

/** What is told of one failure. */
export interface Explanation {
  readonly detail: string
  /** What to do instead. */
  readonly hint?: string
  readonly errors?: ReadonlyArray<Violation>
}

/** A failure that whoever finds it explains: the rule is in their words. */
export type Explained<Tag extends string> = Explanation & { readonly _tag: Tag }

/** What of a request its failures are told by; null where nobody could read one. */
export type Asked = Pick<Request, "headers" | "query"> | null

/** Nothing of other callers' records, no SQL, no cause. */
export interface ProblemKind<F> {
  readonly status: number
  readonly title: string
  /** What to do, where the explanation does not say it. */
  readonly hint?: string
  readonly explain: (failure: F, asked: Asked) => Explanation
  /** What the status obliges to tell, beside the document. */
  readonly headers?: (failure: F, realm: string) => Response["headers"]
}

/** Failures by their tags. */
export type ByTag<F extends { readonly _tag: string }> = {
  readonly [Tag in F["_tag"]]: Extract<F, { readonly _tag: Tag }>
}

/** A row for each of these failures: a new one does not compile until it has a status and an explanation. */
export type ProblemKinds<F extends { readonly _tag: string }> = {
  readonly [Tag in F["_tag"]]: ProblemKind<ByTag<F>[Tag]>
}
