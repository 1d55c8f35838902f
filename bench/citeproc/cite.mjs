// Formats every item of a CSL-JSON file with citeproc-js in the six styles.
// usage: node cite.mjs ITEMS.json EXPECTED.json STYLES_FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const CSL = require("citeproc");
const locale = require("@citation-js/plugin-csl/lib/locales.json")["en-US"];

const STYLES = {
  apa: "apa.csl",
  ieee: "ieee.csl",
  mla: "modern-language-association.csl",
  chicago: "chicago-author-date.csl",
  nature: "nature.csl",
  vancouver: "nlm-citation-sequence.csl",
};

const NUMBERED = new Set(["ieee", "nature", "vancouver"]);

// The first range of years that a new processor prints in Nature is misprinted; not the later ones.
const WARM_UP = {
  id: "warm-up",
  type: "book",
  title: "x",
  issued: { "date-parts": [[2001], [2002]] },
};

const [itemsFile, expectedFile, folder] = process.argv.slice(2);
const items = JSON.parse(readFileSync(itemsFile, "utf8"));
console.log = () => {};

function entry(html) {
  const numbered = html.match(/<div class="csl-right-inline">(.*)<\/div>\s*<\/div>/s);
  if (numbered) return numbered[1].trim();
  if (html.includes("csl-left-margin")) return "";
  const plain = html.match(/<div class="csl-entry">(.*)<\/div>/s);
  return plain ? plain[1].trim() : "";
}

const expected = Object.fromEntries(items.map((item) => [item.id, {}]));
for (const [name, file] of Object.entries(STYLES)) {
  const style = readFileSync(join(folder, file), "utf8");
  for (const mode of ["html", "text"]) {
    let current = WARM_UP;
    const system = {
      retrieveLocale: () => locale,
      retrieveItem: () => structuredClone(current),
    };
    const processor = new CSL.Engine(system, style, "en-US", true);
    processor.setOutputFormat(mode);
    const print = (item) => {
      current = item;
      processor.updateItems([item.id]);
      const made = processor.makeBibliography()[1].join("");
      processor.updateItems([]);
      return made;
    };
    print(WARM_UP);
    for (const item of items) {
      const made = print(item);
      const text = (NUMBERED.has(name) ? made.replace(/^(\[1\]|1\.)[.?!:;]? +/, "") : made).trim();
      (expected[item.id][name] ??= {})[mode] = mode === "html" ? entry(made) : text;
    }
  }
}
writeFileSync(expectedFile, JSON.stringify(expected, null, 1) + "\n");
