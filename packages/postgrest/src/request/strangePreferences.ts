/** Preferences that there are not, where a client asks to be told of them. */
import type { Preferences } from "../http/Preferences.ts"
import type { WireFailure } from "../problem/WireFailure.ts"
import type { Settings } from "../Settings.ts"

/** Null where there are none, or where they are left aside: under `handling=strict` alone they are refused. */
export const strangePreferences = (settings: Settings, preferences: Preferences): WireFailure | null => {
  const strange = unknownPreferences(settings, preferences)
  return strange.length > 0 && preferences.handling === "strict"
    ? { _tag: "PreferencesUnknown", preferences: strange }
    : null
}

/** How a transaction ends is a client's to say only where an option lets it. */
function unknownPreferences({ rollback }: Settings, { tx, unknown }: Preferences): ReadonlyArray<string> {
  return tx === undefined || rollback !== null ? unknown : [...unknown, `tx=${tx}`]
}
