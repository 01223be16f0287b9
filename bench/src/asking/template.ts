/** The events of a gateway as JSON, with the headers of a browser and the claims of Cognito. */
import { GatewayEvent } from "@pgcrest/dev"
import type { Source } from "../Operation.ts"
import { places } from "./Script.ts"

interface Call {
  readonly method: string
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
  /** The Idempotency-Key. */
  readonly key?: string
}

const librarian = {
  sub: "librarian-ines",
  groups: ["librarians"],
  claims: {
    email: "ines.figueiredo@library.example.org",
    email_verified: true,
    name: "Inês Figueiredo",
    locale: "pt-PT",
    zoneinfo: "Europe/Lisbon",
    "custom:branch": "Harbour Street",
    "custom:desk": "Acquisitions and returns, second floor",
    origin_jti: "3f6c1b5e-2d7a-4c9b-8e10-5a4b3c2d1e0f",
    event_id: "9d8c7b6a-5f4e-4d3c-9b2a-1f0e9d8c7b6a"
  }
}

/** Beside Host, Authorization, Content-Type and those that the gateway adds. */
const headers = {
  accept: "application/json",
  "accept-encoding": "gzip, deflate, br, zstd",
  "accept-language": "en-GB,en;q=0.9,de;q=0.8",
  "cache-control": "no-cache",
  origin: "https://library.example.org",
  pragma: "no-cache",
  priority: "u=1, i",
  referer: "https://library.example.org/desk/books",
  "sec-ch-ua": '"Chromium";v="142", "Google Chrome";v="142", "Not?A_Brand";v="99"',
  "sec-ch-ua-mobile": "?0",
  "sec-ch-ua-platform": '"Linux"',
  "sec-fetch-dest": "empty",
  "sec-fetch-mode": "cors",
  "sec-fetch-site": "same-site",
  "User-Agent":
    "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "X-Forwarded-For": "203.0.113.7"
}

/** The event of one call, as the text that Lambda hands to a runtime. */
export const template = (source: Source, { body, key, method, path, query }: Call): string =>
  JSON.stringify(
    GatewayEvent.make(
      source,
      {
        method,
        path,
        headers: key === undefined ? headers : { ...headers, "idempotency-key": key },
        as: librarian,
        ...(query === undefined ? {} : { query }),
        ...(body === undefined ? {} : { body })
      },
      { requestId: places.request }
    )
  )
