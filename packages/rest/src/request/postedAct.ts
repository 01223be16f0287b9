/** What a POST to a collection does. */
import { parsePrefer } from "../http/prefer.ts"
import type { Request } from "../Request.ts"

/** It creates, unless it would rather write over what is there. */
export const postedAct = (headers: Request["headers"]): "create" | "upsert" =>
  parsePrefer(headers.get("prefer") ?? []).resolution === "merge-duplicates" ? "upsert" : "create"
