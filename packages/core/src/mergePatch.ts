/** JSON Merge Patch (RFC 7396 §2): objects are merged, null removes a member, everything else replaces. */
import { ExactNumber } from "./ExactNumber.ts"
import { isObject } from "./jsonCell.ts"

export const mergePatch = (target: unknown, patch: unknown): unknown => {
  if (!isMergeable(patch)) return patch
  const merged = new Map<string, unknown>(isMergeable(target) ? Object.entries(target) : [])
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else merged.set(name, mergePatch(merged.get(name), value))
  }
  return Object.fromEntries(merged)
}

/** Whether a patch's value merges into what is stored instead of replacing it. */
export const isMergeable = (json: unknown): json is Readonly<Record<string, unknown>> =>
  isObject(json) && !(json instanceof ExactNumber)
