// Starts the built program with a small demonstration city in a folder of its own, and stops it again.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const PATIENCE_MS = 120_000;

/** The program to test: XINQIAO_BIN, else what cargo built last for tests. */
export function program() {
  const path = process.env.XINQIAO_BIN ?? join(root, "target", "debug", "xinqiao");
  if (!existsSync(path)) throw new Error(`${path} is not built: run \`cargo build --bin xinqiao\``);
  return path;
}

/**
 * Starts the program on a free port; resolves when it has printed its address.
 * @returns {Promise<{address: string, output: () => string, stop: () => Promise<void>}>} `output` is all that it printed so far,
 *   the demonstration accounts among it.
 */
export async function startServer({ residents = 300, seed = 1, more = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-e2e-"));
  const words = ["demo", "--dir", folder, "--listen", "127.0.0.1:0", "--residents", `${residents}`, "--seed", `${seed}`, ...more];
  const child = spawn(program(), words, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  // A test process that is ended in another way must not leave a server.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);

  let text = "";
  const stop = async () => {
    process.removeListener("exit", kill);
    child.kill("SIGTERM");
    const timer = setTimeout(kill, 10_000);
    await ended;
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const address = await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no address after ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
      const look = (chunk) => {
        text += chunk;
        const found = text.match(/https?:\/\/127\.0\.0\.1:[1-9]\d*/);
        if (found) {
          clearTimeout(timer);
          resolve(found[0]);
        }
      };
      child.stdout.setEncoding("utf8").on("data", look);
      child.stderr.setEncoding("utf8").on("data", look);
      child.once("error", reject);
      child.once("close", (code) => reject(new Error(`the program ended with ${code}`)));
    });
    return { address, output: () => text, stop };
  } catch (error) {
    await stop();
    throw new Error(`${error.message}; it printed:\n${text}`, { cause: error });
  }
}
