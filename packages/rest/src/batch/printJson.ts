/** JSON as text, every digit kept, as long as there is room for it. */
import { isObject } from "@pgcrest/core"
import type { Json } from "../json/Json.ts"

/** How many characters may still be printed: a short text can name a large answer so often that no memory would hold it. */
export interface Room {
  characters: number
}

/** Takes from the room what it prints; null once there is not enough. */
export const printJson = (json: Json, room: Room): string | null => {
  const parts: Array<string> = []
  return print(json, parts, room) ? parts.join("") : null
}

function print(json: Json, parts: Array<string>, room: Room): boolean {
  if (Array.isArray(json)) return printAll("[", json.entries(), "]", parts, room)
  if (isObject(json)) return printAll("{", Object.entries(json), "}", parts, room)
  return put(JSON.stringify(json), parts, room)
}

function printAll(
  opening: "[" | "{",
  members: Iterable<readonly [string | number, Json]>,
  closing: "]" | "}",
  parts: Array<string>,
  room: Room
): boolean {
  let mark: string = opening
  for (const [name, member] of members) {
    const label = typeof name === "string" ? `${mark}${JSON.stringify(name)}:` : mark
    if (!put(label, parts, room) || !print(member, parts, room)) return false
    mark = ","
  }
  return put(mark === opening ? opening + closing : closing, parts, room)
}

function put(text: string, parts: Array<string>, room: Room): boolean {
  room.characters -= text.length
  if (room.characters < 0) return false
  parts.push(text)
  return true
}
