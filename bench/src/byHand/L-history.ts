/** The yardstick whose writes leave a change, in the same statement. */
import { makeHandler } from "./makeHandler.ts"

export const handler = makeHandler("L-history", { history: true })
