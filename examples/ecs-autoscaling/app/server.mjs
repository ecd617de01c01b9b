// The encryptor: a web server that encrypts on each request, so that load on it is load on a CPU.
//
//   GET /        encrypts WORK_FACTOR MiB with AES-256-GCM and says how long that took
//   GET /health  answers at once, also while everything else waits
//
// PORT is the port (8080 if left out), WORK_FACTOR the MiB of a request (8 if left out).
import { createCipheriv, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { availableParallelism, cpus } from "node:os";
import { Worker, isMainThread, parentPort } from "node:worker_threads";

const MEBIBYTE = 1 << 20;

/** Encrypts so many MiB with a key of its own, each the output of the one before: none of it can be left out. */
function encrypt(mebibytes) {
  const cipher = createCipheriv("aes-256-gcm", randomBytes(32), randomBytes(12));
  let block = Buffer.alloc(MEBIBYTE);
  for (let count = 0; count < mebibytes; count += 1) block = cipher.update(block);
  cipher.final();
  return cipher.getAuthTag().toString("hex");
}

/** Threads that encrypt, one for each CPU: the thread that takes requests is always free to answer /health. */
class Pool {
  #idle = [];
  #waiting = [];

  constructor(size) {
    for (let count = 0; count < size; count += 1) {
      const worker = new Worker(new URL(import.meta.url));
      // A thread that fails takes the program with it, and ECS starts another task.
      worker.on("error", (error) => { throw error; });
      worker.on("message", (result) => {
        const { resolve } = worker;
        this.#idle.push(worker);
        this.#next();
        resolve(result);
      });
      this.#idle.push(worker);
    }
  }

  get waiting() { return this.#waiting.length; }

  run(mebibytes) {
    return new Promise((resolve) => {
      this.#waiting.push({ mebibytes, resolve });
      this.#next();
    });
  }

  #next() {
    if (this.#waiting.length === 0 || this.#idle.length === 0) return;
    const worker = this.#idle.pop();
    const { mebibytes, resolve } = this.#waiting.shift();
    worker.resolve = resolve;
    worker.postMessage(mebibytes);
  }
}

/** A number from the environment; one that is none ends the program with a sentence. */
function setting(name, standard, least, most) {
  const text = process.env[name] ?? String(standard);
  const number = Number(text);
  if (/^[0-9]+$/.test(text) && number >= least && number <= most) return number;
  console.error(`${name} is '${text}', and has to be a whole number from ${least} to ${most}`);
  process.exit(1);
}

function serve() {
  const port = setting("PORT", 8080, 0, 65535);
  const work = setting("WORK_FACTOR", 8, 1, 4096);
  const pool = new Pool(availableParallelism?.() ?? cpus().length);
  // More than these would wait longer than anybody does.
  const longestQueue = 1000;
  let isStopping = false;

  const server = createServer(async (request, response) => {
    const answer = (status, body) => {
      const text = JSON.stringify(body) + "\n";
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
      // Whoever keeps the connection open would otherwise keep the program from ending.
      if (isStopping) headers.connection = "close";
      response.writeHead(status, headers).end(request.method === "HEAD" ? undefined : text);
    };
    const { pathname } = new URL(request.url, "http://localhost");
    request.resume();
    if (request.method !== "GET" && request.method !== "HEAD") return answer(405, { error: "GET or HEAD" });
    if (pathname === "/health") return answer(200, { status: "ok", waiting: pool.waiting });
    if (pathname !== "/") return answer(404, { error: "there are / and /health" });
    if (pool.waiting >= longestQueue) return answer(503, { error: "too many requests are waiting" });
    const start = process.hrtime.bigint();
    const tag = await pool.run(work);
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
    answer(200, { mebibytes: work, milliseconds: Math.round(milliseconds * 10) / 10, tag });
  });
  // Longer than the 60 seconds for which a load balancer keeps an idle connection, or it would use one that is gone.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 66_000;
  server.on("error", (error) => {
    console.error(`cannot listen on port ${port}: ${error.message}`);
    process.exit(1);
  });
  server.listen(port, () => console.log(`listening on port ${server.address().port}`));

  // ECS sends SIGTERM, and SIGKILL 30 seconds later: requests that are there are answered, new ones are not taken.
  const stop = (signal) => {
    if (isStopping) return;
    isStopping = true;
    console.log(`${signal}: stopping`);
    server.close(() => process.exit(0));
    server.closeIdleConnections?.();
    setTimeout(() => process.exit(1), 25_000).unref();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

if (isMainThread) serve();
else parentPort.on("message", (mebibytes) => parentPort.postMessage(encrypt(mebibytes)));
