/** What the first page shows of an api. */
import type { Api } from "@pgcrest/core"

/** An api as it is declared: its name and its resources. */
export type Described = Pick<Api.Api, "name" | "resources">
