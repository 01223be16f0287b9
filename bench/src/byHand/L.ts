/** The yardstick without a history. */
import { makeHandler } from "./makeHandler.ts"

export const handler = makeHandler("L", { history: false })
