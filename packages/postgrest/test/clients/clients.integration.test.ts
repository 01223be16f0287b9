/** Clients that exist, unchanged, over each store. */
import { formats } from "./formats.ts"
import { postgrestJs } from "./postgrestJs.ts"
import { raDataPostgrest } from "./raDataPostgrest.ts"
import { refused } from "./refused.ts"
import { stores } from "./served.ts"
import { strangers } from "./strangers.ts"
import { supabaseJs } from "./supabaseJs.ts"

for (const [name, start] of stores) {
  postgrestJs(name, start)
  refused(name, start)
  supabaseJs(name, start)
  raDataPostgrest(name, start)
  strangers(name, start)
  formats(name, start)
}
