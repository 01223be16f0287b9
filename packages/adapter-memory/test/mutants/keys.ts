/** Mutants about idempotency keys: whose they are, and what is told under one. */
import { mutantsOf } from "./Mutant.ts"

export const keys = [
  ...mutantsOf("core/src/store/makeKeys.ts", {
    "tells another request what the first was answered": [
      "again(before.request === key.request ? before.rows : null, before.shown === shown)",
      "again(before.rows, before.shown === shown)"
    ],
    "tells again the fields of another declaration": ["before.shown === shown)", "true)"],
    "shares a key among all callers": ["JSON.stringify([actor, key])", "key"],
    "says of nothing that it was before": ["{ ...rows, replayed: true }", "rows"],
    "does not keep what a command was answered": [
      "known.set(name, { request: key.request, rows, shown, kept: null })",
      "known.delete(name)"
    ],
    "does not keep what a unit was answered": [
      'known.set(name, { request, rows: null, shown: "", kept: print(answer) })',
      "known.delete(name)"
    ],
    "tells another request what a unit was answered": ["before.request === request && ", ""]
  })
]
