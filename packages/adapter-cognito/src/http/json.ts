/** JSON of somebody else's. */
import { isObject } from "@pgcrest/core"
import { readJson } from "../json/readJson.ts"
import type { Answered } from "./exchange.ts"

/** The members of an answer's object; none where it is no object, no JSON at all, or could be read in two ways. */
export const membersOf = ({ bytes }: Answered): ReadonlyMap<string, unknown> => {
  const value = readJson(new TextDecoder().decode(bytes))
  return new Map(isObject(value) ? Object.entries(value) : [])
}
