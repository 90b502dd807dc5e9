// What somebody typed into a report, as values; what is wrong with it; what a value is in words.
// The rules and sentences of core/questions.py, as far as they are cheap: the server looks again.
// Not wrapped: more.js and sheet.js are joined to it (project/static_files.py) and use all of it.
"use strict";

const $ = (id) => document.getElementById(id);
const page = JSON.parse($("sheet-data").textContent);
const { lines, texts } = page;
const form = $("sheet");
const byKey = Object.fromEntries(lines.map((line) => [line.key, line]));
let report;
const nothing = () => ({ values: {}, not_applicable: [], notes: {} });
const NUMBER = /^([+-]?) ?(\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(,\d+)?$/;
const DAY = /^(\d\d?)([/. -]?)(\d\d?)\2((?:19|20)\d\d)$/;
const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
const number = (value) =>
  Number(value).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 6 });
const isFigure = ({ kind }) => kind === "count" || kind === "amount";
const isFlow = (line) => isFigure(line) && !line.stock;
const isKnown = (value) => value !== undefined && value !== "@na";
const controls = (name) => [...form.querySelectorAll('[name="' + name + '"]')];
const control = (key) => controls("q_" + key)[0];
const card = (key) => control(key).closest(".card");
const isButton = ({ type }) => /radio|checkbox/.test(type);
const count = (name, n) => (n === 1 ? texts[name + "_one"] : fill(texts[name], { n: number(n) }));

function typed(name) {
  const given = controls(name).find((one) => !isButton(one) || one.checked);
  return given ? given.value.normalize("NFC").trim() : "";
}

function write(name, value) {
  for (const one of controls(name)) {
    if (isButton(one)) one.checked = one.value === value;
    else one.value = value;
  }
}

function day(text) {
  const [, d, , m, y] = DAY.exec(text) || [];
  const date = new Date(Date.UTC(y, m - 1, d));
  return date.getUTCDate() === Number(d) ? { value: date.toISOString().slice(0, 10) } : "not_a_day";
}

function figure(text, isCount) {
  const [, sign, whole, part = ""] = NUMBER.exec(text.replace(/\s+/g, " ")) || [];
  if (!whole) return "not_a_number";
  const value = sign.replace("+", "") + whole.replace(/[. ]/g, "") + part.replace(",", ".");
  if (!isCount) return { value };
  return Number.isInteger(Number(value)) ? { value: Number(value) } : "not_whole_number";
}

// What stands in one line: its value, or set aside, or what is wrong with it.
function read({ key, kind, note }) {
  const text = typed("q_" + key);
  const aside = text === "@na" || (kind === "yes_no" && text === "na");
  if (aside) return { aside };
  let said = text ? { value: text } : {};
  if (text && kind === "yes_no") said = { value: text === "yes" };
  if (text && kind === "date") said = day(text);
  if (text && isFigure({ kind })) said = figure(text, kind === "count");
  if (typeof said === "string") return { wrong: fill(texts[said], { text }) };
  if (typed("na_" + key)) {
    return text ? { wrong: texts.answered_and_not_applicable } : { aside: true };
  }
  return said.value === false && note ? { value: false, note: typed("note_" + key) } : said;
}

function isAsked({ when }) {
  if (!when) return true;
  return isAsked(byKey[when[0]]) && read(byKey[when[0]]).value === (when[1] === "yes");
}

const asked = () => lines.filter(isAsked);
const isOpen = (line) => !Object.keys(read(line)).length;

function answers() {
  const all = nothing();
  for (const line of asked()) {
    const { value, aside, note } = read(line);
    if (value !== undefined) all.values[line.key] = value;
    if (aside) all.not_applicable.push(line.key);
    if (note) all.notes[line.key] = note;
  }
  return all;
}

// What is wrong with a line; one that is open is wrong only when the whole report is looked at.
function wrongIn(line, isWhole) {
  const { value, wrong, aside } = read(line);
  if (wrong || aside) return wrong;
  if (value === undefined) return isWhole && line.need ? texts.missing_answer : "";
  const facts = report.facts || {};
  const bounds = [
    ["below_minimum", "minimum", line.min || 0, -1],
    ["above_maximum", "maximum", line.max, 1],
    ["more_than_fact", "limit", line.most in facts ? facts[line.most] : Infinity, 1],
  ];
  const over = isFigure(line) && bounds.find(([, , limit, way]) => way * value > way * limit);
  return over ? fill(texts[over[0]], { value: number(value), [over[1]]: number(over[2]) }) : "";
}

function problems(isWhole) {
  const own = asked().filter(({ key }) => !locked(key));
  const all = own.map((line) => ({ key: line.key, text: wrongIn(line, isWhole) }));
  return all.filter(({ text }) => text);
}

function asTyped({ kind }, value) {
  if (value === undefined) return "";
  if (kind === "yes_no") return value ? "yes" : "no";
  if (kind === "date") return value.split("-").reverse().join("/");
  return kind === "amount" ? String(value).replace(".", ",") : String(value);
}

function inWords(line, value) {
  if (value === undefined) return texts.none_yet;
  if (value === "@na") return texts.na;
  if (line.kind === "choice") return line.choices[value] || value;
  if (line.kind === "yes_no") return line.choices[asTyped(line, value)];
  return isFigure(line) ? number(value) : asTyped(line, value);
}

function said(line, { values, not_applicable: aside }) {
  if (aside.includes(line.key)) return texts.na;
  return line.key in values ? inWords(line, values[line.key]) : texts.open;
}

function show({ values, not_applicable: aside, notes }) {
  for (const line of lines) {
    const { key, kind } = line;
    const isAside = aside.includes(key);
    const button = { yes_no: "na", choice: "@na" }[kind];
    write("q_" + key, isAside && button ? button : asTyped(line, values[key]));
    write("na_" + key, isAside ? "1" : "");
    write("note_" + key, notes[key] || "");
  }
}

const locked = (key) => key in (report.shared || {});

const before = ({ key }) => (report.before || {})[key];
const start = ({ key }) => (report.start || {})[key];
const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);
const copyOf = (name) => $(name).content.firstElementChild.cloneNode(true);

function make(tag, className, ...content) {
  const node = document.createElement(tag);
  node.className = className;
  node.append(...content);
  return node;
}

function filledCopy(name, ...told) {
  const node = copyOf(name);
  node.querySelectorAll("[data-part]").forEach((part, n) => (part.textContent = told[n]));
  return node;
}

function chip(state, text) {
  const node = copyOf("chip-" + state);
  node.lastChild.data = text;
  return node;
}

// How far a figure is from the start of the year, or from the period before.
function trend(line, value) {
  const isFirst = isKnown(start(line));
  const then = isFirst ? start(line) : before(line);
  if (!isFigure(line) || value === undefined || !isKnown(then)) return [];
  const gap = value - then;
  const way = gap && (gap > 0 ? "up" : "down");
  const label = lower(isFirst ? texts.start : report.label);
  const params = { difference: number(Math.abs(gap)), before: label };
  const change = fill(texts.trend[way || "same"], params);
  if (!way || !line.way) return [chip("info", change)];
  const [look, name] = way === line.way ? ["accepted", "better"] : ["late", "worse"];
  return [chip(look, fill(texts.trend[name], { change }))];
}
