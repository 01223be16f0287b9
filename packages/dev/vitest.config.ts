import { defineConfig } from "vitest/config"

// Processes of their own start in a tenth of a second, and in many where the machine is busy.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } })
