/** How much a JSON value is, without making its text. */
import { isObject, mostDeep } from "./jsonCell.ts"
import { digitsOf } from "./numberCell.ts"

/** How many characters there is still room for. */
export interface Room {
  left: number
}

/** Takes the room that a value's text would need; false where there is too little, or where it is nested too deep to be stored. */
export const fits = (json: unknown, room: Room, depth = 0): boolean => {
  room.left -= lengthOf(json)
  if (room.left < 0 || depth > mostDeep) return false
  if (Array.isArray(json)) return json.every((element) => fits(element, room, depth + 1))
  return (
    !isObject(json) ||
    Object.entries(json).every(([name, member]) => {
      room.left -= name.length + 3
      return fits(member, room, depth + 1)
    })
  )
}

/** Of a scalar, its characters; of an array or object, its brackets. */
function lengthOf(json: unknown): number {
  return typeof json === "string" ? json.length + 2 : (digitsOf(json)?.length ?? 4)
}
