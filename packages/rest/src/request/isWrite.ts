/** Which commands write, and so have a transaction whose end is a client's to say. */
import type { Command } from "@pgcrest/core"

/** Exhaustive: a new command does not compile until somebody says whether it writes. */
export const isWrite = ({ _tag }: Command.ClientCommand): boolean => writes[_tag]

const writes: Readonly<Record<Command.ClientCommand["_tag"], boolean>> = {
  Get: false,
  List: false,
  Compare: false,
  History: false,
  Create: true,
  CreateNested: true,
  CreateMany: true,
  CreateManyNested: true,
  Upsert: true,
  Replace: true,
  Update: true,
  Patch: true,
  Restore: true,
  UpdateMany: true,
  Delete: true,
  DeleteMany: true
}
