/** One resource's share of a timeline: its history, as its own rules have it. */
import type { Command } from "@pgcrest/core"

/** What is asked of the resource, but for the page. */
export type Part = Omit<Command.History, "page" | "fingerprint">
