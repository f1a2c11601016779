// The servers' settings in docs/deploy.zh-CN.md, word for word, in the servers themselves where they are installed.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { access, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { asDocx, asText } from "./report.mjs";
import { drop, launch, open, paste, root } from "./site.mjs";

let browser, document;
before(async () => {
  document = await readFile(join(root, "docs/deploy.zh-CN.md"), "utf8");
  browser = await launch();
});
after(() => browser?.close());

/** The only block in a language, with that element in it. */
function block(language, element = "") {
  const all = [...document.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))];
  const blocks = all.filter(([, text]) => element === "" || text.includes(`<${element}`));
  assert.equal(blocks.length, 1, language);
  return blocks[0][1];
}

function installed(...programs) {
  return programs.find((program) => {
    try {
      execFileSync(program, ["-v"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a server with the settings that `configure` makes out of a port, a copy of the site and a folder for its own files. */
async function start(t, configure) {
  const folder = await mkdtemp(join(tmpdir(), "gouji-deploy-"));
  const site = join(folder, "site");
  await mkdir(join(folder, "logs"));
  await cp(join(root, "dist/site"), site, { recursive: true });
  // Servers drop the rights of root, and then must be able to read it.
  execFileSync("chmod", ["-R", "a+rX", folder]);
  const port = await freePort();
  const settings = join(folder, "server.conf");
  const { text, command } = configure({ port, site, folder, settings });
  await writeFile(settings, text);
  const [program, ...options] = command;
  const errors = [];
  const server = spawn(program, options, { stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (data) => errors.push(data));
  t.after(async () => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    if (server.exitCode === null && server.kill()) await ended;
    await rm(folder, { recursive: true, force: true });
  });
  const address = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 600; tries++) {
    if (await fetch(address).then(({ ok }) => ok, () => false)) return address;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return assert.fail(`${program} does not answer: ${Buffer.concat(errors)}`);
}

/** Whether the site works there; `headers` when the server itself can set them as promised, and not only types and times. */
async function serves(t, address, headers = true) {
  const page = await fetch(address);
  const html = await page.text();
  const own = html.match(/Content-Security-Policy"\s+content="([^"]*)/)[1];
  assert.match(page.headers.get("content-type"), headers ? /^text\/html; *charset=utf-8$/i : /^text\/html/);
  const script = `${address}${html.match(/assets\/index[^"]*\.js/)[0]}`;
  const code = await (await fetch(script)).text();
  const module = `${address}assets/${code.match(/gouji_bg-[\w-]*\.wasm/)[0]}`;
  for (const [file, type, cache] of [
    [address, /^text\/html/, "no-cache"],
    [`${address}start.js`, /^(text|application)\/javascript/, "no-cache"],
    [script, /^(text|application)\/javascript/, "public, max-age=31536000, immutable"],
    [module, /^application\/wasm$/, "public, max-age=31536000, immutable"],
    ...(headers ? [[`${address}none`, /./, "no-cache"]] : []),
  ]) {
    const { headers: given } = await fetch(file, { headers: { "accept-encoding": "gzip" } });
    assert.match(given.get("content-type"), type, file);
    assert.equal(given.get("x-content-type-options"), "nosniff", file);
    if (!headers) {
      assert.equal(given.get("cache-control"), "max-age=0", file);
      continue;
    }
    assert.equal(given.get("cache-control"), cache, file);
    assert.equal(given.get("content-security-policy"), `${own}; frame-ancestors 'none'`, file);
    if (!file.endsWith("none")) assert.equal(given.get("content-encoding"), "gzip", file);
  }

  const visit = await open(browser, address);
  t.after(visit.close);
  await paste(visit.page, { "text/plain": asText() });
  await visit.page.getByText("正在看：杏林县统计局").waitFor();
  await drop(visit.page, "草稿.docx", "", asDocx());
  await visit.page.getByText("正在看：草稿.docx").waitFor();
  assert.equal(visit.page.workers().length, 2);
  assert.deepEqual(visit.complaints, []);
}

const nginx = installed("nginx", "/usr/sbin/nginx");
it("works in nginx", { skip: nginx ? false : "nginx is not installed" }, async (t) => {
  const address = await start(t, ({ port, site, folder, settings }) => ({
    command: [nginx, "-p", folder, "-c", settings, "-e", "stderr"],
    text: `daemon off; pid ${folder}/nginx.pid; events {} http {
      include /etc/nginx/mime.types; access_log off; error_log stderr;
      ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ")}
      ${block("nginx").replace("listen 80", `listen 127.0.0.1:${port}`).replace("/srv/gouji/site", site)}
    }`,
  }));
  await serves(t, address);
});

const apache = installed("apache2", "/usr/sbin/apache2", "httpd");
const modules = "/usr/lib/apache2/modules";
const isDebian = await access(modules).then(() => true, () => false);
it("works in Apache", { skip: apache && isDebian ? false : "Debian's Apache is not installed" }, async (t) => {
  const load = ["mpm_event", "authz_core", "mime", "dir", "headers", "filter", "deflate"].map(
    (name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`,
  );
  const address = await start(t, ({ port, site, folder, settings }) => ({
    command: [apache, "-f", settings, "-DFOREGROUND"],
    text: [
      ...load,
      `ServerRoot ${folder}`,
      `Listen 127.0.0.1:${port}`,
      "ServerName localhost",
      "User www-data",
      "Group www-data",
      `PidFile ${folder}/apache.pid`,
      `Mutex file:${folder} default`,
      `ErrorLog ${folder}/logs/error.log`,
      "TypesConfig /etc/mime.types",
      `DocumentRoot ${site}`,
      block("apache").replace("/srv/gouji/site", site),
    ].join("\n"),
  }));
  await serves(t, address);
});

/** Debian keeps the program and its settings apart. */
const TOMCATS = ["10", "9"].map((version) => ({ home: `/usr/share/tomcat${version}`, settings: `/etc/tomcat${version}/web.xml` }));
const found = await Promise.all(TOMCATS.map(({ settings }) => access(settings).then(() => true, () => false)));
const tomcat = TOMCATS[found.indexOf(true)];
const hasJava = await access("/usr/bin/java").then(() => true, () => false);
it("works in Tomcat", { skip: tomcat && hasJava ? false : "Debian's Tomcat is not installed" }, async (t) => {
  const address = await start(t, ({ port, site, folder, settings }) => {
    mkdirSync(join(site, "WEB-INF"));
    writeFileSync(join(site, "WEB-INF/web.xml"), block("xml", "web-app"));
    mkdirSync(join(folder, "conf"));
    copyFileSync(tomcat.settings, join(folder, "conf/web.xml"));
    return {
      command: [
        "java",
        `-Dcatalina.home=${tomcat.home}`,
        `-Dcatalina.base=${folder}`,
        "-cp",
        ["bootstrap", "tomcat-juli"].map((name) => `${tomcat.home}/bin/${name}.jar`).join(":"),
        "org.apache.catalina.startup.Bootstrap",
        "-config",
        settings,
        "start",
      ],
      text: `<Server port="-1"><Service name="Catalina"><Connector address="127.0.0.1" port="${port}"/><Engine name="Catalina" defaultHost="localhost">
        <Host name="localhost" appBase="${folder}/webapps"><Context path="" docBase="${site}"/></Host></Engine></Service></Server>`,
    };
  });
  await serves(t, address, false);
});

it("gives every server the same policy, the page's own", async () => {
  const html = await readFile(join(root, "dist/site/index.html"), "utf8");
  const own = html.match(/Content-Security-Policy"\s+content="([^"]*)/)[1];
  const policies = [...document.matchAll(/"(default-src [^"]*)"/g)].map(([, policy]) => policy);
  assert.equal(policies.length, 3);
  for (const policy of policies) assert.equal(policy, `${own}; frame-ancestors 'none'`);
});

it("names examples that there are", async () => {
  const names = [...document.matchAll(/`([\w-]+\.html)`/g)].map(([, name]) => name).filter((name) => name !== "gouji.html" && name !== "index.html");
  assert.ok(names.length >= 6);
  for (const name of names) await access(join(root, "www/examples", name));
});
