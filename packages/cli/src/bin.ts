#!/usr/bin/env node
/** The program `pgcrest`. */
import * as Effect from "effect/Effect"
import { run } from "./run.ts"

const { code, out, notes } = await Effect.runPromise(run(process.argv.slice(2)))
process.stdout.write(out)
for (const note of notes) process.stderr.write(`${note}\n`)
process.exitCode = code
