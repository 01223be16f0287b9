// A fresh process: import the bundle, answer one event, tell when and how much memory it took. Plain JavaScript, so that nothing is stripped first.
const now = () => performance.timeOrigin + performance.now()
const [, , file, event] = process.argv
const told = { loaded: 0, answered: 0, status: 200, resident: 0, heap: 0 }
if (file !== undefined && event !== undefined) {
  const { handler } = await import(file)
  told.loaded = now()
  const { statusCode } = await handler(JSON.parse(event))
  told.status = statusCode
}
told.answered = now()
if (file === undefined) told.loaded = told.answered
const { rss, heapUsed } = process.memoryUsage()
told.resident = rss
told.heap = heapUsed
process.getBuiltinModule("fs").writeSync(3, JSON.stringify(told))
process.exit(0)
