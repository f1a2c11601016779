// Firefox by Marionette, the protocol that it has built in: length-prefixed JSON over a socket of this computer.
import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** The installed Firefox, or null. */
export function firefox() {
  if (process.env.FIREFOX) return process.env.FIREFOX;
  for (const name of ["firefox", "firefox-esr"]) {
    try {
      return execFileSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    } catch {
      // Not under this name.
    }
  }
  return null;
}

const PREFERENCES = {
  // Port 0 lets the system choose; Firefox writes its choice into the profile.
  "marionette.port": 0,
  // Among what Firefox sets for tests by itself is a laxer rule for files on the disk, and that is what is tested.
  "remote.prefs.recommended": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "app.update.disabledForTesting": true,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
};

/** What WebDriver calls the keys that put no character. */
const KEYS = {
  Shift: "\uE008",
  Control: "\uE009",
  Tab: "\uE004",
  Enter: "\uE006",
  Escape: "\uE00C",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  Delete: "\uE017",
  F2: "\uE032",
  F8: "\uE038",
};

/** The strokes of `Control+v`, `Tab`, or a figure to be typed. */
function strokes(keys) {
  const held = keys.length > 1 ? keys.split("+").map((key) => KEYS[key] ?? key) : [keys];
  const pressed = KEYS[keys] || keys.includes("+") ? [held] : [...keys].map((key) => [key]);
  return pressed.flatMap((together) => [
    ...together.map((value) => ({ type: "keyDown", value })),
    ...together.toReversed().map((value) => ({ type: "keyUp", value })),
  ]);
}

/** A headless Firefox with a profile of its own. */
export async function launchFirefox(preferences = {}) {
  const profile = await mkdtemp(join(tmpdir(), "gouji-firefox-"));
  const lines = Object.entries({ ...PREFERENCES, ...preferences }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, "user.js"), lines.join("\n"));
  const browser = spawn(firefox(), ["--headless", "--marionette", "--no-remote", "--profile", profile], { stdio: "ignore" });
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  try {
    const session = await Marionette.connect(await port(profile));
    await session.send("WebDriver:NewSession", {});
    return {
      open: (address) => session.send("WebDriver:Navigate", { url: String(address) }),
      /** Runs a function in the page and gives what it returns. */
      evaluate: async (deed, ...args) => {
        const script = `return (${deed})(...arguments)`;
        return (await session.send("WebDriver:ExecuteScript", { script, args })).value;
      },
      /** Presses keys, one after the other: `Tab`, `Control+v`, or `12`, which is typed. */
      press: async (...keys) => {
        const actions = [{ type: "key", id: "keyboard", actions: keys.flatMap(strokes) }];
        await session.send("WebDriver:PerformActions", { actions });
      },
      /** Presses the mouse at a point of the window. */
      click: async ({ x, y }) => {
        const moves = [{ type: "pointerMove", x: Math.round(x), y: Math.round(y) }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
        const actions = [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions: moves }];
        await session.send("WebDriver:PerformActions", { actions });
      },
      async close() {
        session.end();
        browser.kill();
        await ended;
        await rm(profile, { recursive: true, force: true });
      },
    };
  } catch (error) {
    browser.kill();
    throw error;
  }
}

async function port(profile) {
  for (let tries = 0; tries < 300; tries++) {
    const text = await readFile(join(profile, "MarionetteActivePort"), "utf8").catch(() => "");
    if (/^\d+$/.test(text)) return Number(text);
    await wait(100);
  }
  throw new Error("Firefox did not open its port.");
}

class Marionette {
  #socket;
  #received = Buffer.alloc(0);
  #asked = 0;
  #waiting = new Map();

  static async connect(port) {
    const session = new Marionette();
    session.#socket = connect(port, "127.0.0.1");
    await new Promise((resolve, reject) => session.#socket.once("connect", resolve).once("error", reject));
    session.#socket.on("data", (data) => session.#receive(data));
    session.#socket.on("error", () => {});
    return session;
  }

  send(command, parameters) {
    const id = ++this.#asked;
    const text = JSON.stringify([0, id, command, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  end() {
    this.#socket.destroy();
  }

  #receive(data) {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const colon = this.#received.indexOf(":");
      const end = colon + 1 + Number(this.#received.subarray(0, Math.max(0, colon)));
      if (colon < 0 || this.#received.length < end) return;
      const message = JSON.parse(this.#received.subarray(colon + 1, end));
      this.#received = this.#received.subarray(end);
      // The first message is a greeting.
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(`${error.error}: ${error.message}`));
      else waiting?.resolve(result);
    }
  }
}
