/** What was asked under a key, as it is kept. */
import type { IdempotencyKey } from "@pgcrest/core"
import { hash } from "node:crypto"

/** Two requests of one hash cannot be made: nobody is answered what another request came to. */
export const requestHash = ({ request }: IdempotencyKey): string => hash("sha256", request, "base64url")
