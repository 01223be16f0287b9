/** The port behind which it is known who the people are whose uids stand in records. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { IdentityUnavailable } from "./IdentityUnavailable.ts"

/** What a directory says of one subject. */
export type Sighting =
  | {
      readonly _tag: "Present"
      readonly status: "active" | "disabled"
      /** Those that the directory was told to show, as far as the person has them; by their names in answers. */
      readonly attributes: Readonly<Record<string, string>>
    }
  /** It knew the person once, and knows them no more. */
  | { readonly _tag: "Deleted" }
  /** It knows nobody of this subject. */
  | { readonly _tag: "Missing" }
  /** It could not be asked in time, or answered nothing of use. */
  | { readonly _tag: "Unavailable"; readonly cause: unknown }

/** Looks people up by the subject under which records and changes name them. */
export class UserDirectory extends Context.Service<
  UserDirectory,
  {
    /** What is known of each of these, under each of them. Never fails, and is bounded in time: whom it cannot be asked about is Unavailable. */
    readonly find: (subjects: ReadonlySet<string>) => Effect.Effect<ReadonlyMap<string, Sighting>>
    /** The names of the groups of which somebody is a member now; none of who is not there. */
    readonly groupsOf: (subject: string) => Effect.Effect<ReadonlyArray<string>, IdentityUnavailable>
  }
>()("@pgcrest/core/UserDirectory") {}
