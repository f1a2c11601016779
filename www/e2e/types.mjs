// The interfaces of a hand-written declaration file, and whether a value is what they say: every field, and no other.

/** Reads `export interface` and `export type` of simple data. */
export function declarations(source) {
  const text = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
  const types = new Map();
  for (const [, name, body] of text.matchAll(/export interface (\w+)[^{]*\{([\s\S]*?)\n\}/g)) types.set(name, parse(`{${body}}`));
  for (const [, name, type] of text.matchAll(/export type (\w+) =([\s\S]*?);\n/g)) types.set(name, parse(type));
  return types;
}

function parse(source) {
  const tokens = source.match(/"[^"]*"|[\w.]+|[[\]{}<>|&:;,?()]/g) ?? [];
  let at = 0;
  const take = (token) => (tokens[at] === token ? Boolean(++at) : false);
  const expect = (token) => take(token) || fail(token);
  const fail = (wanted) => {
    throw new Error(`${wanted} wanted, found ${tokens.slice(at, at + 5).join(" ")} in ${source}`);
  };

  function union() {
    take("|");
    const options = [both()];
    while (take("|")) options.push(both());
    return options.length === 1 ? options[0] : { union: options };
  }
  function both() {
    const parts = [list()];
    while (take("&")) parts.push(list());
    return parts.length === 1 ? parts[0] : { both: parts };
  }
  function list() {
    let type = single();
    while (take("[")) {
      expect("]");
      type = { list: type };
    }
    return type;
  }
  function single() {
    if (take("(")) {
      const type = union();
      expect(")");
      return type;
    }
    if (take("{")) return fields();
    const word = tokens[at++];
    if (word === "Record") {
      expect("<");
      const key = union();
      expect(",");
      const value = union();
      expect(">");
      return { record: key, value };
    }
    if (/^"/.test(word)) return { literal: JSON.parse(word) };
    if (/^\d+$/.test(word)) return { literal: Number(word) };
    return { name: word };
  }
  function fields() {
    const members = {};
    while (!take("}")) {
      const name = tokens[at++];
      const optional = take("?");
      expect(":");
      members[name] = { optional, type: union() };
      take(";");
    }
    return { fields: members };
  }
  return union();
}

const BASIC = {
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

/** What is wrong with a value, each with its path; `seen` collects the fields that occurred. */
export function faults(value, type, types, path = "", seen = new Set()) {
  if (type.union) {
    const all = type.union.map((option) => {
      const seenHere = new Set();
      return { found: faults(value, option, types, path, seenHere), seenHere };
    });
    const fitting = all.find(({ found }) => found.length === 0);
    fitting?.seenHere.forEach((field) => seen.add(field));
    return fitting ? [] : all.sort((a, b) => a.found.length - b.found.length)[0].found;
  }
  if (type.both) return faults(value, merged(type, types), types, path, seen);
  if (type.list) {
    if (!Array.isArray(value)) return [`${path}: no list`];
    return value.flatMap((item, index) => faults(item, type.list, types, `${path}[${index}]`, seen));
  }
  if ("literal" in type) return value === type.literal ? [] : [`${path}: ${JSON.stringify(value)}, not ${type.literal}`];
  if (type.record) {
    if (!isObject(value)) return [`${path}: no object`];
    return Object.entries(value).flatMap(([key, item]) => [
      ...faults(key, type.record, types, `${path}, the key ${key}`, seen),
      ...faults(item, type.value, types, `${path}.${key}`, seen),
    ]);
  }
  if (type.fields) return faultsOfFields(value, type.fields, types, path, seen, "");
  if (BASIC[type.name]) return BASIC[type.name](value) ? [] : [`${path}: ${JSON.stringify(value)} is no ${type.name}`];
  const named = types.get(type.name);
  if (!named) throw new Error(`${type.name} is not declared`);
  return named.fields ? faultsOfFields(value, named.fields, types, path, seen, type.name) : faults(value, named, types, path, seen);
}

function faultsOfFields(value, fields, types, path, seen, owner) {
  if (!isObject(value)) return [`${path}: ${JSON.stringify(value)} is no ${owner || "object"}`];
  const surplus = Object.keys(value).filter((name) => !(name in fields)).map((name) => `${path}.${name}: not declared`);
  const rest = Object.entries(fields).flatMap(([name, { optional, type }]) => {
    if (!(name in value) || value[name] === undefined) return optional ? [] : [`${path}.${name}: missing`];
    seen.add(`${owner}.${name}`);
    return faults(value[name], type, types, `${path}.${name}`, seen);
  });
  return [...surplus, ...rest];
}

/** An intersection of objects and of a record with listed keys, as one object. */
function merged({ both }, types) {
  const fields = {};
  for (const part of both) {
    if (part.fields) Object.assign(fields, part.fields);
    const keys = part.record && types.get(part.record.name)?.union;
    for (const { literal } of keys ?? []) fields[literal] = { optional: false, type: part.value };
  }
  return { fields };
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
