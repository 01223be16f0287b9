/** Stops a server whose process died: a shell waits for the end of a pipe that only the living hold open. */
import { spawn } from "node:child_process"

// Signals cannot do this: a SIGKILL is caught by nobody. Fast shutdown (INT), for 10 seconds at the most.
const script = `
read -r _
pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
[ -z "$pid" ] || kill -INT "$pid" 2>/dev/null
n=0
while [ -e "$1/data/postmaster.pid" ] && [ $n -lt 100 ]; do sleep 0.1; n=$((n + 1)); done
[ "$2" = keep ] || rm -rf "$1"`

/** Watches over the server in the folder until the returned function is called. */
export const watch = (folder: string, keep: boolean): (() => void) => {
  if (process.platform === "win32") return () => {}
  const shell = spawn("/bin/sh", ["-c", script, "sh", folder, keep ? "keep" : "remove"], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"]
  })
  shell.unref()
  return () => {
    shell.kill("SIGKILL")
    shell.stdin.destroy()
  }
}
