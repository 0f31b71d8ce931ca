// Plotly bundle: only the traces this project draws, and the German locale, in one file.
//
// `make assets` runs it. The result is ignored by git; without it pages use the full file that the
// Python package plotly ships (three times as large). A test holds both versions together.

import { build } from "esbuild";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = new URL("./", import.meta.url);
const target = new URL("../../kek_dashboard/web/assets/vendor/", here);
const plotly = JSON.parse(await readFile(new URL("node_modules/plotly.js/package.json", here), "utf8"));
const licence = await readFile(new URL("node_modules/plotly.js/LICENSE", here), "utf8");

const TRACES = ["bar", "heatmap", "sankey", "treemap"]; // scatter is part of the core

const source = `
  import Plotly from "plotly.js/lib/core";
  ${TRACES.map((name) => `import ${name} from "plotly.js/lib/${name}";`).join("\n")}
  import de from "plotly.js/lib/locales/de";
  Plotly.register([${TRACES.join(", ")}, de]);
  window.Plotly = Plotly;
`;

await mkdir(target, { recursive: true });
const outfile = fileURLToPath(new URL("plotly-kek.min.js", target));
await build({
  stdin: { contents: source, resolveDir: fileURLToPath(here), sourcefile: "plotly-kek.js" },
  outfile,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  banner: { js: `/* plotly.js ${plotly.version}, ${plotly.license}; licence text in plotly-kek.LICENSE.txt */` },
  define: { global: "window", "define.amd": "false" },
  loader: { ".css": "empty" }, // the only style sheet asked for is that of maps, which are not in
  alias: { regl: "@plotly/regl", stream: "stream-browserify" },
  logLevel: "warning",
});
await writeFile(new URL("plotly-kek.LICENSE.txt", target), licence);
const { size } = await stat(outfile);
console.log(`plotly.js ${plotly.version}: ${TRACES.length + 1} Diagrammarten, ${Math.round(size / 1024)} KB`);
