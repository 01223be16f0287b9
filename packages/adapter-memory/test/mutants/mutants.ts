/** All mutants of the memory store, by what is wrong with them. */
import { conditions } from "./conditions.ts"
import { constraints } from "./constraints.ts"
import { deletes } from "./deletes.ts"
import { filters } from "./filters.ts"
import { groups } from "./groups.ts"
import { identities } from "./identities.ts"
import { json } from "./json.ts"
import { keys } from "./keys.ts"
import { links } from "./links.ts"
import { many } from "./many.ts"
import type { Mutant } from "./Mutant.ts"
import { orders } from "./orders.ts"
import { pages } from "./pages.ts"
import { past } from "./past.ts"
import { histories, reads } from "./reads.ts"
import { related } from "./related.ts"
import { rules } from "./rules.ts"
import { units } from "./units.ts"
import { values } from "./values.ts"
import { writes } from "./writes.ts"

/** A mutant, and the themes of the contract that are asked first: those that it should break; then come all others. */
export interface Suspect extends Mutant {
  readonly themes: ReadonlyArray<string>
}

const suspects = (themes: ReadonlyArray<string>, mutants: ReadonlyArray<Mutant>): ReadonlyArray<Suspect> =>
  mutants.map((mutant) => ({ ...mutant, themes }))

export const mutants: ReadonlyArray<Suspect> = [
  ...suspects(["access", "hooks"], rules),
  ...suspects(["update", "replace", "delete", "hooks"], conditions),
  ...suspects(["update", "replace", "delete", "history", "restore"], writes),
  ...suspects(["conflict", "existence of references", "delete"], constraints),
  ...suspects(["soft delete"], deletes),
  ...suspects(["history", "restore", "undo"], histories),
  ...suspects(["shapes of answers", "pages", "list", "create and get"], reads),
  ...suspects(["operators"], filters),
  ...suspects(["pages", "relations", "list"], orders),
  ...suspects(["pages"], pages),
  ...suspects(["past"], past),
  ...suspects(["operators", "shapes of answers"], [...values, ...json]),
  ...suspects(["relations", "shapes of answers"], [...links, ...related]),
  ...suspects(["aggregates"], groups),
  ...suspects(["create and get", "conflict", "list", "update"], identities),
  ...suspects(["many records"], many),
  ...suspects(["idempotency keys"], keys),
  ...suspects(["unit"], units)
]
