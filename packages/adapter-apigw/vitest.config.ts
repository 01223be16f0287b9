import { defineConfig } from "vitest/config"

// Processes of their own load TypeScript and Effect in a second, and in many where the machine is busy.
export default defineConfig({ test: { testTimeout: 30_000 } })
