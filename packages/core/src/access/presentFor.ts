/** Which records there are, where deleted ones stay in their table. */
import * as Predicate from "../query/Predicate.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Act } from "./Act.ts"

/** What holds of the records that an act is for: of all, unless its resource deletes softly. */
export const presentFor = ({ softDelete }: Resource, act: Act): Predicate.Predicate => {
  if (softDelete === null) return Predicate.always
  const isPresent: Predicate.Predicate = { _tag: "Is", column: softDelete.column, value: null }
  switch (kinds[act]) {
    case "present":
      return isPresent
    case "deleted":
      return { _tag: "Not", predicate: isPresent }
    case "all":
      return Predicate.always
  }
}

/** What was deleted has a history, and can be restored and purged. */
const kinds: Readonly<Record<Act, "present" | "deleted" | "all">> = {
  list: "present",
  get: "present",
  create: "present",
  replace: "present",
  update: "present",
  upsert: "present",
  delete: "present",
  history: "all",
  restore: "all",
  purge: "deleted"
}
