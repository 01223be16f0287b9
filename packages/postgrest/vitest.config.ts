import { defineConfig } from "vitest/config"

// Property tests of many runs take their time where the machine is busy.
export default defineConfig({ test: { testTimeout: 30_000 } })
