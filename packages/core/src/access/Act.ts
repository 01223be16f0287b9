/** What a request does with a resource. */
import type { Verb } from "../resource/Access.ts"

/** What a request does; `replace` and `upsert` create or update, so both rules must let them. */
export type Act = Verb | "replace" | "upsert"
