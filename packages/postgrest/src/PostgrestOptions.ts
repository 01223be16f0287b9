/** What is decided at PostgREST's wire. */
import type { HookFailure, Operations, Rest } from "@pgcrest/rest"

/**
 * How an api is served as PostgREST would; `Names` are those of its resources, `E` the errors that its hooks fail with, `OE`
 * and `OS` the errors and services of its operations.
 */
export type PostgrestOptions<
  E = never,
  Names extends string = string,
  OE extends HookFailure = never,
  OS = never
> = Shared<Names> &
  Own &
  Pick<Rest.Options<E | OE>, "problems"> & {
    /** Its functions, at `/rpc/{name}`: `Operations.make(…)`. */
    readonly operations?: Operations.Operations<OE, OS>
  }

/** Options of any api, whose operations need `S`. */
export type AnyOptions<S = never> = Shared<string> &
  Own & {
    readonly problems?: Readonly<Record<string, number>>
    readonly operations?: Operations.Operations<HookFailure, S>
  }

/** Those of the REST wire that mean the same here: but a page has 1,000 rows where no fewer are asked for, and never more than `limits.largestPage`. */
type Shared<Names extends string> = Pick<
  Rest.Options<never, Names>,
  "only" | "cors" | "formats" | "limits" | "problemBase" | "unfiltered" | "rollback"
>

/** Those of this wire alone. */
interface Own {
  /** What the one schema is called outside: `public`, unless given. */
  readonly schema?: string
}
