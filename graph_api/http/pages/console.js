"use strict";
const at = (id) => document.getElementById(id);
const questions = JSON.parse(at("questions").textContent);

// What comes from elsewhere is only ever set as text or as a value, never as markup.
for (const item of questions) {
  const option = document.createElement("option");
  option.value = item.name;
  option.textContent = `${item.th} · ${item.en}`;
  at("question").append(option);
}

function choose(name) {
  const item = questions.find((one) => one.name === name);
  if (!item) return;
  at("question").value = name;
  at("document").value = item.document;
  at("variables").value = JSON.stringify(item.variables, null, 2);
}

function show(text) {
  at("result").textContent = text;
}

async function run() {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  const key = at("key").value.trim();
  if (key) headers.Authorization = `Bearer ${key}`;
  let variables;
  try {
    variables = JSON.parse(at("variables").value.trim() || "{}");
  } catch (error) {
    show(`ตัวแปรไม่ใช่ JSON ที่ถูกต้อง / The variables are no valid JSON: ${error.message}`);
    return;
  }
  show("…");
  try {
    const response = await fetch(location.pathname, {
      method: "POST", headers, body: JSON.stringify({ query: at("document").value, variables }),
    });
    const text = await response.text();
    try {
      show(JSON.stringify(JSON.parse(text), null, 2));
    } catch {
      show(text);
    }
  } catch (error) {
    show(`ติดต่อระบบไม่ได้ / The service cannot be reached: ${error.message}`);
  }
}

at("question").addEventListener("change", (event) => choose(event.target.value));
at("form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
addEventListener("hashchange", () => choose(location.hash.slice(1)));
choose(location.hash.slice(1));
