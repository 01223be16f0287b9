import { defineConfig } from "vitest/config"
import { mutating } from "./test/mutants/mutating.ts"

export default defineConfig({ plugins: [mutating], test: { testTimeout: 30_000 } })
